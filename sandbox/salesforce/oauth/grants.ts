import { z } from "zod";
import { textOf } from "../../core/json";
import { appWithKey, type OauthApp } from "../apps";
import { isPreauthorised } from "../metadata/app-rules";
import type { Org } from "../org";
import { rightsOf } from "../rights";
import { usableUser, userNamed, isPassword } from "../session";
import {
  appNotFound,
  badCredentials,
  notAdminApproved,
  notApproved,
  OauthRefused,
  unknownClient,
} from "./oauth-errors";
import { checkExpiry, checkSignature, isOwnAddress, readAssertion } from "./jwt";

export interface TokenRequest {
  readonly org: Org;
  readonly field: (name: string) => string;
}

/** The app and the user that a request has proved to act for. */
export interface Granted {
  readonly app: OauthApp;
  readonly userId: string;
  readonly scopes: readonly string[];
  /** A refresh token that the answer must contain. */
  readonly refreshToken?: string;
}

/** The app with a key, if the token endpoint knows it yet: a new or changed app takes some time to spread. */
function knownApp(org: Org, clientId: string): OauthApp {
  const app = appWithKey(org, clientId);
  const since = org.core.clock.now() - (app?.changedAt ?? 0);
  if (app === undefined || !app.enabled || since < org.switches().appPropagationSeconds * 1000) throw unknownClient();
  return app;
}

const inactive = (): OauthRefused => new OauthRefused("inactive_user", "user is inactive");

/** Scopes that client credentials never have: they need a person at a browser, or a refresh token. */
const PERSONAL: readonly string[] = ["full", "web", "refresh_token"];

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_client_credentials_flow.htm */
export function clientCredentials({ org, field }: TokenRequest): Granted {
  const app = knownApp(org, field("client_id"));
  if (app.consumerSecret === "" || field("client_secret") !== app.consumerSecret) throw badCredentials();
  if (!app.clientCredentials) {
    throw new OauthRefused("invalid_grant", "client credentials flow is not enabled for this app");
  }
  const user = userNamed(org, app.executionUser);
  if (user === undefined) throw new OauthRefused("invalid_grant", "no client credentials user enabled");
  if (usableUser(org, user.Id) === undefined) throw inactive();
  return { app, userId: user.Id, scopes: app.scopes.filter((scope) => !PERSONAL.includes(scope)) };
}

const LOGIN_HOSTS = {
  developer: "https://login.salesforce.com",
  production: "https://login.salesforce.com",
  sandbox: "https://test.salesforce.com",
} as const;

const approvalPlace = (consumerKey: string, userId: string) => ["sf-approval", consumerKey, userId] as const;

/** Stores that a user has allowed an app to act for them, as in a browser. */
export const approve = (org: Org, consumerKey: string, userId: string): void =>
  org.core.store.put(approvalPlace(consumerKey, userId), true);

const hasApproved = (org: Org, consumerKey: string, userId: string): boolean =>
  org.core.store.get(approvalPlace(consumerKey, userId), z.literal(true)) === true;

function checkAudience(org: Org, app: OauthApp, userId: string): void {
  // This permission allows the use of every external client app.
  if (app.kind === "external" && rightsOf(org, userId).has("UseAnyApiClient")) return;
  if (!app.adminApproved) {
    if (!hasApproved(org, app.consumerKey, userId)) throw notApproved();
  } else if (!isPreauthorised(org, app, userId)) throw notAdminApproved();
}

/** Checks the audience of an assertion: the org's own address (any My Domain or the loopback), or the login host of its kind. */
function checkAddress(org: Org, app: OauthApp, audience: string): void {
  const { orgKind, ecaGenericHost } = org.switches();
  if (isOwnAddress(audience)) return;
  if (audience.replace(/\/$/, "") !== LOGIN_HOSTS[orgKind])
    throw new OauthRefused("invalid_grant", "audience is invalid");
  if (app.kind === "external" && ecaGenericHost === "refuse") throw appNotFound();
}

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm */
export function jwtBearer({ org, field }: TokenRequest): Granted {
  const assertion = readAssertion(field("assertion"));
  const app = knownApp(org, assertion.issuer);
  checkSignature(assertion, app);
  checkExpiry(assertion, org.core.clock.now());
  checkAddress(org, app, assertion.audience);
  if (!app.scopes.includes("refresh_token")) {
    throw new OauthRefused(
      "invalid_request",
      "refresh_token scope is required and the connected app should be installed and preauthorized",
    );
  }
  const user = userNamed(org, assertion.username);
  if (user === undefined) throw notApproved();
  if (usableUser(org, user.Id) === undefined) throw inactive();
  checkAudience(org, app, user.Id);
  return { app, userId: user.Id, scopes: app.scopes.filter((scope) => scope !== "refresh_token") };
}

/** Life of an unused refresh token. Apps set it by policies that are not emulated. */
const REFRESH_LIFE_MS = 365 * 86_400_000;

/** Issues a refresh token, as the web server flow does after a person has approved an app. */
export function issueRefreshToken(org: Org, app: OauthApp, userId: string): string {
  const token = `5Aep861${org.core.tokens.secret("sf-refresh")}`;
  org.core.tokens.grant(token, {
    vendor: "salesforce",
    use: "refresh",
    clientId: app.consumerKey,
    orgId: org.id,
    subject: userId,
    scopes: [...app.scopes],
    expiresAt: org.core.clock.now() + REFRESH_LIFE_MS,
  });
  return token;
}

function checkRefreshSecret(app: OauthApp, secret: string): void {
  const needed = app.secretForRefresh && app.consumerSecret !== "";
  if ((needed || secret !== "") && secret !== app.consumerSecret) throw badCredentials();
}

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_refresh_token_flow.htm */
export function refreshToken({ org, field }: TokenRequest): Granted {
  const app = knownApp(org, field("client_id"));
  checkRefreshSecret(app, field("client_secret"));
  const old = field("refresh_token");
  const grant = org.core.tokens.valid(old, "refresh");
  if (grant?.clientId !== app.consumerKey || grant.orgId !== org.id) {
    throw new OauthRefused("invalid_grant", "expired access/refresh token");
  }
  const userId = grant.subject ?? "";
  if (usableUser(org, userId) === undefined) throw inactive();
  const granted = { app, userId, scopes: grant.scopes };
  if (!app.rotatesRefreshTokens) return granted;
  org.core.tokens.revoke(old);
  return { ...granted, refreshToken: issueRefreshToken(org, app, userId) };
}

/** Refused in every org that has not switched it on, and always for external client apps. */
export function password({ org, field }: TokenRequest): Granted {
  const failure = new OauthRefused("invalid_grant", "authentication failure");
  const settings = org.components.get("OauthOidcSettings", "OauthOidc")?.body ?? {};
  if (textOf(settings.blockOAuthUnPwFlow) !== "false") throw failure;
  const app = knownApp(org, field("client_id"));
  if (app.kind !== "connected") throw new OauthRefused("unsupported_grant_type", "grant type not supported");
  if (app.consumerSecret !== "" && field("client_secret") !== app.consumerSecret) throw badCredentials();
  const user = userNamed(org, field("username"));
  if (user === undefined || usableUser(org, user.Id) === undefined) throw failure;
  if (!isPassword(org, user.Id, field("password"))) throw failure;
  return { app, userId: user.Id, scopes: app.scopes };
}
