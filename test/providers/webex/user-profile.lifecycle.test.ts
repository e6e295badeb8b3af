import { Command } from "../../support/command";
import { lifecycle } from "../../support/lifecycle";
import { type Entity, Tenant } from "../../support/tenant";

const makeCollection = (tenant: Tenant) => tenant.make("resource-collection", { name: "France", resources: [] });

lifecycle("webex.UserProfile", "user-profile", async (tenant) => {
  const collection = await makeCollection(tenant);
  const sees = (name: string, access: string): unknown => expect.arrayContaining([{ name, access }]);
  return {
    inputs: {
      name: "Queue managers",
      description: "By day",
      profileType: "SUPERVISOR",
      permissions: { queue: "EDIT", "call-monitoring": "ENABLED" },
      resourceAccessLevel: "SPECIFIC",
      resourceCollectionIds: [collection.id],
    },
    wire: {
      name: "Queue managers",
      description: "By day",
      active: true,
      profileType: "SUPERVISOR",
      permissionAccessLevel: "SPECIFIC",
      resourceAccessLevel: "SPECIFIC",
      resourceCollections: [{ id: collection.id, name: "France" }],
      permissions: sees("queue", "EDIT"),
    },
    update: {
      inputs: { permissions: { team: "VIEW" } },
      wire: {
        permissions: expect.arrayContaining([
          { name: "queue", access: "NONE" },
          { name: "team", access: "VIEW" },
        ]) as unknown,
      },
    },
    removal: { input: "description", wire: { description: null } },
    drift: {
      by: async (id) => {
        const permissions = (await tenant.object("user-profile", id))?.permissions as readonly Entity[];
        const changed = permissions.map((one) => (one.name === "api-key" ? { ...one, access: "EDIT" } : one));
        return tenant.edit("user-profile", id, { permissions: changed });
      },
      input: "permissions",
      shown: { queue: "EDIT", "call-monitoring": "ENABLED", "api-key": "EDIT" },
    },
    replacements: { profileType: { profileType: "PREMIUM_AGENT" } },
    rename: { name: "Queue managers 2" },
    references: ["resourceCollectionIds"],
    refused: [
      [{ name: "Queues (all)" }, "name", "may hold only letters, digits, spaces, comma, - and _"],
      [{ profileType: "BOSS" }, "profileType", /SUPERVISOR/],
      [{ permissions: { queues: "EDIT" } }, "permissions", /queues/],
      [{ permissions: { queue: "WRITE" } }, "permissions.queue", /EDIT/],
      [{ permissions: undefined }, "permissions", "is required with permissionAccessLevel SPECIFIC"],
      [{ permissionAccessLevel: "ALL" }, "permissions", "belongs to permissionAccessLevel SPECIFIC only"],
      [
        { profileType: "STANDARD_AGENT", permissionAccessLevel: "ALL", permissions: undefined },
        "permissionAccessLevel",
        "must be SPECIFIC for STANDARD_AGENT",
      ],
      [
        { profileType: "ADMINISTRATOR_ONLY", permissionAccessLevel: "ALL", permissions: undefined },
        "permissionAccessLevel",
        "must be SPECIFIC for ADMINISTRATOR_ONLY",
      ],
      [{ resourceCollectionIds: undefined }, "resourceCollectionIds", "is required with resourceAccessLevel SPECIFIC"],
      [{ resourceAccessLevel: "ALL" }, "resourceCollectionIds", "belongs to resourceAccessLevel SPECIFIC only"],
      [{ editableFolderIds: [1.5] }, "editableFolderIds[0]", "must be the id of a folder"],
    ],
    requests: {
      create: ["GET resource-collection/:id", "POST v3/user-profile"],
      update: ["GET v3/user-profile/:id", "GET resource-collection/:id", "PUT v3/user-profile/:id"],
      delete: ["DELETE v3/user-profile/:id"],
      gone: ["DELETE v3/user-profile/:id"],
    },
  };
});

describe("permissions of a user profile", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await Tenant.start();
  });
  afterAll(() => tenant.close());
  const command = () => new Command("webex.UserProfile", () => tenant.connect());
  const program = { name: "Managers", profileType: "SUPERVISOR", permissions: { queue: "EDIT" } };

  it("that are left out are NONE, and saying so changes nothing", async () => {
    const before = await command().up(program);
    tenant.requests();
    await command().up({ ...program, permissions: { queue: "EDIT", team: "NONE" } }, before);
    expect(tenant.writes()).toEqual([]);
  });

  it("that this version does not know are kept by an update", async () => {
    const before = await command().up({ ...program, name: "Managers 2" });
    const permissions = (await tenant.object("user-profile", before.id))?.permissions as readonly Entity[];
    const news = { name: "mind-reading", access: "EDIT" };
    await tenant.edit("user-profile", before.id, { permissions: [...permissions, news] });
    await command().up({ ...program, name: "Managers 3" }, before);
    const after = await tenant.object("user-profile", before.id);
    expect(after).toMatchObject({ name: "Managers 3", permissions: expect.arrayContaining([news]) as unknown });
  });
});
