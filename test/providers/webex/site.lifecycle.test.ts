import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.Site", "site", async (tenant) => {
  const profile = await tenant.named("multimedia-profile", "Default_Multimedia_Profile");
  return {
    inputs: { name: "Lyon", multimediaProfileId: profile.id, description: "Second floor" },
    wire: { name: "Lyon", multimediaProfileId: profile.id, description: "Second floor", active: true },
    update: { inputs: { active: false }, wire: { name: "Lyon", description: "Second floor", active: false } },
    removal: { input: "description", wire: { description: null } },
    drift: { by: (id) => tenant.edit("site", id, { name: "Lyons" }), input: "name", shown: "Lyons" },
    rename: { name: "Lyon 2" },
    references: ["multimediaProfileId"],
    refused: [
      [{ name: "Lyon & Paris" }, "name", "may hold only letters, digits, spaces, - and _"],
      [{ name: "x".repeat(81) }, "name", "may have at most 80 characters"],
      [{ description: "x".repeat(256) }, "description", "may have at most 255 characters"],
      [{ multimediaProfileId: "" }, "multimediaProfileId", "must be the id of a multimedia profile"],
      [{ active: "yes" }, "active", /expected boolean/],
    ],
    requests: {
      create: ["POST site"],
      update: ["GET site/:id", "PUT site/:id"],
      delete: ["DELETE site/:id"],
      gone: ["DELETE site/:id"],
    },
  };
});
