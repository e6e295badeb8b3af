import { textOf, type JsonObject } from "../../../core/json";
import { commaList, partOf } from "../../apps";
import type { Org } from "../../org";
import { rightsOf } from "../../rights";
import type { Component } from "../../store";
import { checkAudience, checkExecutionUser, endUncoveredSessions, mirrorAudience } from "../app-rules";
import { saveComponent } from "../components";
import { developerName, isOn, requireText, unfit, withDefaults, type Kind } from "../kind";
import { appOf, checkParent, GLOBAL, HEADER, missing, OAUTH_POLICIES, POLICIES, SETTINGS } from "./eca-parts";

const OAUTH_POLICY_DEFAULTS: JsonObject = {
  ipRelaxationPolicyType: "Enforce",
  isClientCredentialsFlowEnabled: "false",
  isGuestCodeCredFlowEnabled: "false",
  isTokenExchangeFlowEnabled: "false",
  permittedUsersPolicyType: "AllSelfAuthorized",
  requiredSessionLevel: "STANDARD",
};

const DEFAULT_REFRESH: JsonObject = {
  refreshTokenPolicyType: "SpecificLifetime",
  refreshTokenValidityPeriod: "365",
  refreshTokenValidityUnit: "Days",
};

const IP_RELAXATION: readonly string[] = ["Enforce", "Bypass", "Bypass_2factor", "Enforce_RelaxRefresh"];

const checkOauthPolicies = (body: JsonObject, org: Org): void => {
  const relaxation = textOf(body["ipRelaxationPolicyType"]);
  if (relaxation !== "" && !IP_RELAXATION.includes(relaxation)) {
    const message = `ipRelaxationPolicyType: bad value for restricted picklist field: ${relaxation}`;
    throw unfit("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, "ipRelaxationPolicyType");
  }
  if (textOf(body["refreshTokenPolicyType"]).startsWith("Specific")) {
    requireText(body, "refreshTokenValidityPeriod", "refreshTokenValidityUnit");
  }
  checkAudience(org, "commaSeparatedPermissionSet", "PermissionSet", commaList(body["commaSeparatedPermissionSet"]));
  checkAudience(org, "commaSeparatedProfile", "Profile", commaList(body["commaSeparatedProfile"]));
  const username = textOf(body["clientCredentialsFlowUser"]);
  if (username !== "") {
    checkExecutionUser(org, "clientCredentialsFlowUser", username, (id) => rightsOf(org, id).has("ApiEnabled"));
  } else if (isOn(body["isClientCredentialsFlowEnabled"])) requireText(body, "clientCredentialsFlowUser");
};

export const oauthPolicies: Kind = {
  type: OAUTH_POLICIES,
  directory: "extlClntAppOauthPolicies",
  suffix: "ecaOauthPlcy",
  idPrefix: "0xO",
  see: "meta_extlclntappoauthconfigurablepolicies",
  after: [HEADER, SETTINGS, GLOBAL, "PermissionSet"],
  missing,
  checkName: developerName("External Client App OAuth Policies Name", 80),
  complete: (body, scene) => {
    checkParent(OAUTH_POLICIES, body, scene);
    checkOauthPolicies(body, scene.org);
    const refresh = body["refreshTokenPolicyType"] === undefined ? DEFAULT_REFRESH : {};
    return withDefaults({ ...OAUTH_POLICY_DEFAULTS, ...refresh }, body);
  },
  saved: ({ body }, { org, userId }) => {
    const name = appOf(body);
    const header = org.components.get(HEADER, name);
    const audience = {
      profiles: commaList(body["commaSeparatedProfile"]),
      permissionSets: commaList(body["commaSeparatedPermissionSet"]),
    };
    if (header !== undefined) mirrorAudience(org, userId, { id: header.id, type: HEADER }, audience);
    const key = textOf(partOf(org, GLOBAL, name)?.body["consumerKey"]);
    if (key !== "") endUncoveredSessions(org, key);
  },
};

export const policies: Kind = {
  type: POLICIES,
  directory: "extlClntAppPolicies",
  suffix: "ecaPlcy",
  idPrefix: "0xL",
  see: "meta_extlclntappconfigurablepolicies",
  after: [HEADER, SETTINGS, GLOBAL],
  missing,
  checkName: developerName("External Client App Policies Name", 80),
  complete: (body, scene) => {
    checkParent(POLICIES, body, scene);
    return withDefaults({ isOauthPluginEnabled: "false", isSamlPluginEnabled: "false", startPage: "None" }, body);
  },
  saved: ({ body }, { org }) => {
    const key = textOf(partOf(org, GLOBAL, appOf(body))?.body["consumerKey"]);
    if (key !== "") endUncoveredSessions(org, key);
  },
};

/** Makes the policies that a bundle left out, under the names that the service gives them. */
export const ensurePolicies = (org: Org, userId: string, version: number): void => {
  const make = (kind: Kind, fullName: string, body: JsonObject): void => {
    saveComponent(kind, body, { org, userId, version, fullName, ignoreWarnings: false }, "create");
  };
  for (const { fullName: app } of org.components.all(HEADER)) {
    if (partOf(org, POLICIES, app) === undefined) {
      const body = {
        externalClientApplication: app,
        isEnabled: "true",
        isOauthPluginEnabled: "true",
        label: `${app}_defaultPolicy`,
      };
      make(policies, `${app}_defaultPolicy`, body);
    }
    const settings: Component | undefined = partOf(org, SETTINGS, app);
    if (settings !== undefined && partOf(org, OAUTH_POLICIES, app) === undefined) {
      const name = `${settings.fullName}_defaultPolicy`;
      make(oauthPolicies, name, { externalClientApplication: app, label: name });
    }
  }
};
