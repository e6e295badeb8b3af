import { z } from "zod";
import { defineLookup } from "./define-lookup";
import { HttpError } from "../../http/http-errors";
import { rememberSecret } from "../../http/redact";
import type { SalesforceApi } from "../rest/api";
import type { SalesforceCredential } from "./credentials";
import { isAudienceRefused } from "./oauth-errors";
import type { SignedIn } from "./sign-in";
import { MAX_PROPAGATION_SECONDS } from "../limits";
import { rsaKeyOrReason, tidyPem } from "./pem";
import { LogThrottle } from "../../core/telemetry/report";

const sample = z.strictObject({
  /** The app's consumer key. */
  clientId: z.string().min(1),
  /** User name of a user that the app is approved for. */
  username: z.string().min(1),
  /** The private key of the app's certificate, in PEM. */
  privateKey: z.string().min(1),
  /** The URL of the connector's form. Default: datadip's own sign-in address, see `salesforce:loginUrl`. */
  url: z.url({ protocol: /^https?$/, error: "must be the address that the form says" }).optional(),
  /** Seconds to wait until Salesforce knows a new app, usually 2 to 10 minutes: 0 to 3,600. */
  waitSeconds: z.number().int().min(0).max(3_600).default(MAX_PROPAGATION_SECONDS),
});

/** The app and user of a trial sign-in. */
export type JwtSignIn = z.input<typeof sample>;

/** The result of a successful trial. */
export interface SignInProof {
  /** Ids of the token's org and user; empty where the answer has none. */
  readonly orgId: string;
  readonly userId: string;
  /** Scopes of the token, by OAuth names. */
  readonly scopes: readonly string[];
}

/** Seconds between tries while an app is not known yet. */
const PAUSES_SECONDS = [1, 3, 5, 10, 20, 30];

/** Time between two messages about the wait. */
const REPORT_EVERY_SECONDS = 4;

/** Salesforce's errors for an app that it does not know yet; they have no other meaning. */
const NOT_SPREAD: Readonly<Record<string, string>> = {
  invalid_client_id: "Salesforce does not know the new app",
  app_not_found: "Salesforce does not treat the new External Client App as installed",
};

/** Signs in as in the form. Where the org refuses the form's address, the error names the one that it accepts. */
async function trial(api: SalesforceApi, url: string, credential: SalesforceCredential): Promise<SignedIn> {
  try {
    return await api.signInAt(url, credential);
  } catch (error) {
    const other = url === api.loginUrl ? api.publicUrl : api.loginUrl;
    if (!isAudienceRefused(error) || other === url) throw error;
    await api.signInAt(other, credential).catch(() => {
      throw error;
    });
    throw new Error(
      `Salesforce refuses the connector's URL ${url} (audience is invalid) and takes ${other}: \`pulumi config set salesforce:loginUrl ${other}\`, and \`pulumi up\` again, which puts that into the form.`,
      { cause: error },
    );
  }
}

/** Signs in by JWT, and waits until Salesforce knows a new app. @throws Error with the reason. */
export async function provenSignIn(api: SalesforceApi, query: JwtSignIn): Promise<SignInProof> {
  const { clientId, username, privateKey, url, waitSeconds } = sample.parse(query);
  const key = rsaKeyOrReason(privateKey);
  if (typeof key === "string") throw new Error(`The private key ${key}.`);
  const pem = tidyPem(privateKey);
  rememberSecret(pem);
  const credential: SalesforceCredential = { kind: "jwt", clientId, username, privateKey: pem };
  const begun = api.clock.now();
  const progress = new LogThrottle((sentence) => api.report(sentence), REPORT_EVERY_SECONDS * 1000, begun);
  for (let tries = 0; ; tries += 1) {
    try {
      const {
        orgId = "",
        userId = "",
        scopes = [],
      } = await (url === undefined ? api.signInAs(credential) : trial(api, url, credential));
      return { orgId, userId, scopes };
    } catch (error) {
      const pause = (PAUSES_SECONDS[Math.min(tries, PAUSES_SECONDS.length - 1)] ?? 0) * 1000;
      const said = error instanceof HttpError ? NOT_SPREAD[error.code ?? ""] : undefined;
      if (said === undefined || api.clock.now() - begun + pause > waitSeconds * 1000) throw error;
      progress.say(api.clock.now(), () => {
        const seconds = Math.round((api.clock.now() - begun) / 1000);
        return `${said} after ${seconds} s: this can take minutes, datadip keeps trying.`;
      });
      await api.clock.sleep(pause);
    }
  }
}

const check = defineLookup(provenSignIn);
/**
 * Signs in by JWT as Webex's connector does, to check app, certificate, user and approval before a person types them into the form.
 * @throws RunError with the reason and what to do.
 */
export const checkJwtSignIn = check.plain;
export const checkJwtSignInOutput = check.output;
