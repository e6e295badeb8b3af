import { z } from "zod";
import { isJsonObject } from "../../core/json";
import { invalidFields } from "../webex-errors";
import { description, DOTTED_NAME, flag, nameOf } from "../fields";
import type { Noun } from "../noun";

/** Contacts of one channel that an agent may handle at a time. */
const upToFive = z.number().int().min(0).max(5);
const upToOne = z.number().int().min(0).max(1);

const channels = { telephony: upToOne, chat: upToFive, email: upToFive, social: upToFive };

/** How many contacts of each channel an agent takes at once. */
export const multimediaProfile: Noun = {
  kind: "multimedia-profile",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/multimedia-profile",
  schema: z.object({
    name: nameOf(DOTTED_NAME),
    description,
    active: flag,
    blendingModeEnabled: flag,
    blendingMode: z.enum(["BLENDED", "BLENDED_REALTIME", "EXCLUSIVE"]),
    ...channels,
    // Optional in the official description, required by the live service.
    manuallyAssignable: z.object(channels),
  }),
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  created: 200,
  deleted: 200,
  unique: ["name"],
  flagged: ["workItem"],
  check: (body) => {
    if (body["blendingMode"] !== "BLENDED_REALTIME") return;
    const wrong = [...(body["telephony"] === 1 ? [] : ["telephony"]), ...(body["chat"] === 0 ? ["chat"] : [])];
    if (wrong.length > 0) throw invalidFields(wrong);
  },
  // The echo trap: reads show what writes refuse.
  present: (entity) => ({
    ...entity,
    workItem: 0,
    manuallyAssignable: isJsonObject(entity["manuallyAssignable"])
      ? { ...entity["manuallyAssignable"], workItem: 0 }
      : undefined,
  }),
  bulk: "create",
};
