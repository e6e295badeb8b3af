import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.Team", "team", async (tenant) => {
  const site = await tenant.named("site", "Site-1");
  const other = await tenant.make("site", { ...site, id: undefined, name: "Lyon" });
  return {
    inputs: { name: "Tier 1", siteId: site.id, description: "First line" },
    wire: {
      name: "Tier 1",
      siteId: site.id,
      description: "First line",
      teamType: "AGENT",
      teamStatus: "IN_SERVICE",
      active: true,
      rankQueuesForTeam: false,
    },
    update: {
      inputs: { name: "Tier One", teamStatus: "NOT_AVAILABLE" },
      wire: { name: "Tier One", teamStatus: "NOT_AVAILABLE", description: "First line" },
    },
    removal: { input: "description", wire: { description: null } },
    drift: {
      by: (id) => tenant.edit("team", id, { description: null }),
      input: "description",
      shown: undefined,
    },
    replacements: {
      siteId: { siteId: other.id },
      teamType: { teamType: "CAPACITY", dialedNumber: "+15551230001", capacity: 2 },
    },
    rename: { name: "Tier 1 b" },
    references: ["siteId"],
    refused: [
      [{ name: "" }, "name", "must not be empty"],
      [{ name: "x".repeat(81) }, "name", "may have at most 80 characters"],
      [{ siteId: undefined }, "siteId", "is required"],
      [{ teamType: "CAPACITY" }, "dialedNumber", "is required for a CAPACITY team"],
      [{ teamType: "CAPACITY" }, "capacity", "is required for a CAPACITY team"],
      [{ capacity: 3 }, "capacity", "is for CAPACITY teams only"],
      [{ sitId: site.id }, "sitId", "sitId is not a field of webex.Team; did you mean siteId?"],
    ],
    requests: {
      create: ["POST team"],
      update: ["GET team/:id", "PUT team/:id"],
      delete: ["DELETE team/:id"],
      gone: ["DELETE team/:id"],
    },
  };
});
