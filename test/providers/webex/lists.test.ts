import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal } from "../../../providers/core/engine/journal";
import type { Values } from "../../../providers/core/resource/types";
import { shown } from "../../support/part";
import { Command, halfMade, Refusal, type Resource } from "../../support/command";
import { UNKNOWN } from "../../support/lifecycle";
import { type Entity, Tenant } from "../../support/tenant";

/** What the three kinds of lists have in common, on the emulator; and what is each one's own. */
interface Kind {
  readonly kind: string;
  readonly input: string;
  /** Inputs but the entries, and entries of this many keys. */
  prepare(
    tenant: Tenant,
  ): Promise<{ readonly inputs: Values; readonly entry: (n: number) => readonly [string, unknown] }>;
  /** The entries that the service has, by key, as a program would say them. */
  seen(tenant: Tenant): Promise<Readonly<Record<string, unknown>>>;
  /** Another value for an entry. */
  other(tenant: Tenant, value: unknown): Promise<unknown>;
  /** What somebody does by hand to one. */
  spoil(tenant: Tenant, key: string): Promise<unknown>;
  /** A stranger's, beside ours. */
  stranger(tenant: Tenant): Promise<string>;
  /** The requests of a create, a change of one, and a delete of a few entries. */
  readonly requests: Readonly<Record<"create" | "update" | "delete", readonly string[]>>;
  readonly path: string;
}

const line = { entryPointType: "INBOUND", channelType: "TELEPHONY", serviceLevelThreshold: 30, active: true };

const book = async (tenant: Tenant): Promise<Entity> => tenant.named("address-book", "Partners");

const entriesOf = ({ addressBookEntries }: Entity): readonly Entity[] => addressBookEntries as Entity[];

const ENTRIES: Kind = {
  kind: "webex.AddressBookEntries",
  input: "entries",
  path: "/entry/bulk",
  async prepare(tenant) {
    const { id } = await tenant.make("address-book", {
      name: "Partners",
      parentType: "ORGANIZATION",
      addressBookEntries: [],
    });
    return { inputs: { addressBookId: id }, entry: (n) => [`Partner ${n}`, `+1312555${1000 + n}`] };
  },
  seen: async (tenant) =>
    Object.fromEntries(entriesOf(await book(tenant)).map(({ name, number }) => [String(name), number])),
  other: () => Promise.resolve("555"),
  async spoil(tenant, key) {
    const found = await book(tenant);
    const changed = entriesOf(found).map((entry) => (entry.name === key ? { ...entry, number: "99" } : entry));
    return tenant.edit("address-book", found.id, { addressBookEntries: changed });
  },
  async stranger(tenant) {
    const found = await book(tenant);
    const entry = { id: "0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f", name: "Stranger", number: "1" };
    await tenant.edit("address-book", found.id, { addressBookEntries: [...entriesOf(found), entry] });
    return "Stranger";
  },
  requests: {
    create: ["GET v2/address-book/:id/entry", "POST address-book/:id/entry/bulk", "GET v2/address-book/:id/entry"],
    // This route of the emulator makes and deletes, and says so of a change.
    update: [
      "GET v2/address-book/:id/entry",
      "POST address-book/:id/entry/bulk",
      "PUT address-book/:id/entry/:id",
      "GET v2/address-book/:id/entry",
    ],
    delete: ["GET v2/address-book/:id/entry", "POST address-book/:id/entry/bulk", "GET v2/address-book/:id/entry"],
  },
};

const mapped = (tenant: Tenant): Promise<readonly Entity[]> => tenant.objects("dial-number");

