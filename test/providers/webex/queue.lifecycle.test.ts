import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.Queue", "contact-service-queue", async (tenant) => {
  const { id: siteId } = await tenant.named("site", "Site-1");
  const music = await tenant.named("audio-file", "defaultmusic_on_hold.wav");
  const makeTeam = (name: string) =>
    tenant.make("team", { name, siteId, teamType: "AGENT", teamStatus: "IN_SERVICE", active: true });
  const [tier1, tier2] = [await makeTeam("Tier 1"), await makeTeam("Tier 2")];
  const skill = await tenant.make("skill", {
    name: "French",
    active: true,
    skillType: "BOOLEAN",
    serviceLevelThreshold: 1,
  });
  const member = { teamId: tier1.id };
  return {
    inputs: {
      name: "Support",
      description: "Everybody",
      defaultMusicInQueueMediaFileId: music.id,
      callDistributionGroups: [{ teamIds: [tier1.id] }, { teamIds: [tier2.id, tier1.id], afterSeconds: 60 }],
    },
    wire: {
      name: "Support",
      description: "Everybody",
      queueType: "INBOUND",
      channelType: "TELEPHONY",
      queueRoutingType: "TEAM_BASED",
      routingType: "LONGEST_AVAILABLE_AGENT",
      serviceLevelThreshold: 60,
      maxActiveContacts: 0,
      maxTimeInQueue: 3600,
      recordingPauseDuration: 10,
      monitoringPermitted: true,
      parkingPermitted: true,
      recordingPermitted: true,
      recordingAllCallsPermitted: false,
      pauseRecordingPermitted: true,
      checkAgentAvailability: false,
      defaultMusicInQueueMediaFileId: music.id,
      callDistributionGroups: [
        { order: 1, duration: 0, agentGroups: [member] },
        { order: 2, duration: 60, agentGroups: [{ teamId: tier2.id }, member] },
      ],
    },
    update: {
      inputs: { serviceLevelSeconds: 20, callDistributionGroups: [{ teamIds: [tier2.id], afterSeconds: 0 }] },
      wire: {
        serviceLevelThreshold: 20,
        callDistributionGroups: [{ order: 1, duration: 0, agentGroups: [{ teamId: tier2.id }] }],
      },
    },
    removal: { input: "description", wire: { description: null } },
    drift: {
      by: (id) => tenant.edit("contact-service-queue", id, { maxTimeInQueue: 7200 }),
      input: "maxTimeInQueueSeconds",
      shown: 7200,
    },
    replacements: {
      queueType: { queueType: "OUTBOUND" },
      channelType: { channelType: "CHAT" },
      queueRoutingType: {
        queueRoutingType: "SKILL_BASED",
        callDistributionGroups: undefined,
        skillRequirements: [{ skillId: skill.id, condition: "IS", skillValue: "true" }],
      },
      routingType: { routingType: "SKILLS_BASED", skillBasedRoutingType: "BEST_AVAILABLE_AGENT" },
    },
    rename: { name: "Support 2" },
    references: ["defaultMusicInQueueMediaFileId", "callDistributionGroups"],
    refused: [
      [{ name: "Two\nlines" }, "name", "may hold only printable characters"],
      [{ serviceLevelSeconds: 0 }, "serviceLevelSeconds", "must be at least 1 s"],
      [{ serviceLevelSeconds: 1.5 }, "serviceLevelSeconds", "must be whole seconds"],
      [{ maxTimeInQueueSeconds: 86_401 }, "maxTimeInQueueSeconds", "may be at most 86400 s"],
      [{ timezone: "Europe/Pariss" }, "timezone", "is not an IANA time zone; did you mean Europe/Paris?"],
      [{ callDistributionGroups: [{ teamIds: [] }] }, "callDistributionGroups[0].teamIds", "needs at least one team"],
      [
        { callDistributionGroups: [{ teamIds: ["a"], afterSeconds: -1 }] },
        "callDistributionGroups[0].afterSeconds",
        "must be at least 0 s",
      ],
      [{ callDistributionGroups: undefined }, "callDistributionGroups", "is required for a TEAM_BASED queue"],
      [{ agentIds: ["u1"] }, "agentIds", "does not belong to a TEAM_BASED queue"],
      [{ queueRoutingType: "SKILL_BASED" }, "skillRequirements", "is required for a SKILL_BASED queue"],
      [
        { defaultMusicInQueueMediaFileId: undefined },
        "defaultMusicInQueueMediaFileId",
        "is required for a TELEPHONY queue: give the id of an audio file, e.g. from getAudioFile",
      ],
      [{ channelType: "SOCIAL_CHANNEL" }, "socialChannelType", "is required for a SOCIAL_CHANNEL queue"],
      [{ outdialCampaignEnabled: true }, "outdialCampaignEnabled", "is for OUTBOUND queues only"],
      [{ overflowNumber: "+1555" }, "overflowNumber", "may hold only digits"],
      [
        { queueType: "OUTBOUND", outdialCampaignEnabled: true, callDistributionGroups: undefined },
        "callDistributionGroups",
        "is required for a TEAM_BASED queue",
      ],
      [{ routingType: "SKILLS_BASED" }, "skillBasedRoutingType", "is required with SKILLS_BASED"],
      [{ queueType: "OUTBOUND", channelType: "CHAT" }, "channelType", "must be TELEPHONY for an OUTBOUND queue"],
      [{ channelType: "PHONE" }, "channelType", /TELEPHONY/],
    ],
    requests: {
      create: ["POST v2/contact-service-queue"],
      update: ["GET contact-service-queue/:id", "PUT v2/contact-service-queue/:id"],
      delete: ["DELETE contact-service-queue/:id"],
      gone: ["DELETE contact-service-queue/:id"],
    },
  };
});
