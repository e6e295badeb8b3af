import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { recordIdField } from "../fields";
import { SObjectStore } from "../rest/sobject-store";
import { NOT_EXPORTED } from "../rest/operations";

const inputs = z.strictObject({
  /** The user who gets the licence. */
  assigneeId: recordIdField("a user", "005"),
  /** The licence: `getPermissionSetLicense("SalesforceAPIIntegrationPsl")` has its id. */
  permissionSetLicenseId: recordIdField("a permission set licence", "0PL"),
});

/**
 * A permission set licence given to a user. Any change replaces it.
 *
 * @example
 * const psl = salesforce.getPermissionSetLicenseOutput("SalesforceAPIIntegrationPsl");
 * new salesforce.PermissionSetLicenseAssignment("api", { assigneeId: user.id, permissionSetLicenseId: psl.id });
 */
export const PermissionSetLicenseAssignment = defineResource({
  kind: "salesforce.PermissionSetLicenseAssignment",
  noun: "permission set licence assignment",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionsetlicenseassign.htm",
  inputs,
  naturalKey: ["assigneeId", "permissionSetLicenseId"],
  replaceOnChanges: ["assigneeId", "permissionSetLicenseId"],
  referable: false,
  store: new SObjectStore({
    sobject: "PermissionSetLicenseAssign",
    inputs,
    audit: { none: "nothing ever changes an assignment" },
  }),
  permission: "Manage Users",
  lookUp: { none: "nothing refers to it" },
  export: NOT_EXPORTED,
  trial: { none: "it would change what a person may do" },
  picture: {
    family: "salesforce",
    between: ["salesforce.User", "salesforce.PermissionSetLicense"],
  },
});
export type PermissionSetLicenseAssignment = InstanceType<typeof PermissionSetLicenseAssignment>;
