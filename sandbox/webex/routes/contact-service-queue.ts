import { z } from "zod";
import { textOf, type JsonObject } from "../../core/json";
import { invalidFields } from "../webex-errors";
import { channel, flag, id, inclusion, int, seconds, socialChannel } from "../fields";
import type { Noun } from "../noun";

const MAX_SKILL_WEIGHT = 1000;

const skillRequirement = z.object({
  skillId: id,
  skillName: z.string().optional(),
  skillType: z.string().optional(),
  condition: z.enum(["IS", "IS_NOT", "GTE", "LTE"]),
  skillValue: id,
  weight: int.max(MAX_SKILL_WEIGHT).optional(),
  dynamicSkill: flag.optional(),
});

const distributionGroup = z.object({
  order: int,
  duration: seconds.default(0),
  agentGroups: z.array(z.object({ teamId: id })).min(1),
});

const schema = z.object({
  name: id,
  description: z.string().optional(),
  active: flag,
  queueType: z.enum(["INBOUND", "OUTBOUND"]),
  channelType: channel,
  socialChannelType: socialChannel.optional(),
  serviceLevelThreshold: seconds,
  maxActiveContacts: int.min(0),
  maxTimeInQueue: seconds,
  // Required by the official description only.
  checkAgentAvailability: flag.default(false),
  defaultMusicInQueueMediaFileId: id.optional(),
  timezone: z.string().optional(),
  outdialCampaignEnabled: flag.optional(),
  monitoringPermitted: flag.optional(),
  parkingPermitted: flag.optional(),
  recordingPermitted: flag.optional(),
  recordingAllCallsPermitted: flag.optional(),
  pauseRecordingPermitted: flag.optional(),
  recordingPauseDuration: seconds.optional(),
  overflowNumber: z.string().optional(),
  vendorId: z.string().optional(),
  xspVersion: z.string().max(80).optional(),
  subscriptionId: z.string().max(80).optional(),
  routingType: z.enum(["LONGEST_AVAILABLE_AGENT", "SKILLS_BASED", "CIRCULAR", "LINEAR"]),
  skillBasedRoutingType: z.enum(["LONGEST_AVAILABLE_AGENT", "BEST_AVAILABLE_AGENT"]).optional(),
  queueRoutingType: z.enum(["TEAM_BASED", "SKILL_BASED", "AGENT_BASED"]),
  queueSkillRequirements: z.array(skillRequirement).optional(),
  agents: z.array(z.object({ id, ciUserId: id.optional() })).optional(),
  callDistributionGroups: z.array(distributionGroup).optional(),
  assistantSkill: z.object({ assistantSkillId: id.optional() }).optional(),
  queueLevelSummariesInclusion: inclusion.optional(),
  queueLevelSentimentAnalysisInclusion: inclusion.optional(),
  queueLevelPredictedWaitTimeInclusion: inclusion.optional(),
  queueLevelAutoCsatInclusion: inclusion.optional(),
  queueLevelRealTimeTranscriptionsInclusion: inclusion.optional(),
});

/** Needed for telephony, whatever the official description says. */
const TELEPHONY_FIELDS = [
  "monitoringPermitted",
  "parkingPermitted",
  "recordingPermitted",
  "recordingAllCallsPermitted",
  "pauseRecordingPermitted",
  "defaultMusicInQueueMediaFileId",
] as const;

/** Left out of a PUT, these keep what they were. */
const KEPT_FIELDS = [
  "queueLevelSummariesInclusion",
  "queueLevelSentimentAnalysisInclusion",
  "queueLevelPredictedWaitTimeInclusion",
  "queueLevelAutoCsatInclusion",
  "queueLevelRealTimeTranscriptionsInclusion",
] as const;

const isEmpty = (body: JsonObject, field: string): boolean => {
  const entries = body[field];
  return !Array.isArray(entries) || entries.length === 0;
};

const wrongShape = (body: JsonObject): readonly string[] => {
  // An outdial queue without campaigns is served by the agent who dials.
  const distributes = body["queueType"] === "INBOUND" || body["outdialCampaignEnabled"] === true;
  switch (body["queueRoutingType"]) {
    case "TEAM_BASED":
      return distributes && isEmpty(body, "callDistributionGroups") ? ["callDistributionGroups"] : [];
    case "SKILL_BASED":
      return [
        ...(isEmpty(body, "queueSkillRequirements") ? ["queueSkillRequirements"] : []),
        ...(isEmpty(body, "callDistributionGroups") ? [] : ["callDistributionGroups"]),
      ];
    default:
      return isEmpty(body, "agents") ? ["agents"] : [];
  }
};

const check = (body: JsonObject): void => {
  const telephony = body["channelType"] === "TELEPHONY";
  const wrong = [
    ...(body["queueType"] === "OUTBOUND" && !telephony ? ["channelType"] : []),
    ...(telephony ? TELEPHONY_FIELDS.filter((field) => body[field] === undefined) : []),
    ...(body["channelType"] === "SOCIAL_CHANNEL" && body["socialChannelType"] === undefined
      ? ["socialChannelType"]
      : []),
    ...(body["routingType"] === "SKILLS_BASED" && body["skillBasedRoutingType"] === undefined
      ? ["skillBasedRoutingType"]
      : []),
    ...wrongShape(body),
  ];
  if (wrong.length > 0) throw invalidFields(wrong);
};

/** Where contacts wait for an agent. */
export const contactServiceQueue: Noun = {
  kind: "contact-service-queue",
  type: "queue",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/contact-service-queue",
  schema,
  prefixes: { list: ["", "v2", "v3"], create: ["", "v2"], item: ["", "v2"] },
  undeletable: ["v2"],
  created: 201,
  deleted: 204,
  unique: ["name"],
  immutable: ["channelType", "queueType", "queueRoutingType", "routingType"],
  references: {
    "callDistributionGroups.agentGroups.teamId": "team",
    "queueSkillRequirements.skillId": "skill",
    "agents.id": "user",
    defaultMusicInQueueMediaFileId: "audio-file",
  },
  listOmits: ["callDistributionGroups", "queueSkillRequirements", "agents"],
  flagged: ["manuallyAssignable", "personalizedAIRouting"],
  check,
  complete: (body, { before, entities }) => {
    const kept = KEPT_FIELDS.map((field) => [field, textOf(body[field] ?? before?.[field], "EXCLUDED")] as const);
    const { orgId } = entities.core;
    const telephony = body["channelType"] === "TELEPHONY";
    return {
      ...body,
      ...Object.fromEntries(kept),
      timezone: body["timezone"] ?? "America/New_York",
      ...(telephony
        ? {
            controlFlowScriptUrl: `https://flow-control.produs1.ciscoccservice.com/${orgId}/royal-enfield`,
            ivrRequeueUrl: `https://flow-control.produs1.ciscoccservice.com/${orgId}/ivr-requeue`,
          }
        : {}),
    };
  },
  bulk: "create",
};
