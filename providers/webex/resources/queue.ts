import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { descriptionField, idField, nameField, secondsField, timezoneField } from "../fields/common";
import { MAX_SKILL_WEIGHT, MAX_TIME_IN_QUEUE_SECONDS } from "../limits";
import { lookUpOf } from "../client/find-by-name";

const CallDistributionGroup = z.strictObject({
  /** The teams that are offered the contact. */
  teamIds: z.array(idField("a team")).min(1, "needs at least one team"),
  /** Seconds a contact has waited when this group joins; 0 for the first group. */
  afterSeconds: secondsField(0, MAX_TIME_IN_QUEUE_SECONDS).default(0),
});

const SkillRequirement = z.strictObject({
  /** The skill. */
  skillId: idField("a skill"),
  /** How the agent's value is compared: `GTE` and `LTE` for `PROFICIENCY` skills, `IS` and `IS_NOT` for all types. */
  condition: z.enum(["IS", "IS_NOT", "GTE", "LTE"]),
  /** Always text: "true", "5", or the name of an enum value. */
  skillValue: z.string().min(1),
  /** Weight of the skill against the others: 0 to 1,000. */
  weight: z
    .number()
    .int("must be a whole number")
    .min(0, "must be at least 0")
    .max(MAX_SKILL_WEIGHT, `may be at most ${MAX_SKILL_WEIGHT}`)
    .optional(),
});

const inclusion = z.enum(["INCLUDED", "EXCLUDED"]);

