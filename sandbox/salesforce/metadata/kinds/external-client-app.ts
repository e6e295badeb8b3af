import { textOf, without, type JsonObject } from "../../../core/json";
import { commaList, partOf, retireKey } from "../../apps";
import type { Org } from "../../org";
import {
  checkCallbacks,
  checkCertificate,
  checkEmail,
  clearAudience,
  newConsumerKey,
  newConsumerSecret,
  registerKey,
} from "../app-rules";
import { badField, notInPicklist, unfit, type Hooks, type SaveScene } from "../kind";
import { ECA_SCOPES } from "../schema";
import { appOf, GLOBAL, keyOf, PARTS, partRules, SETTINGS } from "./eca-parts";
import { isOn } from "../../xml";

const scopedName = (org: Org, name: string): string => `${org.id}:${name}`;

/** The header. */
export const externalClientApplication: Hooks = {
  complete: (body, { org, fullName }) => {
    if (org.components.get("ConnectedApp", fullName) !== undefined) {
      throw unfit("DUPLICATE_DEVELOPER_NAME", `A connected app named ${fullName} already exists`, "fullName");
    }
    checkEmail("contactEmail", textOf(body.contactEmail));
    const scoped = scopedName(org, fullName);
    const sent = textOf(body.orgScopedExternalApp);
    const short = scoped.replace(org.id, org.id.slice(0, 15));
    if (sent !== "" && sent !== scoped && sent !== short) {
      const message = `orgScopedExternalApp: ${sent} does not belong to this org; leave the field out or send ${scoped}`;
      throw unfit("INVALID_CROSS_REFERENCE_KEY", message, "orgScopedExternalApp");
    }
    return { ...body, orgScopedExternalApp: scoped };
  },
  removed: ({ fullName, id }, org) => {
    const key = keyOf(org, fullName);
    for (const type of PARTS) {
      const part = partOf(org, type, fullName);
      if (part !== undefined) org.components.remove(type, part.fullName);
    }
    retireKey(org, key);
    clearAudience(org, id);
  },
};

const linkOf = (org: Org, fullName: string): string => `${org.id.slice(0, 15)}:${fullName}`;

export const oauthSettings = partRules(SETTINGS, {
  complete: (body, scene) => {
    const unknown = commaList(body.commaSeparatedOauthScopes).find((scope) => !ECA_SCOPES.includes(scope));
    if (unknown !== undefined) {
      throw notInPicklist("commaSeparatedOauthScopes", `${unknown} is not a valid OAuth scope`);
    }
    const link = linkOf(scene.org, scene.fullName);
    const sent = textOf(body.oauthLink);
    if (sent !== "" && sent !== link) {
      throw unfit(
        "INVALID_CROSS_REFERENCE_KEY",
        "oauthLink: the link belongs to another org; leave the field out",
        "oauthLink",
      );
    }
    return { ...body, oauthLink: link };
  },
});

const ROTATIONS = ["shouldRotateConsumerKey", "shouldRotateConsumerSecret"] as const;

function checkRotation(body: JsonObject, ignoreWarnings: boolean): void {
  const asked = ROTATIONS.find((name) => isOn(body[name]));
  if (asked !== undefined && !ignoreWarnings) {
    throw badField(asked, `${asked} replaces a credential: deploy with ignoreWarnings to confirm it`);
  }
}

/** Key and secret are set once. Another value sent later is ignored without an error; only a rotation changes them. */
function globalCredentials(body: JsonObject, { org, before }: SaveScene): JsonObject {
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
}

export const globalOauthSettings = partRules(GLOBAL, {
  complete: (body, scene) => {
    if (partOf(scene.org, SETTINGS, appOf(body)) === undefined) {
      throw badField(
        "externalClientApplication",
        "The external client app configured in your global OAuth Settings doesn't have a valid OAuth settings configuration.",
      );
    }
    checkCallbacks(textOf(body.callbackUrl));
    const certificate = textOf(body.certificate);
    if (certificate !== "") checkCertificate(certificate);
    checkRotation(body, scene.ignoreWarnings);
    return {
      ...body,
      ...(scene.org.switches().forcePkce ? { isPkceRequired: "true" } : {}),
      ...globalCredentials(body, scene),
      shouldRotateConsumerKey: "false",
      shouldRotateConsumerSecret: "false",
    };
  },
  show: ({ body }) => without(body, "consumerSecret"),
  saved: ({ body, fullName }, { org, before }) => {
    const [key, old] = [textOf(body.consumerKey), textOf(before?.body.consumerKey)];
    registerKey(org, key, GLOBAL, fullName);
    if (old !== key) retireKey(org, old);
  },
  removed: ({ body }, org) => retireKey(org, textOf(body.consumerKey)),
});
