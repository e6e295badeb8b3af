import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { descriptionField, nameField } from "../fields/common";
import { MAX_CONTACTS_AT_ONCE } from "../limits";
import { lookUpOf } from "../client/find-by-name";

const several = (): z.ZodNumber =>
  z.number().int().min(0).max(MAX_CONTACTS_AT_ONCE, `may be at most ${MAX_CONTACTS_AT_ONCE}`);

const channels = z.strictObject({
  /** 0 or 1. */
  telephony: z.number().int().min(0).max(1).default(0),
  /** 0 to 5. */
  chat: several().default(0),
  /** 0 to 5. */
  email: several().default(0),
  /** 0 to 5. */
  social: several().default(0),
});

const inputs = z.strictObject({
  /** Unique in the organisation; at most 80 letters, digits, spaces, `.`, `-` and `_`. */
  name: nameField(/^[a-zA-Z0-9._\-\s]*$/, 80, "letters, digits, spaces, ., - and _"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Whether sites, teams and users can be given it. */
  active: z.boolean().default(true),
  /** Calls an agent may have at once: 0 or 1, and 1 under `BLENDED_REALTIME`. */
  telephony: z.number().int().min(0).max(1).default(1),
  /** Chats an agent may have at once: 0 to 5, and at least 1 under `BLENDED_REALTIME`. */
  chat: several().default(0),
  /** E-mails an agent may have at once: 0 to 5. */
  email: several().default(0),
  /** Social contacts an agent may have at once: 0 to 5. */
  social: several().default(0),
  /** Whether `blendingMode` applies. */
  blendingModeEnabled: z.boolean().default(true),
  /** `BLENDED`: any mix; `BLENDED_REALTIME`: a call or chats; `EXCLUSIVE`: one contact at a time. */
  blendingMode: z.enum(["BLENDED", "BLENDED_REALTIME", "EXCLUSIVE"]).default("BLENDED"),
  /** How many more contacts of each channel an agent may take by hand. */
  manuallyAssignable: channels.default({ telephony: 0, chat: 0, email: 0, social: 0 }),
});

const wire = baseWire.extend({
  name: z.string(),
  description: z.string().optional(),
  active: z.boolean(),
  telephony: z.number(),
  chat: z.number(),
  email: z.number(),
  social: z.number(),
  blendingModeEnabled: z.boolean(),
  blendingMode: z.string(),
  // GET may return `workItem`, which a tenant without that feature refuses in a PUT.
  manuallyAssignable: z
    .object({ telephony: z.number(), chat: z.number(), email: z.number(), social: z.number() })
    .optional(),
});

function rules({ blendingMode, telephony, chat }: Partial<z.output<typeof inputs>>): readonly Problem[] {
  if (blendingMode !== "BLENDED_REALTIME") return [];
  return [
    ...(telephony === 0 ? [{ property: "telephony", reason: "must be 1 under BLENDED_REALTIME" }] : []),
    ...(chat === 0 ? [{ property: "chat", reason: "must be at least 1 under BLENDED_REALTIME" }] : []),
  ];
}

/**
 * How many contacts of each channel an agent may have at once. The numbers are upper limits.
 *
 * @example
 * new webex.MultimediaProfile("Voice only", { telephony: 1 });
 */
export const MultimediaProfile = defineResource({
  kind: "webex.MultimediaProfile",
  noun: "multimedia profile",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/multimedia-profile",
  inputs,
  naturalKey: ["name"],
  rules,
  store: webexEntity({ inputs, wire, path: "multimedia-profile", computed: ["workItem"] }),
  permission: "multimedia-profile",
  lookUp: "getMultimediaProfile",
  export: {},
  trial: {},
  picture: { family: "other" },
});
export type MultimediaProfile = InstanceType<typeof MultimediaProfile>;

/** An existing multimedia profile by name, e.g. `Default_Multimedia_Profile`. */
export const { plain: getMultimediaProfile, output: getMultimediaProfileOutput } = lookUpOf("webex.MultimediaProfile");
