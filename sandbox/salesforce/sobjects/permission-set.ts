import { textOf, type JsonObject } from "../../core/json";
import { badWrite, duplicateValue } from "../salesforce-errors";
import type { Org } from "../org";
import { licenseObstacle } from "../rights";
import objects from "./objects.json";
import type { Rules, WriteScene } from "./sobject";

/** User permissions that PermissionSet and Profile have as fields, such as `PermissionsApiEnabled`. */
export const SHOWN_PERMISSIONS: readonly string[] = Object.keys(objects.PermissionSet.fields)
  .filter((name) => name.startsWith("Permissions"))
  .map((name) => name.replace("Permissions", ""));

/** Refuses the second of two equal assignments. */
function refuseTwin(type: string, field: string, draft: JsonObject, { org, before }: WriteScene): void {
  const alike = org.records.where(type, { AssigneeId: draft.AssigneeId, [field]: draft[field] });
  const twin = alike.find(({ Id }) => Id !== before?.Id);
  if (twin !== undefined) throw duplicateValue(field, twin.Id);
}

export const ASSIGNMENT_RULES: Rules = {
  complete: (draft, scene) => {
    refuseTwin("PermissionSetAssignment", "PermissionSetId", draft, scene);
    const set = scene.org.records.get("PermissionSet", textOf(draft.PermissionSetId));
    if (set?.IsOwnedByProfile === true) {
      const message = "You can't assign a permission set that is owned by a profile";
      throw badWrite("FIELD_INTEGRITY_EXCEPTION", message, ["PermissionSetId"]);
    }
    const obstacle = licenseObstacle(scene.org, textOf(draft.AssigneeId), textOf(draft.PermissionSetId));
    if (obstacle !== undefined) throw badWrite("FIELD_INTEGRITY_EXCEPTION", obstacle);
    return draft;
  },
};

function countSeats(org: Org, licenseId: string): void {
  const used = org.records.where("PermissionSetLicenseAssign", { PermissionSetLicenseId: licenseId });
  org.records.patch("PermissionSetLicense", licenseId, { UsedLicenses: used.length });
}

export const LICENSE_ASSIGNMENT_RULES: Rules = {
  complete: (draft, scene) => {
    refuseTwin("PermissionSetLicenseAssign", "PermissionSetLicenseId", draft, scene);
    const license = scene.org.records.get("PermissionSetLicense", textOf(draft.PermissionSetLicenseId));
    if (Number(license?.UsedLicenses) >= Number(license?.TotalLicenses)) {
      throw badWrite("LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded", ["PermissionSetLicenseId"]);
    }
    return draft;
  },
  written: (row, { org }) => countSeats(org, textOf(row.PermissionSetLicenseId)),
  removed: (row, org) => countSeats(org, textOf(row.PermissionSetLicenseId)),
};