const inputs = z.strictObject({
  /** Unique in the organisation; at most 80 characters. Flows and reports show it. */
  name: nameField(/^[^\n\r\t]+$/, 80, "printable characters"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Whether contacts can be queued. */
  active: z.boolean().default(true),
  /** `INBOUND`: contacts arrive; `OUTBOUND`: agents dial. Fixed at creation. */
  queueType: z.enum(["INBOUND", "OUTBOUND"]).default("INBOUND"),
  /** The channel served. Fixed at creation: changing it replaces the queue. */
  channelType: z
    .enum(["TELEPHONY", "EMAIL", "CHAT", "SOCIAL_CHANNEL", "WORK_ITEM", "CUSTOM_MESSAGING"])
    .default("TELEPHONY"),
  /** The service behind a `SOCIAL_CHANNEL`; required for it. */
  socialChannelType: z
    .enum(["MESSAGEBIRD", "MESSENGER", "WHATSAPP", "APPLE_BUSINESS_CHAT", "GOOGLE_BUSINESS_MESSAGES"])
    .optional(),
  /** `TEAM_BASED`: call distribution groups; `SKILL_BASED`: skill requirements; `AGENT_BASED`: named agents. Fixed at creation. */
  queueRoutingType: z.enum(["TEAM_BASED", "SKILL_BASED", "AGENT_BASED"]).default("TEAM_BASED"),
  /** Which of the available agents gets the contact. Fixed at creation. */
  routingType: z
    .enum(["LONGEST_AVAILABLE_AGENT", "SKILLS_BASED", "CIRCULAR", "LINEAR"])
    .default("LONGEST_AVAILABLE_AGENT"),
  /** Which of the agents with the skills gets the contact; required with `SKILLS_BASED`. */
  skillBasedRoutingType: z.enum(["LONGEST_AVAILABLE_AGENT", "BEST_AVAILABLE_AGENT"]).optional(),
  /** Service-level target: the seconds within which a contact should be answered. */
  serviceLevelSeconds: secondsField(1).default(60),
  /** Contacts that may wait at once; 0 = no limit. */
  maxActiveContacts: z.number().int().min(0).default(0),
  /** Longest wait, in seconds: 1 to 86,400. */
  maxTimeInQueueSeconds: secondsField(1, MAX_TIME_IN_QUEUE_SECONDS).default(3_600),
  /** Music while waiting: the id of an audio file. Required for telephony. */
  defaultMusicInQueueMediaFileId: idField("an audio file").optional(),
  /** IANA time zone of its reports. Default: the organisation's. */
  timezone: timezoneField().optional(),
  /** Whether groups without an available agent are skipped at once. */
  checkAgentAvailability: z.boolean().default(false),
  /** Whether campaigns dial for it. `OUTBOUND` only; true requires call distribution groups. */
  outdialCampaignEnabled: z.boolean().optional(),
  /** Number that contacts go to when nobody takes them; digits only. */
  overflowNumber: z.string().regex(/^\d+$/, "may hold only digits").optional(),
  /** Whether supervisors may listen in. Telephony. */
  monitoringPermitted: z.boolean().default(true),
  /** Whether calls may be parked. Telephony. */
  parkingPermitted: z.boolean().default(true),
  /** Whether agents may record. Telephony. */
  recordingPermitted: z.boolean().default(true),
  /** Whether every call is recorded. Telephony. */
  recordingAllCallsPermitted: z.boolean().default(false),
  /** Whether agents may pause a recording. Telephony. */
  pauseRecordingPermitted: z.boolean().default(true),
  /** Seconds after which a paused recording continues: 0 to 3,600. Telephony. */
  recordingPauseSeconds: secondsField(0, 3_600).default(10),
  /** Whether the AI Assistant summarises its contacts. These five inputs need the AI Assistant; left out, they are not changed. */
  queueLevelSummariesInclusion: inclusion.optional(),
  /** Whether the AI Assistant analyses the sentiment of its contacts. */
  queueLevelSentimentAnalysisInclusion: inclusion.optional(),
  /** Whether the AI Assistant predicts the wait in this queue. */
  queueLevelPredictedWaitTimeInclusion: inclusion.optional(),
  /** Whether the AI Assistant estimates the satisfaction of its callers. */
  queueLevelAutoCsatInclusion: inclusion.optional(),
  /** Whether the AI Assistant transcribes its calls in real time. */
  queueLevelRealTimeTranscriptionsInclusion: inclusion.optional(),
  /** Who is offered the contact, and when. `TEAM_BASED` only; an `OUTBOUND` queue without campaigns may have none. */
  callDistributionGroups: z.array(CallDistributionGroup).min(1).optional(),
  /** Skills that an agent must have. `SKILL_BASED` only. */
  skillRequirements: z.array(SkillRequirement).min(1).optional(),
  /** The agents, by their Webex Contact Center user id, in order. `AGENT_BASED` only. */
  agentIds: z.array(idField("a user")).min(1).optional(),
});

const wire = baseWire.extend({
  name: z.string(),
  serviceLevelThreshold: z.number(),
  maxTimeInQueue: z.number(),
  recordingPauseDuration: z.number().optional(),
  callDistributionGroups: z
    .array(
      z.looseObject({
        order: z.number(),
        duration: z.number().default(0),
        agentGroups: z.array(z.looseObject({ teamId: z.string() })).default([]),
      }),
    )
    .optional(),
  queueSkillRequirements: z
    .array(z.looseObject({ skillId: z.string(), condition: z.string(), skillValue: z.string() }))
    .optional(),
  agents: z.array(z.looseObject({ id: z.string() })).optional(),
});

type Inputs = z.output<typeof inputs>;

/** The input that lists the agents, by routing type. */
const MEMBERS = {
  TEAM_BASED: "callDistributionGroups",
  SKILL_BASED: "skillRequirements",
  AGENT_BASED: "agentIds",
} as const;

function rules(queue: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  const problems: Problem[] = [];
  const { queueRoutingType: routing, channelType, queueType } = queue;
  if (routing !== undefined) {
    const needed = MEMBERS[routing];
    // In an outdial queue without campaigns the agent who dials serves the contact, so it needs no groups.
    const dialled = routing === "TEAM_BASED" && queueType === "OUTBOUND" && queue.outdialCampaignEnabled !== true;
    if (isKnown(needed) && queue[needed] === undefined && !dialled)
      problems.push({ property: needed, reason: `is required for a ${routing} queue` });
    const foreign = Object.values(MEMBERS).filter((key) => key !== needed && queue[key] !== undefined);
    problems.push(...foreign.map((property) => ({ property, reason: `does not belong to a ${routing} queue` })));
  }
  if (queueType === "OUTBOUND" && channelType !== undefined && channelType !== "TELEPHONY") {
    problems.push({ property: "channelType", reason: "must be TELEPHONY for an OUTBOUND queue" });
  }
  if (channelType === "SOCIAL_CHANNEL" && isKnown("socialChannelType") && queue.socialChannelType === undefined) {
    problems.push({ property: "socialChannelType", reason: "is required for a SOCIAL_CHANNEL queue" });
  }
  if (queue.outdialCampaignEnabled === true && queueType === "INBOUND") {
    problems.push({ property: "outdialCampaignEnabled", reason: "is for OUTBOUND queues only" });
  }
  if (
    channelType === "TELEPHONY" &&
    isKnown("defaultMusicInQueueMediaFileId") &&
    queue.defaultMusicInQueueMediaFileId === undefined
  ) {
    problems.push({
      property: "defaultMusicInQueueMediaFileId",
      reason: "is required for a TELEPHONY queue: give the id of an audio file, e.g. from getAudioFile",
    });
  }
  if (
    queue.routingType === "SKILLS_BASED" &&
    isKnown("skillBasedRoutingType") &&
    queue.skillBasedRoutingType === undefined
  ) {
    problems.push({ property: "skillBasedRoutingType", reason: "is required with SKILLS_BASED" });
  }
  return problems;
}

function toWire(queue: Inputs): Readonly<Record<string, unknown>> {
  const {
    serviceLevelSeconds,
    maxTimeInQueueSeconds,
    recordingPauseSeconds,
    callDistributionGroups,
    skillRequirements,
    agentIds,
    ...same
  } = queue;
  return {
    ...same,
    serviceLevelThreshold: serviceLevelSeconds,
    maxTimeInQueue: maxTimeInQueueSeconds,
    recordingPauseDuration: recordingPauseSeconds,
    callDistributionGroups: callDistributionGroups?.map(({ teamIds, afterSeconds }, i) => ({
      order: i + 1,
      duration: afterSeconds,
      agentGroups: teamIds.map((teamId) => ({ teamId })),
    })),
    queueSkillRequirements: skillRequirements,
    agents: agentIds?.map((id) => ({ id })),
  };
}

function fromWire(queue: z.output<typeof wire>): Partial<Record<keyof Inputs, unknown>> {
  const groups = [...(queue.callDistributionGroups ?? [])].sort((a, b) => a.order - b.order);
  return {
    serviceLevelSeconds: queue.serviceLevelThreshold,
    maxTimeInQueueSeconds: queue.maxTimeInQueue,
    recordingPauseSeconds: queue.recordingPauseDuration,
    callDistributionGroups: groups.map(({ duration, agentGroups }) => ({
      afterSeconds: duration,
      teamIds: agentGroups.map(({ teamId }) => teamId),
    })),
    skillRequirements: queue.queueSkillRequirements,
    agentIds: queue.agents?.map(({ id }) => id),
  };
}

/**
 * A contact-service queue: where contacts wait for an agent.
 *
 * @example
 * new webex.Queue("Support", {
 *   serviceLevelSeconds: 20,
 *   defaultMusicInQueueMediaFileId: music.id,
 *   callDistributionGroups: [{ teamIds: [tier1.id] }, { teamIds: [tier2.id], afterSeconds: 60 }],
 * });
 *
 * @limit A contact waits at most 86,400 s, which is a day.
 */
export const Queue = defineResource({
  kind: "webex.Queue",
  noun: "queue",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/contact-service-queues",
  inputs,
  naturalKey: ["name"],
  replaceOnChanges: ["queueType", "channelType", "queueRoutingType", "routingType"],
  sets: ["callDistributionGroups.teamIds", "skillRequirements"],
  rules,
  store: webexEntity({
    inputs,
    wire,
    path: "contact-service-queue",
    writeVersion: "v2",
    computed: [
      "controlFlowScriptUrl",
      "ivrRequeueUrl",
      "agentsLastUpdatedByUserName",
      "agentsLastUpdatedByUserEmailPrefix",
      "agentsLastUpdatedTime",
    ],
    toWire,
    fromWire,
  }),
  permission: "queue",
  lookUp: "getQueue",
  export: {},
  trial: {
    inputs: {
      defaultMusicInQueueMediaFileId: "{webex.AudioFile}",
      callDistributionGroups: [{ teamIds: ["{webex.Team}"] }],
    },
    change: { serviceLevelSeconds: 20 },
  },
  picture: {
    family: "people",
    detail: ({ serviceLevelSeconds: seconds }) => (typeof seconds === "number" ? `${seconds} s to answer` : ""),
  },
});
export type Queue = InstanceType<typeof Queue>;

/** An existing queue by name. */
export const { plain: getQueue, output: getQueueOutput } = lookUpOf("webex.Queue");
