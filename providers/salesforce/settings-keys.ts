/** The settings of the namespace `salesforce`. Data only, as every program loads it. */
export const SALESFORCE_SETTINGS = {
  credentials: [
    "salesforce:clientId",
    "salesforce:clientSecret",
    "salesforce:privateKey",
    "salesforce:username",
    "salesforce:accessToken",
    "salesforce:refreshToken",
    "salesforce:password",
  ],
  secrets: [
    "salesforce:clientSecret",
    "salesforce:privateKey",
    "salesforce:accessToken",
    "salesforce:refreshToken",
    "salesforce:password",
  ],
  addresses: [
    "salesforce:instanceUrl",
    "salesforce:loginUrl",
    "salesforce:apiVersion",
    "salesforce:cliOrg",
    "salesforce:expectedOrgId",
  ],
} as const;

/** Settings that the connection to Salesforce reads. */
export type SalesforceSetting =
  (typeof SALESFORCE_SETTINGS)["credentials" | "addresses"][number] | "datadip:allowProduction";

export type SalesforceCredentialKey = (typeof SALESFORCE_SETTINGS.credentials)[number];

/** Whether a credential must be encrypted in the stack's config. */
export const isSecretKey = (key: SalesforceCredentialKey): boolean =>
  SALESFORCE_SETTINGS.secrets.some((secret) => secret === key);
