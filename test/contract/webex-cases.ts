import { join } from "node:path";
import { flowExport } from "../support/flow";
import { subflowExport } from "../support/subflow";
import type { Tenant } from "../support/tenant";
import { writeWav } from "../support/wav";
import { made, type RequestCase } from "./request-case";
import { AGENT_CASES } from "./webex-agent-cases";

const line = { entryPointType: "INBOUND", channelType: "TELEPHONY", serviceLevelThreshold: 30, active: true };

const musicOf = async (tenant: Tenant): Promise<string> =>
  (await tenant.named("audio-file", "defaultmusic_on_hold.wav")).id;

const ROUTING_CASES: readonly RequestCase[] = [
  {
    kind: "webex.Site",
    variants: async (tenant) => {
      const { id } = await tenant.named("multimedia-profile", "Default_Multimedia_Profile");
      return [{ name: "Lyon", description: "d", active: true, multimediaProfileId: id }];
    },
    change: { description: "e" },
  },
  {
    kind: "webex.MultimediaProfile",
    variants: () =>
      Promise.resolve([
        {
          name: "All channels",
          description: "d",
          active: true,
          telephony: 1,
          chat: 2,
          email: 3,
          social: 4,
          blendingModeEnabled: true,
          blendingMode: "BLENDED_REALTIME",
          manuallyAssignable: { telephony: 1, chat: 1, email: 1, social: 1 },
        },
      ]),
    change: { chat: 3 },
  },
  {
    kind: "webex.Team",
    variants: async (tenant) => {
      const { id: siteId, multimediaProfileId } = await tenant.named("site", "Site-1");
      const layout = await tenant.named("desktop-layout", "Global Layout");
      const skillProfileId = await made(tenant, "skill-profile", "Everything", { activeSkills: [] });
      const agents = { name: "Tier 1", description: "d", siteId, teamType: "AGENT", teamStatus: "NOT_AVAILABLE" };
      return [
        { ...agents, active: true, desktopLayoutId: layout.id, multimediaProfileId, skillProfileId },
        { name: "Outside", siteId, teamType: "CAPACITY", dialedNumber: "+13125550100", capacity: 3 },
      ];
    },
    change: { teamStatus: "IN_SERVICE" },
  },
  {
    kind: "webex.Queue",
    variants: async (tenant) => {
      const { id: siteId } = await tenant.named("site", "Site-1");
      const teamId = await made(tenant, "team", "Tier 1", { siteId, teamType: "AGENT", teamStatus: "IN_SERVICE" });
      const skillId = await made(tenant, "skill", "French", { skillType: "BOOLEAN", serviceLevelThreshold: 1 });
      const user = (await tenant.objects("user"))[0];
      const all = {
        description: "d",
        active: true,
        serviceLevelSeconds: 20,
        maxActiveContacts: 5,
        maxTimeInQueueSeconds: 600,
        defaultMusicInQueueMediaFileId: await musicOf(tenant),
        timezone: "Europe/Paris",
        checkAgentAvailability: true,
        monitoringPermitted: false,
        parkingPermitted: false,
        recordingPermitted: false,
        recordingAllCallsPermitted: false,
        pauseRecordingPermitted: false,
        recordingPauseSeconds: 5,
        overflowNumber: "15551230009",
        queueLevelSummariesInclusion: "EXCLUDED",
        queueLevelSentimentAnalysisInclusion: "EXCLUDED",
        queueLevelPredictedWaitTimeInclusion: "EXCLUDED",
        queueLevelAutoCsatInclusion: "EXCLUDED",
        queueLevelRealTimeTranscriptionsInclusion: "EXCLUDED",
      };
      const bySkill = { queueRoutingType: "SKILL_BASED", routingType: "SKILLS_BASED" };
      return [
        {
          ...all,
          name: "By team",
          callDistributionGroups: [{ teamIds: [teamId] }, { teamIds: [teamId], afterSeconds: 30 }],
        },
        {
          ...all,
          name: "By skill",
          ...bySkill,
          skillBasedRoutingType: "BEST_AVAILABLE_AGENT",
          skillRequirements: [{ skillId, condition: "IS", skillValue: "true", weight: 1000 }],
        },
        { ...all, name: "By agent", queueRoutingType: "AGENT_BASED", agentIds: [user?.id] },
        {
          ...all,
          name: "Outdial",
          queueType: "OUTBOUND",
          outdialCampaignEnabled: true,
          callDistributionGroups: [{ teamIds: [teamId] }],
        },
        { ...all, name: "Chat", channelType: "CHAT", callDistributionGroups: [{ teamIds: [teamId] }] },
        {
          ...all,
          name: "Messages",
          channelType: "SOCIAL_CHANNEL",
          socialChannelType: "WHATSAPP",
          callDistributionGroups: [{ teamIds: [teamId] }],
        },
      ];
    },
    change: { serviceLevelSeconds: 30 },
  },
  {
    kind: "webex.EntryPoint",
    variants: async (tenant) => {
      const music = await musicOf(tenant);
      const outdialQueueId = await made(tenant, "contact-service-queue", "Outdial", { queueType: "OUTBOUND" });
      const flowId = await made(tenant, "flow", "Main", { flowType: "FLOW", tags: { Live: "v1" } });
      const all = {
        description: "d",
        active: true,
        serviceLevelSeconds: 20,
        maximumActiveContacts: 3,
        timezone: "UTC",
      };
      return [
        {
          ...all,
          name: "In",
          flowId,
          flowTagId: "Live",
          musicOnHoldId: music,
          callbackEnabled: true,
          flowOverrideSettings: [
            { name: "hours", type: "STRING", entityType: "BUSINESS_HOURS", entityId: "b1" },
            { name: "greeting", type: "STRING", value: "Hello" },
          ],
        },
        {
          ...all,
          name: "Out",
          entryPointType: "OUTBOUND",
          outdialQueueId,
          outdialTransferToQueueEnabled: true,
        },
        {
          ...all,
          name: "Claims",
          channelType: "WORK_ITEM",
          imiOrgType: "MIXED_MODE",
          assetId: await made(tenant, "asset", "Claims", { channelType: "WORK_ITEM" }),
        },
      ];
    },
    change: { serviceLevelSeconds: 30 },
  },
  {
    kind: "webex.Channel",
    variants: () => {
      const limits = {
        maxNumberOfAttachments: 2,
        maxTotalAttachmentSizeMegabytes: 5,
        maxSingleAttachmentSizeMegabytes: 3,
      };
      const types = { allowFileAttachments: true, allowedFileTypes: { documents: ["pdf"] } };
      const messagingPolicy = { maxMessageCharacters: 500, ...limits, ...types };
      return Promise.resolve([
        { name: "Fax", description: "d", channelType: "CUSTOM_MESSAGING", logoIconName: "chat", messagingPolicy },
      ]);
    },
    change: { description: "e" },
  },
  {
    kind: "webex.Asset",
    variants: async (tenant) => {
      const of = async (channelType: string) => ({
        channelType,
        channelId: await made(tenant, "channel", channelType, { channelType }),
        description: "d",
        businessAddress: channelType,
      });
      const field = { fieldKey: "policy", displayName: "Policy", isViewable: true, isRequired: true };
      const hook = { webhookUrl: "https://example.com/in", webhookSecret: "x".repeat(32) };
      return [
        { name: "Claims", ...(await of("WORK_ITEM")), dataSchema: [field] },
        { name: "Talk", ...(await of("CUSTOM_MESSAGING")), ...hook },
      ];
    },
    change: { description: "e" },
  },
  {
    kind: "webex.WebhookSubscription",
    variants: () => {
      const events = { eventTypes: ["agent:login"], resourceVersion: "agent:1.0.0" };
      const to = { destinationUrl: "https://example.com/in", secret: "x".repeat(32) };
      return Promise.resolve([{ name: "Log-ins", description: "d", ...events, ...to, status: "inactive" }]);
    },
    change: { description: "e" },
  },
  {
    kind: "webex.DialNumber",
    variants: async (tenant) => {
      const { id: location } = await tenant.named("location", "Chicago");
      return [
        {
          dialledNumber: "+13125550102",
          entryPointId: await made(tenant, "entry-point", "Line", line),
          location,
          regionId: "2833f991-c688-43af-b556-490285909385",
          extension: "102",
          routingPrefix: "91",
        },
      ];
    },
    change: { extension: "103" },
  },
  {
    kind: "webex.DialNumbers",
    variants: async (tenant) => {
      const { id: location } = await tenant.named("location", "Chicago");
      const entryPointId = await made(tenant, "entry-point", "Line", line);
      const regionId = "2833f991-c688-43af-b556-490285909385";
      const full = { entryPointId, location, regionId, extension: "102", routingPrefix: "91" };
      return [{ name: "Branches", numbers: { "+13125550103": full, "+13125550104": { entryPointId } } }];
    },
    change: { numbers: {} },
  },
  {
    kind: "webex.AudioFile",
    variants: (tenant) =>
      Promise.resolve([{ name: "welcome.wav", description: "d", file: writeWav(join(tenant.dir, "welcome.wav")) }]),
    change: { description: "e" },
  },
  {
    kind: "webex.GlobalVariable",
    variants: () =>
      Promise.resolve([
        {
          name: "Global_Tier",
          description: "d",
          active: true,
          variableType: "Integer",
          defaultValue: "5",
          agentViewable: true,
          agentEditable: true,
          reportable: true,
          sensitive: false,
          desktopLabel: "Tier",
        },
        { name: "Global_When", variableType: "DateTime", defaultValue: "2026-01-01" },
      ]),
    change: { reportable: false },
  },
  {
    kind: "webex.OutdialAni",
    variants: () =>
      Promise.resolve([
        {
          name: "Outdial",
          description: "d",
          entries: [
            { name: "Main", number: "+13125550100", defaultANIEntry: true },
            { name: "Sales", number: "+13125550101" },
          ],
        },
      ]),
    change: {
      entries: [
        { name: "Main", number: "+13125550100" },
        { name: "New", number: "+13125550109" },
      ],
    },
  },
  {
    kind: "webex.Function",
    variants: () => {
      const inputs = [{ name: "calls", dataType: "integer", value: "3" }];
      const sourceCode = "export const handle = async (request, response) => response;";
      const all = { description: "d", language: "js", selectedRuntime: "nodejs22.x", timeoutInSec: 3, tags: ["Live"] };
      return Promise.resolve([{ name: "Score", ...all, sourceCode, inputs, outputs: { score: 1 }, comment: "c" }]);
    },
    change: { description: "e" },
  },
  {
    kind: "webex.Subflow",
    variants: () =>
      Promise.resolve([{ name: "Look_Up", description: "d", content: subflowExport(), tags: ["Live"], comment: "c" }]),
    change: { content: subflowExport("Good morning") },
  },
  {
    kind: "webex.Flow",
    variants: async (tenant) => {
      const queueId = await made(tenant, "contact-service-queue", "Support", {});
      const bindings = { "QueueContact.destination": queueId };
      return [
        {
          name: "Main_Line",
          description: "d",
          content: flowExport("foreign"),
          bindings,
          tags: ["Live", "Test"],
          comment: "c",
        },
      ];
    },
    change: { content: flowExport("foreign", "Good morning") },
  },
];

export const REQUEST_CASES: readonly RequestCase[] = [...ROUTING_CASES, ...AGENT_CASES];