const NUMBERS: Kind = {
  kind: "webex.DialNumbers",
  input: "numbers",
  path: "/dial-number/bulk",
  async prepare(tenant) {
    const { id } = await tenant.make("entry-point", { ...line, name: "Sales" });
    await tenant.make("entry-point", { ...line, name: "Support" });
    const { id: locationId } = await tenant.named("location", "Chicago");
    for (let n = 0; n < 8; n += 1) await tenant.make("number", { phoneNumber: `+1312777${1000 + n}`, locationId });
    return { inputs: { name: "Branches" }, entry: (n) => [`+1312777${1000 + n}`, { entryPointId: id }] };
  },
  seen: async (tenant) =>
    Object.fromEntries(
      (await mapped(tenant)).map(({ dialledNumber, entryPointId }) => [String(dialledNumber), { entryPointId }]),
    ),
  other: async (tenant) => ({ entryPointId: (await tenant.named("entry-point", "Support")).id }),
  async spoil(tenant, key) {
    const { id } = (await mapped(tenant)).find(({ dialledNumber }) => dialledNumber === key) as Entity;
    return tenant.edit("dial-number", id, { entryPointId: (await tenant.named("entry-point", "Support")).id });
  },
  async stranger(tenant) {
    const { id: entryPointId } = await tenant.named("entry-point", "Support");
    await tenant.make("dial-number", {
      dialledNumber: "+13125550102",
      dialledNumberDigits: "13125550102",
      entryPointId,
    });
    return "+13125550102";
  },
  requests: {
    create: [
      "GET /v1/telephony/config/numbers",
      "GET v2/dial-number",
      "GET /global/telephony-region",
      "GET /v1/telephony/config/locations",
      "GET v2/dial-number",
      "GET entry-point/:id",
      "POST dial-number/bulk",
      "GET v2/dial-number",
    ],
    update: ["GET v2/dial-number", "GET entry-point/:id", "POST dial-number/bulk", "GET v2/dial-number"],
    delete: ["GET v2/dial-number", "GET entry-point/:id", "POST dial-number/bulk", "GET v2/dial-number"],
  },
};

const USERS: Kind = {
  kind: "webex.UserAssignments",
  input: "users",
  path: "/user/bulk",
  async prepare(tenant) {
    const some = (await tenant.objects("user"))[0] as Entity;
    for (let n = 0; n < 8; n += 1) {
      const { id: _id, teamIds: _teams, defaultDialledNumber: _number, ...rest } = some;
      await tenant.make("user", { ...rest, teamIds: [], email: `agent${n}@example.com`, ciUserId: `ci-${n}` });
    }
    return { inputs: { name: "Desk" }, entry: (n) => [`agent${n}@example.com`, { defaultDialledNumber: `55${n}` }] };
  },
  seen: async (tenant) =>
    Object.fromEntries(
      (await tenant.objects("user")).flatMap(({ email, deafultDialledNumber }) =>
        typeof deafultDialledNumber === "string" && String(email).startsWith("agent")
          ? [[String(email), { defaultDialledNumber: deafultDialledNumber }]]
          : [],
      ),
    ),
  other: () => Promise.resolve({ defaultDialledNumber: "777" }),
  async spoil(tenant, key) {
    const { id } = (await tenant.objects("user")).find(({ email }) => email === key) as Entity;
    return tenant.edit("user", id, { deafultDialledNumber: "888" });
  },
  stranger: () => Promise.resolve(""),
  requests: {
    create: ["GET v2/user", "GET v2/user", "PATCH user/bulk", "GET v2/user"],
    update: ["GET v2/user", "PATCH user/bulk", "GET v2/user"],
    delete: ["GET v2/user", "PATCH user/bulk", "GET v2/user"],
  },
};

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(() => {
  tenant.reset();
});

