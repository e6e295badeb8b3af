import { isJsonObject, textOf, type Json, type JsonObject } from "../../../core/json";
import { developerName, isOn, requireText, requireUrl, unfit, withDefaults, type Kind } from "../kind";

const name = developerName("Name", 80);

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_remotesitesetting.htm */
const remoteSiteSetting: Kind = {
  type: "RemoteSiteSetting",
  directory: "remoteSiteSettings",
  suffix: "remoteSite",
  idPrefix: "0rp",
  see: "meta_remotesitesetting",
  checkName: name,
  complete: (body) => {
    requireUrl("url", textOf(body["url"]));
    return body;
  },
};

const DIRECTIVES = ["ConnectSrc", "FontSrc", "FrameSrc", "ImgSrc", "MediaSrc", "StyleSrc"].map(
  (directive) => `isApplicableTo${directive}`,
);
const DEVICES = ["canAccessCamera", "canAccessMicrophone"];
/** The version that asks for at least one directive; up to the other, none means all. */
const NEEDS_DIRECTIVE = 59;
const NONE_MEANS_ALL = 49;

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_csptrustedsite.htm */
const cspTrustedSite: Kind = {
  type: "CspTrustedSite",
  directory: "cspTrustedSites",
  suffix: "cspTrustedSite",
  idPrefix: "08y",
  see: "meta_csptrustedsite",
  checkName: name,
  complete: (body, { version }) => {
    requireUrl("endpointUrl", textOf(body["endpointUrl"]).replace("://*.", "://"), ["http:", "https:", "ws:", "wss:"]);
    const any = [...DIRECTIVES, ...DEVICES].some((flag) => isOn(body[flag]));
    if (!any && version >= NEEDS_DIRECTIVE) {
      throw unfit(
        "FIELD_INTEGRITY_EXCEPTION",
        "Select at least one CSP directive or Permissions Policy directive",
        DIRECTIVES[0] ?? "",
      );
    }
    const all = !any && version <= NONE_MEANS_ALL;
    const defaults = Object.fromEntries(DIRECTIVES.map((flag) => [flag, String(all)]));
    const devices = Object.fromEntries(DEVICES.map((flag) => [flag, "false"]));
    return withDefaults({ context: "All", ...devices, ...defaults }, all ? { ...body, ...defaults } : body);
  },
};

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_corswhitelistorigin.htm */
const corsWhitelistOrigin: Kind = {
  type: "CorsWhitelistOrigin",
  directory: "corsWhitelistOrigins",
  suffix: "corsWhitelistOrigin",
  idPrefix: "1Lm",
  see: "meta_corswhitelistorigin",
  checkName: name,
  complete: (body) => {
    const pattern = textOf(body["urlPattern"]);
    if (!/^https:\/\/(\*\.)?[^/\s*]+$/.test(pattern) && !/^http:\/\/localhost(:\d+)?$/.test(pattern)) {
      throw unfit("FIELD_INTEGRITY_EXCEPTION", `urlPattern: Invalid origin: ${pattern}`, "urlPattern");
    }
    return body;
  },
};

