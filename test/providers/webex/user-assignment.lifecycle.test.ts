import { Command } from "../../support/command";
import { partLifecycle } from "../../support/part";
import { type Entity, Tenant } from "../../support/tenant";

const EMAIL = "ana.agent@example.com";

async function ana(tenant: Tenant): Promise<Entity> {
  const found = (await tenant.objects("user")).find(({ email }) => email === EMAIL);
  if (found === undefined) throw new Error(`the tenant has no user ${EMAIL}`);
  return found;
}

async function places(tenant: Tenant) {
  const site = await tenant.named("site", "Site-1");
  const paris = await tenant.make("site", { ...site, id: undefined, systemDefault: false, name: "Paris" });
  const team = async (name: string, siteId: string) =>
    (await tenant.make("team", { name, siteId, teamType: "AGENT", active: true })).id;
  const profile = await tenant.make("agent-profile", { name: "Service", parentType: "ORGANIZATION", active: true });
  return { site, paris, team, profile };
}

partLifecycle("webex.UserAssignment", "user", async (tenant) => {
  const { site, paris, team, profile } = await places(tenant);
  const user = await ana(tenant);
  const [tier1, tier2] = [await team("Tier 1", paris.id), await team("Tier 2", paris.id)];
  const night = await team("Night", paris.id);
  const old = { siteId: site.id, agentProfileId: user.agentProfileId, userProfileId: user.userProfileId };
  return {
    inputs: { email: EMAIL, siteId: paris.id, teamIds: [tier1, tier2], desktopProfileId: profile.id },
    owner: user,
    wire: {
      siteId: paris.id,
      teamIds: [tier1, tier2].sort(),
      agentProfileId: profile.id,
      userProfileId: user.userProfileId,
      firstName: "Ana",
    },
    update: {
      inputs: { teamIds: [tier2], desktopProfileId: undefined, defaultDialledNumber: "5501" },
      wire: { siteId: paris.id, teamIds: [tier2], agentProfileId: old.agentProfileId, deafultDialledNumber: "5501" },
    },
    drift: { by: () => tenant.edit("user", user.id, { teamIds: [tier2] }), input: "teamIds", shown: [tier2] },
    foreign: {
      by: () => tenant.edit("user", user.id, { teamIds: [night, tier1, tier2].sort() }),
      // The site stays with the teams of others.
      wire: { teamIds: [night], siteId: paris.id, agentProfileId: old.agentProfileId },
    },
    removed: { ...old, teamIds: [] },
    references: ["siteId", "teamIds", "desktopProfileId"],
    refused: [
      [{ email: "ana" }, "email", "must be an e-mail address"],
      [
        { email: "anna.agent@example.com" },
        "email",
        "is not the address of a Contact Center user (anna.agent@example.com); did you mean ana.agent@example.com? If the person left, take the address out of the program; users are created and licensed in Control Hub, Management, Users, and appear in Contact Center within minutes",
      ],
      [{ teamIds: [] }, "teamIds", "needs at least one team"],
      [{ siteId: "" }, "siteId", "must be the id of a site"],
      [{ defaultDialledNumber: "" }, "defaultDialledNumber", "must not be empty"],
      [{ role: "agent" }, "role", /^role is not a field of webex\.UserAssignment/],
    ],
    requests: {
      create: ["GET v2/user", "GET user/:id", "PATCH user/:id", "GET user/:id"],
      // What was there before the inputs that it first sets is in the list.
      update: ["GET v2/user", "GET user/:id", "PATCH user/:id", "GET user/:id"],
      delete: ["GET user/:id", "PATCH user/:id", "GET user/:id"],
      again: ["GET user/:id"],
      gone: ["GET user/:id"],
    },
  };
});

describe("a user who left", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await Tenant.start();
  });
  afterAll(() => tenant.close());
  const command = () => new Command("webex.UserAssignment", () => tenant.connect());

  it("is said to have been there, by the run that finds out, and never to be another", async () => {
    const program = { email: EMAIL, defaultDialledNumber: "5501" };
    const resource = await command().up(program);
    await tenant.wipe("user", resource.id);
    await tenant.make("user", { firstName: "Bob", email: "bob.agent@example.com", active: true });
    const run = command();
    expect(await run.refresh(resource)).toBeUndefined();
    const told = await run.up(program).then(String, String);
    expect(told).toContain(
      "is the address of a user who existed at the last `pulumi up` and is gone (ana.agent@example.com). If the person left, take the address out of the program",
    );
    const later = await command().up(program).then(String, String);
    expect(later).toContain(
      "is not the address of a Contact Center user (ana.agent@example.com). If the person left, take the address out of the program; users",
    );
  });
});

describe("one user of two stacks", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await Tenant.start();
  });
  afterAll(() => tenant.close());
  beforeEach(() => tenant.reset());
  const command = () => new Command("webex.UserAssignment", () => tenant.connect());

  it("keeps the teams of each, whichever changes or goes first", async () => {
    const { site, team } = await places(tenant);
    const [first, second, third] = [await team("A", site.id), await team("B", site.id), await team("C", site.id)];
    const one = await command().up({ email: EMAIL, teamIds: [first] });
    const two = await command().up({ email: EMAIL.toUpperCase(), teamIds: [second] });
    expect((await ana(tenant)).teamIds).toEqual([first, second].sort());
    const oneAfter = await command().up({ email: EMAIL, teamIds: [third] }, one);
    expect((await ana(tenant)).teamIds).toEqual([second, third].sort());
    await command().delete(two);
    expect((await ana(tenant)).teamIds).toEqual([third]);
    await command().delete(oneAfter);
    expect((await ana(tenant)).teamIds).toEqual([]);
  });

  it("puts nothing back that somebody has changed since", async () => {
    const { profile } = await places(tenant);
    const other = await tenant.make("agent-profile", { name: "Other", parentType: "ORGANIZATION", active: true });
    const before = await ana(tenant);
    const resource = await command().up({ email: EMAIL, desktopProfileId: profile.id });
    await tenant.edit("user", before.id, { agentProfileId: other.id });
    tenant.requests();
    await command().delete(resource);
    expect(tenant.writes()).toEqual([]);
    expect((await ana(tenant)).agentProfileId).toBe(other.id);
  });

  it("says which rule a refused assignment breaks", async () => {
    const { paris, team } = await places(tenant);
    const elsewhere = await team("Elsewhere", paris.id);
    await expect(command().up({ email: EMAIL, teamIds: [elsewhere] })).rejects.toThrow(
      /answered 400 .*teamIds: invalid value\. A user and all teams of that user must belong to one site/,
    );
  });
});
