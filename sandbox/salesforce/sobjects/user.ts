import { textOf, type JsonObject } from "../../core/json";
import { badWrite } from "../salesforce-errors";
import type { Org } from "../org";
import { USER_LICENSES } from "../profiles";
import { addressFields } from "./account";
import { fullNameOf } from "./contact";
import { defineSObject, type WriteScene } from "./sobject";

const EMAIL_SHAPE = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

const licenseOf = (org: Org, profileId: string): string => {
  const license = textOf(org.records.get("Profile", profileId)?.["UserLicenseId"]);
  return textOf(org.records.get("UserLicense", license)?.["Name"]);
};

const checkUsername = (username: string, scene: WriteScene): void => {
  if (!EMAIL_SHAPE.test(username)) {
    throw badWrite(
      "INVALID_EMAIL_ADDRESS",
      "Username: Username must be in the form of an email address (for example, john@acme.com)",
      ["Username"],
    );
  }
  const taken = scene.org.records
    .all("User")
    .some((row) => row.Id !== scene.before?.Id && textOf(row["Username"]).toLowerCase() === username.toLowerCase());
  if (!taken) return;
  throw badWrite(
    "DUPLICATE_USERNAME",
    "Duplicate Username.<br>Another user has already used this username in this or another Salesforce org. Usernames must be unique across all Salesforce orgs. Use a different username.",
    ["Username"],
  );
};

/** An active user takes a seat of the licence of their profile. */
const checkSeats = (draft: JsonObject, { org, before }: WriteScene): void => {
  if (draft["IsActive"] !== true) return;
  const license = licenseOf(org, textOf(draft["ProfileId"]));
  const seats = USER_LICENSES.find(({ name }) => name === license)?.seats ?? 0;
  const used = org.records
    .all("User")
    .filter((row) => row.Id !== before?.Id && row["IsActive"] === true)
    .filter((row) => licenseOf(org, textOf(row["ProfileId"])) === license);
  if (used.length >= seats) throw badWrite("LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded", ["ProfileId"]);
};

const countSeats = (org: Org): void => {
  for (const license of org.records.all("UserLicense")) {
    const used = org.records
      .all("User")
      .filter((row) => row["IsActive"] === true && licenseOf(org, textOf(row["ProfileId"])) === license["Name"]);
    if (used.length !== license["UsedLicenses"]) {
      org.records.patch("UserLicense", license.Id, { UsedLicenses: used.length });
    }
  }
};

const timeZones: ReadonlySet<string> = new Set([...Intl.supportedValuesOf("timeZone"), "GMT", "UTC"]);

const complete = (draft: JsonObject, scene: WriteScene): JsonObject => {
  const { before, sent } = scene;
  const username = textOf(draft["Username"]);
  checkUsername(username, scene);
  const timeZone = textOf(draft["TimeZoneSidKey"]);
  if (!timeZones.has(timeZone)) {
    throw badWrite(
      "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
      `Time Zone: bad value for restricted picklist field: ${timeZone}`,
      ["TimeZoneSidKey"],
    );
  }
  const completed = {
    ...draft,
    Name: fullNameOf(draft),
    UserType: "Standard",
    CommunityNickname: draft["CommunityNickname"] ?? username.split("@")[0] ?? username,
    // A new address must be confirmed by its owner first; until then the old one is read.
    Email: before !== undefined && sent["Email"] !== undefined ? (before["Email"] ?? null) : (draft["Email"] ?? null),
  };
  checkSeats(completed, scene);
  return completed;
};

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_user.htm */
export const user = defineSObject("User", {
  prefix: "005",
  access: "setup",
  without: ["delete"],
  searchable: true,
  fields: {
    Username: { type: "string", length: 80, required: true },
    LastName: { type: "string", length: 80, required: true },
    FirstName: { type: "string", length: 40 },
    Name: { type: "string", length: 121, label: "Full Name", write: "never", nameField: true },
    CompanyName: { type: "string", length: 80 },
    Division: { type: "string", length: 80 },
    Department: { type: "string", length: 80 },
    Title: { type: "string", length: 80 },
    ...addressFields(""),
    Email: { type: "email", length: 128, required: true },
    SenderEmail: { type: "email" },
    Phone: { type: "phone" },
    Fax: { type: "phone" },
    MobilePhone: { type: "phone" },
    Extension: { type: "phone" },
    Alias: { type: "string", length: 8, required: true },
    CommunityNickname: { type: "string", length: 40, label: "Nickname" },
    IsActive: { type: "boolean", label: "Active", default: true },
    TimeZoneSidKey: { type: "picklist", label: "Time Zone", required: true },
    UserRoleId: { type: "reference", to: ["UserRole"], label: "Role ID" },
    LocaleSidKey: { type: "picklist", label: "Locale", required: true },
    EmailEncodingKey: {
      type: "picklist",
      label: "Email Encoding",
      required: true,
      values: ["UTF-8", "ISO-8859-1", "Shift_JIS", "ISO-2022-JP", "EUC-JP", "ks_c_5601-1987", "Big5", "GB2312"],
      restricted: true,
    },
    ProfileId: { type: "reference", to: ["Profile"], children: "Users", required: true },
    UserType: { type: "picklist", values: ["Standard", "Guest", "CspLitePortal"], write: "never" },
    LanguageLocaleKey: { type: "picklist", label: "Language", required: true },
    EmployeeNumber: { type: "string", length: 20 },
    ManagerId: { type: "reference", to: ["User"], children: "ManagedUsers" },
    LastLoginDate: { type: "datetime", write: "never" },
    FederationIdentifier: { type: "string", length: 512, label: "SAML Federation ID", unique: true },
    CallCenterId: { type: "reference", to: ["CallCenter"], parent: null },
    UserPermissionsMarketingUser: { type: "boolean", default: false },
    UserPermissionsOfflineUser: { type: "boolean", default: false },
    UserPermissionsCallCenterAutoLogin: { type: "boolean", default: false },
    UserPermissionsKnowledgeUser: { type: "boolean", default: false },
    UserPermissionsInteractionUser: { type: "boolean", default: false },
    UserPermissionsSupportUser: { type: "boolean", default: false },
  },
  rules: {
    complete,
    written: (row, { org, userId, before }) => {
      countSeats(org);
      if (before !== undefined) return;
      org.records.insert("UserLogin", { UserId: row.Id, IsFrozen: false, IsPasswordLocked: false }, userId);
    },
  },
});

/** Whether a user is frozen. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_userlogin.htm */
export const userLogin = defineSObject("UserLogin", {
  prefix: "0Yw",
  label: "User Login",
  access: "setup",
  without: ["create", "delete"],
  fields: {
    UserId: { type: "reference", to: ["User"], parent: null, write: "never" },
    IsFrozen: { type: "boolean", label: "Frozen", default: false },
    IsPasswordLocked: { type: "boolean", default: false },
  },
});

export const userRole = defineSObject("UserRole", {
  prefix: "00E",
  label: "Role",
  access: "setup",
  fields: {
    Name: { type: "string", length: 80, required: true, nameField: true },
    DeveloperName: { type: "string", length: 80, unique: true },
    ParentRoleId: { type: "reference", to: ["UserRole"], parent: null },
  },
});
