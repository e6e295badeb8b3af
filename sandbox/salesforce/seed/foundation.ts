import type { JsonObject } from "../../core/json";
import { ORG_NAME, type Org } from "../org";
import { ADMIN_PROFILE, PERMISSION_SET_LICENSES, PROFILES, USER_LICENSES, type Profile } from "../profiles";
import type { Actor } from "../records/actor";
import { createRecord } from "../records/crud";
import { NOT_AN_ADMINS, rightsOf } from "../rights";
import type { Switches } from "../settings";
import { stamp } from "../soql/dates";
import { CASE_STATUSES } from "../sobjects/case";
import { SHOWN_PERMISSIONS } from "../sobjects/permission-set";
import type { Row } from "../soql";

/** The person who set the org up. */
export const ADMIN_USERNAME = "admin@datadip.example";
/** Whom the app `Deployment` acts as. */
export const DEPLOYER_USERNAME = "deploy@datadip.example";
/** An agent of the contact centre. */
export const AGENT_USERNAME = "agent@datadip.example";

const EDITIONS: Readonly<Record<Switches["orgKind"], string>> = {
  developer: "Developer Edition",
  sandbox: "Enterprise Edition",
  production: "Enterprise Edition",
};

/** What the Organization record says of the kind of org. */
export const organizationFields = ({ orgKind }: Switches): JsonObject => ({
  OrganizationType: EDITIONS[orgKind],
  IsSandbox: orgKind === "sandbox",
});

const shownPermissions = ({ permissions }: Profile): JsonObject => {
  const isOn = (name: string): boolean =>
    permissions.includes(name) || (permissions.includes("*") && !NOT_AN_ADMINS.has(name));
  return Object.fromEntries(SHOWN_PERMISSIONS.map((name) => [`Permissions${name}`, isOn(name)]));
};

/** Every profile owns a permission set that nobody may assign; look-ups by name must leave those out. */
const plantProfile = (org: Org, profile: Profile, license: Row, userType: string): void => {
  const { name } = profile;
  const common = { Description: null, ...shownPermissions(profile) };
  const row = org.records.insert(
    "Profile",
    { Name: name, UserLicenseId: license.Id, UserType: userType, ...common },
    "",
  );
  org.records.insert(
    "PermissionSet",
    {
      Name: `X${row.Id}`,
      Label: `X${row.Id}`,
      LicenseId: license.Id,
      ProfileId: row.Id,
      IsOwnedByProfile: true,
      IsCustom: false,
      HasActivationRequired: false,
      NamespacePrefix: null,
      Type: "Profile",
      ...common,
    },
    "",
  );
};

const plantLicences = (org: Org): void => {
  for (const { name, key, seats, userType } of USER_LICENSES) {
    const seatsOf = { TotalLicenses: seats, UsedLicenses: 0, Status: "Active" };
    const names = { Name: name, MasterLabel: name, LicenseDefinitionKey: key };
    const license = org.records.insert("UserLicense", { ...names, ...seatsOf }, "");
    for (const profile of PROFILES) {
      if (profile.license === name) plantProfile(org, profile, license, userType);
    }
  }
  for (const { developerName, label, seats } of PERMISSION_SET_LICENSES) {
    const names = { DeveloperName: developerName, MasterLabel: label, PermissionSetLicenseKey: developerName };
    const seatsOf = { TotalLicenses: seats, UsedLicenses: 0, Status: "Active", ExpirationDate: null };
    org.records.insert("PermissionSetLicense", { ...names, ...seatsOf }, "");
  }
};

const plantOrganization = (org: Org): void => {
  const now = stamp(org.core.clock.now());
  const fields = {
    Id: org.id,
    Name: ORG_NAME,
    DefaultLocaleSidKey: "en_US",
    TimeZoneSidKey: "America/Los_Angeles",
    LanguageLocaleKey: "en_US",
    InstanceName: "SBX1",
    NamespacePrefix: null,
    TrialExpirationDate: null,
    FiscalYearStartMonth: 1,
    IsReadOnly: false,
    CreatedDate: now,
    ...organizationFields(org.switches()),
  };
  org.records.update("Organization", fields, "");
};

export const profileNamed = (org: Org, name: string): Row | undefined =>
  org.records.all("Profile").find((row) => row["Name"] === name);

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

/** The org's own records. Returns the id of its administrator. */
export const plantFoundation = (org: Org): string => {
  plantLicences(org);
  plantOrganization(org);
  for (const [index, { label, closed, isDefault }] of CASE_STATUSES.entries()) {
    const names = { MasterLabel: label, ApiName: label };
    org.records.insert("CaseStatus", { ...names, SortOrder: index + 1, IsDefault: isDefault, IsClosed: closed }, "");
  }
  // Nobody is there yet who could make the first user.
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
};
