import { textOf, type JsonObject } from "../../core/json";
import { badWrite, duplicateValue } from "../salesforce-errors";
import { licenseObstacle } from "../rights";
import { defineSObject, type FieldSpec, type WriteScene } from "./sobject";

/** User permissions that rows of PermissionSet and Profile show as fields of their own. */
export const SHOWN_PERMISSIONS: readonly string[] = [
  "ApiEnabled",
  "ApiUserOnly",
  "CustomizeApplication",
  "ManageUsers",
  "ModifyAllData",
  "ModifyMetadata",
  "ViewAllData",
  "ViewSetup",
];

/** `PermissionsApiEnabled` and so on. */
export const permissionFields: Readonly<Record<string, FieldSpec>> = Object.fromEntries(
  SHOWN_PERMISSIONS.map((name) => [`Permissions${name}`, { type: "boolean", write: "never", default: false }]),
);

/** Mirrors the component of the same name; the Metadata API writes it. */
export const permissionSet = defineSObject("PermissionSet", {
  prefix: "0PS",
  label: "Permission Set",
  access: "setup",
  without: ["create", "update", "delete"],
  fields: {
    Name: { type: "string", length: 80, nameField: true },
    Label: { type: "string", length: 80 },
    Description: { type: "string" },
    LicenseId: { type: "reference", to: ["PermissionSetLicense", "UserLicense"] },
    ProfileId: { type: "reference", to: ["Profile"] },
    IsOwnedByProfile: { type: "boolean" },
    IsCustom: { type: "boolean" },
    HasActivationRequired: { type: "boolean" },
    NamespacePrefix: { type: "string", length: 15 },
    Type: { type: "picklist", values: ["Regular", "Profile", "Group", "Session", "Standard"] },
    ...permissionFields,
  },
});

/** Refuses the second of two equal assignments. */
const refuseTwin = (type: string, field: string, draft: JsonObject, { org, before }: WriteScene): void => {
  const twin = org.records
    .all(type)
    .find((row) => row.Id !== before?.Id && row["AssigneeId"] === draft["AssigneeId"] && row[field] === draft[field]);
  if (twin !== undefined) throw duplicateValue(field, twin.Id);
};

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionsetassignment.htm */
export const permissionSetAssignment = defineSObject("PermissionSetAssignment", {
  prefix: "0Pa",
  label: "Permission Set Assignment",
  access: "setup",
  without: ["update"],
  fields: {
    AssigneeId: {
      type: "reference",
      to: ["User"],
      required: true,
      children: "PermissionSetAssignments",
      write: "create",
    },
    PermissionSetId: {
      type: "reference",
      to: ["PermissionSet"],
      required: true,
      children: "Assignments",
      write: "create",
    },
    PermissionSetGroupId: { type: "reference", to: [], write: "create" },
    ExpirationDate: { type: "datetime", write: "create" },
    IsActive: { type: "boolean", write: "never", default: true },
  },
  rules: {
    complete: (draft, scene) => {
      refuseTwin("PermissionSetAssignment", "PermissionSetId", draft, scene);
      const set = scene.org.records.get("PermissionSet", textOf(draft["PermissionSetId"]));
      if (set?.["IsOwnedByProfile"] === true) {
        const message = "You can't assign a permission set that is owned by a profile";
        throw badWrite("FIELD_INTEGRITY_EXCEPTION", message, ["PermissionSetId"]);
      }
      const obstacle = licenseObstacle(scene.org, textOf(draft["AssigneeId"]), textOf(draft["PermissionSetId"]));
      if (obstacle !== undefined) throw badWrite("FIELD_INTEGRITY_EXCEPTION", obstacle);
      return draft;
    },
  },
});

export const permissionSetLicense = defineSObject("PermissionSetLicense", {
  prefix: "0PL",
  label: "Permission Set License",
  access: "setup",
  without: ["create", "update", "delete"],
  fields: {
    DeveloperName: { type: "string", length: 80 },
    MasterLabel: { type: "string", length: 80, nameField: true },
    PermissionSetLicenseKey: { type: "string", length: 80 },
    TotalLicenses: { type: "int" },
    UsedLicenses: { type: "int" },
    Status: { type: "picklist", values: ["Active", "Disabled"] },
    ExpirationDate: { type: "date" },
  },
});

export const permissionSetLicenseAssign = defineSObject("PermissionSetLicenseAssign", {
  prefix: "2LA",
  label: "Permission Set License Assignment",
  access: "setup",
  without: ["update"],
  fields: {
    AssigneeId: {
      type: "reference",
      to: ["User"],
      required: true,
      children: "PermissionSetLicenseAssignments",
      write: "create",
    },
    PermissionSetLicenseId: {
      type: "reference",
      to: ["PermissionSetLicense"],
      required: true,
      children: "PermissionSetLicenseAssignments",
      write: "create",
    },
  },
  rules: {
    complete: (draft, scene) => {
      refuseTwin("PermissionSetLicenseAssign", "PermissionSetLicenseId", draft, scene);
      const license = scene.org.records.get("PermissionSetLicense", textOf(draft["PermissionSetLicenseId"]));
      if (Number(license?.["UsedLicenses"]) >= Number(license?.["TotalLicenses"])) {
        throw badWrite("LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded", ["PermissionSetLicenseId"]);
      }
      return draft;
    },
    written: (row, { org }) => countSeats(org, textOf(row["PermissionSetLicenseId"])),
    removed: (row, org) => countSeats(org, textOf(row["PermissionSetLicenseId"])),
  },
});

const countSeats = (org: WriteScene["org"], licenseId: string): void => {
  const used = org.records
    .all("PermissionSetLicenseAssign")
    .filter((row) => row["PermissionSetLicenseId"] === licenseId);
  org.records.patch("PermissionSetLicense", licenseId, { UsedLicenses: used.length });
};

/** Which permission sets and profiles an app is open to. Mirrors the apps; nobody writes it here. */
export const setupEntityAccess = defineSObject("SetupEntityAccess", {
  prefix: "0J0",
  label: "Setup Entity Access",
  access: "setup",
  without: ["create", "update", "delete"],
  fields: {
    ParentId: { type: "reference", to: ["PermissionSet"] },
    SetupEntityId: { type: "reference", to: ["ConnectedApplication", "ExternalClientApplication"], parent: null },
    SetupEntityType: { type: "picklist", values: ["ConnectedApplication", "ExternalClientApplication"] },
  },
});
