import { z } from "zod";
import { objectIn, textOf, textsIn, type Json, type JsonObject } from "../core/json";
import type { Org } from "./org";
import type { Component } from "./store";
import { isOn } from "./xml";

/** The sf CLI's own app, which every org knows. A person signs in with it before the org has any app. It has no secret. */
export const CLI_CLIENT_ID = "PlatformCLI";

/** An OAuth app as the token endpoint sees it, whichever type of component it was made from. */
export interface OauthApp {
  readonly kind: "cli" | "connected" | "external";
  readonly name: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** PEM; empty when the app takes no JWT. */
  readonly certificate: string;
  /** OAuth names such as `api` and `refresh_token`. */
  readonly scopes: readonly string[];
  /** Only users of these profiles and permission sets may use it; they need not approve it. */
  readonly adminApproved: boolean;
  readonly profiles: readonly string[];
  readonly permissionSets: readonly string[];
  readonly clientCredentials: boolean;
  /** User name of the execution user; empty for none. */
  readonly executionUser: string;
  readonly secretForRefresh: boolean;
  readonly rotatesRefreshTokens: boolean;
  /** Access tokens are JWTs, which SOAP refuses. */
  readonly jwtTokens: boolean;
  readonly introspectsAll: boolean;
  /** Switched off by its policies. */
  readonly enabled: boolean;
  /** When any part of it was last written, in milliseconds since 1970. */
  readonly changedAt: number;
}

/** OAuth names of the scopes that differ from the lower-case metadata names. */
const SCOPE_NAMES: Readonly<Record<string, string>> = {
  RefreshToken: "refresh_token",
  OfflineAccess: "refresh_token",
  Basic: "id",
  Chatter: "chatter_api",
  CustomApplications: "visualforce",
  CustomPermissions: "custom_permissions",
  ForgotPassword: "forgot_password",
  UserRegistration: "user_registration_api",
  PwdlessLogin: "pwdless_login_api",
  SFApiPlatform: "sfap_api",
  SFAP: "sfap_api",
};

const oauthScopes = (names: readonly string[]): readonly string[] => [
  ...new Set(names.map((name) => SCOPE_NAMES[name] ?? name.toLowerCase())),
];

export const commaList = (text: Json | undefined): readonly string[] =>
  textOf(text)
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** The texts of a repeated element. */
export const textList = (value: Json | undefined): readonly string[] => textsIn(value).filter((text) => text !== "");

/** What both types of app write in the same way. */
const commonOf = (config: JsonObject) => ({
  consumerKey: textOf(config.consumerKey),
  consumerSecret: textOf(config.consumerSecret),
  certificate: textOf(config.certificate),
  secretForRefresh: isOn(config.isSecretRequiredForRefreshToken),
  rotatesRefreshTokens: isOn(config.isRefreshTokenRotationEnabled),
  jwtTokens: isOn(config.isNamedUserJwtEnabled),
  introspectsAll: isOn(config.isIntrospectAllTokens),
});

function connectedApp({ fullName, body, modifiedAt }: Pick<Component, "fullName" | "body" | "modifiedAt">): OauthApp {
  const config: JsonObject = objectIn(body.oauthConfig);
  return {
    ...commonOf(config),
    kind: "connected",
    name: fullName,
    scopes: oauthScopes(textList(config.scopes)),
    adminApproved: isOn(config.isAdminApproved),
    profiles: textList(body.profileName),
    permissionSets: textList(body.permissionSetName),
    clientCredentials: isOn(config.isClientCredentialEnabled),
    executionUser: textOf(config.oauthClientCredentialUser),
    enabled: true,
    changedAt: modifiedAt,
  };
}

/** The component of this type that belongs to an external client app. */
export const partOf = (org: Org, type: string, appName: string): Component | undefined =>
  org.components
    .all(type)
    .find(({ body }) => textOf(body.externalClientApplication).toLowerCase() === appName.toLowerCase());

function externalApp(org: Org, global: Component): OauthApp {
  const name = textOf(global.body.externalClientApplication);
  const settings = partOf(org, "ExtlClntAppOauthSettings", name);
  const oauthPolicies = partOf(org, "ExtlClntAppOauthConfigurablePolicies", name);
  const policies = partOf(org, "ExtlClntAppConfigurablePolicies", name);
  const [own, rules = {}] = [global.body, oauthPolicies?.body];
  const changes = [global, settings, oauthPolicies, policies].map((part) => part?.modifiedAt ?? 0);
  return {
    ...commonOf(own),
    kind: "external",
    name,
    scopes: oauthScopes(commaList(settings?.body.commaSeparatedOauthScopes)),
    adminApproved: rules.permittedUsersPolicyType === "AdminApprovedPreAuthorized",
    profiles: commaList(rules.commaSeparatedProfile),
    permissionSets: commaList(rules.commaSeparatedPermissionSet),
    clientCredentials: isOn(own.isClientCredentialsFlowEnabled) && isOn(rules.isClientCredentialsFlowEnabled),
    executionUser: textOf(rules.clientCredentialsFlowUser),
    enabled: isOn(policies?.body.isEnabled) && isOn(policies?.body.isOauthPluginEnabled),
    changedAt: Math.max(...changes),
  };
}

/** The sf CLI's app has no secret and none of the settings of other apps. */
const cliApp: OauthApp = {
  ...connectedApp({ fullName: "Salesforce CLI", body: {}, modifiedAt: 0 }),
  kind: "cli",
  consumerKey: CLI_CLIENT_ID,
  scopes: ["api", "web", "refresh_token"],
};

/** Every app that the token endpoint can know. */
export const allApps = (org: Org): readonly OauthApp[] => [
  cliApp,
  ...org.components.all("ConnectedApp").map(connectedApp),
  ...org.components.all("ExtlClntAppGlobalOauthSettings").map((global) => externalApp(org, global)),
];

export const appWithKey = (org: Org, consumerKey: string): OauthApp | undefined =>
  consumerKey === CLI_CLIENT_ID ? cliApp : allApps(org).find((app) => app.consumerKey === consumerKey);

const holderSchema = z.object({ holder: z.string() });

/** The holder of a consumer key anywhere in the world: the type and name of a component of this org, or another org. */
export const holderOfKey = (org: Org, consumerKey: string): string | undefined =>
  org.core.store.get(["sf-world-key", consumerKey], holderSchema)?.holder;

/** Registers in the world-wide register that a key is taken. */
export const takeKey = (org: Org, consumerKey: string, holder: string): void =>
  org.core.store.put(["sf-world-key", consumerKey], { holder });

/** Ends every session and refresh token of an app. */
export function revokeTokensOf(org: Org, consumerKey: string): void {
  const { tokens } = org.core;
  for (const use of ["access", "refresh"] as const) {
    for (const token of tokens.of("salesforce", consumerKey, use)) tokens.revoke(token);
  }
}

/** Ends the sessions of a deleted app or of a replaced key, and frees the key where the org's switch allows it. */
export function retireKey(org: Org, consumerKey: string): void {
  if (consumerKey === "") return;
  revokeTokensOf(org, consumerKey);
  if (org.switches().reuseDeletedConsumerKeys) org.core.store.remove(["sf-world-key", consumerKey]);
  else takeKey(org, consumerKey, "a deleted app");
}
