import { partLifecycle } from "../../support/part";

partLifecycle("webex.DesktopLayoutTeams", "desktop-layout", async (tenant) => {
  const { id: siteId } = await tenant.named("site", "Site-1");
  const team = async (name: string) =>
    (await tenant.make("team", { name, siteId, teamType: "AGENT", active: true })).id;
  const [tier1, tier2] = [await team("Tier 1"), await team("Tier 2")];
  const [night, day] = [await team("Night"), await team("Day")];
  const layout = await tenant.make("desktop-layout", {
    name: "CRM layout",
    editedBy: "Ada",
    jsonFileName: "crm.json",
    jsonFileContent: "{}",
    global: false,
    status: true,
    defaultJsonModified: true,
    validated: true,
    teamIds: [night],
  });
  return {
    inputs: { desktopLayoutId: layout.id, teamIds: [tier1, tier2] },
    owner: layout,
    wire: { editedBy: "Ada", jsonFileContent: "{}", teamIds: [night, tier1, tier2] },
    update: { inputs: { teamIds: [tier2] }, wire: { editedBy: "Ada", teamIds: [night, tier2] } },
    drift: {
      by: () => tenant.edit("desktop-layout", layout.id, { teamIds: [night, tier2] }),
      input: "teamIds",
      shown: [tier2],
    },
    foreign: {
      by: () => tenant.edit("desktop-layout", layout.id, { teamIds: [night, tier1, tier2, day] }),
      wire: { teamIds: [night, day] },
    },
    removed: { editedBy: "Ada", teamIds: [night] },
    references: ["desktopLayoutId", "teamIds"],
    refused: [
      [{ teamIds: [] }, "teamIds", "needs at least one team"],
      [{ teamIds: [""] }, "teamIds[0]", "must be the id of a team"],
      [{ desktopLayoutId: undefined }, "desktopLayoutId", "is required"],
    ],
    requests: {
      create: ["GET desktop-layout/:id", "PUT desktop-layout/:id", "GET desktop-layout/:id"],
      update: ["GET desktop-layout/:id", "PUT desktop-layout/:id", "GET desktop-layout/:id"],
      delete: ["GET desktop-layout/:id", "PUT desktop-layout/:id", "GET desktop-layout/:id"],
      again: ["GET desktop-layout/:id"],
      gone: ["GET desktop-layout/:id"],
    },
  };
});