const sections = (value: Json | undefined): readonly JsonObject[] =>
  (Array.isArray(value) ? (value as readonly Json[]) : []).filter(isJsonObject);

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_callcenter.htm */
const callCenter: Kind = {
  type: "CallCenter",
  directory: "callCenters",
  suffix: "callCenter",
  idPrefix: "04v",
  see: "meta_callcenter",
  mirror: {
    type: "CallCenter",
    fields: ({ fullName, body }) => ({
      Name: textOf(body["displayName"]),
      InternalName: fullName,
      AdapterUrl: textOf(body["adapterUrl"]) || null,
      CustomSettings: textOf(body["customSettings"]) || null,
      Version: body["version"] === undefined ? null : Number(body["version"]),
    }),
  },
  checkName: (fullName) => {
    if (/^[A-Za-z][A-Za-z0-9]{0,79}$/.test(fullName)) return;
    throw unfit(
      "FIELD_INTEGRITY_EXCEPTION",
      `Internal Name: ${fullName} must be alphanumeric, begin with a letter and have at most 80 characters`,
      "fullName",
    );
  },
  complete: (body) => {
    requireText(body, "displayName", "displayNameLabel", "internalNameLabel");
    for (const section of sections(body["sections"])) {
      requireText(section, "name", "label");
      for (const item of sections(section["items"])) requireText(item, "name", "label");
    }
    return body;
  },
  removing: ({ id, fullName }, org) => {
    const users = org.records.all("User").filter((row) => row["CallCenterId"] === id);
    if (users.length === 0) return;
    throw unfit("DEPENDENCY_EXISTS", `The call center ${fullName} has ${users.length} user(s) and can't be deleted.`);
  },
  coverage: "partly",
  note: "whether a real org deletes it by deleteMetadata, and takes blank values, is not proven",
};

const MAX_LABEL_CHARS = 1000;

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_customlabels.htm */
const customLabel: Kind = {
  type: "CustomLabel",
  idPrefix: "101",
  see: "meta_customlabels",
  checkName: name,
  complete: (body) => {
    requireText(body, "language", "shortDescription", "value");
    if (textOf(body["value"]).length > MAX_LABEL_CHARS) {
      throw unfit("STRING_TOO_LONG", `Value: data value too large (max length=${MAX_LABEL_CHARS})`, "value");
    }
    return body;
  },
};

/** Settings are one component each, which is always there: a save changes what it names. */
const settings = (type: string, see: string, defaults: JsonObject): Kind & { readonly defaults: JsonObject } => ({
  type,
  idPrefix: "0xS",
  see,
  without: ["create", "delete"],
  complete: (body, { before }) => ({ ...before?.body, ...body }),
  defaults,
});

/** The settings of an org with what a fresh one holds. https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_settings.htm */
export const SETTINGS = [
  settings("OauthOidcSettings", "meta_oauthoidcsettings", {
    agentAuthLinking: "false",
    blockOAuthUnPwFlow: "true",
    blockOAuthUsrAgtFlow: "true",
    isPkceRequired: "false",
    oAuthCdCrdtFlowEnable: "false",
  }),
  settings("ExternalClientAppSettings", "meta_externalclientappsettings", {
    enableClientSecretInRestApiAccess: "false",
    enableConsumerSecretApiAccess: "false",
    enablePackageEcaOauthFromDevOrg: "false",
  }),
  settings("ConnectedAppSettings", "meta_connectedappsettings", {
    enableAdminApprovedAppsOnly: "false",
    enableAdminApprovedAppsOnlyForExternalUser: "false",
    enableSkipUserProvisioningWizardWelcomePage: "false",
  }),
] as const;

/** The full name of a settings component: its type without the word. */
export const settingsName = (type: string): string => type.replace(/Settings$/, "");

/** Kept and read back as sent: only the schema is checked. */
const keptAsSent = (type: string, directory: string, suffix: string, idPrefix: string, see: string): Kind => ({
  type,
  directory,
  suffix,
  idPrefix,
  see,
  checkName: name,
  coverage: "partly",
  note: "checked against the schema alone, without effect",
});

export const SETUP_KINDS: readonly Kind[] = [
  remoteSiteSetting,
  cspTrustedSite,
  corsWhitelistOrigin,
  callCenter,
  customLabel,
  ...SETTINGS,
  keptAsSent("NamedCredential", "namedCredentials", "namedCredential", "0XA", "meta_namedcredential"),
  keptAsSent("ExternalCredential", "externalCredentials", "externalCredential", "0pU", "meta_externalcredential"),
  keptAsSent("AuthProvider", "authproviders", "authprovider", "0SO", "meta_authproviders"),
  keptAsSent("OauthCustomScope", "oauthcustomscopes", "oauthcustomscope", "0lA", "meta_oauthcustomscope"),
];
