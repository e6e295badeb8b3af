import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.EntryPoint", "entry-point", async (tenant) => {
  const music = await tenant.named("audio-file", "defaultmusic_on_hold.wav");
  const queue = await tenant.make("contact-service-queue", { name: "Outdial", queueType: "OUTBOUND", active: true });
  const digital = { channelType: "WORK_ITEM", imiOrgType: "MIXED_MODE" };
  const asset = await tenant.make("asset", { name: "Claims", channelType: "WORK_ITEM" });
  return {
    inputs: { name: "Support line", description: "Main number", musicOnHoldId: music.id },
    wire: {
      name: "Support line",
      description: "Main number",
      entryPointType: "INBOUND",
      channelType: "TELEPHONY",
      serviceLevelThreshold: 30,
      maximumActiveContacts: 0,
      active: true,
      musicOnHoldId: music.id,
    },
    update: {
      inputs: { serviceLevelSeconds: 45, timezone: "Europe/Paris" },
      wire: { serviceLevelThreshold: 45, timezone: "Europe/Paris" },
    },
    removal: { input: "musicOnHoldId", wire: { musicOnHoldId: null } },
    drift: {
      by: (id) => tenant.edit("entry-point", id, { musicOnHoldId: null }),
      input: "musicOnHoldId",
      shown: undefined,
    },
    replacements: {
      entryPointType: { entryPointType: "OUTBOUND", outdialQueueId: queue.id },
      channelType: { ...digital, assetId: asset.id },
    },
    rename: { name: "Support line 2" },
    references: ["flowId", "flowTagId", "musicOnHoldId", "outdialQueueId"],
    refused: [
      [digital, "assetId", "is required for a digital channel"],
      [{ ...digital, imiOrgType: undefined }, "imiOrgType", "is required for a digital channel"],
      [{ assetId: "a1" }, "assetId", "is for digital channels only"],
      [{ ...digital, entryPointType: "OUTBOUND" }, "channelType", "must be TELEPHONY for an OUTBOUND entry point"],
      [{ name: "Support + sales" }, "name", "may hold only letters, digits, spaces, &, - and _"],
      [{ serviceLevelSeconds: 0 }, "serviceLevelSeconds", "must be at least 1 s"],
      [{ flowId: "f1" }, "flowTagId", "is required with flowId"],
      [{ flowId: "f1", flowTagId: "Live", musicOnHoldId: undefined }, "musicOnHoldId", "is required with flowId"],
      [{ flowTagId: "Live" }, "flowId", "is required with flowTagId"],
      [{ entryPointType: "OUTBOUND" }, "outdialQueueId", "is required for an OUTBOUND entry point"],
      [{ outdialTransferToQueueEnabled: true }, "outdialTransferToQueueEnabled", "is for OUTBOUND entry points only"],
      [{ flowOverrideSettings: [] }, "flowOverrideSettings", "needs at least one setting"],
      [
        {
          entryPointType: "OUTBOUND",
          outdialQueueId: queue.id,
          flowOverrideSettings: [{ name: "greeting", type: "STRING", value: "Hello" }],
        },
        "flowOverrideSettings",
        "is for INBOUND entry points only",
      ],
      [{ channelType: "EMAIL" }, "channelType", /TELEPHONY/],
    ],
    requests: {
      create: ["POST entry-point"],
      update: ["GET entry-point/:id", "PUT entry-point/:id"],
      delete: ["DELETE entry-point/:id"],
      gone: ["DELETE entry-point/:id"],
    },
  };
});
