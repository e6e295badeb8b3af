import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { descriptionField, idField, nameField, secondsField, timezoneField } from "../fields/common";
import { TAGS } from "../limits";
import { lookUpOf } from "../client/find-by-name";

const FlowOverride = z.strictObject({
  /** The variable of the flow, which must be marked as overridable there. */
  name: z.string().min(1, "must be the name of a flow's variable"),
  /** Its type in the flow. */
  type: z.string().min(1, "must be the variable's type"),
  /** The kind of object that its value refers to, such as business hours or an audio file. */
  entityType: z.string().min(1, "must not be empty").optional(),
  /** The id of that object. */
  entityId: z.string().min(1, "must be the id of an object").optional(),
  /** The value, for a variable that does not refer to an object. */
  value: z.string().optional(),
});

const inputs = z.strictObject({
  /** Unique in the organisation; at most 80 letters, digits, spaces, `&`, `-` and `_`. Control Hub calls it a channel. */
  name: nameField(/^[a-zA-Z0-9&_\-\s]*$/, 80, "letters, digits, spaces, &, - and _"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Whether contacts are accepted. */
  active: z.boolean().default(true),
  /** `INBOUND`: customers call; `OUTBOUND`: agents dial. Fixed at creation: changing it replaces the entry point. */
  entryPointType: z.enum(["INBOUND", "OUTBOUND"]).default("INBOUND"),
  /**
   * The channel. Channels of Webex Connect, such as mail and chat, have no public configuration API: make their entry points in
   * Control Hub. Fixed at creation.
   */
  channelType: z.enum(["TELEPHONY", "WORK_ITEM", "CUSTOM_MESSAGING"]).default("TELEPHONY"),
  /** The asset at whose address contacts arrive, of the same channel type. Required except for `TELEPHONY`. */
  assetId: idField("an asset").optional(),
  /** `IMI`: all digital channels of the organisation are in Webex Connect; `MIXED_MODE`: not all. Required except for `TELEPHONY`. */
  imiOrgType: z.enum(["MIXED_MODE", "IMI"]).optional(),
  /** Service-level target, in seconds; more than 0. */
  serviceLevelSeconds: secondsField(1).default(30),
  /** Contacts at once; 0 = no limit. */
  maximumActiveContacts: z.number().int().min(0).default(0),
  /** IANA time zone. Default: the organisation's. */
  timezone: timezoneField().optional(),
  /** The flow that answers. Needs `flowTagId`, and `musicOnHoldId` for `TELEPHONY`. */
  flowId: idField("a flow").optional(),
  /** The version label that the flow was published with: `Live`, `Latest`, `Test` or `Dev`. */
  flowTagId: z.enum(TAGS).optional(),
  /** Music on hold: the id of an audio file. */
  musicOnHoldId: idField("an audio file").optional(),
  /** The queue in whose statistics outdialled contacts are counted. Required for `OUTBOUND`. */
  outdialQueueId: idField("a queue").optional(),
  /** Whether callers may ask to be called back. */
  callbackEnabled: z.boolean().default(false),
  /** Whether agents may transfer an outdialled contact to a queue. `OUTBOUND` only. */
  outdialTransferToQueueEnabled: z.boolean().optional(),
  /** Values of the flow's variables for this entry point alone. `INBOUND` only. */
  flowOverrideSettings: z.array(FlowOverride).min(1, "needs at least one setting").optional(),
});

const wire = baseWire.extend({
  name: z.string(),
  serviceLevelThreshold: z.number(),
  flowOverrideSettings: z.array(z.looseObject({})).optional(),
});

type Inputs = z.output<typeof inputs>;

function rules(entryPoint: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  const missing = (property: keyof Inputs): boolean => isKnown(property) && entryPoint[property] === undefined;
  const problems: Problem[] = [];
  const isDigital = entryPoint.channelType !== undefined && entryPoint.channelType !== "TELEPHONY";
  const answers = !isKnown("flowId") || entryPoint.flowId !== undefined;
  for (const property of ["flowTagId", "musicOnHoldId"] as const) {
    if (answers && missing(property) && !(isDigital && property === "musicOnHoldId"))
      problems.push({ property, reason: "is required with flowId" });
    if (!answers && entryPoint[property] !== undefined && property === "flowTagId") {
      problems.push({ property: "flowId", reason: "is required with flowTagId" });
    }
  }
  if (entryPoint.entryPointType === "OUTBOUND" && missing("outdialQueueId")) {
    problems.push({ property: "outdialQueueId", reason: "is required for an OUTBOUND entry point" });
  }
  for (const property of ["assetId", "imiOrgType"] as const) {
    const given = entryPoint[property] !== undefined;
    if (isDigital && missing(property)) problems.push({ property, reason: "is required for a digital channel" });
    if (entryPoint.channelType === "TELEPHONY" && given)
      problems.push({ property, reason: "is for digital channels only" });
  }
  if (isDigital && entryPoint.entryPointType === "OUTBOUND")
    problems.push({ property: "channelType", reason: "must be TELEPHONY for an OUTBOUND entry point" });
  for (const property of ["outdialTransferToQueueEnabled", "flowOverrideSettings"] as const) {
    const belongs = property === "flowOverrideSettings" ? "INBOUND" : "OUTBOUND";
    const given = entryPoint[property] !== undefined && entryPoint[property] !== false;
    if (given && entryPoint.entryPointType !== undefined && entryPoint.entryPointType !== belongs)
      problems.push({ property, reason: `is for ${belongs} entry points only` });
  }
  return problems;
}

const BOUND_LATER = ["flowId", "flowTagId", "musicOnHoldId"] as const;

/**
 * An entry point: where contacts arrive, and which flow answers them. The flow must be published under the tag first.
 *
 * @example
 * new webex.EntryPoint("Support line", { flowId: flow.id, flowTagId: "Live", musicOnHoldId: music.id });
 */
export const EntryPoint = defineResource({
  kind: "webex.EntryPoint",
  noun: "entry point",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/entry-point",
  inputs,
  naturalKey: ["name"],
  replaceOnChanges: ["entryPointType", "channelType"],
  sets: ["flowOverrideSettings"],
  setAfterCreate: [...BOUND_LATER],
  rules,
  store: webexEntity({
    inputs,
    wire,
    path: "entry-point",
    computed: ["controlFlowScriptUrl", "dnEpMappingCount", "routePointId"],
    setAfterCreate: BOUND_LATER,
    toWire: ({ serviceLevelSeconds, ...same }) => ({ ...same, serviceLevelThreshold: serviceLevelSeconds }),
    fromWire: ({ serviceLevelThreshold }) => ({ serviceLevelSeconds: serviceLevelThreshold }),
  }),
  permission: "channel",
  lookUp: "getEntryPoint",
  export: {},
  trial: { inputs: { flowId: "{webex.Flow}", flowTagId: "Test", musicOnHoldId: "{webex.AudioFile}" } },
  picture: {
    family: "way in",
    detail: ({ entryPointType, flowTagId }) => {
      if (entryPointType === "OUTBOUND") return "outbound";
      return typeof flowTagId === "string" ? `answers with ${flowTagId}` : "no flow";
    },
    dependsOn: ["webex.Flow"],
  },
});
export type EntryPoint = InstanceType<typeof EntryPoint>;

/** An existing entry point by name. */
export const { plain: getEntryPoint, output: getEntryPointOutput } = lookUpOf("webex.EntryPoint");
