import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { lookUpOf } from "../client/find-by-name";
import { descriptionField } from "../fields/common";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";

const count = z.number().int("must be a whole number").min(0, "must be at least 0");

const MessagingPolicy = z.strictObject({
  /** Most characters of one message; 1 to 20000. */
  maxMessageCharacters: count.min(1, "must be at least 1").max(20_000, "may be at most 20000"),
  /** Whether messages may carry files. */
  allowFileAttachments: z.boolean(),
  /** Most files of one message. */
  maxNumberOfAttachments: count.optional(),
  /** Most megabytes of all files of one message. */
  maxTotalAttachmentSizeMegabytes: z.number().positive().optional(),
  /** Most megabytes of one file. */
  maxSingleAttachmentSizeMegabytes: z.number().positive().optional(),
  /** Allowed file name extensions by group: `{ documents: ["pdf"] }`. */
  allowedFileTypes: z.record(z.string(), z.array(z.string().min(1))).optional(),
});

const inputs = z.strictObject({
  /** Unique in the organisation; at most 80 characters. */
  name: z.string().min(1, "must not be empty").max(80, "may have at most 80 characters"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** `WORK_ITEM`: tasks of another system; `CUSTOM_MESSAGING`: messages. Fixed at creation. */
  channelType: z.enum(["WORK_ITEM", "CUSTOM_MESSAGING"]),
  /** Name of the icon that agents see, from Momentum Design. */
  logoIconName: z.string().min(1, "must be the name of an icon"),
  /** Limits of a message. */
  messagingPolicy: MessagingPolicy.optional(),
});

/**
 * A custom channel for work items or messages. Its assets are the addresses at which contacts arrive.
 *
 * @example
 * const fax = new webex.Channel("Fax", { channelType: "WORK_ITEM", logoIconName: "document" });
 *
 * @limit Logos are icons of Momentum Design. A logo from a file must be set in Control Hub.
 */
export const Channel = defineResource({
  kind: "webex.Channel",
  noun: "channel",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/channel",
  inputs,
  naturalKey: ["name"],
  replaceOnChanges: ["channelType"],
  sets: ["messagingPolicy.allowedFileTypes"],
  store: webexEntity({
    inputs,
    wire: baseWire,
    path: "channel",
    envelope: "logoFileInfo",
    computed: ["logoUrl", "logoUrlVersioned", "numberOfAsset"],
    toWire: (channel) => ({ ...channel, logoType: "MOMENTUM" }),
  }),
  permission: { none: "no permission of a user profile is known to be for it" },
  lookUp: "getChannel",
  export: {},
  trial: { none: "few organisations have it, and the requests of one run go to kinds that every stack needs" },
  picture: { family: "way in" },
});
export type Channel = InstanceType<typeof Channel>;

/** An existing channel by name. */
export const { plain: getChannel, output: getChannelOutput } = lookUpOf("webex.Channel");
