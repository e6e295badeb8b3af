import type { JsonObject } from "../../core/json";
import type { Org } from "../org";
import { ADMIN_PROFILE, FIRST_DAY, type Profile } from "../profiles";
import type { Actor } from "../records/objects";
import { createRecord } from "../records/crud";
import { rightsOf } from "../rights";
import type { Switches } from "../settings";
import { stamp } from "../soql/dates";
import { SHOWN_PERMISSIONS } from "../sobjects/permission-set";
import type { Row } from "../soql";

/** The administrator who set the org up. */
export const ADMIN_USERNAME = "admin@datadip.example";
/** The user that the app `Deployment` acts as. */
export const DEPLOYER_USERNAME = "deploy@datadip.example";
/** An agent of the contact centre. */
export const AGENT_USERNAME = "agent@datadip.example";

const EDITIONS: Readonly<Record<Switches["orgKind"], string>> = {
  developer: "Developer Edition",
  sandbox: "Enterprise Edition",
  production: "Enterprise Edition",
};

/** Fields of the Organization record that depend on the kind of org. */
export const organizationFields = ({ orgKind }: Switches): JsonObject => ({
  OrganizationType: EDITIONS[orgKind],
  IsSandbox: orgKind === "sandbox",
});

function shownPermissions({ permissions }: Profile): JsonObject {
  const isOn = (name: string): boolean =>
    permissions.includes(name) || (permissions.includes("*") && !FIRST_DAY.notAnAdministrators.includes(name));
  return Object.fromEntries(SHOWN_PERMISSIONS.map((name) => [`Permissions${name}`, isOn(name)]));
}

/** Each profile owns a permission set that nobody may assign; look-ups by name must leave it out. */
function plantProfile(org: Org, profile: Profile, license: Row, userType: string): void {
  const { name } = profile;
  const common = { Description: null, ...shownPermissions(profile) };
  const shown = { Name: name, UserLicenseId: license.Id, UserType: userType, ...common };
  const row = org.records.insert("Profile", shown, "");
  const own = { Name: `X${row.Id}`, Label: `X${row.Id}`, LicenseId: license.Id, ProfileId: row.Id, Type: "Profile" };
  const flags = { IsOwnedByProfile: true, IsCustom: false, HasActivationRequired: false, NamespacePrefix: null };
  org.records.insert("PermissionSet", { ...own, ...flags, ...common }, "");
}

function plantLicences(org: Org): void {
  for (const { name, key, seats, userType } of FIRST_DAY.userLicenses) {
    const seatsOf = { TotalLicenses: seats, UsedLicenses: 0, Status: "Active" };
    const names = { Name: name, MasterLabel: name, LicenseDefinitionKey: key };
    const license = org.records.insert("UserLicense", { ...names, ...seatsOf }, "");
    for (const profile of FIRST_DAY.profiles) {
      if (profile.license === name) plantProfile(org, profile, license, userType);
    }
  }
  for (const { developerName, label, seats } of FIRST_DAY.permissionSetLicenses) {
    const names = { DeveloperName: developerName, MasterLabel: label, PermissionSetLicenseKey: developerName };
    const seatsOf = { TotalLicenses: seats, UsedLicenses: 0, Status: "Active", ExpirationDate: null };
    org.records.insert("PermissionSetLicense", { ...names, ...seatsOf }, "");
  }
}

function plantOrganization(org: Org): void {
  const made = { Id: org.id, CreatedDate: stamp(org.core.clock.now()), ...organizationFields(org.switches()) };
  org.records.update("Organization", { ...FIRST_DAY.organization, ...made }, "");
}

export const profileNamed = (org: Org, name: string): Row | undefined =>
  org.records.where("Profile", { Name: name })[0];

const plantUser = (actor: Actor, username: string, first: string, last: string, profile: string): Row =>
  createRecord(actor, "User", {
    Username: username,
    FirstName: first,
    LastName: last,
    Email: username,
    Alias: last.slice(0, 8).toLowerCase(),
    ProfileId: profileNamed(actor.org, profile)?.Id ?? null,
    TimeZoneSidKey: "America/Los_Angeles",
    LocaleSidKey: "en_US",
    EmailEncodingKey: "UTF-8",
    LanguageLocaleKey: "en_US",
  });

/** Makes the org's own records. Returns the id of its administrator. */
export function plantFoundation(org: Org): string {
  plantLicences(org);
  plantOrganization(org);
  for (const [index, { label, closed, isDefault }] of FIRST_DAY.caseStatuses.entries()) {
    const names = { MasterLabel: label, ApiName: label };
    org.records.insert("CaseStatus", { ...names, SortOrder: index + 1, IsDefault: isDefault, IsClosed: closed }, "");
  }
  // The first user has no creator.
  const everything: Actor = {
    org,
    userId: "",
    rights: { ...rightsOf(org, ""), has: () => true, may: () => true },
  };
  const admin = plantUser(everything, ADMIN_USERNAME, "Ada", "Admin", ADMIN_PROFILE);
  const asAdmin = { org, userId: admin.Id, rights: rightsOf(org, admin.Id) };
  plantUser(asAdmin, DEPLOYER_USERNAME, "Deployment", "Robot", ADMIN_PROFILE);
  plantUser(asAdmin, AGENT_USERNAME, "Alex", "Agent", "Standard User");
  return admin.Id;
}