describe.each([ENTRIES, NUMBERS, USERS])("$kind", (list) => {
  const command = () => new Command(list.kind, () => tenant.connect());
  let inputs: Values;
  let entry: (n: number) => readonly [string, unknown];
  const some = (...numbers: readonly number[]): Values => ({
    ...inputs,
    [list.input]: Object.fromEntries(numbers.map((n) => entry(n))),
  });
  const made = async (program: Values): Promise<Resource> => {
    const resource = await command().up(program);
    tenant.requests();
    return resource;
  };
  const refreshed = async (resource: Resource): Promise<Resource> => {
    const found = await command().refresh(resource);
    if (found === undefined) throw new Error("the list has left state");
    return found;
  };
  const entriesIn = (values: Values): Values => values[list.input] as Values;
  const bulks = (): number => tenant.writes().filter((request) => request.includes("bulk")).length;

  beforeEach(async () => {
    ({ inputs, entry } = await list.prepare(tenant));
    tenant.requests();
  });

  it("writes all in one request, is left alone by the run after, and gone when it is deleted", async () => {
    const resource = await command().up(some(0, 1, 2));
    expect(tenant.requests()).toEqual(list.requests.create);
    expect(await list.seen(tenant)).toMatchObject(entriesIn(some(0, 1, 2)));
    const after = await refreshed(resource);
    expect(after.inputs).toEqual(shown(resource.inputs));
    await command().up(some(2, 1, 0), after);
    expect(tenant.writes()).toEqual([]);
    await command().delete(after);
    expect(tenant.requests()).toEqual(list.requests.delete);
    expect(Object.keys(await list.seen(tenant))).not.toContain(entry(0)[0]);
    await command().delete(after);
    expect(tenant.writes()).toEqual([]);
  });

  it("changes, adds and removes what the program does, and no more", async () => {
    const before = await made(some(0, 1, 2));
    const [key, value] = entry(1);
    const changed = {
      ...some(0, 1),
      [list.input]: { ...entriesIn(some(0, 1)), [key]: await list.other(tenant, value) },
    };
    const one = await command().up(
      { ...changed, [list.input]: { ...entriesIn(changed), ...entriesIn(some(2)) } },
      before,
    );
    expect(tenant.requests()).toEqual(list.requests.update);
    await command().up({ ...changed, [list.input]: { ...entriesIn(changed), ...entriesIn(some(3)) } }, one);
    expect(await list.seen(tenant)).toMatchObject({ ...entriesIn(changed), ...entriesIn(some(3)) });
    expect(Object.keys(await list.seen(tenant))).not.toContain(entry(2)[0]);
  });

  it("shows by entry what somebody changed by hand, and puts it back", async () => {
    const before = await made(some(0, 1));
    const [key] = entry(0);
    await list.spoil(tenant, key);
    const drifted = await refreshed(before);
    expect(entriesIn(drifted.inputs)[key]).not.toEqual(entry(0)[1]);
    expect(entriesIn(drifted.inputs)[entry(1)[0]]).toEqual(entry(1)[1]);
    expect((await command().preview(some(0, 1), drifted)).changes).toBe(true);
    await command().up(some(0, 1), drifted);
    expect(await list.seen(tenant)).toMatchObject(entriesIn(some(0, 1)));
  });

  it("settles a lost answer by the list, and sends again only what that does not show", async () => {
    tenant.fail({ path: list.path, loseResponse: true });
    const one = await command().up(some(0, 1, 2));
    expect(bulks()).toBe(1);
    tenant.fail({ path: list.path, status: 500 });
    const two = await command().up(some(0, 1, 2, 3), one);
    expect(bulks()).toBe(2);
    expect(await list.seen(tenant)).toMatchObject(entriesIn(some(0, 1, 2, 3)));
    await command().delete(two);
    expect(Object.keys(await list.seen(tenant))).not.toContain(entry(3)[0]);
  });

  it("keeps what was written where a request is refused, and goes on with the rest", async () => {
    // Of two, two and one.
    tenant.fail({ path: list.path, status: 413, times: 2 });
    tenant.fail({ path: list.path, status: 403, skip: 1 });
    const { message, resource } = await halfMade(command().up(some(0, 1, 2, 3, 4)));
    expect(message).toMatch(/^\d of 5 \w+ (is|are) not as the program says: .* 403.*`pulumi up` goes on with these\.$/);
    const written = Object.keys(await list.seen(tenant)).filter((key) => key in entriesIn(some(0, 1, 2, 3, 4)));
    expect(written.length).toBeGreaterThan(0);
    const whole = await command().finish(some(0, 1, 2, 3, 4), resource);
    expect(await list.seen(tenant)).toMatchObject(entriesIn(some(0, 1, 2, 3, 4)));
    expect((await command().preview(some(0, 1, 2, 3, 4), whole)).changes).toBe(false);
  });

  it("halves a request that is refused for its size, and keeps to the smaller one", async () => {
    tenant.fail({ path: list.path, status: 413 });
    await command().up(some(0, 1, 2, 3, 4));
    expect(bulks()).toBe(3);
    expect(await list.seen(tenant)).toMatchObject(entriesIn(some(0, 1, 2, 3, 4)));
  });

  it("passes a preview while values are not known", async () => {
    const [key] = entry(0);
    const unknown = { ...inputs, [list.input]: { [key]: UNKNOWN } };
    expect(await command().check({}, unknown)).toMatchObject(unknown);
    expect(tenant.writes()).toEqual([]);
  });

  it("writes nothing of others, and counts and names what is there beside it", async () => {
    const before = await made(some(0, 1));
    const name = await list.stranger(tenant);
    if (name === "") return;
    const after = await refreshed(before);
    expect(after.inputs).toEqual(before.inputs);
    expect(after.outputs).toMatchObject({ others: { count: 1, names: [name] } });
    await command().delete(await command().up(some(0), after));
    expect(Object.keys(await list.seen(tenant))).toEqual([name]);
  });
});

