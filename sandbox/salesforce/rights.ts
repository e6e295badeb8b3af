import { rowsIn, textOf, type JsonObject } from "../core/json";
import type { Org } from "./org";
import { FIRST_DAY, INTEGRATION_PSL, type Profile } from "./profiles";
import type { Field, SObject } from "./sobjects/sobject";
import { isOn } from "./xml";

type Verb = "read" | "create" | "edit" | "delete";

/** What a permission set component grants. */
export interface Grants {
  readonly permissions: ReadonlySet<string>;
  readonly objects: ReadonlySet<string>;
  readonly readable: ReadonlySet<string>;
  readonly editable: ReadonlySet<string>;
}

const OBJECT_FLAGS: Readonly<Record<string, readonly Verb[]>> = {
  allowRead: ["read"],
  allowCreate: ["create"],
  allowEdit: ["edit"],
  allowDelete: ["delete"],
  viewAllRecords: ["read"],
  modifyAllRecords: ["read", "edit", "delete"],
};

/** The grants of a permission set component. Objects are written as `read Case`, fields as `Case.X__c`. */
export function grantsOf(body: JsonObject): Grants {
  const fields = rowsIn(body.fieldPermissions);
  const named = (flag: string) =>
    fields.filter((entry) => isOn(entry[flag])).map((entry) => textOf(entry.field).toLowerCase());
  return {
    permissions: new Set(
      rowsIn(body.userPermissions)
        .filter((entry) => isOn(entry.enabled))
        .map((entry) => textOf(entry.name)),
    ),
    objects: new Set(
      rowsIn(body.objectPermissions).flatMap((entry) =>
        Object.entries(OBJECT_FLAGS)
          .filter(([flag]) => isOn(entry[flag]))
          .flatMap(([, verbs]) => verbs.map((verb) => `${verb} ${textOf(entry.object)}`)),
      ),
    ),
    readable: new Set([...named("readable"), ...named("editable")]),
    editable: new Set(named("editable")),
  };
}

function grantsOfSet(org: Org, permissionSetId: string): Grants {
  const name = textOf(org.records.get("PermissionSet", permissionSetId)?.Name);
  return grantsOf(org.components.get("PermissionSet", name)?.body ?? {});
}

export const permissionSetsOf = (org: Org, userId: string): readonly string[] =>
  org.records.where("PermissionSetAssignment", { AssigneeId: userId }).map((row) => textOf(row.PermissionSetId));

export function profileOf(org: Org, userId: string): Profile | undefined {
  const profileId = textOf(org.records.get("User", userId)?.ProfileId);
  const name = org.records.get("Profile", profileId)?.Name;
  return FIRST_DAY.profiles.find((profile) => profile.name === name);
}

/** Objects whose standard fields can be restricted one by one. */
const RESTRICTABLE = new Set(["Account", "Contact", "Case", "Task"]);
/** Standard fields that every user of the object can see. */
const ALWAYS_SEEN =
  /^(Id|IsDeleted|Created.*|LastModified.*|SystemModstamp|OwnerId|FirstName|LastName|Salutation|Status|IsClosed|TaskSubtype)$/;

function needsFieldPermission(org: Org, object: SObject, field: Field): boolean {
  if (field.custom) return true;
  if (org.switches().fieldLevelSecurity !== "all" || !RESTRICTABLE.has(object.name)) return false;
  return !field.required && field.spec.nameField !== true && !ALWAYS_SEEN.test(field.name);
}

/** Custom fields of tasks are named after Activity if they were made there. */
const fieldNames = (object: SObject, field: Field): readonly string[] =>
  (object.name === "Task" ? ["Task", "Activity"] : [object.name]).map((owner) =>
    `${owner}.${field.name}`.toLowerCase(),
  );

