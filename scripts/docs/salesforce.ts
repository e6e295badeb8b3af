import type { Descriptor } from "../../providers/core/resource/descriptor";

/** What the user who deploys needs for the kinds of Salesforce. */

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_quickstart_prereqs.htm */
const METADATA = "Customize Application, and Modify Metadata Through Metadata API Functions or Modify All Data";

/** User permissions as Setup calls them, where they are not those of any metadata. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  CallCenterUser: "Manage Users",
  ConnectedApp: `${METADATA}, and Manage Connected Apps`,
  ExternalClientApp: `${METADATA}, and View all External Client Apps, view their settings, and edit their policies`,
  PermissionSet: `${METADATA}, and Manage Profiles and Permission Sets`,
  PermissionSetAssignment: "Assign Permission Sets",
  PermissionSetLicenseAssignment: "Manage Users",
  SObjectRecord: "Create, Read, Edit and Delete on the object, and Edit on the fields",
  User: "Manage Users",
};

/** The calls are below two addresses, and say which. */
export const CALL_ADDRESSES =
  "REST calls are below `/services/data/v{version}`, those of SOAP go to `/services/Soap/m/{version}`, and both run as the user who signs in.";

/** The sentence on what that user may. */
export function permissionsFor({ kind }: Descriptor): string {
  return `OAuth scope: \`api\`. User permissions: ${PERMISSIONS[kind.split(".")[1] ?? ""] ?? METADATA}.`;
}
