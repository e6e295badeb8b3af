import { type Settings, SettingsError } from "../../core/settings/settings";
import { suggestion } from "../../core/resource/check-inputs";
import { rememberSecret } from "../../http/redact";
import { flowHost } from "./flow-routes";
import type { WebexSetting } from "../settings-keys";

/** Data centres, from Cisco's own web SDK: https://github.com/webex/webex-js-sdk */
export const REGIONS = ["us1", "eu1", "eu2", "anz1", "ca1", "jp1", "sg1", "in1"] as const;

/** The project id, the same in every organisation: https://developer.webex.com/webex-contact-center/docs/api/v1/flow */
export const FLOW_PROJECT_ID = "5e5c9ad6d61f870d6d778c1b";

/** The limit of bulk routes is not documented; a request that is refused is halved. */
const BULK_SIZE = 100;

export type WebexCredential =
  | {
      readonly kind: "service-app";
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
    }
  | { readonly kind: "token"; readonly accessToken: string };

export interface WebexSettings {
  readonly orgId: string;
  readonly expectedOrgName: string | undefined;
  /** `https://api.wxcc-us1.cisco.com`: configuration and the flow gateway. */
  readonly apiUrl: string;
  /** `https://webexapis.com/v1`: tokens, people, Webex Calling. */
  readonly platformUrl: string;
  /** Address of the flow service, without the prefix of its older routes. */
  readonly flowUrl: string;
  readonly flowProjectId: string;
  /** Items in one request of a bulk route. */
  readonly bulkSize: number;
  readonly credential: WebexCredential;
}

/** The tenant of a running sandbox. */
export interface WebexSandbox {
  /** Base address, without a trailing slash. */
  readonly url: string;
  readonly orgId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/** @throws SettingsError for the first setting that is missing or wrong. */
export function webexSettings(settings: Settings<WebexSetting>, sandbox: WebexSandbox | undefined): WebexSettings {
  const given = credentialOf(settings);
  if (sandbox !== undefined) {
    return {
      orgId: bareOrgId(settings.address("webex:orgId") ?? sandbox.orgId),
      expectedOrgName: settings.address("webex:expectedOrgName"),
      apiUrl: `${sandbox.url}/webex`,
      platformUrl: `${sandbox.url}/webex/v1`,
      flowUrl: `${sandbox.url}/webex`,
      flowProjectId: settings.address("webex:flowProjectId") ?? FLOW_PROJECT_ID,
      bulkSize: bulkSize(settings),
      credential: given ?? { kind: "service-app", ...sandbox },
    };
  }
  const apiUrl =
    checkedUrl("webex:apiUrl", settings.address("webex:apiUrl")) ?? `https://api.wxcc-${region(settings)}.cisco.com`;
  return {
    orgId: bareOrgId(settings.requiredAddress("webex:orgId", "ORGANISATION_ID")),
    expectedOrgName: settings.address("webex:expectedOrgName"),
    apiUrl,
    platformUrl: platformUrl(settings) ?? "https://webexapis.com/v1",
    flowUrl: flowHost(checkedUrl("webex:flowStoreUrl", settings.address("webex:flowStoreUrl")) ?? apiUrl),
    flowProjectId: settings.address("webex:flowProjectId") ?? FLOW_PROJECT_ID,
    bulkSize: bulkSize(settings),
    credential: given ?? missingCredential(settings),
  };
}

/** A sentence where the address in use differs from the one in the config; undefined otherwise. */
export function amendedAddress(settings: Settings): string | undefined {
  const given = settings.address("webex:platformUrl");
  const used = platformUrl(settings);
  if (given === undefined || used === undefined || used === given.replace(/\/+$/, "")) return undefined;
  return `webex:platformUrl is used as ${used}: pulumi config set webex:platformUrl ${used}`;
}

/** The platform has no routes at its root, so `/v1` is added to an address without a path. */
function platformUrl(settings: Settings<WebexSetting>): string | undefined {
  const url = checkedUrl("webex:platformUrl", settings.address("webex:platformUrl"));
  return url !== undefined && new URL(url).pathname === "/" ? `${url.replace(/\/$/, "")}/v1` : url;
}

function bulkSize(settings: Settings<WebexSetting>): number {
  const given = settings.address("webex:bulkSize");
  if (given === undefined) return BULK_SIZE;
  if (/^[1-9]\d{0,3}$/.test(given)) return Number(given);
  throw new SettingsError(
    `webex:bulkSize is ${given}, but must be a whole number from 1 to 9999: pulumi config set webex:bulkSize ${BULK_SIZE}`,
  );
}

function region(settings: Settings<WebexSetting>): string {
  const name = settings.requiredAddress("webex:region", "us1");
  if ((REGIONS as readonly string[]).includes(name)) return name;
  throw new SettingsError(
    `webex:region is ${name}, which is not a data centre of Webex Contact Center (${REGIONS.join(", ")})${suggestion(name, REGIONS)}: pulumi config set webex:region us1`,
  );
}

function credentialOf(settings: Settings<WebexSetting>): WebexCredential | undefined {
  const accessToken = settings.credential("webex:accessToken");
  if (accessToken !== undefined) {
    rememberSecret(accessToken);
    return { kind: "token", accessToken };
  }
  const clientId = settings.credential("webex:clientId");
  const clientSecret = settings.credential("webex:clientSecret");
  const refreshToken = settings.credential("webex:refreshToken");
  if (clientId === undefined || clientSecret === undefined || refreshToken === undefined) return undefined;
  rememberSecret(clientSecret);
  rememberSecret(refreshToken);
  return { kind: "service-app", clientId, clientSecret, refreshToken };
}

function missingCredential(settings: Settings<WebexSetting>): never {
  const missing = (["webex:clientId", "webex:clientSecret", "webex:refreshToken"] as const).filter(
    (key) => settings.credential(key) === undefined,
  );
  throw new SettingsError(
    `No Webex credentials: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not set. Use a Service App's client id, secret and refresh token ` +
      `(pulumi config set --secret webex:refreshToken ...), or the environment variables WEBEX_CLIENT_ID, WEBEX_CLIENT_SECRET and WEBEX_REFRESH_TOKEN.`,
  );
}

/** Path parameters need the bare UUID; Control Hub and webexapis.com also show `ciscospark://us/ORGANIZATION/<uuid>` in base64. */
export function bareOrgId(id: string): string {
  const decoded = Buffer.from(id, "base64url").toString("utf8");
  const bare = decoded.startsWith("ciscospark://") ? (decoded.split("/").at(-1) ?? id) : id;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(bare)) return bare.toLowerCase();
  throw new SettingsError(
    `webex:orgId is ${id}, which is not an organisation id: copy it from Control Hub, Account, Organization ID, and pulumi config set webex:orgId ORGANISATION_ID`,
  );
}

function checkedUrl(key: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const loopback = url !== undefined && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url === undefined || (url.protocol !== "https:" && !loopback)) {
    throw new SettingsError(
      `${key} is ${value}, but must be an https address (plain http only on this machine's loopback): a token would travel in clear.`,
    );
  }
  return value.replace(/\/+$/, "");
}
