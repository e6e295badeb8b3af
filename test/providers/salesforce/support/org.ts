import { generateKeyPairSync } from "node:crypto";
import { SalesforceApi } from "../../../../providers/salesforce/rest/api";
import type { RefreshTokenKeep } from "../../../../providers/core/settings/refresh-tokens";
import { Settings } from "../../../../providers/core/settings/settings";
import type { SalesforceCredential } from "../../../../providers/salesforce/auth/credentials";
import { salesforceSettings } from "../../../../providers/salesforce/auth/settings";
import { json, type Received, type Reply } from "../../../support/http-server";
import { SkippingClock } from "../../../support/manual-clock";

/** An RSA key of the least size Salesforce takes, made once: generating one takes a while. */
export const KEYS = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

export const OWN_APP: SalesforceCredential = {
  kind: "client-credentials",
  clientId: "key",
  clientSecret: "sesame-sesame",
};

export const ORG = {
  Id: "00D000000000001",
  Name: "Acme",
  OrganizationType: "Developer Edition",
  InstanceName: "EU1",
  IsSandbox: false,
  TrialExpirationDate: null,
};

/** A token endpoint's answer; each token is another. */
export function tokens(): Reply {
  let n = 0;
  return (response, request) => {
    n += 1;
    json({
      access_token: `00D!token${n}`,
      instance_url: "https://acme.my.salesforce.com",
      id: "https://login.salesforce.com/id/00D000000000001EAA/005000000000001AAA",
      token_type: "Bearer",
      issued_at: "1767225600000",
      scope: "api web",
    })(response, request);
  };
}

interface Played {
  readonly credential?: SalesforceCredential;
  readonly clock?: SkippingClock;
  /** Gets what a person would be shown. */
  readonly reports?: string[];
  readonly version?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Settings besides the address. */
  readonly more?: Readonly<Record<string, string>>;
  readonly keep?: RefreshTokenKeep;
}

/** A connection to an org that a test plays. */
export function apiAt(url: string, played: Played = {}): SalesforceApi {
  const {
    credential = OWN_APP,
    clock = new SkippingClock(),
    reports = [],
    version = "66.0",
    env = {},
    more = {},
  } = played;
  const config: Readonly<Record<string, string>> = {
    "salesforce:instanceUrl": url,
    "salesforce:apiVersion": version,
    "salesforce:accessToken": "00D!unused",
    ...more,
  };
  const settings = { ...salesforceSettings(new Settings({ config: (key) => config[key], env: {} })), credential };
  const { keep = { newest: (_: string, configured: string) => configured, rolled: () => undefined } } = played;
  return new SalesforceApi(settings, { clock, env, keep, report: (sentence) => void reports.push(sentence) });
}

/** The address that the JWT of a token request is for. */
export function audienceIn({ body }: Received): unknown {
  const [, claims = ""] = (new URLSearchParams(body.toString()).get("assertion") ?? "").split(".");
  return (JSON.parse(Buffer.from(claims, "base64url").toString()) as Readonly<Record<string, unknown>>).aud;
}

/** A SOAP message as Salesforce writes it. */
export const soap =
  (content: string, status = 200): Reply =>
  (response) => {
    response.writeHead(status, { "Content-Type": "text/xml;charset=UTF-8", Date: "Thu, 01 Jan 2026 00:00:00 GMT" });
    response.end(
      `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ` +
        `xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sf="http://soap.sforce.com/2006/04/metadata">` +
        `<soapenv:Body>${content}</soapenv:Body></soapenv:Envelope>`,
    );
  };

export const fault = (code: string, text: string): Reply =>
  soap(
    `<soapenv:Fault><faultcode>sf:${code}</faultcode><faultstring>${code}: ${text}</faultstring></soapenv:Fault>`,
    500,
  );

/** Sends requests by path to the reply that matches first. */
export const routes =
  (...table: readonly (readonly [RegExp, Reply])[]): Reply =>
  (response, request) => {
    const found = table.find(([pattern]) => pattern.test(`${request.method} ${request.url}`));
    if (found === undefined)
      json([{ errorCode: "NOT_FOUND", message: "no such route in this test" }], 404)(response, request);
    else found[1](response, request);
  };

/** Replies one after the other, the last one permanently. */
export function inTurn(...replies: readonly Reply[]): Reply {
  let n = 0;
  return (response, request) => {
    const reply = replies[Math.min(n, replies.length - 1)];
    n += 1;
    reply?.(response, request);
  };
}

export const TOKEN = /^POST \/services\/oauth2\/token/;
export const SOAP = /^POST \/services\/Soap\/m\//;
export const QUERY = /^GET \/services\/data\/v[\d.]+\/query/;

export async function failing(running: Promise<unknown>): Promise<Error> {
  const thrown: unknown = await running.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof Error) return thrown;
  throw new Error("nothing was refused");
}
