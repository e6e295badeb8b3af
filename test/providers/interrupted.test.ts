import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal } from "../../providers/core/engine/journal";
import type { Values } from "../../providers/core/resource/types";
import { DEFAULT_RETRY } from "../../providers/http/retry";
import { Command, halfMade, type Resource } from "../support/command";
import { Org } from "../support/org";
import { Tenant } from "../support/tenant";

/** Processes that end between a request and the state: the next run goes on with what they made, and makes nothing twice. */

let [tenant, org]: [Tenant, Org] = [undefined as never, undefined as never];
let folder: string;
let warnings: string[];

beforeAll(async () => {
  [tenant, org] = [await Tenant.start(), await Org.start()];
});
afterAll(async () => {
  await tenant.close();
  await org.close();
});
beforeEach(() => {
  tenant.reset();
  org.reset();
  folder = mkdtempSync(join(tmpdir(), "datadip-journal-"));
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The provider of a run of its own; all of one user on one machine. */
const journal = (at = folder): Journal => new Journal(at, (sentence) => warnings.push(sentence));
const teamRun = (at?: string): Command => new Command("webex.Team", () => tenant.connect(), {}, {}, journal(at));
const recordRun = (): Command => new Command("salesforce.SObjectRecord", () => org.connect(), {}, {}, journal());
const files = (): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name));

async function team(): Promise<Values> {
  const { id } = await tenant.named("site", "Site-1");
  return { name: "Tier 1", siteId: id, description: "First line" };
}

/** As on another machine: nothing that was written down. */
const forgotten = (): void => files().forEach((file) => rmSync(file));

/** The answer is lost, and so is every way to look for what was made, as where the process ends. */
async function endsUnknown(one: Command, program: Values): Promise<void> {
  await one.check({}, program);
  tenant.fail({ method: "POST", path: "/team", loseResponse: true });
  tenant.fail({ method: "GET", path: "/v2/team", status: 503, times: 5 });
  await expect(one.up(program)).rejects.toThrow("Looking for it failed too");
}

describe("a run that ended before state knew what it made", () => {
  it("is gone on with where the answer had come", async () => {
    const program = await team();
    const lost = await teamRun().up(program);
    tenant.requests();
    const found = await teamRun().up(program);
    expect(found.id).toBe(lost.id);
    expect(tenant.writes()).toEqual([]);
    // State holds it from now on, so the note is of no use any more.
    const next = teamRun();
    await next.up(program, found);
    expect(files()).toEqual([]);
  });

  it("is gone on with where no answer had come", async () => {
    const program = await team();
    await endsUnknown(teamRun(), program);
    tenant.requests();
    const found = await teamRun().up(program);
    expect(tenant.writes()).toEqual([]);
    expect((await tenant.objects("team")).map(({ id }) => id)).toEqual([found.id]);
  });

  it("does not make what somebody else made meanwhile its own", async () => {
    const program = await team();
    tenant.fail({ method: "POST", path: "/team", reset: true });
    await expect(teamRun().up(program)).rejects.toThrow("No team of that siteId and name exists now");
    const stranger = await tenant.make("team", {
      ...program,
      description: "Another's",
      teamType: "AGENT",
      teamStatus: "IN_SERVICE",
      active: true,
      createdTime: Date.now(),
    });
    const message = await teamRun().up(program).then(String, String);
    expect(message).toContain(
      `An interrupted run was about to make this team, and ${stranger.id} may be it or not, since it differs in`,
    );
    expect(message).toContain("`npx datadip recover`");
    expect(await tenant.object("team", stranger.id)).toEqual(stranger);
  });

  it("makes it where nothing was made", async () => {
    const program = await team();
    tenant.fail({ method: "POST", path: "/team", reset: true });
    await expect(teamRun().up(program)).rejects.toThrow("exists now");
    const made = await teamRun().up(program);
    expect((await tenant.objects("team")).map(({ id }) => id)).toEqual([made.id]);
  });

  it("keeps no note of what was refused", async () => {
    tenant.fail({ method: "POST", path: "/team", status: 400 });
    await expect(teamRun().up(await team())).rejects.toThrow("answered 400");
    expect(files()).toEqual([]);
  });

  it("is gone on with where it made an entry of a list", async () => {
    const { id: addressBookId } = await tenant.make("address-book", { name: "Suppliers", parentType: "ORGANIZATION" });
    const program = { addressBookId, name: "Ada", number: "+13125550100" };
    const run = (): Command => new Command("webex.AddressBookEntry", () => tenant.connect(), {}, {}, journal());
    const lost = await run().up(program);
    expect((await run().up(program)).id).toBe(lost.id);
  });

  it("is another run's of another tenant or stack", async () => {
    const program = await team();
    await teamRun().up(program);
    const other = await journal().record(
      { stack: "prod::tried", backend: "file:///nowhere", tenant: tenant.orgId },
      { kind: "webex.Team", naturalKey: JSON.stringify([program.siteId, program.name]), label: "" },
    );
    expect(other).toBeUndefined();
  });
});

