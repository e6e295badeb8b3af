import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.MultimediaProfile", "multimedia-profile", (tenant) =>
  Promise.resolve({
    inputs: { name: "Voice and chat", chat: 2, description: "Blended" },
    wire: {
      name: "Voice and chat",
      description: "Blended",
      active: true,
      telephony: 1,
      chat: 2,
      email: 0,
      social: 0,
      blendingModeEnabled: true,
      blendingMode: "BLENDED",
      manuallyAssignable: { telephony: 0, chat: 0, email: 0, social: 0 },
    },
    update: {
      inputs: { chat: 3, manuallyAssignable: { chat: 1 } },
      wire: { chat: 3, manuallyAssignable: { telephony: 0, chat: 1, email: 0, social: 0 } },
    },
    removal: { input: "description", wire: { description: null } },
    drift: { by: (id) => tenant.edit("multimedia-profile", id, { chat: 5 }), input: "chat", shown: 5 },
    rename: { name: "Voice and chat 2" },
    references: [],
    refused: [
      [{ chat: 6 }, "chat", "may be at most 5"],
      [{ telephony: 2 }, "telephony", /<=1$/],
      [{ blendingMode: "BLENDED_REALTIME", telephony: 0 }, "telephony", "must be 1 under BLENDED_REALTIME"],
      [{ blendingMode: "BLENDED_REALTIME", chat: 0 }, "chat", "must be at least 1 under BLENDED_REALTIME"],
      [{ manuallyAssignable: { chat: 9 } }, "manuallyAssignable.chat", "may be at most 5"],
      [{ manuallyAssignable: { chats: 1 } }, "manuallyAssignable", "has unknown fields: chats"],
      [{ name: "a/b" }, "name", "may hold only letters, digits, spaces, ., - and _"],
    ],
    requests: {
      create: ["POST multimedia-profile"],
      update: ["GET multimedia-profile/:id", "PUT multimedia-profile/:id"],
      delete: ["DELETE multimedia-profile/:id"],
      gone: ["DELETE multimedia-profile/:id"],
    },
  }),
);
