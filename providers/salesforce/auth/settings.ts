import { type Settings, SettingsError } from "../../core/settings/settings";
import { rememberSecret } from "../../http/redact";
import { cliLogin, credentialIn, type Grant, type SalesforceCredential } from "./credentials";
import { HIGHEST_API_VERSION, NEWEST_API_VERSION, OLDEST_API_VERSION } from "../limits";
import type { SalesforceSetting } from "../settings-keys";

export interface SalesforceSettings {
  /** The org's My Domain address, without a trailing slash. */
  readonly instanceUrl: string;
  /** The org's public address. The sandbox's real address changes with its port and must not get into state. */
  readonly publicUrl: string;
  /** `salesforce:loginUrl`: the `aud` of a JWT, for apps of both kinds; undefined where it is not set. */
  readonly loginUrl: string | undefined;
  /** `66.0` */
  readonly apiVersion: string;
  readonly expectedOrgId: string | undefined;
  /** Whether an org with real customers may be changed. The built-in sandbox has none. */
  readonly allowProduction: boolean;
  readonly credential: SalesforceCredential;
}

/** The public address of the sandbox's org, independent of its server. */
const SANDBOX_MY_DOMAIN = "https://datadip-sandbox.my.salesforce.com";

/** The org of a running sandbox. */
export interface SalesforceSandbox {
  /** Base address of the org, without a trailing slash. */
  readonly instanceUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * @param only Accept this way of signing in only.
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

/** The app that the sandbox has from the start, where the settings give no other. */
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