describe("a thousand entries", () => {
  it("are a few calls, and a failed run hands over what was made", async () => {
    const { inputs } = await ENTRIES.prepare(tenant);
    const entries = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, n) => [`Partner number ${n}`, `+1312555${n}`]),
    );
    const command = () => new Command("webex.AddressBookEntries", () => tenant.connect());
    tenant.fail({ path: "/entry/bulk", status: 403, skip: 6 });
    const { resource } = await halfMade(command().up({ ...inputs, entries }));
    expect(Object.keys(await ENTRIES.seen(tenant))).toHaveLength(600);
    // The host sends it in a header of at most 64 kB.
    expect(JSON.stringify(resource.outputs).length).toBeLessThan(24 * 1024);
    tenant.requests();
    const whole = await command().finish({ ...inputs, entries }, resource);
    expect(tenant.requests().length).toBeLessThan(25);
    expect(await ENTRIES.seen(tenant)).toEqual(entries);
    await command().delete(whole);
    expect(await ENTRIES.seen(tenant)).toEqual({});
  });
});

describe("a user of a list", () => {
  const command = () => new Command("webex.UserAssignments", () => tenant.connect());

  it("gets back what was before, keeps the teams of others, and what somebody changed since", async () => {
    const { id: siteId } = await tenant.named("site", "Site-1");
    const team = async (name: string) =>
      (await tenant.make("team", { name, siteId, teamType: "AGENT", active: true })).id;
    const [ours, theirs] = [await team("Ours"), await team("Theirs")];
    const profile = await tenant.make("agent-profile", { name: "Service", parentType: "ORGANIZATION", active: true });
    const before = await tenant.objects("user");
    const [ana, bob] = before as [Entity, Entity];
    const all = { siteId, teamIds: [ours], desktopProfileId: profile.id };
    const users: Values = { [String(ana.email)]: all, [String(bob.email)]: all };
    const resource = await command().up({ name: "Desk", users });
    await tenant.edit("user", ana.id, { teamIds: [ours, theirs] });
    const other = (await tenant.make("agent-profile", { ...profile, id: undefined, name: "Other" })).id;
    await tenant.edit("user", bob.id, { agentProfileId: other });
    const seen = await command().refresh(resource);
    expect(seen?.inputs.users).toMatchObject({
      [String(ana.email)]: { teamIds: [ours] },
      [String(bob.email)]: { desktopProfileId: other },
    });
    // The state of a failed run may lack what the program said.
    const { users: _users, ...rest } = resource.outputs;
    await command().delete({ ...resource, outputs: rest });
    expect(await tenant.object("user", ana.id)).toMatchObject({
      teamIds: [theirs],
      agentProfileId: ana.agentProfileId,
    });
    expect(await tenant.object("user", bob.id)).toMatchObject({ teamIds: [], agentProfileId: other });
  });

  it("is named where the service refuses one, and the others are kept", async () => {
    const { id: siteId } = await tenant.named("site", "Site-1");
    const paris = await tenant.make("site", { name: "Paris", active: true });
    const body = { name: "Elsewhere", siteId: paris.id, teamType: "AGENT", active: true };
    const { id: elsewhere } = await tenant.make("team", body);
    const [ana, bob] = (await tenant.objects("user")) as [Entity, Entity];
    const users = {
      [String(ana.email)]: { siteId, teamIds: [elsewhere] },
      [String(bob.email)]: { defaultDialledNumber: "5501" },
    };
    const { message, resource } = await halfMade(command().up({ name: "Desk", users }));
    expect(message).toContain(`1 of 2 users is not as the program says: ${String(ana.email)}: 400`);
    expect(await tenant.object("user", bob.id)).toMatchObject({ deafultDialledNumber: "5501" });
    await command().delete(resource);
    expect((await tenant.object("user", bob.id))?.deafultDialledNumber).toBe(bob.deafultDialledNumber);
  });

  it("is refused at preview where nobody knows the address", async () => {
    const refused: unknown = await command()
      .up({ name: "Desk", users: { "nobody@example.com": { defaultDialledNumber: "1" } } })
      .catch((error: unknown) => error);
    expect((refused as Refusal).problems).toEqual([
      {
        property: "users.nobody@example.com",
        reason: expect.stringMatching(/^is not the address of a Contact Center user/) as unknown,
      },
    ]);
  });
});

