import { createHash } from "node:crypto";
import { z } from "zod";
import { textOf } from "../core/json";
import type { Grant } from "../core/tokens";
import { appWithKey, type OauthApp } from "./apps";
import { forbidden, invalidSession } from "./salesforce-errors";
import type { Org } from "./org";
import type { Actor } from "./records/objects";
import { rightsOf } from "./rights";
import type { Row } from "./soql";

/** A caller with a valid access token. */
export interface Session extends Actor {
  readonly token: string;
  readonly grant: Grant;
  readonly user: Row;
}

/** A user who may sign in: active and not frozen. */
export function usableUser(org: Org, userId: string): Row | undefined {
  const user = org.records.get("User", userId);
  if (user?.IsActive !== true) return undefined;
  const login = org.records.where("UserLogin", { UserId: user.Id })[0];
  return login?.IsFrozen === true ? undefined : user;
}

/** Each use extends a session. Writes happen only in the second half of its life, to save a write for every call. */
function extend(org: Org, token: string, grant: Grant): void {
  const now = org.core.clock.now();
  const ttl = org.switches().sessionTimeoutSeconds * 1000;
  if (grant.expiresAt - now < ttl / 2) org.core.tokens.grant(token, { ...grant, expiresAt: now + ttl });
}

/** The session of an access token; undefined for a token that is unknown or expired, or whose user or app does not exist any more. */
export function findSession(org: Org, token: string): Session | undefined {
  const grant = org.core.tokens.valid(token, "access");
  if (grant?.vendor !== "salesforce" || grant.orgId !== org.id) return undefined;
  const user = usableUser(org, grant.subject ?? "");
  if (user === undefined || appWithKey(org, grant.clientId) === undefined) return undefined;
  extend(org, token, grant);
  return { org, token, grant, user, userId: user.Id, rights: rightsOf(org, user.Id) };
}

/** The session of a REST call, see {@link findSession}: 401 without a session, 403 without the right to use the API. */
export function restSession(org: Org, authorization: string | undefined): Session {
  const token = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  const session = findSession(org, token);
  if (session === undefined) throw invalidSession();
  if (!session.grant.scopes.some((scope) => scope === "api" || scope === "full")) {
    throw invalidSession("This session is not valid for use with the REST API");
  }
  if (!session.rights.has("ApiEnabled")) {
    throw forbidden("API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization.");
  }
  return session;
}

const jwtPart = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** JWT-format tokens have the shape of real ones; their signature is not valid. */
const jwtToken = (org: Org, app: OauthApp, userId: string, issuedAt: number): string =>
  [
    jwtPart({ tnk: `core/prod/${org.id}`, ver: "1.0", tty: "sfdc-core-token", typ: "JWT", alg: "RS256" }),
    jwtPart({ client_id: app.consumerKey, sub: `uid:${userId}`, iss: "sandbox", iat: Math.floor(issuedAt / 1000) }),
    org.core.tokens.secret("sf-jwt"),
  ].join(".");

/** An opaque token begins with the org id and an exclamation mark. */
const opaqueToken = (org: Org): string => `${org.id.slice(0, 15)}!AQEAQ${org.core.tokens.secret("sf-access")}`;

/** Opens a session of a user in an app and returns its access token. */
export function openSession(
  org: Org,
  app: OauthApp,
  userId: string,
  scopes: readonly string[],
  ttlSeconds = org.switches().sessionTimeoutSeconds,
): string {
  const now = org.core.clock.now();
  const token = app.jwtTokens ? jwtToken(org, app, userId, now) : opaqueToken(org);
  org.core.tokens.grant(token, {
    vendor: "salesforce",
    use: "access",
    clientId: app.consumerKey,
    orgId: org.id,
    subject: userId,
    scopes: [...scopes],
    expiresAt: now + ttlSeconds * 1000,
  });
  return token;
}

/** The user with a user name; case does not matter. */
export const userNamed = (org: Org, username: string): Row | undefined =>
  org.records.all("User").find((row) => textOf(row.Username).toLowerCase() === username.toLowerCase());

const hashSchema = z.string();

const hash = (org: Org, userId: string, password: string): string =>
  createHash("sha256").update(`${org.id}\u0000${userId}\u0000${password}`).digest("hex");

/** Sets the password of a user. A fresh user has none. */
export const setPassword = (org: Org, userId: string, password: string): void =>
  org.core.store.put(["sf-password", userId], hash(org, userId, password));

export const isPassword = (org: Org, userId: string, password: string): boolean =>
  org.core.store.get(["sf-password", userId], hashSchema) === hash(org, userId, password);
