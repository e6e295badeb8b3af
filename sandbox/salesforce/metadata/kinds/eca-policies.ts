import { textOf, type JsonObject } from "../../../core/json";
import { commaList, partOf } from "../../apps";
import type { Org } from "../../org";
import { rightsOf } from "../../rights";
import { checkAudience, checkExecutionUser, endUncoveredSessions, mirrorAudience } from "../app-rules";
import { notInPicklist, requireText, type Hooks } from "../kind";
import { appOf, checkParent, GLOBAL, HEADER, missing, OAUTH_POLICIES, POLICIES } from "./eca-parts";
import { isOn } from "../../xml";

const DEFAULT_REFRESH: JsonObject = {
  refreshTokenPolicyType: "SpecificLifetime",
  refreshTokenValidityPeriod: "365",
  refreshTokenValidityUnit: "Days",
};

const IP_RELAXATION: readonly string[] = ["Enforce", "Bypass", "Bypass_2factor", "Enforce_RelaxRefresh"];

const checkOauthPolicies = (body: JsonObject, org: Org): void => {
  const relaxation = textOf(body["ipRelaxationPolicyType"]);
  if (relaxation !== "" && !IP_RELAXATION.includes(relaxation)) {
    throw notInPicklist("ipRelaxationPolicyType", `bad value for restricted picklist field: ${relaxation}`);
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

export const oauthPolicies: Hooks = {
  missing,
  complete: (body, scene) => {
    checkParent(OAUTH_POLICIES, body, scene);
    checkOauthPolicies(body, scene.org);
    return body["refreshTokenPolicyType"] === undefined ? { ...DEFAULT_REFRESH, ...body } : body;
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

export const policies: Hooks = {
  missing,
  complete: (body, scene) => {
    checkParent(POLICIES, body, scene);
    return body;
  },
  saved: ({ body }, { org }) => {
    const key = textOf(partOf(org, GLOBAL, appOf(body))?.body["consumerKey"]);
    if (key !== "") endUncoveredSessions(org, key);
  },
};
