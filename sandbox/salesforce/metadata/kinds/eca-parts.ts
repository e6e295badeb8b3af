import { textOf, type JsonObject } from "../../../core/json";
import { partOf, commaList } from "../../apps";
import { duplicateValue } from "../../salesforce-errors";
import { noSuchComponent, unfit, type SaveScene, requireListed, requireText, type Hooks } from "../kind";
import type { Org } from "../../org";
import { checkAudience, checkExecutionUser, endUncoveredSessions, mirrorAudience } from "../app-rules";
import { isOn } from "../../xml";

export const HEADER = "ExternalClientApplication";
export const SETTINGS = "ExtlClntAppOauthSettings";
export const GLOBAL = "ExtlClntAppGlobalOauthSettings";
export const OAUTH_POLICIES = "ExtlClntAppOauthConfigurablePolicies";
export const POLICIES = "ExtlClntAppConfigurablePolicies";
/** The types of an app's parts; they are deleted with the header. */
export const PARTS = [SETTINGS, GLOBAL, OAUTH_POLICIES, POLICIES] as const;

/** The name of the app that a part belongs to. */
export const appOf = (body: JsonObject): string => textOf(body.externalClientApplication);

/** The consumer key of an app; empty before its global settings are made. */
export const keyOf = (org: Org, name: string): string => textOf(partOf(org, GLOBAL, name)?.body.consumerKey);

/** The error for a missing element, also when it came after one it should precede and was therefore dropped. */
const missing = (element: string) =>
  element === "externalClientApplication"
    ? unfit("REQUIRED_FIELD_MISSING", "Enter the name of the parent external client app", element)
    : undefined;

/** An app has one part of each type, and every part belongs to an app. */
function checkParent(type: string, body: JsonObject, { org, before }: SaveScene): void {
  const name = appOf(body);
  if (name === "") throw missing("externalClientApplication") ?? noSuchComponent(HEADER, name);
  if (org.components.get(HEADER, name) === undefined) throw noSuchComponent(HEADER, name);
  const twin = partOf(org, type, name);
  if (twin !== undefined && twin.id !== before?.id) throw duplicateValue("ExternalClientApplicationId", twin.id);
}

/** The rules of a type of parts. */
export const partRules = (type: string, { check, ...hooks }: Hooks): Hooks => ({
  ...hooks,
  missing,
  check: (body, scene) => {
    checkParent(type, body, scene);
    check?.(body, scene);
  },
});

const DEFAULT_REFRESH: JsonObject = {
  refreshTokenPolicyType: "SpecificLifetime",
  refreshTokenValidityPeriod: "365",
  refreshTokenValidityUnit: "Days",
};

const IP_RELAXATION: readonly string[] = ["Enforce", "Bypass", "Bypass_2factor", "Enforce_RelaxRefresh"];

function checkOauthPolicies(body: JsonObject, { org }: SaveScene): void {
  const relaxation = textOf(body.ipRelaxationPolicyType);
  if (relaxation !== "") requireListed("ipRelaxationPolicyType", relaxation, IP_RELAXATION);
  if (textOf(body.refreshTokenPolicyType).startsWith("Specific")) {
    requireText(body, "refreshTokenValidityPeriod", "refreshTokenValidityUnit");
  }
  checkAudience(org, "commaSeparatedPermissionSet", "PermissionSet", commaList(body.commaSeparatedPermissionSet));
  checkAudience(org, "commaSeparatedProfile", "Profile", commaList(body.commaSeparatedProfile));
  const username = textOf(body.clientCredentialsFlowUser);
  if (username !== "") {
    checkExecutionUser(org, "clientCredentialsFlowUser", username);
  } else if (isOn(body.isClientCredentialsFlowEnabled)) requireText(body, "clientCredentialsFlowUser");
}

export const oauthPolicies = partRules(OAUTH_POLICIES, {
  check: checkOauthPolicies,
  complete: (body) => (body.refreshTokenPolicyType === undefined ? { ...DEFAULT_REFRESH, ...body } : body),
  saved: ({ body }, { org, userId }) => {
    const name = appOf(body);
    const header = org.components.get(HEADER, name);
    const audience = {
      profiles: commaList(body.commaSeparatedProfile),
      permissionSets: commaList(body.commaSeparatedPermissionSet),
    };
    if (header !== undefined) mirrorAudience(org, userId, { id: header.id, type: HEADER }, audience);
    endUncoveredSessions(org, keyOf(org, name));
  },
});

export const policies = partRules(POLICIES, {
  saved: ({ body }, { org }) => endUncoveredSessions(org, keyOf(org, appOf(body))),
});
