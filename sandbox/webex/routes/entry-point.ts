import { isJsonObject, textOf, type JsonObject } from "../../core/json";
import { invalidFields } from "../webex-errors";
import type { Scene } from "../noun";
import { nounOf } from "../read-nouns";

/** Channels whose assets are configuration objects; the assets of other channels belong to Webex Connect. */
const OWN = ["WORK_ITEM", "CUSTOM_MESSAGING"];

/** An entry point can be bound to a flow only after the flow was published under the tag. */
function wrongBinding(body: JsonObject, { entities }: Scene): readonly string[] {
  if (body.flowId === undefined) return body.flowTagId === undefined ? [] : ["flowTagId"];
  // Work items and messages have no music on hold.
  const isHeard = !OWN.includes(textOf(body.channelType));
  const missing = ["flowTagId", ...(isHeard ? ["musicOnHoldId"] : [])].filter((field) => body[field] === undefined);
  const tags = entities.seenElsewhere("flow", textOf(body.flowId))?.tags;
  const published = isJsonObject(tags) && tags[textOf(body.flowTagId)] !== undefined;
  return published || missing.length > 0 ? missing : ["flowTagId"];
}

function check(body: JsonObject, scene: Scene): void {
  const outbound = body.entryPointType === "OUTBOUND";
  const telephony = body.channelType === "TELEPHONY";
  const own = OWN.includes(textOf(body.channelType)) ? scene.entities.seen("asset", textOf(body.assetId)) : body;
  const queue = scene.entities.get("contact-service-queue", textOf(body.outdialQueueId));
  const wrong = [
    ...(outbound && !telephony ? ["channelType"] : []),
    ...(outbound && queue?.queueType !== "OUTBOUND" ? ["outdialQueueId"] : []),
    // Digital channels need an asset of Webex Connect.
    ...(telephony ? [] : ["assetId", "imiOrgType"].filter((field) => body[field] === undefined)),
    ...(own?.channelType === body.channelType ? [] : ["assetId"]),
    ...(body.channelType === "SOCIAL_CHANNEL" && body.socialChannelType === undefined ? ["socialChannelType"] : []),
    ...wrongBinding(body, scene),
  ];
  if (wrong.length > 0) throw invalidFields(wrong);
}

/** Where contacts come in. Control Hub calls it Channel. */
export const entryPoint = nounOf("entry-point", {
  check,
  computed: ["controlFlowScriptUrl"],
  complete: (body, { entities }) => ({
    ...body,
    timezone: body.timezone ?? "America/New_York",
    controlFlowScriptUrl: `https://flow-control.produs1.ciscoccservice.com/${entities.core.orgId}/royal-enfield`,
  }),
  present: (entity, { entities }) => ({
    ...entity,
    dnEpMappingCount: entities.referrers(entity.id).filter(({ kind }) => kind === "dial-number").length,
  }),
});
