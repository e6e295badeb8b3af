import { createPrivateKey } from "node:crypto";
import { z } from "zod";
import type { RefreshTokenKeep } from "../../core/settings/refresh-tokens";
import { SettingsError } from "../../core/settings/settings";
import { type Auth, RenewingToken, staticToken } from "../../http/auth";
import type { HttpClient } from "../../http/client";
import type { Clock } from "../../http/clock";
import { understood } from "../../http/failures";
import { rememberSecret } from "../../http/redact";
import type { SalesforceCredential } from "./credentials";
import { jwtAssertion } from "./jwt";
import type { SalesforceSettings } from "./settings";
import { cliLogin } from "./sf-cli";

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_endpoints.htm; the answer has no `expires_in`. */
const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  /** A URL that ends with the ids of org and user. */
  id: z.string().optional(),
  issued_at: z.coerce.number().optional(),
  scope: z.string().optional(),
  refresh_token: z.string().optional(),
});

/** A token with the details of its answer. */
export interface SignedIn {
  readonly accessToken: string;
  readonly orgId?: string | undefined;
  readonly userId?: string | undefined;
  /** OAuth names: api, refresh_token. */
  readonly scopes?: readonly string[] | undefined;
  /** Milliseconds since the epoch. */
  readonly issuedAt?: number | undefined;
}

/** What a sign-in needs beside the settings. */
export interface SignInTools {
  /** A client of the org's host that sends no token. */
  readonly host: HttpClient;
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
  readonly keep: RefreshTokenKeep;
}

/**
 * Signs in once; `audience` is the `aud` where the credential is a JWT.
 * @throws HttpError with advice for each known refusal; SettingsError where the credential is wrong.
 */
export async function signIn(settings: SalesforceSettings, audience: string, tools: SignInTools): Promise<SignedIn> {
  const { credential } = settings;
  switch (credential.kind) {
    case "token":
      return { accessToken: credential.accessToken };
    case "cli":
      return cliToken(settings, credential.org, tools.env);
    case "client-credentials":
      return granted(tools, {
        grant_type: "client_credentials",
        client_id: credential.clientId,
        client_secret: credential.clientSecret,
      });
    case "jwt": {
      const { clientId, username } = credential;
      const privateKey = createPrivateKey(credential.privateKey);
      const assertion = jwtAssertion({ clientId, username, audience, privateKey, now: tools.clock.now() });
      rememberSecret(assertion);
      return granted(tools, { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
    }
    case "refresh-token": {
      const { clientId, clientSecret, refreshToken } = credential;
      const current = tools.keep.newest(clientId, refreshToken);
      const secret: Readonly<Record<string, string>> =
        clientSecret === undefined ? {} : { client_secret: clientSecret };
      const rolled = (fresh: string): void =>
        fresh === current ? undefined : tools.keep.rolled(clientId, refreshToken, fresh);
      return granted(
        tools,
        { grant_type: "refresh_token", client_id: clientId, ...secret, refresh_token: current },
        rolled,
      );
    }
  }
}

/** The token of one process, requested once and again after a 401. */
export function renewingAuth(credential: SalesforceCredential, obtain: () => Promise<SignedIn>, clock: Clock): Auth {
  if (credential.kind === "token") return staticToken(credential.accessToken);
  // A session ends when it is unused or an administrator ends it, so its end is not known in advance.
  const grant = async () => ({ accessToken: (await obtain()).accessToken, expiresAt: Number.POSITIVE_INFINITY });
  return new RenewingToken(grant, () => clock.now());
}

async function granted(
  { host }: SignInTools,
  form: Readonly<Record<string, string>>,
  rolled: (refreshToken: string) => void = () => undefined,
): Promise<SignedIn> {
  // A refresh token may be replaced at each use, so it is not sent twice.
  const repeatable = form.grant_type !== "refresh_token";
  const answer = await host.send({ method: "POST", path: "/services/oauth2/token", form, repeatable });
  const { access_token, id, issued_at, scope, refresh_token } = understood(answer, (body) => tokenAnswer.parse(body));
  rememberSecret(access_token);
  rememberSecret(refresh_token);
  if (refresh_token !== undefined) rolled(refresh_token);
  const [userId, orgId] = id?.split("/").reverse() ?? [];
  return { accessToken: access_token, orgId, userId, scopes: scope?.split(" "), issuedAt: issued_at };
}

async function cliToken(
  { instanceUrl }: SalesforceSettings,
  org: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<SignedIn> {
  const login = await cliLogin(org, env);
  if (login.instanceUrl !== instanceUrl) {
    throw new SettingsError(
      `The sf CLI is signed in to ${login.instanceUrl}, but the stack config names ${instanceUrl}. Nothing was changed. Name the right login (pulumi config set salesforce:cliOrg ALIAS) or the right org (salesforce:instanceUrl).`,
    );
  }
  return { accessToken: login.accessToken };
}
