import { z } from "zod";
import { appWithKey, CLI_CLIENT_ID, type OauthApp } from "./apps";
import { issueRefreshToken } from "./oauth/grants";
import type { Org } from "./org";
import { ADMIN_USERNAME } from "./seed/foundation";
import { findSession, openSession, userNamed } from "./session";

/** The external client app that provisioning programs sign in with. On a real org somebody makes it by hand. */
export const DEPLOYMENT_APP = "Deployment";

/** Credentials for a client of the org: three ways to sign in. */
export interface Credentials {
  /** 18 characters. */
  readonly orgId: string;
  /** The administrator. */
  readonly username: string;
  /** Of the app `Deployment`, for the client credentials flow. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the sf CLI stores for the administrator: a session, and a refresh token of its app `PlatformCLI`, which has no secret. */
  readonly accessToken: string;
  readonly refreshToken: string;
}

const secretOf = (org: Org, purpose: string): string =>
  `${org.core.ids.named("salesforce", purpose, "1")}${org.core.ids.named("salesforce", purpose, "2")}`.replaceAll(
    "-",
    "",
  );

export const deploymentKey = (org: Org): string => `3MVG9${secretOf(org, "clientId")}`;
export const deploymentSecret = (org: Org): string => secretOf(org, "clientSecret");

export const adminId = (org: Org): string => userNamed(org, ADMIN_USERNAME)?.Id ?? "";

function cli(org: Org): OauthApp {
  const app = appWithKey(org, CLI_CLIENT_ID);
  if (app === undefined) throw new Error("The org has lost the app of the sf CLI.");
  return app;
}

const textSchema = z.string();

/** A stored token; a new one is made when it is not valid any more. */
const storedToken = (
  org: Org,
  purpose: "access" | "refresh",
  isGood: (token: string) => boolean,
  make: () => string,
): string =>
  org.core.store.transaction(() => {
    const place = ["sf-cli", purpose] as const;
    const known = org.core.store.get(place, textSchema);
    if (known !== undefined && isGood(known)) return known;
    const token = make();
    org.core.store.put(place, token);
    return token;
  });

/** The credentials that the org's administrator gives to a program. */
export function credentialsOf(org: Org): Credentials {
  const app = cli(org);
  const { tokens } = org.core;
  return {
    orgId: org.id,
    username: ADMIN_USERNAME,
    clientId: deploymentKey(org),
    clientSecret: deploymentSecret(org),
    accessToken: storedToken(
      org,
      "access",
      (token) => findSession(org, token) !== undefined,
      () => openSession(org, app, adminId(org), app.scopes),
    ),
    refreshToken: storedToken(
      org,
      "refresh",
      (token) => tokens.valid(token, "refresh")?.orgId === org.id,
      () => issueRefreshToken(org, app, adminId(org)),
    ),
  };
}
