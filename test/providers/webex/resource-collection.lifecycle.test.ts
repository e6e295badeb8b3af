import { RESOURCE_TYPES } from "../../../sandbox/webex/routes/resource-collection";
import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.ResourceCollection", "resource-collection", async (tenant) => {
  const site = await tenant.named("site", "Site-1");
  const all = { accessLevel: "ALL" };
  const base = { site: { accessLevel: "SPECIFIC", ids: [site.id] }, channel: all, team: all, queue: all };
  const given = new Map<string, object>([
    ["site", { accessLevel: "SPECIFIC", ids: [site.id] }],
    ["channel", { accessLevel: "ALL", ids: [] }],
    ["team", { accessLevel: "ALL", ids: [] }],
    ["queue", { accessLevel: "ALL", ids: [] }],
  ]);
  const every = RESOURCE_TYPES.map((name) => ({ name, ...(given.get(name) ?? { accessLevel: "NONE", ids: [] }) }));
  const changed = (change: object) => ({ resources: { ...base, ...change } });
  return {
    inputs: { name: "France", description: "All of it", resources: base },
    wire: { name: "France", description: "All of it", resources: expect.arrayContaining(every) as unknown },
    update: {
      inputs: changed({ flow: all }),
      wire: { resources: expect.arrayContaining([{ name: "flow", accessLevel: "ALL", ids: [] }]) as unknown },
    },
    removal: { input: "description", wire: { description: null } },
    drift: {
      by: (id) => tenant.edit("resource-collection", id, { description: "Some of it" }),
      input: "description",
      shown: "Some of it",
    },
    rename: { name: "France 2" },
    references: ["resources"],
    refused: [
      [{ name: "France.all" }, "name", "may hold only letters, digits, spaces, - and _"],
      [changed({ site: undefined }), "resources.site", "is required"],
      [
        changed({ queue: { accessLevel: "NONE" } }),
        "resources.queue.accessLevel",
        "must not be NONE for site, channel, team and queue",
      ],
      [changed({ flow: { accessLevel: "SPECIFIC" } }), "resources.flow.ids", "is required with accessLevel SPECIFIC"],
      [
        changed({ flow: { accessLevel: "ALL", ids: ["f"] } }),
        "resources.flow.ids",
        "belongs to accessLevel SPECIFIC only",
      ],
      [changed({ flow: { accessLevel: "SOME" } }), "resources.flow.accessLevel", /SPECIFIC/],
      [changed({ flows: all }), "resources", "has unknown fields: flows"],
    ],
    requests: {
      create: ["POST resource-collection"],
      update: ["GET resource-collection/:id", "PUT resource-collection/:id"],
      delete: ["DELETE resource-collection/:id"],
      gone: ["DELETE resource-collection/:id"],
    },
  };
});
