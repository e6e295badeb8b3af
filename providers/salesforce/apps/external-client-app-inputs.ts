import { z } from "zod";
import type { Problem } from "../../core/resource/types";
import { aboutField, callbackUrlsField, certificateField, consumerField, executionUserProblem } from "./app-fields";
import { emailField, fullNameField, labelField, textField, urlField } from "../fields";
import { scopesField } from "./oauth-scopes";

const name = (of: string) =>
  z
    .string()
    .min(1, `must be the name of ${of}`)
    .regex(/^[^,]+$/, "may not hold a comma: Salesforce keeps these names as one list");

/** Inputs of an External Client App. */
export const inputs = z.strictObject({
  /** API name, unique in the org among apps of both kinds; at most 80 letters, digits and underscores. Changing it replaces the app. */
  fullName: fullNameField(),
  /** Label; at most 80 characters. */
  label: labelField(80),
  /** E-mail address for Salesforce's messages about the app. */
  contactEmail: emailField(),
  /** Phone number of the contact person; at most 40 characters. */
  contactPhone: textField(40).optional(),
  /** For administrators; at most 255 characters. */
  description: aboutField(),
  /** Address of a page about the app. */
  infoUrl: urlField().optional(),
  /** Address of its logo. */
  logoUrl: urlField().optional(),
  /** Address of its icon. */
  iconUrl: urlField().optional(),
  /**
   * Client id of the app: 8 to 256 letters and digits, unique in all Salesforce orgs. Make it with `random.RandomString`, with `keepers`
   * on the app's name. Changing it replaces the app.
   */
  consumerKey: consumerField(),
  /** Client secret, needed for client credentials: 8 to 256 letters and digits. Never shown again. Default: Salesforce makes one. */
  consumerSecret: consumerField().optional(),
  /** X.509 certificate in PEM, which enables the JWT bearer flow. `salesforce.SigningKey` makes one. An app holds one certificate. */
  certificate: certificateField().optional(),
  /** Callback URLs, where a browser returns to. Default: the one in Webex's instructions; the JWT flow uses none. */
  callbackUrls: callbackUrlsField(),
  /** Scopes of tokens. Default: those that Webex's Salesforce connector needs. */
  scopes: scopesField(),
  /** Whether the web server flow works without the secret: "Require Secret for Web Server Flow" unticked. */
  isConsumerSecretOptional: z.boolean().default(true),
  /** Whether a refresh token needs the secret. */
  isSecretRequiredForRefreshToken: z.boolean().default(false),
  /** Whether the web server flow needs a proof key (PKCE). Some orgs keep this true always. */
  isPkceRequired: z.boolean().default(true),
  /** Whether access tokens are in JWT format, which the Metadata API refuses. */
  isNamedUserJwtEnabled: z.boolean().default(false),
  /** Whether the app may introspect every token of the org. */
  isIntrospectAllTokens: z.boolean().optional(),
  /** Whether each use of a refresh token returns a new one. */
  isRefreshTokenRotationEnabled: z.boolean().optional(),
  /** Whether the client credentials flow is enabled; written to both settings and policies, as Salesforce checks both. */
  isClientCredentialsFlowEnabled: z.boolean().default(false),
  /** User name of the user for client credentials: an API-only user. */
  clientCredentialsFlowUser: z.string().min(1).optional(),
  /** `AdminApprovedPreAuthorized`: only users of `permissionSets` and `profiles`, without an approval by the user. JWT needs this. */
  permittedUsersPolicyType: z
    .enum(["AllSelfAuthorized", "AdminApprovedPreAuthorized"])
    .default("AdminApprovedPreAuthorized"),
  /** API names of permission sets whose users may use the app. */
  permissionSets: z.array(name("a permission set")).default([]),
  /** Names of profiles whose users may use the app. */
  profiles: z.array(name("a profile")).default([]),
  /** `Bypass`: from any address, as Webex's cloud has no fixed addresses; `Enforce`: within the profile's login IP ranges. */
  ipRelaxationPolicyType: z.enum(["Enforce", "Bypass", "Bypass_2factor", "Enforce_RelaxRefresh"]).default("Bypass"),
  /** `Zero`: refresh tokens end at once. JWT and client credentials need none. */
  refreshTokenPolicyType: z.enum(["Infinite", "Zero", "SpecificLifetime", "SpecificInactivity"]).default("Zero"),
  /** Validity in `refreshTokenValidityUnit`s, at least 1; with `SpecificLifetime` and `SpecificInactivity`. */
  refreshTokenValidityPeriod: z.number().int().min(1).optional(),
  /** The unit of `refreshTokenValidityPeriod`. */
  refreshTokenValidityUnit: z.enum(["Days", "Hours", "Months"]).optional(),
  /** Least security level of a user's session. */
  requiredSessionLevel: z.enum(["LOW", "STANDARD", "HIGH_ASSURANCE"]).default("STANDARD"),
  /** Whether the app can be used. */
  isEnabled: z.boolean().default(true),
  /** Whether previews validate the whole app in the org without saving it. Takes seconds and a place in the org's deploy queue. */
  validateAtPreview: z.boolean().default(false),
});

/** Outputs: the names of the app's components. */
export const outputs = z.object({
  /** Name of the component `ExtlClntAppOauthSettings`. */
  oauthSettingsName: z.string(),
  /** Name of the component `ExtlClntAppGlobalOauthSettings`, which holds key and certificate. */
  globalOauthSettingsName: z.string(),
  /** Name of the component `ExtlClntAppOauthConfigurablePolicies`. */
  oauthPoliciesName: z.string(),
  /** Name of the component `ExtlClntAppConfigurablePolicies`. */
  policiesName: z.string(),
});

type Inputs = z.output<typeof inputs>;

export function rules(app: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  const problems: Problem[] = [
    ...executionUserProblem(
      app.isClientCredentialsFlowEnabled,
      app.clientCredentialsFlowUser,
      isKnown("clientCredentialsFlowUser"),
      "clientCredentialsFlowUser",
    ),
  ];
  const timed =
    app.refreshTokenPolicyType === "SpecificLifetime" || app.refreshTokenPolicyType === "SpecificInactivity";
  for (const property of ["refreshTokenValidityPeriod", "refreshTokenValidityUnit"] as const) {
    if (timed && isKnown(property) && app[property] === undefined)
      problems.push({ property, reason: `is required with ${app.refreshTokenPolicyType}` });
  }
  const approved = app.permittedUsersPolicyType === "AdminApprovedPreAuthorized";
  const nobody =
    isKnown("permissionSets") &&
    isKnown("profiles") &&
    (app.permissionSets ?? []).length + (app.profiles ?? []).length === 0;
  if (approved && nobody && app.isClientCredentialsFlowEnabled === false) {
    const reason =
      "is empty, so nobody could use the app: name a permission set (or a profile in profiles) whose users may, or set permittedUsersPolicyType";
    problems.push({ property: "permissionSets", reason });
  }
  if (app.certificate !== undefined && app.scopes !== undefined && !app.scopes.includes("RefreshToken")) {
    const reason =
      "must hold RefreshToken for the JWT bearer flow, which asks for that scope though it gives no refresh token";
    problems.push({ property: "scopes", reason });
  }
  return problems;
}
