import { asList, asSingles } from "../../operations/adopt-lists";
import type { Imported } from "../../providers/core/engine/adopt";
import { findDrift } from "../../operations/drift";
import { driftText } from "../../operations/drift/text";
import type { Managed } from "../../operations/stack-state";
import { Sessions } from "../../providers/clouds";
import { tokenOf } from "../../providers/core/resource/type-token";
import type { Values } from "../../providers/core/resource/types";
import { Command, type Resource } from "../support/command";
import { Tenant } from "../support/tenant";

/** Single resources become a list and a list becomes single resources, and the objects stay what they are. */

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(() => {
  tenant.reset();
});

function sessions(): Sessions {
  const config: Values = { "datadip:target": "sandbox", "datadip:sandboxUrl": tenant.sandbox.url };
  return new Sessions(() => ({ config: (key) => config[key] as string | undefined, env: {} }));
}
const command = (kind: string) => new Command(kind, () => tenant.connect());
const urnOf = (kind: string, name: string): string => `urn:pulumi:dev::tried::${tokenOf(kind)}::${name}`;

const managed = (kind: string, name: string, { id, inputs, outputs }: Resource): Managed => ({
  ...{ kind, name, id, inputs, outputs, urn: urnOf(kind, name), secrets: new Set<string>() },
  ...{ isLeftover: false, isProtected: false, isRetained: false, halfMade: [], ignored: [], dependencies: [] },
});
const stateOf = (...resources: readonly Managed[]) => ({ resources, pending: [] });
const resourceOf = ({ id, inputs, outputs }: Imported): Resource => ({ id, inputs, outputs });

interface Case {
  readonly list: string;
  readonly single: string;
  /** Programs of two singles, and the list's. */
  readonly programs: () => Promise<readonly [one: Values, two: Values, list: Values]>;
}

const CASES: readonly Case[] = [
  {
    list: "webex.AddressBookEntries",
    single: "webex.AddressBookEntry",
    async programs() {
      const book = { name: "Partners", parentType: "ORGANIZATION", addressBookEntries: [] };
      const { id: addressBookId } = await tenant.make("address-book", book);
      const one = { addressBookId, name: "Courier", number: "1" };
      return [one, { ...one, name: "Smith" }, { addressBookId, entries: { Courier: "1", Smith: "1" } }];
    },
  },
  {
    list: "webex.DialNumbers",
    single: "webex.DialNumber",
    async programs() {
      const line = { entryPointType: "INBOUND", channelType: "TELEPHONY", serviceLevelThreshold: 30, active: true };
      const { id: entryPointId } = await tenant.make("entry-point", { ...line, name: "Sales" });
      const numbers = { "+13125550102": { entryPointId }, "+13125550103": { entryPointId } };
      const [one, two] = Object.keys(numbers).map((dialledNumber) => ({ dialledNumber, entryPointId }));
      return [one ?? {}, two ?? {}, { name: "list", numbers }];
    },
  },
  {
    list: "webex.UserAssignments",
    single: "webex.UserAssignment",
    async programs() {
      const [ana, bob] = (await tenant.objects("user")).map(({ email }) => String(email));
      const defaultDialledNumber = "5501";
      const users = { [String(ana)]: { defaultDialledNumber }, [String(bob)]: { defaultDialledNumber } };
      return [
        { email: ana, defaultDialledNumber },
        { email: bob, defaultDialledNumber },
        { name: "list", users },
      ];
    },
  },
];

it.each(CASES)("turns $single into $list and back", async ({ list, single, programs }) => {
  const before = await tenant.objects("user");
  const [one, two, whole] = await programs();
  const singles = [await command(single).up(one), await command(single).up(two)];
  const state = stateOf(...singles.map((resource, i) => managed(single, `r${i}`, resource)));
  const urns = state.resources.map(({ urn }) => urn);
  tenant.requests();

  const imported = await asList(state, urns, "list", sessions());
  expect(imported).toMatchObject({ type: tokenOf(list), name: "list" });
  await command(list).up(whole, resourceOf(imported));
  expect(tenant.writes()).toEqual([]);

  const listed = stateOf(managed(list, "list", resourceOf(imported)));
  // Both in one state would each delete what the other holds.
  const both = stateOf(...listed.resources, ...state.resources);
  await expect(asList(both, urns, "list", sessions())).rejects.toThrow(/manage the same objects in this stack/);
  await expect(asSingles(both, urnOf(list, "list"), sessions())).rejects.toThrow(
    /manage the same objects in this stack/,
  );

  const back = await asSingles(listed, urnOf(list, "list"), sessions());
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  expect([...back].sort(byId).map(({ id }) => id)).toEqual([...singles].sort(byId).map(({ id }) => id));
  for (const resource of back) {
    const program = resource.id === singles[0]?.id ? one : two;
    const after = await command(single).up(program, resourceOf(resource));
    expect(tenant.writes()).toEqual([]);
    await command(single).delete(after);
    tenant.requests();
  }
  // A user has what it had before the first assignment.
  expect((await tenant.objects("user")).map((user) => user.deafultDialledNumber)).toEqual(
    before.map((user) => user.deafultDialledNumber),
  );
});

it("names what cannot be a list", async () => {
  const [entries, numbers] = CASES as [Case, Case];
  const [one] = await entries.programs();
  const [number] = await numbers.programs();
  const entry = managed(entries.single, "a", await command(entries.single).up(one));
  const mapping = managed(numbers.single, "b", await command(numbers.single).up(number));
  const secret = { ...entry, urn: urnOf(entries.single, "s"), secrets: new Set(["number"]) };
  const site = { ...entry, kind: "webex.Site", urn: urnOf("webex.Site", "c") };
  const other = {
    ...entry,
    urn: urnOf(entries.single, "d"),
    name: "d",
    inputs: { ...entry.inputs, addressBookId: "x" },
  };
  const state = stateOf(entry, mapping, site, secret, other);
  const asked = (...urns: readonly string[]) => asList(state, urns, "list", sessions());
  await expect(asked(entry.urn, mapping.urn)).rejects.toThrow(/^Only resources of one of these kinds make a list: /);
  await expect(asked(site.urn)).rejects.toThrow(/webex\.DialNumber \(as webex\.DialNumbers\)/);
  await expect(asked("urn:x")).rejects.toThrow("The stack has no resource urn:x");
  await expect(asked(secret.urn)).rejects.toThrow("a has secret inputs (number)");
  await expect(asked(entry.urn, other.urn)).rejects.toThrow("a and d are not in the same place");
  await expect(asSingles(state, site.urn, sessions())).rejects.toThrow(/is not a list: lists are webex\./);
});

it("counts and names in the drift report what lies beside a list", async () => {
  const [entries] = CASES as [Case];
  const [one, , whole] = await entries.programs();
  await command(entries.single).up({ ...one, name: "Stranger" });
  const state = stateOf(managed(entries.list, "Partner numbers", await command(entries.list).up(whole)));
  const drift = await findDrift(state, sessions());
  expect(drift).toMatchObject({
    findings: [],
    beside: ["webex.AddressBookEntries Partner numbers: 1 beside it that it does not own: Stranger"],
  });
  expect(driftText(drift, undefined, "pulumi up")).toContain(drift.beside[0]);
});
