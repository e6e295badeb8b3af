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

/** What an External Client App takes. */
export const inputs = z.strictObject({
  /** API name, unique in the org among apps of both kinds; at most 80 letters, digits and underscores. Changing it replaces the app. */
  fullName: fullNameField(),
  /** What people see; at most 80 characters. */
  label: labelField(80),
  /** Whom Salesforce writes to about the app. */
  contactEmail: emailField(),
  /** Whom Salesforce calls about the app; at most 40 characters. */
  contactPhone: textField(40).optional(),
  /** For administrators; at most 255 characters. */
  description: aboutField(),
  /** A page about the app. */
  infoUrl: urlField().optional(),
  /** Its logo, as an address. */
  logoUrl: urlField().optional(),
  /** Its icon, as an address. */
  iconUrl: urlField().optional(),
  /**
   * Client id of the app: 8 to 256 letters and digits, unique among all Salesforce orgs of the world. Make it with `random.RandomString`,
   * with `keepers` on the app's name. It never changes, so another one replaces the app.
   */
  consumerKey: consumerField(),
  /** Needed for client credentials: 8 to 256 letters and digits. Salesforce never shows it again. Left out, Salesforce makes one. */
  consumerSecret: consumerField().optional(),
  /** X.509 certificate in PEM; it turns the JWT bearer flow on. `salesforce.SigningKey` makes one. An app holds one. */
  certificate: certificateField().optional(),
  /** Where a browser goes back to. The default is what Webex's form names; the JWT flow uses none. */
  callbackUrls: callbackUrlsField(),
  /** What tokens are good for. The default is what Webex's Salesforce connector needs. */
  scopes: scopesField(),
  /** Whether the web server flow works without the secret: "Require Secret for Web Server Flow" unticked. */
  isConsumerSecretOptional: z.boolean().default(true),
  /** Whether a refresh token is good with the secret only. */
  isSecretRequiredForRefreshToken: z.boolean().default(false),
  /** Some orgs keep this true whatever is asked. */
  isPkceRequired: z.boolean().default(true),
  /** Access tokens in JWT format: the Metadata API refuses those. */
  isNamedUserJwtEnabled: z.boolean().default(false),
  /** Whether the app may ask about every token of the org. */
  isIntrospectAllTokens: z.boolean().optional(),
  /** Whether each use of a refresh token gives another one. */
  isRefreshTokenRotationEnabled: z.boolean().optional(),
  /** The client credentials flow; set in the settings and the policies alike, as both are asked. */
  isClientCredentialsFlowEnabled: z.boolean().default(false),
  /** User name that client credentials act as: an API-only user. */
  clientCredentialsFlowUser: z.string().min(1).optional(),
  /** `AdminApprovedPreAuthorized`: only users of `permissionSets` and `profiles`, who need not approve; what JWT needs. */
  permittedUsersPolicyType: z
    .enum(["AllSelfAuthorized", "AdminApprovedPreAuthorized"])
    .default("AdminApprovedPreAuthorized"),
  /** API names of permission sets whose users may use the app. */
  permissionSets: z.array(name("a permission set")).default([]),
  /** Names of profiles whose users may use the app. */
  profiles: z.array(name("a profile")).default([]),
  /** `Bypass`: from any address, as Webex's cloud has no fixed ones; `Enforce`: within the profile's login IP ranges. */
  ipRelaxationPolicyType: z.enum(["Enforce", "Bypass", "Bypass_2factor", "Enforce_RelaxRefresh"]).default("Bypass"),
  /** `Zero`: refresh tokens end at once. JWT and client credentials need none. */
  refreshTokenPolicyType: z.enum(["Infinite", "Zero", "SpecificLifetime", "SpecificInactivity"]).default("Zero"),
  /** How many `refreshTokenValidityUnit`s; with `SpecificLifetime` and `SpecificInactivity`. */
  refreshTokenValidityPeriod: z.number().int().min(1).optional(),
  /** The unit of `refreshTokenValidityPeriod`. */
  refreshTokenValidityUnit: z.enum(["Days", "Hours", "Months"]).optional(),
  /** How securely a user must have signed in. */
  requiredSessionLevel: z.enum(["LOW", "STANDARD", "HIGH_ASSURANCE"]).default("STANDARD"),
  /** Whether anybody may use the app. */
  isEnabled: z.boolean().default(true),
  /** Whether previews let the org validate the whole app without saving it. Costs a place in the org's deploy queue and seconds. */
  validateAtPreview: z.boolean().default(false),
});

/** What Salesforce adds: the names of the components that the app is made of. */
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
