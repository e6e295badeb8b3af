/** Credentials: from the environment first, then from the stack's config, where they must be encrypted. */
export const CREDENTIAL_KEYS = [
  "webex:clientId",
  "webex:clientSecret",
  "webex:refreshToken",
  "webex:accessToken",
  "salesforce:clientId",
  "salesforce:clientSecret",
  "salesforce:privateKey",
  "salesforce:username",
  "salesforce:accessToken",
  "salesforce:refreshToken",
  "salesforce:password",
] as const;

/** Credentials that are secret. A client id and a user name are not, and people want to see them. */
export const SECRET_KEYS: readonly string[] = [
  "webex:clientSecret",
  "webex:refreshToken",
  "webex:accessToken",
  "salesforce:clientSecret",
  "salesforce:privateKey",
  "salesforce:accessToken",
  "salesforce:refreshToken",
  "salesforce:password",
];

/** Addresses and switches: from the stack's config alone, so that yesterday's shell cannot hit another organisation. */
export const ADDRESS_KEYS = [
  "webex:region",
  "webex:orgId",
  "webex:expectedOrgName",
  "webex:apiUrl",
  "webex:platformUrl",
  "webex:flowStoreUrl",
  "webex:flowProjectId",
  "salesforce:instanceUrl",
  "salesforce:loginUrl",
  "salesforce:apiVersion",
  "salesforce:cliOrg",
  "salesforce:expectedOrgId",
  "datadip:target",
  "datadip:allowProduction",
  "datadip:sandboxDir",
  "datadip:sandboxUrl",
] as const;

export type CredentialKey = (typeof CREDENTIAL_KEYS)[number];
export type AddressKey = (typeof ADDRESS_KEYS)[number];

/** `webex:clientSecret` is `WEBEX_CLIENT_SECRET` in the environment. */
export function environmentName(key: string): string {
  return key
    .replace(":", "_")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toUpperCase();
}
