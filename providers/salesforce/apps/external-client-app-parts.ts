import type { z } from "zod";
import type { Values } from "../../core/resource/types";
import { listIn } from "./app-fields";
import type { BundledComponent, BundledType } from "../metadata/bundle";
import type { inputs } from "./external-client-app-inputs";
import type { Component } from "../metadata/metadata-client";
import { elementsOf } from "../metadata/metadata-type";
import { foldScopes } from "./oauth-scopes";
import { tidyPem } from "../auth/pem";

/** An External Client App consists of five components that validate each other. Converts inputs to components and back. Pure. */

export type AppInputs = z.output<typeof inputs>;

/** The components beside the header, by the output that holds their name. */
export const PARTS = {
  oauthSettingsName: "ExtlClntAppOauthSettings",
  globalOauthSettingsName: "ExtlClntAppGlobalOauthSettings",
  oauthPoliciesName: "ExtlClntAppOauthConfigurablePolicies",
  policiesName: "ExtlClntAppConfigurablePolicies",
} as const satisfies Readonly<Record<string, BundledType>>;

export const HEADER: BundledType = "ExternalClientApplication";

export type PartNames = Readonly<Record<keyof typeof PARTS, string>>;

/** The names that Salesforce gives to policies, the only ones that it accepts for a new app. */
export const defaultNames = (app: string): PartNames => ({
  oauthSettingsName: `${app}OAuthSettings`,
  globalOauthSettingsName: `${app}GlblOAuth`,
  oauthPoliciesName: `${app}OAuthSettings_defaultPolicy`,
  policiesName: `${app}_defaultPolicy`,
});

/** The live components of an app; a policy is missing until Salesforce has made it. */
export type LiveApp = Readonly<Record<"header" | keyof typeof PARTS, Component | undefined>>;

type Body = Readonly<Record<string, unknown>>;

/** Inputs that one component has under the same name, to send and to read. */
const SAME = {
  header: ["label", "contactEmail", "contactPhone", "description", "infoUrl", "logoUrl", "iconUrl"],
  oauthSettingsName: [],
  globalOauthSettingsName: [
    "certificate",
    "consumerKey",
    "isClientCredentialsFlowEnabled",
    "isConsumerSecretOptional",
    "isIntrospectAllTokens",
    "isNamedUserJwtEnabled",
    "isPkceRequired",
    "isRefreshTokenRotationEnabled",
    "isSecretRequiredForRefreshToken",
  ],
  oauthPoliciesName: [
    "clientCredentialsFlowUser",
    "ipRelaxationPolicyType",
    "permittedUsersPolicyType",
    "refreshTokenPolicyType",
    "refreshTokenValidityPeriod",
    "refreshTokenValidityUnit",
    "requiredSessionLevel",
  ],
  policiesName: ["isEnabled"],
} as const satisfies Readonly<Record<keyof LiveApp, readonly (keyof AppInputs)[]>>;

const sameOf = (part: keyof LiveApp, from: Body | undefined): Body =>
  Object.fromEntries(SAME[part].map((name) => [name, from?.[name]]));

/** The elements of each component from the inputs. */
function bodies(app: AppInputs): Readonly<Record<keyof LiveApp, Body>> {
  const { fullName: externalClientApplication, label } = app;
  return {
    header: { ...sameOf("header", app), distributionState: "Local", isProtected: false },
    oauthSettingsName: {
      label: `${label} OAuth settings`,
      externalClientApplication,
      commaSeparatedOauthScopes: app.scopes.map((scope) => (scope === "SFAP" ? "SFApiPlatform" : scope)).join(", "),
    },
    globalOauthSettingsName: {
      ...sameOf("globalOauthSettingsName", app),
      label: `${label} global OAuth settings`,
      externalClientApplication,
      callbackUrl: app.callbackUrls.join("\n"),
      consumerSecret: app.consumerSecret,
      shouldRotateConsumerKey: false,
      shouldRotateConsumerSecret: false,
    },
    oauthPoliciesName: {
      ...sameOf("oauthPoliciesName", app),
      label: `${label} OAuth policies`,
      externalClientApplication,
      isClientCredentialsFlowEnabled: app.isClientCredentialsFlowEnabled,
      // Documented as ids, but working tools send names.
      commaSeparatedPermissionSet: app.permissionSets.join(", "),
      commaSeparatedProfile: app.profiles.join(", "),
    },
    policiesName: {
      ...sameOf("policiesName", app),
      label: `${label} policies`,
      externalClientApplication,
      isOauthPluginEnabled: true,
    },
  };
}

/** Elements from a read that must not be sent back: Salesforce refuses them, or treats them as a change. */
const NEVER_ECHOED = ["oauthLink", "consumerKey", "consumerSecret", "fullName"];

/**
 * The bundle that makes an app, or, with `live`, changes it: unmanaged elements are sent back unchanged, as elements left out may be reset.
 * @param dropped Inputs that the program no longer sets.
 */
export function componentsOf(
  app: AppInputs,
  names: PartNames,
  live?: LiveApp,
  dropped: readonly string[] = [],
): readonly BundledComponent[] {
  const told = bodies(app);
  const component = (part: keyof typeof told, type: BundledType, fullName: string): BundledComponent => {
    const known = new Set(elementsOf(type)?.map(({ name }) => name));
    const gone = (name: string): boolean => NEVER_ECHOED.includes(name) || dropped.includes(name) || !known.has(name);
    const kept = Object.entries(live?.[part] ?? {}).filter(([name]) => !gone(name));
    const said = Object.entries(told[part]).filter(
      ([name, value]) => value !== undefined && isSent(name, value, live?.[part]),
    );
    return { type, fullName, body: { ...Object.fromEntries(kept), ...Object.fromEntries(said) } };
  };
  const parts = Object.entries(PARTS).map(([part, type]) =>
    component(part as keyof PartNames, type, names[part as keyof PartNames]),
  );
  return [component("header", HEADER, app.fullName), ...parts];
}

/** Whether to send an element: an empty list is sent only where the live list has items. */
const isSent = (name: string, value: unknown, live: Component | undefined): boolean =>
  value !== "" || (live?.[name] !== undefined && live[name] !== "");

/** Inputs and outputs from the components. A secret is never returned. */
export function valuesOf(live: LiveApp): Values {
  const { header, oauthSettingsName, globalOauthSettingsName, oauthPoliciesName } = live;
  const parts = Object.keys(SAME) as (keyof LiveApp)[];
  const same = parts.flatMap((part) => Object.entries(sameOf(part, live[part])));
  const certificate = globalOauthSettingsName?.certificate;
  return {
    ...Object.fromEntries(same),
    fullName: header?.fullName,
    scopes: foldScopes(listIn(oauthSettingsName?.commaSeparatedOauthScopes, /,/)),
    callbackUrls: listIn(globalOauthSettingsName?.callbackUrl, /\s+/),
    certificate: typeof certificate === "string" ? tidyPem(certificate) : undefined,
    permissionSets: listIn(oauthPoliciesName?.commaSeparatedPermissionSet, /,/),
    profiles: listIn(oauthPoliciesName?.commaSeparatedProfile, /,/),
    ...Object.fromEntries(Object.keys(PARTS).map((part) => [part, live[part as keyof PartNames]?.fullName])),
  };
}
