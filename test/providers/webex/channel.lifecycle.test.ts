import { lifecycle } from "../../support/lifecycle";

const messagingPolicy = {
  maxMessageCharacters: 500,
  allowFileAttachments: true,
  allowedFileTypes: { documents: ["pdf"] },
};

lifecycle("webex.Channel", "channel", (tenant) =>
  Promise.resolve({
    inputs: {
      name: "Fax",
      description: "From the machine",
      channelType: "CUSTOM_MESSAGING",
      logoIconName: "document",
      messagingPolicy,
    },
    wire: {
      name: "Fax",
      description: "From the machine",
      logoType: "MOMENTUM",
      logoIconName: "document",
      messagingPolicy,
    },
    update: { inputs: { name: "Telefax", logoIconName: "print" }, wire: { name: "Telefax", logoIconName: "print" } },
    removal: { input: "description", wire: { description: null } },
    drift: {
      by: (id) => tenant.edit("channel", id, { logoIconName: "chat" }),
      input: "logoIconName",
      shown: "chat",
    },
    replacements: { channelType: { channelType: "WORK_ITEM" } },
    rename: { name: "Fax 2" },
    references: [],
    refused: [
      [{ name: "x".repeat(81) }, "name", "may have at most 80 characters"],
      [{ channelType: "EMAIL" }, "channelType", /WORK_ITEM/],
      [{ logoIconName: "" }, "logoIconName", "must be the name of an icon"],
      [
        { messagingPolicy: { ...messagingPolicy, maxMessageCharacters: 20_001 } },
        "messagingPolicy.maxMessageCharacters",
        "may be at most 20000",
      ],
    ],
    requests: {
      create: ["POST channel"],
      update: ["GET channel/:id", "PUT channel/:id"],
      delete: ["DELETE channel/:id"],
      gone: ["DELETE channel/:id"],
    },
  }),
);
