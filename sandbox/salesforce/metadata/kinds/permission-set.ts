import { rowsIn, textOf, type JsonObject } from "../../../core/json";
import type { Org } from "../../org";
import { FIRST_DAY } from "../../profiles";
import { fieldNamed, objectOf } from "../../records/objects";
import { grantsOf } from "../../rights";
import { SHOWN_PERMISSIONS } from "../../sobjects/permission-set";
import { badField, brokenName, unfit, type Hooks } from "../kind";
import { isOn } from "../../xml";

function checkLicense(license: string): void {
  const { userLicenses, permissionSetLicenses } = FIRST_DAY;
  const known = [...userLicenses.map(({ name }) => name), ...permissionSetLicenses.map(({ label }) => label)];
  if (license !== "" && !known.includes(license)) throw brokenName("license", "PermissionSetLicense", license);
}

const NEEDS: readonly (readonly [flag: string, word: string, needs: string, neededWord: string])[] = [
  ["allowCreate", "Create", "allowRead", "Read"],
  ["allowEdit", "Edit", "allowRead", "Read"],
  ["allowDelete", "Delete", "allowEdit", "Edit"],
  ["viewAllRecords", "View All", "allowRead", "Read"],
  ["modifyAllRecords", "Modify All", "allowDelete", "Delete"],
];

function checkObjects(org: Org, body: JsonObject): void {
  for (const entry of rowsIn(body.objectPermissions)) {
    const name = textOf(entry.object);
    const object = objectOf(org, name);
    if (object === undefined || object.access !== "data") throw brokenName("object", "CustomObject", name);
    for (const [flag, word, needed, neededWord] of NEEDS) {
      if (isOn(entry[flag]) && !isOn(entry[needed])) {
        const message = `Permission ${word} ${object.label} depends on permission(s): ${neededWord} ${object.label}`;
        throw badField("objectPermissions", message);
      }
    }
  }
}

function checkFields(org: Org, body: JsonObject): void {
  for (const entry of rowsIn(body.fieldPermissions)) {
    const path = textOf(entry.field);
    const [owner = "", name = ""] = path.split(".");
    const object = objectOf(org, owner === "Activity" ? "Task" : owner);
    const field = object === undefined ? undefined : fieldNamed(object, name);
    if (field === undefined) throw brokenName("field", "CustomField", path);
    if (field.required || field.spec.nameField === true) {
      throw badField("fieldPermissions", `You cannot deploy to a required field: ${path}`);
    }
    if (isOn(entry.editable) && !isOn(entry.readable)) {
      throw badField("fieldPermissions", `Field permission: ${path} cannot be editable and not readable`);
    }
  }
}

function checkPermissions(body: JsonObject): void {
  const unknown = rowsIn(body.userPermissions).find((entry) => !FIRST_DAY.userPermissions.includes(textOf(entry.name)));
  if (unknown === undefined) return;
  throw unfit("INVALID_FIELD", `Unknown user permission: ${textOf(unknown.name)}`, "userPermissions");
}

function licenseId(org: Org, name: string): string | null {
  const psl = org.records.where("PermissionSetLicense", { MasterLabel: name })[0];
  const own = org.records.where("UserLicense", { Name: name })[0];
  return psl?.Id ?? own?.Id ?? null;
}

export const permissionSet: Hooks = {
  mirror: {
    type: "PermissionSet",
    fields: ({ fullName, body }, org) => {
      const { permissions } = grantsOf(body);
      const shown = SHOWN_PERMISSIONS.map((name) => [`Permissions${name}`, permissions.has(name)] as const);
      return {
        Name: fullName,
        Label: textOf(body.label),
        Description: textOf(body.description) || null,
        LicenseId: licenseId(org, textOf(body.license)),
        ProfileId: null,
        IsOwnedByProfile: false,
        IsCustom: true,
        HasActivationRequired: isOn(body.hasActivationRequired),
        NamespacePrefix: null,
        Type: isOn(body.hasActivationRequired) ? "Session" : "Regular",
        ...Object.fromEntries(shown),
      };
    },
  },
  check: (body, { org, before }) => {
    const license = textOf(body.license);
    checkLicense(license);
    if (before !== undefined && license !== "" && license !== textOf(before.body.license)) {
      throw badField("license", "You can't change the license of a permission set");
    }
    checkObjects(org, body);
    checkFields(org, body);
    checkPermissions(body);
  },
  removing: ({ id, fullName }, org) => {
    const assigned = org.records.where("PermissionSetAssignment", { PermissionSetId: id });
    if (assigned.length > 0) {
      const message = `The permission set ${fullName} is assigned to ${assigned.length} user(s) and can't be deleted. Remove the assignments first.`;
      throw unfit("DEPENDENCY_EXISTS", message);
    }
  },
  removed: ({ id }, org) => org.records.removeWhere("SetupEntityAccess", { ParentId: id }),
};
