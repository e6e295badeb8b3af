import { type Settings, SettingsError } from "../core/settings";
import { rememberSecret } from "../http/redact";
import { loginUrlOf } from "./hosts";
import { NEWEST_API_VERSION, OLDEST_API_VERSION } from "./limits";
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

export interface SalesforceSettings {
  /** The org's My Domain address, without a trailing slash. */
  readonly instanceUrl: string;
  /** What a JWT's `aud` says. */
  readonly loginUrl: string;
  /** `66.0` */
  readonly apiVersion: string;
  readonly expectedOrgId: string | undefined;
  /** Whether an org with real customers may be changed. The built-in sandbox has none. */
  readonly allowProduction: boolean;
  readonly credential: SalesforceCredential;
}

/** The org of a sandbox that is ready to be talked to. */
export interface SalesforceSandbox {
  /** Base address of the org, without a trailing slash. */
  readonly instanceUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * @param only Accept this way of signing in alone.
 * @throws SettingsError for the first setting that is missing or wrong.
 */
export function salesforceSettings(settings: Settings, sandbox?: SalesforceSandbox, only?: Grant): SalesforceSettings {
  const instanceUrl = sandbox?.instanceUrl ?? checkedUrl(settings);
  const given = credentialOf(settings, only);
  return {
    instanceUrl,
    loginUrl: settings.address("salesforce:loginUrl")?.replace(/\/+$/, "") ?? loginUrlOf(instanceUrl),
    apiVersion: checkedVersion(settings.address("salesforce:apiVersion")),
    expectedOrgId: settings.address("salesforce:expectedOrgId"),
    allowProduction: sandbox !== undefined || allowsProduction(settings),
    credential: given ?? (sandbox === undefined ? cliLogin(settings) : ownApp(sandbox, only)),
  };
}

function ownApp({ clientId, clientSecret }: SalesforceSandbox, only: Grant | undefined): SalesforceCredential {
  if (only !== undefined && only !== "client-credentials") throw missing(only, "credentials of your own app in it");
  rememberSecret(clientSecret);
  return { kind: "client-credentials", clientId, clientSecret };
}

function cliLogin(settings: Settings): SalesforceCredential {
  const org = settings.address("salesforce:cliOrg");
  return { kind: "cli", ...(org === undefined ? {} : { org }) };
}

/** The credential that is set, the most particular first; undefined where none is. */
function credentialOf(settings: Settings, only: Grant | undefined): SalesforceCredential | undefined {
  if (settings.credential("salesforce:password") !== undefined) refusePassword("salesforce:password is set");
  const accessToken = secretOf(settings, "salesforce:accessToken");
  const clientId = settings.credential("salesforce:clientId");
  const clientSecret = secretOf(settings, "salesforce:clientSecret");
  const refreshToken = secretOf(settings, "salesforce:refreshToken");
  const privateKey = settings.credential("salesforce:privateKey");
  const wanted = (grant: Grant): boolean => only === undefined || only === grant;
  if (wanted("token") && accessToken !== undefined) return { kind: "token", accessToken };
  if (wanted("jwt") && privateKey !== undefined) {
    const username = settings.credential("salesforce:username");
    if (clientId === undefined) throw missing("jwt", "salesforce:clientId, the app's consumer key");
    if (username === undefined) throw missing("jwt", "salesforce:username, the user the app is approved for");
    return { kind: "jwt", clientId, username, privateKey: checkedKey(privateKey) };
  }
  if (wanted("refresh-token") && refreshToken !== undefined) {
    if (clientId === undefined) throw missing("refresh-token", "salesforce:clientId, the app's consumer key");
    return { kind: "refresh-token", clientId, refreshToken, ...(clientSecret === undefined ? {} : { clientSecret }) };
  }
  if (wanted("client-credentials") && clientSecret !== undefined) {
    if (clientId === undefined) throw missing("client-credentials", "salesforce:clientId, the app's consumer key");
    return { kind: "client-credentials", clientId, clientSecret };
  }
  if (only === "cli") return cliLogin(settings);
  if (only === undefined && clientId !== undefined)
    throw missing(
      "client-credentials",
      "salesforce:clientSecret (or salesforce:privateKey and salesforce:username for a JWT)",
    );
  if (only === undefined) return undefined;
  throw missing(only, NEEDS[only]);
}

const NEEDS: Readonly<Record<Exclude<Grant, "cli">, string>> = {
  token: "salesforce:accessToken",
  jwt: "salesforce:privateKey",
  "refresh-token": "salesforce:refreshToken",
  "client-credentials": "salesforce:clientSecret",
};

function missing(grant: Grant, what: string): SettingsError {
  return new SettingsError(
    `Signing in to Salesforce by ${grant} needs ${what}, which is not set: pulumi config set it (--secret for secrets), or set the environment variable of the same words.`,
  );
}

/** @throws SettingsError always: why, and what to use instead. */
export function refusePassword(how: string): never {
  throw new SettingsError(
    `${how}, but datadip does not sign in with a password: orgs made since Summer '23 block that grant, External Client Apps never had it, and it keeps a person's password in a tool. ` +
      `Use client credentials (salesforce:clientId and salesforce:clientSecret of an app with an execution user), a JWT (salesforce:clientId, salesforce:username, salesforce:privateKey), or the login of the sf CLI (sf org login web).`,
  );
}

function secretOf(
  settings: Settings,
  key: "salesforce:accessToken" | "salesforce:clientSecret" | "salesforce:refreshToken",
): string | undefined {
  const value = settings.credential(key);
  rememberSecret(value);
  return value;
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

function checkedUrl(settings: Settings): string {
  const value = settings.requiredAddress("salesforce:instanceUrl", "https://YOUR-DOMAIN.my.salesforce.com");
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const loopback = url !== undefined && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url === undefined || (url.protocol !== "https:" && !loopback)) {
    throw new SettingsError(
      `salesforce:instanceUrl is ${value}, but must be the org's https address: pulumi config set salesforce:instanceUrl https://YOUR-DOMAIN.my.salesforce.com`,
    );
  }
  if (
    url.hostname.endsWith(".lightning.force.com") ||
    ["login.salesforce.com", "test.salesforce.com"].includes(url.hostname)
  ) {
    throw new SettingsError(
      `salesforce:instanceUrl is ${value}, which serves people, not programs: use the org's My Domain address (Setup, My Domain), which ends in .my.salesforce.com.`,
    );
  }
  return value.replace(/\/+$/, "");
}

function checkedVersion(value: string | undefined): string {
  const version = Number(value ?? NEWEST_API_VERSION);
  if (Number.isInteger(version) && version >= OLDEST_API_VERSION && version <= NEWEST_API_VERSION)
    return `${version}.0`;
  throw new SettingsError(
    `salesforce:apiVersion is ${value}, but can be ${OLDEST_API_VERSION}.0 to ${NEWEST_API_VERSION}.0, the newest this datadip knows the metadata of: pulumi config set salesforce:apiVersion ${NEWEST_API_VERSION}.0`,
  );
}

function allowsProduction(settings: Settings): boolean {
  const value = settings.address("datadip:allowProduction") ?? "false";
  if (value === "true" || value === "false") return value === "true";
  throw new SettingsError(
    `datadip:allowProduction is ${value}, but can be true or false: pulumi config set datadip:allowProduction true`,
  );
}
