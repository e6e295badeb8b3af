import { textOf, type JsonObject } from "../../core/json";
import { badWrite } from "../salesforce-errors";
import type { Org } from "../org";
import { FIRST_DAY } from "../profiles";
import type { Row } from "../soql";
import { fullNameOf } from "./rules";
import type { Rules, WriteScene } from "./sobject";

const EMAIL_SHAPE = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

function licenseOf(org: Org, profileId: string): string {
  const license = textOf(org.records.get("Profile", profileId)?.UserLicenseId);
  return textOf(org.records.get("UserLicense", license)?.Name);
}

const usersOf = (org: Org, license: string): readonly Row[] =>
  org.records.where("User", { IsActive: true }).filter((row) => licenseOf(org, textOf(row.ProfileId)) === license);

function checkUsername(username: string, scene: WriteScene): void {
  if (!EMAIL_SHAPE.test(username)) {
    throw badWrite(
      "INVALID_EMAIL_ADDRESS",
      "Username: Username must be in the form of an email address (for example, john@acme.com)",
      ["Username"],
    );
  }
  const taken = scene.org.records
    .all("User")
    .some((row) => row.Id !== scene.before?.Id && textOf(row.Username).toLowerCase() === username.toLowerCase());
  if (!taken) return;
  throw badWrite(
    "DUPLICATE_USERNAME",
    "Duplicate Username.<br>Another user has already used this username in this or another Salesforce org. Usernames must be unique across all Salesforce orgs. Use a different username.",
    ["Username"],
  );
}

/** An active user uses a seat of their profile's licence. */
function checkSeats(draft: JsonObject, { org, before }: WriteScene): void {
  if (draft.IsActive !== true) return;
  const license = licenseOf(org, textOf(draft.ProfileId));
  const seats = FIRST_DAY.userLicenses.find(({ name }) => name === license)?.seats ?? 0;
  const used = usersOf(org, license).filter(({ Id }) => Id !== before?.Id);
  if (used.length >= seats) throw badWrite("LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded", ["ProfileId"]);
}

function countSeats(org: Org): void {
  for (const license of org.records.all("UserLicense")) {
    const used = usersOf(org, textOf(license.Name));
    if (used.length !== license.UsedLicenses) {
      org.records.patch("UserLicense", license.Id, { UsedLicenses: used.length });
    }
  }
}

const timeZones: ReadonlySet<string> = new Set([...Intl.supportedValuesOf("timeZone"), "GMT", "UTC"]);

function complete(draft: JsonObject, scene: WriteScene): JsonObject {
  const { before, sent } = scene;
  const username = textOf(draft.Username);
  checkUsername(username, scene);
  const timeZone = textOf(draft.TimeZoneSidKey);
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
    CommunityNickname: draft.CommunityNickname ?? username.split("@")[0] ?? username,
    // The owner must confirm a new address first; until then reads return the old one.
    Email: before !== undefined && sent.Email !== undefined ? (before.Email ?? null) : (draft.Email ?? null),
  };
  checkSeats(completed, scene);
  return completed;
}

export const USER_RULES: Rules = {
  complete,
  written: (row, { org, userId, before }) => {
    countSeats(org);
    if (before !== undefined) return;
    org.records.insert("UserLogin", { UserId: row.Id, IsFrozen: false, IsPasswordLocked: false }, userId);
  },
};