/** What a user may do, by profile and permission sets. */
export function rightsOf(org: Org, userId: string) {
  const profile = profileOf(org, userId);
  const sets = permissionSetsOf(org, userId).map((id) => grantsOfSet(org, id));
  const isAdmin = profile?.permissions.includes("*") === true;
  const has = (permission: string): boolean =>
    (isAdmin && !FIRST_DAY.notAnAdministrators.includes(permission)) ||
    profile?.permissions.includes(permission) === true ||
    sets.some(({ permissions }) => permissions.has(permission));
  const may = (verb: Verb, object: SObject): boolean => {
    if (object.access === "setup") return verb === "read" || has("ManageUsers");
    if (has("ModifyAllData") || (verb === "read" && has("ViewAllData"))) return true;
    if (object.name === "CaseComment" || object.name === "FeedItem") return childOfCase(verb);
    if (object.name === "Task" && has("EditTask")) return true;
    if (profile?.worksWithRecords === true && verb !== "delete") return true;
    return sets.some(({ objects }) => objects.has(`${verb} ${object.name}`));
  };
  // Users who read cases read their comments; users who edit cases write them.
  const childOfCase = (verb: Verb): boolean =>
    profile?.worksWithRecords === true ||
    sets.some(({ objects }) => objects.has(verb === "read" ? "read Case" : "edit Case"));
  const granted = (names: readonly string[], kind: "readable" | "editable"): boolean =>
    sets.some((set) => names.some((name) => set[kind].has(name)));
  const restricted = (object: SObject, field: Field): boolean =>
    needsFieldPermission(org, object, field) && !(!field.custom && (isAdmin || profile?.worksWithRecords === true));
  const mayUse = (kind: "readable" | "editable") => (object: SObject, field: Field) =>
    !restricted(object, field) || granted(fieldNames(object, field), kind);
  return {
    /** A user permission by its metadata name, for instance `ApiEnabled`. */
    has,
    may,
    seesField: mayUse("readable"),
    editsField: mayUse("editable"),
  };
}
export type Rights = ReturnType<typeof rightsOf>;

const integrationLicense = "Salesforce Integration";
/** Permissions that the integration licence allows without a permission set licence. */
const WITHOUT_PSL = new Set(["ApiEnabled", "ApiUserOnly"]);

function holdsPsl(org: Org, userId: string, developerName: string): boolean {
  const license = org.records.where("PermissionSetLicense", { DeveloperName: developerName })[0];
  const assigned = { AssigneeId: userId, PermissionSetLicenseId: license?.Id };
  return org.records.where("PermissionSetLicenseAssign", assigned).length > 0;
}

const firstForeign = ({ permissions, objects }: Grants): string | undefined =>
  [...objects].map((right) => right.replace(/^./, (letter) => letter.toUpperCase()))[0] ??
  [...permissions].find((permission) => !WITHOUT_PSL.has(permission));

/** Why a user's licences do not allow a permission set; undefined when they do. */
export function licenseObstacle(org: Org, userId: string, permissionSetId: string): string | undefined {
  const row = org.records.get("PermissionSet", permissionSetId);
  const name = textOf(row?.Name);
  const body = org.components.get("PermissionSet", name)?.body ?? {};
  const userName = textOf(org.records.get("User", userId)?.Name);
  const license = profileOf(org, userId)?.license;
  const start = `Can't assign permission set ${textOf(row?.Label, name)} to user ${userName}.`;
  const wanted = textOf(body.license);
  const psl = FIRST_DAY.permissionSetLicenses.find(({ label }) => label === wanted);
  if (psl !== undefined && !holdsPsl(org, userId, psl.developerName)) {
    return `${start} The user doesn't have the permission set license ${psl.label}`;
  }
  if (psl === undefined && wanted !== "" && wanted !== license) {
    return `${start} The user license doesn't match the permission set license ${wanted}`;
  }
  if (license !== integrationLicense || holdsPsl(org, userId, INTEGRATION_PSL)) return undefined;
  const foreign = firstForeign(grantsOf(body));
  return foreign === undefined ? undefined : `${start} The user license doesn't allow the permission: ${foreign}`;
}
