import { z } from "zod";
import { isRecord, type Values } from "../../core/resource/types";
import { aboutField, callbackUrlsField, certificateField, consumerField, listIn } from "./app-fields";
import { emailField, fullNameField, labelField } from "../fields";
import type { Component } from "../metadata/metadata-client";
import { foldScopes, scopesField } from "./oauth-scopes";
import { tidyPem } from "../auth/pem";

/** Inputs of a connected app. */
export const inputs = z.strictObject({
  /** API name, unique in the org among apps of both kinds; at most 80 letters, digits and underscores. Changing it replaces the app. */
  fullName: fullNameField(),
  /** Label; at most 80 characters. */
  label: labelField(80),
  /** E-mail address for Salesforce's messages about the app. */
  contactEmail: emailField(),
  /** For administrators; at most 255 characters. */
  description: aboutField(),
  /** Client id: 8 to 256 letters and digits, unique in all Salesforce orgs. Changing it replaces the app. */
  consumerKey: consumerField(),
  /** Client secret: 8 to 256 letters and digits. Default: Salesforce makes one. Changing it replaces the app. */
  consumerSecret: consumerField().optional(),
  /** X.509 certificate in PEM, which enables the JWT bearer flow. */
  certificate: certificateField().optional(),
  /** Callback URLs, where a browser returns to. Default: the one in Webex's instructions; the JWT flow uses none. */
  callbackUrls: callbackUrlsField(),
  /** Scopes of tokens. Default: those that Webex's Salesforce connector needs. */
  scopes: scopesField(),
  /** Whether only users of `permissionSetNames` and `profileNames` may use the app, without an approval by the user. JWT needs this. */
  isAdminApproved: z.boolean().default(true),
  /** API names of permission sets whose users may use the app; with `isAdminApproved`. */
  permissionSetNames: z.array(z.string().min(1)).default([]),
  /** Names of profiles whose users may use the app; with `isAdminApproved`. */
  profileNames: z.array(z.string().min(1)).default([]),
  /** Whether the web server flow works without the secret: "Require Secret for Web Server Flow" unticked. */
  isConsumerSecretOptional: z.boolean().default(true),
  /** Whether a refresh token needs the secret. */
  isSecretRequiredForRefreshToken: z.boolean().optional(),
  /** Whether the web server flow needs a proof key (PKCE). */
  isPkceRequired: z.boolean().optional(),
  /** Whether access tokens are in JWT format, which the Metadata API refuses. */
  isNamedUserJwtEnabled: z.boolean().optional(),
  /** Whether the client credentials flow is enabled. */
  isClientCredentialEnabled: z.boolean().default(false),
  /** User name of the user for client credentials: an API-only user. */
  oauthClientCredentialUser: z.string().min(1).optional(),
  /** IP policy. `BYPASS`: from any address, as Webex's cloud has no fixed addresses. */
  ipRelaxation: z.enum(["ENFORCE", "BYPASS_2FACTOR", "BYPASS", "ENFORCE_RELAXREFRESH"]).default("BYPASS"),
  /** When refresh tokens end: `zero` (at once), `infinite`, `specific_lifetime:30:DAYS`, `specific_inactivity:12:HOURS`. */
  refreshTokenPolicy: z
    .string()
    .regex(
      /^(zero|infinite|specific_(lifetime|inactivity):\d+:(HOURS|DAYS|MONTHS))$/,
      "must be zero, infinite, or specific_lifetime or specific_inactivity with a number and HOURS, DAYS or MONTHS, such as specific_lifetime:30:DAYS",
    )
    .default("zero"),
  /** Whether previews validate the app in the org without saving it, so that an org that refuses connected apps does so before `up`. */
  validateAtPreview: z.boolean().default(false),
});

export type Inputs = z.output<typeof inputs>;
type Body = Readonly<Record<string, unknown>>;

const OAUTH = [
  ...[
    "certificate",
    "consumerKey",
    "consumerSecret",
    "isAdminApproved",
    "isClientCredentialEnabled",
    "isConsumerSecretOptional",
  ],
  ...["isNamedUserJwtEnabled", "isPkceRequired", "isSecretRequiredForRefreshToken", "oauthClientCredentialUser"],
] as const;

const present = (body: Body): Body =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
function inner(live: Component | undefined, name: string): Body {
  const value = live?.[name];
  return isRecord(value) ? value : {};
}

/** The component of an app. With `live`, unmanaged elements are sent back unchanged, as elements left out may be reset. */
export function toMetadata(app: Inputs, live?: Component, state: Values = {}): Body {
  // Secret and key are set once; an update must repeat the same key.
  const once = live === undefined ? [] : ["consumerSecret"];
  const dropped = OAUTH.filter((name) => app[name] === undefined && state[name] !== undefined);
  const said = OAUTH.filter((name) => !once.includes(name)).map((name) => [name, app[name]] as const);
  const kept = Object.entries(inner(live, "oauthConfig")).filter(
    ([name]) => ![...once, ...dropped].some((gone) => gone === name),
  );
  const oauthConfig = present({
    ...Object.fromEntries(kept),
    ...Object.fromEntries(said.filter(([, value]) => value !== undefined)),
    callbackUrl: app.callbackUrls.join("\n"),
    scopes: app.scopes,
  });
  const oauthPolicy = {
    ...inner(live, "oauthPolicy"),
    ipRelaxation: app.ipRelaxation,
    refreshTokenPolicy: app.refreshTokenPolicy,
  };
  return present({
    label: app.label,
    contactEmail: app.contactEmail,
    description: app.description,
    oauthConfig,
    oauthPolicy,
    permissionSetName: names(app.permissionSetNames, live?.permissionSetName),
    profileName: names(app.profileNames, live?.profileName),
  });
}

/** The items of a list. One empty element clears the list; undefined where there is nothing to clear. */
function names(wanted: readonly string[], live: unknown): readonly string[] | undefined {
  if (wanted.length > 0) return wanted;
  return Array.isArray(live) && live.length > 0 ? [""] : undefined;
}

/** Inputs from the component. The secret is never returned. */
export function fromMetadata(component: Component): Values {
  const oauth = inner(component, "oauthConfig");
  const policy = inner(component, "oauthPolicy");
  const list = (value: unknown): readonly unknown[] =>
    Array.isArray(value) ? value.filter((item) => item !== "") : [];
  const scopes = list(oauth.scopes).filter((scope) => typeof scope === "string");
  return {
    fullName: component.fullName,
    label: component.label,
    contactEmail: component.contactEmail,
    description: component.description,
    ...Object.fromEntries(OAUTH.filter((name) => name !== "consumerSecret").map((name) => [name, oauth[name]])),
    certificate: typeof oauth.certificate === "string" ? tidyPem(oauth.certificate) : undefined,
    callbackUrls: listIn(oauth.callbackUrl, /\s+/),
    scopes: foldScopes(scopes),
    permissionSetNames: list(component.permissionSetName),
    profileNames: list(component.profileName),
    ipRelaxation: policy.ipRelaxation,
    refreshTokenPolicy: policy.refreshTokenPolicy,
  };
}