describe("an entry that somebody else made", () => {
  const command = () => new Command("webex.AddressBookEntries", () => tenant.connect());

  it("is not taken over, and the others are written and kept", async () => {
    const { inputs } = await ENTRIES.prepare(tenant);
    await ENTRIES.stranger(tenant);
    const program = { ...inputs, entries: { Stranger: "1", Courier: "2" } };
    const { message, resource, reasons } = await halfMade(command().up(program));
    expect(message).toMatch(
      /^1 of 2 entries is not as the program says: Stranger: it is there already \(\S+\), neither made by this list nor given to it\. .* The others are done and in state/,
    );
    expect(reasons).toHaveLength(1);
    expect(resource.outputs).toMatchObject({ entries: { Courier: "2" }, others: { count: 1, names: ["Stranger"] } });
    await command().delete(resource);
    expect(await ENTRIES.seen(tenant)).toEqual({ Stranger: "1" });
  });

  it("is shown by the next refresh as one to go, where the list shall be the only one", async () => {
    const { inputs } = await ENTRIES.prepare(tenant);
    await ENTRIES.stranger(tenant);
    const program = { ...inputs, exclusive: true, entries: { Courier: "2" } };
    const first = await command().up(program);
    // Nothing goes that no preview has shown.
    expect(await ENTRIES.seen(tenant)).toEqual({ Stranger: "1", Courier: "2" });
    const seen = await command().refresh(first);
    expect(seen?.inputs).toMatchObject({ entries: { Stranger: "1", Courier: "2" } });
    await command().up(program, seen);
    expect(await ENTRIES.seen(tenant)).toEqual({ Courier: "2" });
  });
});

describe("a list whose run ended before state knew of it", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "datadip-journal-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const run = (kind: string) => new Command(kind, () => tenant.connect(), {}, {}, new Journal(folder, () => undefined));

  it.each([ENTRIES, NUMBERS, USERS])("is gone on with: $kind", async (list) => {
    const { inputs, entry } = await list.prepare(tenant);
    const program = { ...inputs, [list.input]: Object.fromEntries([entry(0), entry(1)]) };
    await run(list.kind).up(program);
    tenant.requests();
    const found = await run(list.kind).up(program);
    expect(tenant.writes()).toEqual([]);
    await run(list.kind).delete(found);
    expect(Object.keys(await list.seen(tenant))).not.toContain(entry(0)[0]);
  });
});

it("refuses one wrong item by its name, not the ones beside it", async () => {
  const { inputs } = await ENTRIES.prepare(tenant);
  const refusal: unknown = await new Command("webex.AddressBookEntries", () => tenant.connect())
    .up({ ...inputs, entries: { "A, B": "1", Courier: "x" } })
    .catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect((refusal as Refusal).problems.map(({ property }) => property)).toEqual(["entries.A, B", "entries.Courier"]);
});
