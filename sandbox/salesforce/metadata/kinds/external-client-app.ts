import { textOf, type JsonObject } from "../../../core/json";
import { commaList, partOf, releaseKey, revokeTokensOf } from "../../apps";
import { duplicateValue } from "../../errors";
import type { Org } from "../../org";
import { rightsOf } from "../../rights";
import type { Component } from "../../store";
import {
  checkAudience,
  checkCallbacks,
  checkCertificate,
  checkEmail,
  checkExecutionUser,
  clearAudience,
  ECA_SCOPES,
  endUncoveredSessions,
  mirrorAudience,
  newConsumerKey,
  newConsumerSecret,
  registerKey,
  without,
} from "../app-rules";
import { saveComponent } from "../components";
import {
  developerName,
  isOn,
  noSuchComponent,
  requireText,
  unfit,
  withDefaults,
  type Kind,
  type SaveScene,
} from "../kind";

const HEADER = "ExternalClientApplication";
const SETTINGS = "ExtlClntAppOauthSettings";
const GLOBAL = "ExtlClntAppGlobalOauthSettings";
const OAUTH_POLICIES = "ExtlClntAppOauthConfigurablePolicies";
const POLICIES = "ExtlClntAppConfigurablePolicies";
const PARTS = [SETTINGS, GLOBAL, OAUTH_POLICIES, POLICIES] as const;

const appOf = (body: JsonObject): string => textOf(body["externalClientApplication"]);

/** What an org says when the element is not there, or stood behind one it should precede and was dropped. */
const missing = (element: string) =>
  element === "externalClientApplication"
    ? unfit("REQUIRED_FIELD_MISSING", "Enter the name of the parent external client app", element)
    : undefined;

/** An app has one of each part, and every part an app. */
const checkParent = (type: string, body: JsonObject, { org, before }: SaveScene): void => {
  const name = appOf(body);
  if (name === "") throw missing("externalClientApplication") ?? noSuchComponent(HEADER, name);
  if (org.components.get(HEADER, name) === undefined) throw noSuchComponent(HEADER, name);
  const twin = partOf(org, type, name);
  if (twin !== undefined && twin.id !== before?.id) throw duplicateValue("ExternalClientApplicationId", twin.id);
};

const scopedName = (org: Org, name: string): string => `${org.id}:${name}`;

/** The header. https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_externalclientapplication.htm */
export const externalClientApplication: Kind = {
  type: HEADER,
  directory: "externalClientApps",
  suffix: "eca",
  idPrefix: "0xI",
  see: "meta_externalclientapplication",
  destructiveOnly: true,
  checkName: developerName("External Client App Name", 80),
  complete: (body, { org, fullName }) => {
    if (org.components.get("ConnectedApp", fullName) !== undefined) {
      throw unfit("DUPLICATE_DEVELOPER_NAME", `A connected app named ${fullName} already exists`, "fullName");
    }
    requireText(body, "label", "contactEmail");
    checkEmail("contactEmail", textOf(body["contactEmail"]));
    const scoped = scopedName(org, fullName);
    const sent = textOf(body["orgScopedExternalApp"]);
    const short = scoped.replace(org.id, org.id.slice(0, 15));
    if (sent !== "" && sent !== scoped && sent !== short) {
      const message = `orgScopedExternalApp: ${sent} does not belong to this org; leave the field out or send ${scoped}`;
      throw unfit("INVALID_CROSS_REFERENCE_KEY", message, "orgScopedExternalApp");
    }
    return {
      ...withDefaults({ distributionState: "Local", isProtected: "false" }, body),
      orgScopedExternalApp: scoped,
    };
  },
  removed: ({ fullName, id }, org) => {
    const key = textOf(partOf(org, GLOBAL, fullName)?.body["consumerKey"]);
    for (const type of PARTS) {
      const part = partOf(org, type, fullName);
      if (part !== undefined) org.components.remove(type, part.fullName);
    }
    if (key !== "") {
      revokeTokensOf(org, key);
      releaseKey(org, key);
    }
    clearAudience(org, id);
  },
};

const linkOf = (org: Org, fullName: string): string => `${org.id.slice(0, 15)}:${fullName}`;

