import { type Settings, SettingsError } from "../../core/settings/settings";
import { rememberSecret } from "../../http/redact";
import { cliLogin, credentialIn, type Grant, type SalesforceCredential } from "./credentials";
import { HIGHEST_API_VERSION, NEWEST_API_VERSION, OLDEST_API_VERSION } from "../limits";
import type { SalesforceSetting } from "../settings-keys";

export interface SalesforceSettings {
  /** The org's My Domain address, without a trailing slash. */
  readonly instanceUrl: string;
  /** The address that people and other services know the org by. The sandbox's own changes with its port and must not get into state. */
  readonly publicUrl: string;
  /** What a JWT's `aud` says. */
  /** `salesforce:loginUrl`, where it is set: the address that a JWT is for, whatever the app's kind. */
  readonly loginUrl: string | undefined;
  /** `66.0` */
  readonly apiVersion: string;
  readonly expectedOrgId: string | undefined;
  /** Whether an org with real customers may be changed. The built-in sandbox has none. */
  readonly allowProduction: boolean;
  readonly credential: SalesforceCredential;
}

/** What the sandbox's org calls itself, wherever it is served. */
const SANDBOX_MY_DOMAIN = "https://datadip-sandbox.my.salesforce.com";

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
export function salesforceSettings(
  settings: Settings<SalesforceSetting>,
  sandbox?: SalesforceSandbox,
  only?: Grant,
): SalesforceSettings {
  const instanceUrl = sandbox?.instanceUrl ?? checkedUrl(settings);
  const fallback = sandbox === undefined ? cliLogin(settings) : ownApp(sandbox);
  return {
    instanceUrl,
    publicUrl: sandbox === undefined ? instanceUrl : SANDBOX_MY_DOMAIN,
    loginUrl: settings.address("salesforce:loginUrl")?.replace(/\/+$/, ""),
    apiVersion: checkedVersion(settings.address("salesforce:apiVersion")),
    expectedOrgId: settings.address("salesforce:expectedOrgId"),
    allowProduction: sandbox !== undefined || allowsProduction(settings),
    credential: credentialIn(settings, fallback, only),
  };
}

/** The app that a sandbox comes with, for the person who has none of their own yet. */
function ownApp({ clientId, clientSecret }: SalesforceSandbox): SalesforceCredential {
  rememberSecret(clientSecret);
  return { kind: "client-credentials", clientId, clientSecret };
}

function checkedUrl(settings: Settings<SalesforceSetting>): string {
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
  if (Number.isInteger(version) && version >= OLDEST_API_VERSION && version <= HIGHEST_API_VERSION)
    return `${version}.0`;
  throw new SettingsError(
    `salesforce:apiVersion is ${value}, but can be ${OLDEST_API_VERSION}.0 to ${HIGHEST_API_VERSION}.0; this datadip knows the metadata of ${NEWEST_API_VERSION}.0: pulumi config set salesforce:apiVersion ${NEWEST_API_VERSION}.0`,
  );
}

function allowsProduction(settings: Settings<SalesforceSetting>): boolean {
  const value = settings.address("datadip:allowProduction") ?? "false";
  if (value === "true" || value === "false") return value === "true";
  throw new SettingsError(
    `datadip:allowProduction is ${value}, but can be true or false: pulumi config set datadip:allowProduction true`,
  );
}
