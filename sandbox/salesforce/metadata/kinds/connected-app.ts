import { isJsonObject, textOf, without, type JsonObject } from "../../../core/json";
import { retireKey, textList } from "../../apps";
import type { Org } from "../../org";
import type { Component } from "../../store";
import {
  checkAudience,
  checkCallbacks,
  checkCertificate,
  checkEmail,
  checkExecutionUser,
  clearAudience,
  endUncoveredSessions,
  mirrorAudience,
  newConsumerKey,
  newConsumerSecret,
  registerKey,
} from "../app-rules";
import { badField, requireListed, requireText, unfit, type Hooks, type SaveScene } from "../kind";
import { foldScopes } from "../schema";
import { isOn } from "../../xml";

/** https://help.salesforce.com/s/articleView?id=005228017 */
const CREATION_IS_OFF =
  "You can't create a connected app. To enable connected app creation, contact Salesforce Customer Support.";

const REFRESH_POLICY = /^(zero|infinite|specific_(lifetime|inactivity):\d+:(HOURS|DAYS|MONTHS))$/;
const IP_RELAXATION: readonly string[] = ["ENFORCE", "BYPASS_2FACTOR", "BYPASS", "ENFORCE_RELAXREFRESH"];

const FLAGS: JsonObject = {
  isAdminApproved: "false",
  isClientCredentialEnabled: "false",
  isConsumerSecretOptional: "false",
  isIntrospectAllTokens: "false",
  isNamedUserJwtEnabled: "false",
  isPkceRequired: "false",
  isRefreshTokenRotationEnabled: "false",
  isSecretRequiredForRefreshToken: "true",
  isTokenExchangeEnabled: "false",
};

function configOf(body: JsonObject | undefined): JsonObject | undefined {
  const config = body?.oauthConfig;
  return isJsonObject(config) ? config : undefined;
}

/** Set once: later saves may send the known value, but no other one. */
function fixedValue(name: string, label: string, sent: string, known: string): string {
  if (sent !== "" && sent !== known) throw unfit("INVALID_FIELD", `You cannot provide a ${label}`, name);
  return known;
}

function credentials(org: Org, config: JsonObject, known: JsonObject | undefined): JsonObject {
  const [key, secret] = [textOf(config.consumerKey), textOf(config.consumerSecret)];
  if (known === undefined) {
    return { consumerKey: newConsumerKey(org, key), consumerSecret: newConsumerSecret(org, secret) };
  }
  return {
    consumerKey: fixedValue("consumerKey", "Consumer Key", key, textOf(known.consumerKey)),
    consumerSecret: fixedValue("consumerSecret", "Consumer Secret", secret, textOf(known.consumerSecret)),
  };
}

function checkClientCredentials(org: Org, config: JsonObject): void {
  const username = textOf(config.oauthClientCredentialUser);
  if (username === "") return;
  if (!isOn(config.isClientCredentialEnabled)) {
    throw badField("oauthClientCredentialUser", "oauthClientCredentialUser needs isClientCredentialEnabled.");
  }
  checkExecutionUser(org, "oauthClientCredentialUser", username);
}

function completeConfig(config: JsonObject, { org, before }: SaveScene): JsonObject {
  checkCallbacks(textOf(config.callbackUrl));
  requireText(config, "callbackUrl");
  const certificate = textOf(config.certificate);
  if (certificate !== "") checkCertificate(certificate);
  checkClientCredentials(org, config);
  return { ...FLAGS, ...config, ...credentials(org, config, configOf(before?.body)) };
}

function checkPolicy(body: JsonObject): void {
  const policy = body.oauthPolicy;
  if (!isJsonObject(policy)) return;
  const [relaxation, refresh] = [textOf(policy.ipRelaxation), textOf(policy.refreshTokenPolicy)];
  requireListed("ipRelaxation", relaxation, IP_RELAXATION);
  if (!REFRESH_POLICY.test(refresh)) {
    throw badField("refreshTokenPolicy", `refreshTokenPolicy: Invalid value: ${refresh}`);
  }
}

function complete(body: JsonObject, scene: SaveScene): JsonObject {
  const { org, before, fullName } = scene;
  if (before === undefined && !org.switches().allowConnectedApps) {
    throw unfit("FUNCTIONALITY_NOT_ENABLED", CREATION_IS_OFF);
  }
  if (org.components.get("ExternalClientApplication", fullName) !== undefined) {
    throw unfit("DUPLICATE_DEVELOPER_NAME", `An external client app named ${fullName} already exists`, "fullName");
  }
  checkEmail("contactEmail", textOf(body.contactEmail));
  checkPolicy(body);
  const config = configOf(body);
  const [profiles, sets] = [textList(body.profileName), textList(body.permissionSetName)];
  if (!isOn(config?.isAdminApproved) && profiles.length + sets.length > 0) {
    throw badField("isAdminApproved", "profileName and permissionSetName need isAdminApproved.");
  }
  checkAudience(org, "profileName", "Profile", profiles);
  checkAudience(org, "permissionSetName", "PermissionSet", sets);
  return {
    ...body,
    ...(config === undefined ? {} : { oauthConfig: completeConfig(config, scene) }),
    ...(profiles.length === 0 ? {} : { profileName: profiles }),
    ...(sets.length === 0 ? {} : { permissionSetName: sets }),
  };
}

function show({ body }: Component): JsonObject {
  const config = configOf(body);
  if (config === undefined) return body;
  const scopes = textList(config.scopes);
  return {
    ...body,
    oauthConfig: {
      ...without(config, "consumerSecret"),
      ...(scopes.length === 0 ? {} : { scopes: foldScopes(scopes) }),
    },
  };
}

const keyOf = ({ body }: Component): string => textOf(configOf(body)?.consumerKey);

/** The older type of OAuth app. */
export const connectedApp: Hooks = {
  mirror: {
    type: "ConnectedApplication",
    fields: ({ body }) => ({
      Name: textOf(body.label),
      OptionsAllowAdminApprovedUsersOnly: isOn(configOf(body)?.isAdminApproved),
      OptionsRefreshTokenValidityMetric: false,
      OptionsHasSessionLevelPolicy: false,
      OptionsIsInternal: false,
      OptionsFullContentPushNotifications: false,
      MobileStartUrl: textOf(body.mobileStartUrl) || null,
      StartUrl: textOf(body.startUrl) || null,
      RefreshTokenValidityPeriod: null,
    }),
  },
  complete,
  show,
  saved: (component, { org, userId }) => {
    const key = keyOf(component);
    if (key !== "") registerKey(org, key, "ConnectedApp", component.fullName);
    endUncoveredSessions(org, key);
    const { body, id } = component;
    const audience = { profiles: textList(body.profileName), permissionSets: textList(body.permissionSetName) };
    mirrorAudience(org, userId, { id, type: "ConnectedApplication" }, audience);
  },
  removed: (component, org) => {
    retireKey(org, keyOf(component));
    clearAudience(org, component.id);
  },
};