describe("a run that ended on another machine, of which the state alone tells", () => {
  const elsewhere = (inputs: Values, written = Date.now()): Command =>
    new Command("webex.Team", () => tenant.connect(), {}, {}, journal(), { inputs, written });

  it("is gone on with", async () => {
    const program = await team();
    const inputs = await teamRun().check({}, program);
    const { id } = await teamRun().up(program);
    forgotten();
    tenant.requests();
    expect((await elsewhere(inputs).up(program)).id).toBe(id);
    expect(tenant.writes()).toEqual([]);
  });

  it("takes nothing that was there before the state was written", async () => {
    const program = await team();
    const inputs = await teamRun().check({}, program);
    const { id } = await teamRun().up(program);
    forgotten();
    const late = elsewhere(inputs, Date.now() + 10 * 60_000);
    await expect(late.up(program)).rejects.toThrow(`The team ${id} with the same siteId and name was there before`);
  });

  it("makes no second record where the first was made", async () => {
    const program = { sobjectType: "Contact", fields: { LastName: "Lovelace-King", Email: "ada@x.example" } };
    const made = await recordRun().up(program);
    forgotten();
    const begun = { inputs: program, written: Date.now() };
    const run = new Command("salesforce.SObjectRecord", () => org.connect(), {}, {}, journal(), begun);
    expect((await run.up(program)).id).toBe(made.id);
  });

  it("is gone on with where it made entries of a list", async () => {
    const { id: addressBookId } = await tenant.make("address-book", { name: "Suppliers", parentType: "ORGANIZATION" });
    const program = { addressBookId, entries: { Ada: "+13125550100" } };
    const list = (begun?: { inputs: Values; written: number }): Command =>
      new Command("webex.AddressBookEntries", () => tenant.connect(), {}, {}, journal(), begun);
    const begun = { inputs: await list().check({}, program), written: Date.now() };
    await list().up(program);
    forgotten();
    tenant.requests();
    await list(begun).up(program);
    expect(tenant.writes()).toEqual([]);
  });
});

describe("the note", () => {
  it("is for its user alone and holds no value of an input", async () => {
    await recordRun().up({ sobjectType: "Contact", fields: { LastName: "Lovelace", Phone: "+13125550100" } });
    const [file = ""] = files();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, "..")).mode & 0o777).toBe(0o700);
    expect(readFileSync(file, "utf8")).not.toMatch(/Lovelace|13125550100/);
  });

  it("that cannot be written is warned of once, and nothing fails", async () => {
    const place = join(folder, "a file");
    writeFileSync(place, "");
    const one = teamRun(place);
    await one.up(await team());
    await one.up({ ...(await team()), name: "Tier 2" });
    expect(warnings).toEqual([expect.stringMatching(/^warning: What this run makes cannot be written down: /)]);
  });

  it("is pruned where nobody has asked for it in a quarter of a year, halves of it too", async () => {
    await teamRun().up(await team());
    const [file = ""] = files();
    const old = new Date(Date.now() - 91 * 24 * 3_600_000);
    for (const name of [file, `${file}.4711`]) {
      writeFileSync(name, "{}");
      utimesSync(name, old, old);
    }
    await recordRun().up({ sobjectType: "Contact", fields: { LastName: "Byron" } });
    expect(
      readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.includes(".json")),
    ).toHaveLength(1);
  });

  it("is whole whichever of two processes wrote it last, and is gone with its object", async () => {
    const identity = { kind: "webex.Team", naturalKey: "[]", label: "" };
    const place = { stack: "dev::tried", backend: "file:///nowhere", tenant: tenant.orgId };
    await Promise.all(Array.from({ length: 20 }, (_, n) => journal().note(place, identity, { at: n, id: `id ${n}` })));
    expect((await journal().record(place, identity))?.id).toMatch(/^id /);
    await journal().remove(place, identity);
    const one = teamRun();
    await one.delete(await one.up(await team()));
    expect(files()).toEqual([]);
  });

  it("that a crash of the machine cut off counts as none", async () => {
    const program = await team();
    const made = await teamRun().up(program);
    for (const file of files()) writeFileSync(file, '{"v":1,');
    await expect(teamRun().up(program)).rejects.toThrow(
      `The team ${made.id} with the same siteId and name was there before`,
    );
  });
});

