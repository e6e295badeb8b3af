import { Command } from "../../support/command";
import { lifecycle } from "../../support/lifecycle";
import { Tenant } from "../../support/tenant";

const layout = { appTitle: "CRM", agent: { header: { id: "header" }, area: { panel: [1, 2] } } };

lifecycle("webex.DesktopLayout", "desktop-layout", (tenant) =>
  Promise.resolve({
    inputs: { name: "CRM layout", description: "With the CRM", jsonFileContent: JSON.stringify(layout) },
    wire: {
      name: "CRM layout",
      description: "With the CRM",
      jsonFileContent: JSON.stringify(layout),
      jsonFileName: "layout.json",
      editedBy: "Pulumi",
      global: false,
      status: true,
      defaultJsonModified: true,
      validated: true,
      teamIds: [],
    },
    update: {
      inputs: { jsonFileContent: { ...layout, appTitle: "Help desk" }, active: false },
      wire: { jsonFileContent: JSON.stringify({ ...layout, appTitle: "Help desk" }), status: false },
    },
    removal: { input: "description", wire: { description: null } },
    drift: {
      by: (id) => tenant.edit("desktop-layout", id, { jsonFileContent: '{"appTitle":"Other"}' }),
      input: "jsonFileContent",
      shown: '{"appTitle":"Other"}',
    },
    rename: { name: "CRM layout 2" },
    references: ["jsonFileContent"],
    refused: [
      [{ name: "" }, "name", "must not be empty"],
      [{ name: "x".repeat(256) }, "name", "may have at most 255 characters"],
      [{ jsonFileContent: undefined }, "jsonFileContent", /./],
      [
        { jsonFileContent: "{" },
        "jsonFileContent",
        /^is not JSON: .+ at line 1, column 2\. No agent could sign in with it$/,
      ],
      [{ jsonFileContent: "[]" }, "jsonFileContent", "must be a JSON object, as Control Hub's Download gives it"],
      [{ jsonFileName: "" }, "jsonFileName", "must not be empty"],
      [{ editedBy: "" }, "editedBy", "must not be empty"],
    ],
    requests: {
      create: ["POST desktop-layout"],
      update: ["GET desktop-layout/:id", "PUT desktop-layout/:id"],
      delete: ["DELETE desktop-layout/:id"],
      gone: ["DELETE desktop-layout/:id"],
    },
  }),
);

describe("a layout's JSON", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await Tenant.start();
  });
  afterAll(() => tenant.close());
  const command = () => new Command("webex.DesktopLayout", () => tenant.connect());

  it("is the same however its keys and spaces stand", async () => {
    const before = await command().up({ name: "CRM layout", jsonFileContent: layout });
    tenant.requests();
    const { agent, appTitle } = layout;
    const turned = JSON.stringify({ agent: { area: agent.area, header: agent.header }, appTitle }, null, 4);
    await command().up({ name: "CRM layout", jsonFileContent: turned }, before);
    expect(tenant.writes()).toEqual([]);
    const moved = { ...layout, agent: { ...agent, area: { panel: [2, 1] } } };
    await command().up({ name: "CRM layout", jsonFileContent: moved }, before);
    expect(tenant.writes()).toEqual(["PUT desktop-layout/:id"]);
  });

  it("is changed without taking the layout from its teams, and the Global Layout is nobody's to change", async () => {
    const site = await tenant.named("site", "Site-1");
    const team = await tenant.make("team", { name: "Tier 1", siteId: site.id, teamType: "AGENT" });
    const before = await command().up({ name: "Team layout", jsonFileContent: layout });
    await tenant.edit("desktop-layout", before.id, { teamIds: [team.id] });
    await command().up({ name: "Team layout", jsonFileContent: layout, description: "Ours" }, before);
    expect(await tenant.object("desktop-layout", before.id)).toMatchObject({ description: "Ours", teamIds: [team.id] });
    const global = await tenant.named("desktop-layout", "Global Layout");
    const adopted = { id: global.id, inputs: {}, outputs: { __tenant: tenant.orgId } };
    await expect(command().up({ name: "Global Layout", jsonFileContent: layout }, adopted)).rejects.toThrow(
      /is a system object, which Webex lets nobody change or delete/,
    );
  });
});
