import { X509Certificate } from "node:crypto";
import { textOf } from "../../core/json";
import { type OauthApp, appWithKey, holderOfKey, revokeTokensOf, takeKey } from "../apps";
import type { Org } from "../org";
import { profileOf, permissionSetsOf, rightsOf } from "../rights";
import { to18 } from "../ids";
import { badField, brokenName, tooLong, unfit } from "./kind";

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_connectedapp.htm */
const KEY_SHAPE = /^[A-Za-z0-9._+/=-]{8,256}$/;
const GENERATED_KEY_CHARS = 85;
const MIN_RSA_BITS = 2048;
const MAX_CALLBACK_CHARS = 2000;
const EMAIL_SHAPE = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

export function checkEmail(field: string, email: string): void {
  if (!EMAIL_SHAPE.test(email)) {
    throw unfit("INVALID_EMAIL_ADDRESS", `${field}: invalid email address: ${email}`, field);
  }
}

/** One URL per line, of any scheme. */
export function checkCallbacks(text: string): void {
  if (text.length > MAX_CALLBACK_CHARS) {
    throw tooLong("callbackUrl", `Callback URL: data value too large (max length=${MAX_CALLBACK_CHARS})`);
  }
  const broken = text.split(/\s+/).find((url) => url !== "" && !URL.canParse(url));
  if (broken !== undefined) throw badField("callbackUrl", `Callback URL: Invalid URL: ${broken}`);
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    // OpenSSL's message does not help the user; the caller's error names the field.
    return undefined;
  }
}

/** A certificate is PEM text with an RSA key of 2048 bits or more. */
export function checkCertificate(pem: string): void {
  const certificate = pem.includes("-----BEGIN CERTIFICATE-----") ? readCertificate(pem) : undefined;
  if (certificate === undefined) {
    throw badField("certificate", "The certificate is not a valid PEM-encoded X.509 certificate.");
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== "rsa" || (asymmetricKeyDetails?.modulusLength ?? 0) < MIN_RSA_BITS) {
    throw badField("certificate", `The certificate must have an RSA key of ${MIN_RSA_BITS} bits or more.`);
  }
}

/** The key of a new app: the given one, or a generated one. Throws when it is taken anywhere in the world. */
export function newConsumerKey(org: Org, wanted: string): string {
  if (wanted === "")
    return `3MVG9${org.core.tokens.secret("sf-key")}${org.core.tokens.secret("sf-key")}`.slice(0, GENERATED_KEY_CHARS);
  if (!KEY_SHAPE.test(wanted)) {
    throw badField("consumerKey", "Consumer Key: The consumer key must be 8 to 256 alphanumeric characters.");
  }
  if (holderOfKey(org, wanted) !== undefined) {
    throw unfit("DUPLICATE_VALUE", "The consumer key is already taken.", "consumerKey");
  }
  return wanted;
}

/** The secret of a new app: the given one, or a generated one. */
export function newConsumerSecret(org: Org, wanted: string): string {
  if (wanted === "") return org.core.tokens.secret("sf-secret");
  if (KEY_SHAPE.test(wanted)) return wanted;
  throw badField("consumerSecret", "Consumer Secret: The consumer secret must be 8 to 256 alphanumeric characters.");
}

export const registerKey = (org: Org, key: string, type: string, fullName: string): void =>
  takeKey(org, key, `${type} ${fullName}`);

function byNameOrId(org: Org, type: "Profile" | "PermissionSet", name: string): string | undefined {
  const id = to18(name);
  const row = org.records
    .all(type)
    .find((one) => one.Id === id || textOf(one.Name).toLowerCase() === name.toLowerCase());
  return row?.Id;
}

/** Checks the profiles and permission sets that an app names, by name or id. Throws for one that does not exist. */
export function checkAudience(
  org: Org,
  field: string,
  type: "Profile" | "PermissionSet",
  names: readonly string[],
): void {
  const missing = names.find((name) => byNameOrId(org, type, name) === undefined);
  if (missing !== undefined) throw brokenName(field, type, missing);
}

/** True for a user whom an administrator has pre-authorised for an app, by profile or permission set. */
export function isPreauthorised(org: Org, app: OauthApp, userId: string): boolean {
  const profile = profileOf(org, userId)?.name.toLowerCase() ?? "";
  const profileId = textOf(org.records.get("User", userId)?.ProfileId);
  if (app.profiles.some((name) => name.toLowerCase() === profile || to18(name) === profileId)) return true;
  const held = permissionSetsOf(org, userId);
  return app.permissionSets.some((name) => held.includes(byNameOrId(org, "PermissionSet", name) ?? ""));
}

/** Ends the sessions of users who may no longer use an app, including the deploying user's session if it came through this app. */
export function endUncoveredSessions(org: Org, consumerKey: string): void {
  if (consumerKey === "") return undefined;
  const app = appWithKey(org, consumerKey);
  if (app === undefined || !app.enabled) return revokeTokensOf(org, consumerKey);
  if (!app.adminApproved) return undefined;
  const { tokens } = org.core;
  for (const use of ["access", "refresh"] as const) {
    for (const token of tokens.of("salesforce", consumerKey, use)) {
      const userId = tokens.find(token)?.subject ?? "";
      const isExecutionUser = textOf(org.records.get("User", userId)?.Username) === app.executionUser;
      if (!isExecutionUser && !isPreauthorised(org, app, userId)) tokens.revoke(token);
    }
  }
  return undefined;
}

/** Checks the execution user of the client credentials flow: it exists, is active and has the right to use the API. */
export function checkExecutionUser(org: Org, field: string, username: string): void {
  const user = org.records.all("User").find((row) => textOf(row.Username).toLowerCase() === username.toLowerCase());
  if (user === undefined) throw brokenName(field, "User", username);
  if (user.IsActive !== true || !rightsOf(org, user.Id).has("ApiEnabled")) {
    throw badField(
      field,
      `${field}: The execution user ${username} must be active and have the API Enabled permission.`,
    );
  }
}

/** Inserts the rows that link permission sets to an app in queries. */
export function mirrorAudience(
  org: Org,
  userId: string,
  app: { readonly id: string; readonly type: "ConnectedApplication" | "ExternalClientApplication" },
  audience: { readonly profiles: readonly string[]; readonly permissionSets: readonly string[] },
): void {
  clearAudience(org, app.id);
  const ofProfile = (name: string): string | undefined => {
    const profileId = byNameOrId(org, "Profile", name);
    return org.records.where("PermissionSet", { ProfileId: profileId })[0]?.Id;
  };
  const parents = [
    ...audience.permissionSets.map((name) => byNameOrId(org, "PermissionSet", name)),
    ...audience.profiles.map(ofProfile),
  ];
  for (const parent of parents) {
    if (parent === undefined) continue;
    const row = { ParentId: parent, SetupEntityId: app.id, SetupEntityType: app.type };
    org.records.insert("SetupEntityAccess", row, userId);
  }
}

export const clearAudience = (org: Org, appId: string): void =>
  org.records.removeWhere("SetupEntityAccess", { SetupEntityId: appId });
