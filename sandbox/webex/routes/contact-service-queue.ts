import { textOf, type JsonObject } from "../../core/json";
import { invalidFields } from "../webex-errors";
import { nounOf } from "../read-nouns";

/** Required for telephony, although the official description does not say so. */
const TELEPHONY_FIELDS = [
  "monitoringPermitted",
  "parkingPermitted",
  "recordingPermitted",
  "recordingAllCallsPermitted",
  "pauseRecordingPermitted",
  "defaultMusicInQueueMediaFileId",
] as const;

/** These keep their value when a PUT leaves them out. */
const KEPT_FIELDS = [
  "queueLevelSummariesInclusion",
  "queueLevelSentimentAnalysisInclusion",
  "queueLevelPredictedWaitTimeInclusion",
  "queueLevelAutoCsatInclusion",
  "queueLevelRealTimeTranscriptionsInclusion",
] as const;

function isEmpty(body: JsonObject, field: string): boolean {
  const entries = body[field];
  return !Array.isArray(entries) || entries.length === 0;
}

function wrongShape(body: JsonObject): readonly string[] {
  // The agent who dials serves an outdial queue without campaigns.
  const distributes = body.queueType === "INBOUND" || body.outdialCampaignEnabled === true;
  switch (body.queueRoutingType) {
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
}

function check(body: JsonObject): void {
  const telephony = body.channelType === "TELEPHONY";
  const wrong = [
    ...(body.queueType === "OUTBOUND" && !telephony ? ["channelType"] : []),
    ...(telephony ? TELEPHONY_FIELDS.filter((field) => body[field] === undefined) : []),
    ...(body.channelType === "SOCIAL_CHANNEL" && body.socialChannelType === undefined ? ["socialChannelType"] : []),
    ...(body.routingType === "SKILLS_BASED" && body.skillBasedRoutingType === undefined
      ? ["skillBasedRoutingType"]
      : []),
    ...wrongShape(body),
  ];
  if (wrong.length > 0) throw invalidFields(wrong);
}

/** Where contacts wait for an agent. */
export const contactServiceQueue = nounOf("contact-service-queue", {
  check,
  computed: ["controlFlowScriptUrl", "ivrRequeueUrl"],
  complete: (body, { before, entities }) => {
    const kept = KEPT_FIELDS.map((field) => [field, textOf(body[field] ?? before?.[field], "EXCLUDED")] as const);
    const { orgId } = entities.core;
    const telephony = body.channelType === "TELEPHONY";
    return {
      ...body,
      ...Object.fromEntries(kept),
      timezone: body.timezone ?? "America/New_York",
      ...(telephony
        ? {
            controlFlowScriptUrl: `https://flow-control.produs1.ciscoccservice.com/${orgId}/royal-enfield`,
            ivrRequeueUrl: `https://flow-control.produs1.ciscoccservice.com/${orgId}/ivr-requeue`,
          }
        : {}),
    };
  },
});
