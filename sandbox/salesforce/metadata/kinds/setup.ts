import { rowsIn, textOf } from "../../../core/json";
import { badField, requireText, requireUrl, tooLong, unfit, type Hooks } from "../kind";
import { isOn } from "../../xml";

const remoteSiteSetting: Hooks = {
  check: (body) => requireUrl("url", textOf(body.url)),
};

const DIRECTIVES = ["ConnectSrc", "FontSrc", "FrameSrc", "ImgSrc", "MediaSrc", "StyleSrc"].map(
  (directive) => `isApplicableTo${directive}`,
);
const DEVICES = ["canAccessCamera", "canAccessMicrophone"];
/** From the first version on at least one directive is required; up to the second, none means all. */
const NEEDS_DIRECTIVE = 59;
const NONE_MEANS_ALL = 49;

const cspTrustedSite: Hooks = {
  complete: (body, { version }) => {
    requireUrl("endpointUrl", textOf(body.endpointUrl).replace("://*.", "://"), ["http:", "https:", "ws:", "wss:"]);
    if ([...DIRECTIVES, ...DEVICES].some((flag) => isOn(body[flag]))) return body;
    if (version >= NEEDS_DIRECTIVE) {
      throw badField(DIRECTIVES[0] ?? "", "Select at least one CSP directive or Permissions Policy directive");
    }
    if (version > NONE_MEANS_ALL) return body;
    return { ...body, ...Object.fromEntries(DIRECTIVES.map((flag) => [flag, "true"])) };
  },
};

const corsWhitelistOrigin: Hooks = {
  check: (body) => {
    const pattern = textOf(body.urlPattern);
    if (!/^https:\/\/(\*\.)?[^/\s*]+$/.test(pattern) && !/^http:\/\/localhost(:\d+)?$/.test(pattern)) {
      throw badField("urlPattern", `urlPattern: Invalid origin: ${pattern}`);
    }
  },
};

const callCenter: Hooks = {
  mirror: {
    type: "CallCenter",
    fields: ({ fullName, body }) => ({
      Name: textOf(body.displayName),
      InternalName: fullName,
      AdapterUrl: textOf(body.adapterUrl) || null,
      CustomSettings: textOf(body.customSettings) || null,
      Version: body.version === undefined ? null : Number(body.version),
    }),
  },
  checkName: (fullName) => {
    if (/^[A-Za-z][A-Za-z0-9]{0,79}$/.test(fullName)) return;
    const rule = "must be alphanumeric, begin with a letter and have at most 80 characters";
    throw badField("fullName", `Internal Name: ${fullName} ${rule}`);
  },
  check: (body) => {
    for (const section of rowsIn(body.sections)) {
      requireText(section, "name", "label");
      for (const item of rowsIn(section.items)) requireText(item, "name", "label");
    }
  },
  removing: ({ id, fullName }, org) => {
    const users = org.records.where("User", { CallCenterId: id });
    if (users.length === 0) return;
    throw unfit("DEPENDENCY_EXISTS", `The call center ${fullName} has ${users.length} user(s) and can't be deleted.`);
  },
};

const MAX_LABEL_CHARS = 1000;

const customLabel: Hooks = {
  check: (body) => {
    if (textOf(body.value).length <= MAX_LABEL_CHARS) return;
    throw tooLong("value", `Value: data value too large (max length=${MAX_LABEL_CHARS})`);
  },
};

/** Each type of settings has one component, which always exists. A save changes the members that it sends. */
const settings: Hooks = { complete: (body, { before }) => ({ ...before?.body, ...body }) };

export const SETUP_HOOKS: Readonly<Record<string, Hooks>> = {
  RemoteSiteSetting: remoteSiteSetting,
  CspTrustedSite: cspTrustedSite,
  CorsWhitelistOrigin: corsWhitelistOrigin,
  CallCenter: callCenter,
  CustomLabel: customLabel,
  OauthOidcSettings: settings,
  ExternalClientAppSettings: settings,
  ConnectedAppSettings: settings,
};