describe("a record of Salesforce, which has no unique name", () => {
  const contacts = async (): Promise<readonly string[]> =>
    (await org.objects("Contact")).map(({ LastName }) => String(LastName));
  const ada = { sobjectType: "Contact", fields: { LastName: "Lovelace-Byron", Email: "ada@x.example" } };

  it.each<[string, Values]>([
    ["with key fields", { ...ada, keyFields: ["Email"] }],
    ["without", ada],
  ])("is not made twice: %s", async (_, program) => {
    const lost = await recordRun().up(program);
    const found = await recordRun().up(program);
    expect(found.id).toBe(lost.id);
    expect((await contacts()).filter((name) => name === "Lovelace-Byron")).toHaveLength(1);
  });

  it("is refused beside one with the same key fields", async () => {
    const there = await recordRun().up(ada);
    const message = await recordRun()
      .up({ ...ada, fields: { ...ada.fields, LastName: "King" }, keyFields: ["Email"] })
      .then(String, String);
    expect(message).toContain(
      `Creating a Contact failed: there is one with the same Email. Nothing was changed. The record ${there.id}`,
    );
    expect(message).toContain("An existing record cannot be taken under management");
    expect(await contacts()).not.toContain("King");
  });
});

describe("a change of a user who was there", () => {
  const email = "ana.agent@example.com";
  const run = (): Command => new Command("webex.UserAssignment", () => tenant.connect(), {}, {}, journal());
  const ana = async () => {
    const found = (await tenant.objects("user")).find((user) => user.email === email);
    if (found === undefined) throw new Error(`there is no ${email}`);
    return found;
  };
  const profile = async (name: string): Promise<string> =>
    (await tenant.make("agent-profile", { name, parentType: "ORGANIZATION", active: true })).id;
  const lost = async (program: Values): Promise<void> => {
    tenant.fail({ method: "PATCH", path: "/user/*", loseResponse: true, times: DEFAULT_RETRY.maxAttempts });
    await expect(run().up(program)).rejects.toThrow("run `pulumi up` again");
  };

  it("is undone by a destroy though the process ended before state knew what was there", async () => {
    const before = await ana();
    await run().up({ email, desktopProfileId: await profile("Service") });
    const again = await run().up({ email, desktopProfileId: await profile("Night") });
    expect(again.outputs.previous).toEqual({ desktopProfileId: before.agentProfileId });
    await run().delete(again);
    expect((await ana()).agentProfileId).toBe(before.agentProfileId);
  });

  it("is undone though its answer was lost, and the next was refused", async () => {
    const before = await ana();
    const program = { email, desktopProfileId: await profile("Service") };
    await lost(program);
    tenant.fail({ method: "PATCH", path: "/user/*", status: 403 });
    await expect(run().up({ ...program, defaultDialledNumber: "5501" })).rejects.toThrow("403");
    const made = await run().up({ ...program, defaultDialledNumber: "5501" });
    expect(made.outputs.previous).toEqual({ desktopProfileId: before.agentProfileId, defaultDialledNumber: "" });
    await run().delete(made);
    expect((await ana()).agentProfileId).toBe(before.agentProfileId);
  });

  it("is undone on another machine, to which the state of the killed run tells what was there", async () => {
    const before = await ana();
    const program = { email, desktopProfileId: await profile("Service") };
    const begun = { inputs: await run().check({}, program), written: Date.now() };
    await run().up(program);
    forgotten();
    const there = new Command("webex.UserAssignment", () => tenant.connect(), {}, {}, journal(), begun);
    const made = await there.up(program);
    expect(made.outputs.previous).toEqual({ desktopProfileId: before.agentProfileId });
    await there.delete(made);
    expect((await ana()).agentProfileId).toBe(before.agentProfileId);
  });

  it("is undone on another machine where the answer was lost and the run lived on", async () => {
    const before = await ana();
    const program = { email, desktopProfileId: await profile("Service") };
    tenant.fail({ method: "PATCH", path: "/user/*", loseResponse: true, times: DEFAULT_RETRY.maxAttempts });
    const { resource } = await halfMade(run().up(program));
    expect((await ana()).agentProfileId).toBe(program.desktopProfileId);
    forgotten();
    const made = await run().finish(program, resource);
    expect(made.outputs.previous).toEqual({ desktopProfileId: before.agentProfileId });
    await run().delete(resource);
    expect((await ana()).agentProfileId).toBe(before.agentProfileId);
  });

  it("is undone on another machine for a list of users too", async () => {
    const before = await ana();
    const program = { name: "Desk", users: { [email]: { desktopProfileId: await profile("Service") } } };
    const list = (begun?: { inputs: Values; written: number }): Command =>
      new Command("webex.UserAssignments", () => tenant.connect(), {}, {}, journal(), begun);
    const begun = { inputs: await list().check({}, program), written: Date.now() };
    await list().up(program);
    forgotten();
    await list().delete(await list(begun).up(program));
    expect((await ana()).agentProfileId).toBe(before.agentProfileId);
  });

  it.each<[string, string, (profileId: string) => Values, (more: Values) => Values]>([
    [
      "a user",
      "webex.UserAssignment",
      () => ({ email, defaultDialledNumber: "5501" }),
      (more) => ({ email, defaultDialledNumber: "5501", ...more }),
    ],
    [
      "a list of users",
      "webex.UserAssignments",
      () => ({ name: "Desk", users: { [email]: { defaultDialledNumber: "5501" } } }),
      (more) => ({ name: "Desk", users: { [email]: { defaultDialledNumber: "5501", ...more } } }),
    ],
  ])("is undone where the run was killed that first set an input of %s there", async (_, kind, first, later) => {
    for (const machine of ["the same", "another"]) {
      tenant.reset();
      forgotten();
      const of = (begun?: { inputs: Values; written: number; olds: Resource }): Command =>
        new Command(kind, () => tenant.connect(), {}, {}, journal(), begun);
      const [before, asked] = [await ana(), await profile("Service")];
      const made = await of().up(first(asked));
      const program = later({ desktopProfileId: asked });
      const written = Date.now();
      const inputs = await of().check(made.inputs, program);
      // Its answer reaches no state.
      await of().up(program, made);
      expect((await ana()).agentProfileId).toBe(asked);
      if (machine === "another") forgotten();
      const there = of(machine === "another" ? { inputs, written, olds: made } : undefined);
      const refreshed = await there.refresh(made);
      const again = await there.up(program, refreshed);
      await of().delete(again);
      expect((await ana()).agentProfileId).toBe(before.agentProfileId);
    }
  });

  it("is undone for a switch of a whole org too", async () => {
    const of = (): Command => new Command("salesforce.OrgSettings", () => org.connect(), {}, {}, journal());
    const settings = async (): Promise<unknown> => await org.api().metadata.read("OauthOidcSettings", "OauthOidc");
    const before = await settings();
    const page = (switches: Values): Values => ({ type: "OauthOidc", settings: switches });
    const made = await of().up(page({ blockOAuthUnPwFlow: true }));
    const program = page({ blockOAuthUnPwFlow: true, isPkceRequired: true });
    // Its answer reaches no state.
    await of().up(program, made);
    await of().delete(await of().up(program, made));
    expect(await settings()).toEqual(before);
  });

  it("is not undone where somebody else has changed the user since", async () => {
    const [asked, theirs] = [await profile("Service"), await profile("Theirs")];
    await lost({ email, desktopProfileId: asked });
    await tenant.edit("user", (await ana()).id, { agentProfileId: theirs });
    const made = await run().up({ email, desktopProfileId: asked });
    expect(made.outputs.previous).toEqual({ desktopProfileId: theirs });
  });
});
