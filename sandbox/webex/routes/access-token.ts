import type { Context } from "hono";
import { z } from "zod";
import type { Core, Env } from "../../core/vendor";
import { clientIdOf, clientSecretOf, issueAccessToken } from "../tenant";

const formSchema = z.object({
  grant_type: z.string().default(""),
  client_id: z.string().default(""),
  client_secret: z.string().default(""),
  refresh_token: z.string().default(""),
});

function refused(c: Context<Env>, core: Core, status: 400 | 401, message: string): Response {
  const trackingId = `ROUTER_${c.req.header("trackingid") ?? core.ids.passing("tracking")}`;
  return c.json({ message, errors: [{ description: message }], trackingId }, status);
}

/** The next refresh token: a new one where the tenant rolls them, else the old one with its life extended. */
function nextRefreshToken(core: Core, old: string): string {
  const { refreshTokenTtlSeconds, rollRefreshTokens } = core.settings();
  const grant = core.tokens.valid(old, "refresh");
  if (grant === undefined) return old;
  const next = rollRefreshTokens ? core.tokens.secret("refresh") : old;
  core.tokens.revoke(old);
  core.tokens.grant(next, { ...grant, expiresAt: core.clock.now() + refreshTokenTtlSeconds * 1000 });
  return next;
}

/**
 * `POST /v1/access_token` with a refresh token, for integrations and service apps.
 * @see https://developer.webex.com/docs/service-apps
 */
export async function accessToken(c: Context<Env>, core: Core): Promise<Response> {
  const form = formSchema.parse(Object.fromEntries(new URLSearchParams(await c.req.text())));
  c.set("clientId", form.client_id === "" ? undefined : form.client_id);
  if (form.client_id !== clientIdOf(core) || form.client_secret !== clientSecretOf(core)) {
    return refused(c, core, 401, "client authentication failed");
  }
  if (form.grant_type !== "refresh_token") {
    return refused(c, core, 400, "The grant_type is invalid or unsupported; a service app uses refresh_token.");
  }
  return core.store.transaction(() => {
    const grant = core.tokens.valid(form.refresh_token, "refresh");
    if (grant === undefined || grant.clientId !== form.client_id) {
      return refused(c, core, 400, "The refresh token provided is expired, revoked, malformed or invalid.");
    }
    const { tokenTtlSeconds, refreshTokenTtlSeconds } = core.settings();
    return c.json({
      access_token: issueAccessToken(core, { ...grant, ttlSeconds: tokenTtlSeconds }),
      expires_in: tokenTtlSeconds,
      refresh_token: nextRefreshToken(core, form.refresh_token),
      refresh_token_expires_in: refreshTokenTtlSeconds,
      token_type: "Bearer",
      scope: grant.scopes.join(" "),
    });
  });
}
