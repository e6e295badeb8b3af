import { createHmac } from "node:crypto";
import { catching } from "../../core/catching";
import { textOf, type JsonObject } from "../../core/json";
import { appWithKey } from "../apps";
import { clientCredentials, jwtBearer, password, refreshToken, type Granted, type TokenRequest } from "../oauth/grants";
import { badCredentials, OauthRefused, unknownClient } from "../oauth/oauth-errors";
import { ok, partly, routes, type Answer, type Call } from "../route";
import { findSession, openSession } from "../session";

const GRANTS: ReadonlyMap<string, (request: TokenRequest) => Granted> = new Map([
  ["client_credentials", clientCredentials],
  ["urn:ietf:params:oauth:grant-type:jwt-bearer", jwtBearer],
  ["refresh_token", refreshToken],
  ["password", password],
]);

function formOf({ body, query }: Call): URLSearchParams {
  if (body.type === "form") return body.fields;
  // Clients that send no media type, or another one, still send a form.
  return body.type === "text" ? new URLSearchParams(body.text) : query;
}

/** Client id and secret from the Basic header; used only when the form has no client id. */
function basicOf(call: Call): { readonly id: string; readonly secret: string } {
  const encoded = /^Basic\s+(\S+)$/i.exec(call.header("authorization") ?? "")?.[1] ?? "";
  const [id = "", ...secret] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { id: decodeURIComponentSafely(id), secret: decodeURIComponentSafely(secret.join(":")) };
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Some clients do not encode their credentials; a percent sign is then literal.
    return text;
  }
}

function fieldsOf(call: Call): (name: string) => string {
  const form = formOf(call);
  const basic = form.has("client_id") ? undefined : basicOf(call);
  return (name) => {
    if (basic !== undefined && name === "client_id") return basic.id;
    if (basic !== undefined && name === "client_secret") return form.get(name) ?? basic.secret;
    return form.get(name) ?? "";
  };
}

const refusal = ({ error, description }: OauthRefused): Answer => ({
  status: 400,
  body: { error, error_description: description },
  headers: { "Cache-Control": "no-cache, no-store", Pragma: "no-cache" },
});

const answered = (work: () => Answer): Answer => catching(OauthRefused, work, refusal);

const signature = (secret: string, id: string, issuedAt: string): string =>
  createHmac("sha256", secret)
    .update(id + issuedAt)
    .digest("base64");

function tokenBody(call: Call, granted: Granted): JsonObject {
  const { org, base } = call;
  const { app, userId, scopes } = granted;
  const id = `${base}/id/${org.id}/${userId}`;
  const issuedAt = String(org.core.clock.now());
  return {
    access_token: openSession(org, app, userId, scopes),
    ...(granted.refreshToken === undefined ? {} : { refresh_token: granted.refreshToken }),
    signature: signature(app.consumerSecret, id, issuedAt),
    scope: scopes.join(" "),
    instance_url: base,
    id,
    token_type: "Bearer",
    issued_at: issuedAt,
  };
}

const token = (call: Call): Answer =>
  answered(() => {
    const field = fieldsOf(call);
    const clientId = field("client_id");
    if (clientId !== "") call.setClient(clientId);
    const grant = GRANTS.get(field("grant_type"));
    if (grant === undefined) throw new OauthRefused("unsupported_grant_type", "grant type not supported");
    const granted = grant({ org: call.org, field });
    call.setClient(granted.app.consumerKey);
    return { ...ok(tokenBody(call, granted)), headers: { "Cache-Control": "no-cache, no-store", Pragma: "no-cache" } };
  });

/** Revokes a token. With a refresh token, the access tokens of its app and user are revoked too. */
const revoke = (call: Call): Answer =>
  answered(() => {
    const { tokens } = call.org.core;
    const value = formOf(call).get("token") ?? call.query.get("token") ?? "";
    const grant = tokens.find(value);
    if (grant?.vendor !== "salesforce") {
      throw new OauthRefused("unsupported_token_type", "this token type is not supported");
    }
    tokens.revoke(value);
    if (grant.use === "refresh") {
      for (const access of tokens.of("salesforce", grant.clientId, "access")) {
        if (tokens.find(access)?.subject === grant.subject) tokens.revoke(access);
      }
    }
    return { status: 200, text: { content: "", type: "text/html;charset=UTF-8" } };
  });

const introspect = (call: Call): Answer =>
  answered(() => {
    const field = fieldsOf(call);
    const app = appWithKey(call.org, field("client_id"));
    if (app === undefined) throw unknownClient();
    if (app.consumerSecret !== "" && field("client_secret") !== app.consumerSecret) throw badCredentials();
    const value = field("token");
    const { tokens, clock } = call.org.core;
    const grant = tokens.find(value);
    const alive = grant !== undefined && grant.vendor === "salesforce" && grant.expiresAt > clock.now();
    const visible = alive && (grant.clientId === app.consumerKey || app.introspectsAll);
    if (!visible || (grant.use === "access" && findSession(call.org, value) === undefined)) {
      return ok({ active: false });
    }
    return ok({
      active: true,
      scope: grant.scopes.join(" "),
      client_id: grant.clientId,
      username: textOf(call.org.records.get("User", grant.subject ?? "")?.Username),
      sub: `${call.base}/id/${call.org.id}/${grant.subject ?? ""}`,
      token_type: grant.use === "access" ? "access_token" : "refresh_token",
      exp: Math.floor(grant.expiresAt / 1000),
    });
  });

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_endpoints.htm */
export const oauthRoutes = routes({
  "POST /services/oauth2/token": [
    token,
    partly("client credentials, JWT bearer, refresh token; the password grant only where it is switched on"),
  ],
  "POST /services/oauth2/revoke": revoke,
  "GET /services/oauth2/revoke": revoke,
  "POST /services/oauth2/introspect": introspect,
});
