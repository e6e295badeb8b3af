import { environmentName } from "../../core/settings/config-keys";
import { isSecretKey, type SalesforceCredentialKey, type SalesforceSetting } from "../settings-keys";
import { type Settings, SettingsError } from "../../core/settings/settings";
import { rememberSecret } from "../../http/redact";
import { rsaKeyOrReason, tidyPem } from "./pem";

/** How to sign in. */
export type SalesforceCredential =
  | { readonly kind: "token"; readonly accessToken: string }
  | { readonly kind: "jwt"; readonly clientId: string; readonly username: string; readonly privateKey: string }
  | { readonly kind: "client-credentials"; readonly clientId: string; readonly clientSecret: string }
  | {
      readonly kind: "refresh-token";
      readonly clientId: string;
      readonly clientSecret?: string;
      readonly refreshToken: string;
    }
  | { readonly kind: "cli"; readonly org?: string };

export type Grant = SalesforceCredential["kind"];

/** The setting that selects each way of signing in, the most specific first. */
const OWN_KEY = {
  token: "salesforce:accessToken",
  jwt: "salesforce:privateKey",
  "refresh-token": "salesforce:refreshToken",
  "client-credentials": "salesforce:clientSecret",
} as const satisfies Readonly<Record<Exclude<Grant, "cli">, SalesforceCredentialKey>>;

/**
 * The credential in the settings; `fallback` where there is none.
 * @param only Accept this way of signing in only.
 * @throws SettingsError for an incomplete or wrong credential.
 */
export function credentialIn(
  settings: Settings<SalesforceSetting>,
  fallback: SalesforceCredential,
  only: Grant | undefined,
): SalesforceCredential {
  if (settings.credential("salesforce:password") !== undefined) refusePassword("salesforce:password is set");
  if (only === "cli") return cliLogin(settings);
  const given = Object.entries(OWN_KEY).find(
    ([grant, key]) => (only === undefined || only === grant) && settings.credential(key) !== undefined,
  );
  if (given !== undefined) return complete(settings, given[0] as keyof typeof OWN_KEY);
  if (only !== undefined && only !== fallback.kind) throw missing(only, OWN_KEY[only]);
  // A consumer key alone shows that a sign-in through an app was intended.
  if (settings.credential("salesforce:clientId") !== undefined && fallback.kind === "cli")
    throw missing("client-credentials", "salesforce:clientSecret");
  return fallback;
}

/** The login of the sf CLI. */
export function cliLogin(settings: Settings<SalesforceSetting>): SalesforceCredential {
  const org = settings.address("salesforce:cliOrg");
  return { kind: "cli", ...(org === undefined ? {} : { org }) };
}

function complete(settings: Settings<SalesforceSetting>, grant: keyof typeof OWN_KEY): SalesforceCredential {
  const need = (key: SalesforceCredentialKey): string => {
    const value = settings.credential(key);
    if (value === undefined) throw missing(grant, key);
    if (isSecretKey(key)) rememberSecret(value);
    return value;
  };
  switch (grant) {
    case "token":
      return { kind: grant, accessToken: need("salesforce:accessToken") };
    case "jwt": {
      const [clientId, username] = [need("salesforce:clientId"), need("salesforce:username")];
      return { kind: grant, clientId, username, privateKey: checkedKey(need("salesforce:privateKey")) };
    }
    case "client-credentials":
      return { kind: grant, clientId: need("salesforce:clientId"), clientSecret: need("salesforce:clientSecret") };
    case "refresh-token": {
      const both = { clientId: need("salesforce:clientId"), refreshToken: need("salesforce:refreshToken") };
      const hasSecret = settings.credential("salesforce:clientSecret") !== undefined;
      return { kind: grant, ...both, ...(hasSecret ? { clientSecret: need("salesforce:clientSecret") } : {}) };
    }
  }
}

function missing(grant: Exclude<Grant, "cli">, key: SalesforceCredentialKey): SettingsError {
  const secret = isSecretKey(key) ? "--secret " : "";
  return new SettingsError(
    `Signing in to Salesforce by ${grant} needs ${key}, which is not set: pulumi config set ${secret}${key} VALUE   (or the environment variable ${environmentName(key)})`,
  );
}

/** @throws SettingsError always, with the reason and what to use instead. */
export function refusePassword(how: string): never {
  throw new SettingsError(
    `${how}, but datadip does not sign in with a password: orgs made since Summer '23 block that grant, Salesforce ends it for all on 20 February 2027 (https://help.salesforce.com/s/articleView?id=005461976), External Client Apps never had it, and it keeps a person's password in a tool. ` +
      `Use client credentials (salesforce:clientId and salesforce:clientSecret of an app with an execution user), a JWT (salesforce:clientId, salesforce:username, salesforce:privateKey), or the login of the sf CLI (sf org login web).`,
  );
}

function checkedKey(pem: string): string {
  const key = rsaKeyOrReason(pem);
  if (typeof key === "string") {
    throw new SettingsError(
      `salesforce:privateKey ${key}. Store it from its file: pulumi config set --secret salesforce:privateKey < key.pem`,
    );
  }
  const tidy = tidyPem(pem);
  rememberSecret(tidy);
  return tidy;
}