export const oauthSettings: Kind = {
  type: SETTINGS,
  directory: "extlClntAppOauthSettings",
  suffix: "ecaOauth",
  idPrefix: "0xK",
  see: "meta_extlclntappoauthsettings",
  after: [HEADER],
  missing,
  checkName: developerName("External Client App OAuth Settings Name", 80),
  complete: (body, scene) => {
    checkParent(SETTINGS, body, scene);
    const unknown = commaList(body["commaSeparatedOauthScopes"]).find((scope) => !ECA_SCOPES.includes(scope));
    if (unknown !== undefined) {
      const message = `commaSeparatedOauthScopes: ${unknown} is not a valid OAuth scope`;
      throw unfit("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, "commaSeparatedOauthScopes");
    }
    const link = linkOf(scene.org, scene.fullName);
    const sent = textOf(body["oauthLink"]);
    if (sent !== "" && sent !== link) {
      throw unfit(
        "INVALID_CROSS_REFERENCE_KEY",
        "oauthLink: the link belongs to another org; leave the field out",
        "oauthLink",
      );
    }
    return { ...withDefaults({ isFirstPartyAppEnabled: "false" }, body), oauthLink: link };
  },
};

const ROTATIONS = ["shouldRotateConsumerKey", "shouldRotateConsumerSecret"] as const;

const GLOBAL_FLAGS: JsonObject = {
  isClientCredentialsFlowEnabled: "false",
  isCodeCredFlowEnabled: "false",
  isCodeCredPostOnly: "false",
  isConsumerSecretOptional: "false",
  isDeviceFlowEnabled: "false",
  isIntrospectAllTokens: "false",
  isNamedUserJwtEnabled: "false",
  isPkceRequired: "true",
  isRefreshTokenRotationEnabled: "false",
  isSecretRequiredForRefreshToken: "true",
  isSecretRequiredForTokenExchange: "false",
  isTokenExchangeEnabled: "false",
  shouldRotateConsumerKey: "false",
  shouldRotateConsumerSecret: "false",
};

const checkRotation = (body: JsonObject, ignoreWarnings: boolean): void => {
  const asked = ROTATIONS.find((name) => isOn(body[name]));
  if (asked !== undefined && !ignoreWarnings) {
    throw unfit(
      "FIELD_INTEGRITY_EXCEPTION",
      `${asked} replaces a credential: deploy with ignoreWarnings to confirm it`,
      asked,
    );
  }
};

/** Key and secret are made once. Another one sent later is taken without a word and not used; only a rotation changes them. */
const globalCredentials = (body: JsonObject, { org, before }: SaveScene): JsonObject => {
  const known = before?.body;
  const pick = (
    field: "consumerKey" | "consumerSecret",
    rotation: (typeof ROTATIONS)[number],
    make: (sent: string) => string,
  ) => {
    if (isOn(body[rotation])) return make("");
    return known === undefined ? make(textOf(body[field])) : textOf(known[field]);
  };
  return {
    consumerKey: pick("consumerKey", "shouldRotateConsumerKey", (sent) => newConsumerKey(org, sent)),
    consumerSecret: pick("consumerSecret", "shouldRotateConsumerSecret", (sent) => newConsumerSecret(org, sent)),
  };
};

export const globalOauthSettings: Kind = {
  type: GLOBAL,
  directory: "extlClntAppGlobalOauthSets",
  suffix: "ecaGlblOauth",
  idPrefix: "0xN",
  see: "meta_extlclntappglobaloauthsettings",
  after: [HEADER, SETTINGS],
  missing,
  checkName: developerName("External Client App Global OAuth Settings Name", 80),
  complete: (body, scene) => {
    checkParent(GLOBAL, body, scene);
    if (partOf(scene.org, SETTINGS, appOf(body)) === undefined) {
      throw unfit(
        "FIELD_INTEGRITY_EXCEPTION",
        "The external client app configured in your global OAuth Settings doesn't have a valid OAuth settings configuration.",
        "externalClientApplication",
      );
    }
    checkCallbacks(textOf(body["callbackUrl"]));
    const certificate = textOf(body["certificate"]);
    if (certificate !== "") checkCertificate(certificate);
    checkRotation(body, scene.ignoreWarnings);
    return {
      ...withDefaults(GLOBAL_FLAGS, body),
      ...(scene.org.switches().forcePkce ? { isPkceRequired: "true" } : {}),
      ...globalCredentials(body, scene),
      shouldRotateConsumerKey: "false",
      shouldRotateConsumerSecret: "false",
    };
  },
  show: ({ body }) => without(body, "consumerSecret"),
  saved: ({ body, fullName }, { org, before }) => {
    const [key, old] = [textOf(body["consumerKey"]), textOf(before?.body["consumerKey"])];
    registerKey(org, key, GLOBAL, fullName);
    if (old === "" || old === key) return;
    revokeTokensOf(org, old);
    releaseKey(org, old);
  },
  removed: ({ body }, org) => {
    const key = textOf(body["consumerKey"]);
    revokeTokensOf(org, key);
    releaseKey(org, key);
  },
};

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
