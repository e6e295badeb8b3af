import { z } from "zod";
import { isJsonObject, textOf, type JsonObject } from "../../core/json";
import { invalidFields } from "../webex-errors";
import { channel, description, flag, id, int, nameOf, socialChannel } from "../fields";
import type { Noun, Scene } from "../noun";

const overrideSetting = z.object({
  name: id,
  type: id,
  entityType: z.string().optional(),
  entityId: z.string().optional(),
  value: z.string().optional(),
});

const schema = z.object({
  name: nameOf(/^[a-zA-Z0-9&_\s-]*$/),
  description,
  entryPointType: z.enum(["INBOUND", "OUTBOUND"]),
  channelType: channel,
  socialChannelType: socialChannel.optional(),
  active: flag,
  serviceLevelThreshold: int.min(1),
  maximumActiveContacts: int.min(0),
  overflowNumber: z
    .string()
    .max(40)
    .regex(/^[0-9]*$/)
    .optional(),
  timezone: z.string().optional(),
  imiOrgType: z.enum(["MIXED_MODE", "IMI"]).optional(),
  assetId: z.string().optional(),
  xspVersion: z.string().max(80).optional(),
  subscriptionId: z.string().max(80).optional(),
  flowId: id.optional(),
  flowTagId: id.optional(),
  musicOnHoldId: id.optional(),
  outdialQueueId: id.optional(),
  callbackEnabled: flag.default(false),
  outdialTransferToQueueEnabled: flag.optional(),
  flowOverrideSettings: z.array(overrideSetting).optional(),
});

/** A flow must have been published under the tag before an entry point can be bound to it. */
const wrongBinding = (body: JsonObject, { entities }: Scene): readonly string[] => {
  if (body["flowId"] === undefined) return body["flowTagId"] === undefined ? [] : ["flowTagId"];
  const missing = ["flowTagId", "musicOnHoldId"].filter((field) => body[field] === undefined);
  const tags = entities.seenElsewhere("flow", textOf(body["flowId"]))?.["tags"];
  const published = isJsonObject(tags) && tags[textOf(body["flowTagId"])] !== undefined;
  return published || missing.length > 0 ? missing : ["flowTagId"];
};

const check = (body: JsonObject, scene: Scene): void => {
  const outbound = body["entryPointType"] === "OUTBOUND";
  const telephony = body["channelType"] === "TELEPHONY";
  const queue = scene.entities.get("contact-service-queue", textOf(body["outdialQueueId"]));
  const wrong = [
    ...(outbound && !telephony ? ["channelType"] : []),
    ...(outbound && queue?.["queueType"] !== "OUTBOUND" ? ["outdialQueueId"] : []),
    // Digital channels need an asset of Webex Connect.
    ...(telephony ? [] : ["assetId", "imiOrgType"].filter((field) => body[field] === undefined)),
    ...(body["channelType"] === "SOCIAL_CHANNEL" && body["socialChannelType"] === undefined
      ? ["socialChannelType"]
      : []),
    ...wrongBinding(body, scene),
  ];
  if (wrong.length > 0) throw invalidFields(wrong);
};

/** Where contacts come in; called Channel in Control Hub. */
export const entryPoint: Noun = {
  kind: "entry-point",
  type: "entrypoint",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/entry-point",
  schema,
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  created: 201,
  deleted: 204,
  unique: ["name"],
  immutable: ["entryPointType", "channelType"],
  references: {
    flowId: "flow",
    musicOnHoldId: "audio-file",
    outdialQueueId: "contact-service-queue",
  },
  listOmits: (query) => ["flowOverrideSettings", ...(query.get("includeCount") === "true" ? [] : ["dnEpMappingCount"])],
  check,
  complete: (body, { entities }) => ({
    ...body,
    timezone: body["timezone"] ?? "America/New_York",
    controlFlowScriptUrl: `https://flow-control.produs1.ciscoccservice.com/${entities.core.orgId}/royal-enfield`,
  }),
  present: (entity, { entities }) => ({
    ...entity,
    dnEpMappingCount: entities.referrers(entity.id).filter(({ kind }) => kind === "dial-number").length,
  }),
  bulk: "create and update",
};
