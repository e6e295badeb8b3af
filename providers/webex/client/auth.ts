import { z } from "zod";
import type { RefreshTokenKeep } from "../../core/settings/refresh-tokens";
import { type Auth, type Grant, RenewingToken, staticToken } from "../../http/auth";
import type { HttpClient } from "../../http/client";
import type { Clock } from "../../http/clock";
import { understood } from "../../http/failures";
import { rememberSecret } from "../../http/redact";
import type { WebexCredential } from "./settings";

/** https://developer.webex.com/docs/service-apps: `expires_in` is in seconds and varies, so the answer's value is used. */
const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().optional(),
  refresh_token_expires_in: z.number().positive().optional().catch(undefined),
  scope: z.string().optional().catch(undefined),
});

const REFUSED =
  "The Service App's client id, client secret or refresh token is wrong or expired: authorise it again in Control Hub, Apps, Service Apps.";
const NOT_THERE =
  "Nothing signs in at this address: remove webex:platformUrl or correct it (https://webexapis.com/v1), and see that no proxy or guest network answers in its place.";
const ADVICE = {
  "bad-request": REFUSED,
  unauthorized: REFUSED,
  forbidden: REFUSED,
  "not-found": NOT_THERE,
  "no-such-route": NOT_THERE,
} as const;

/** What a token answer holds beside the token. */
export interface WebexGrant {
  /** OAuth names: `cjp:config_read`. Undefined where the answer has none. */
  readonly scopes: readonly string[] | undefined;
  /** When an unused refresh token expires, in ms since the epoch; undefined where the answer does not say. */
  readonly refreshTokenExpiresAt: number | undefined;
}

/** The access token of a Service App or Integration, from its refresh token; a new refresh token in the answer is kept. */
export function webexAuth(
  credential: WebexCredential,
  platform: HttpClient,
  clock: Clock,
  keep: RefreshTokenKeep,
  granted: (grant: WebexGrant) => void,
): Auth {
  if (credential.kind === "token") return staticToken(credential.accessToken);
  const { clientId, clientSecret, refreshToken } = credential;
  return new RenewingToken(
    async (): Promise<Grant> => {
      const current = keep.newest(clientId, refreshToken);
      const said = await platform.send({
        method: "POST",
        path: "/access_token",
        form: { grant_type: "refresh_token", client_id: clientId, client_secret: clientSecret, refresh_token: current },
        // It changes nothing in the tenant, so it may be repeated after a gateway's 502.
        repeatable: true,
        advice: ADVICE,
      });
      const answer = understood(said, (body) => tokenAnswer.parse(body));
      rememberSecret(answer.access_token);
      rememberSecret(answer.refresh_token);
      if (answer.refresh_token !== undefined && answer.refresh_token !== current)
        keep.rolled(clientId, refreshToken, answer.refresh_token);
      granted({
        scopes: answer.scope?.split(/\s+/).filter((scope) => scope !== ""),
        refreshTokenExpiresAt:
          answer.refresh_token_expires_in === undefined
            ? undefined
            : clock.now() + answer.refresh_token_expires_in * 1000,
      });
      return { accessToken: answer.access_token, expiresAt: clock.now() + answer.expires_in * 1000 };
    },
    () => clock.now(),
  );
}
