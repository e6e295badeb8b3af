import type { Resource } from "../../support/command";
import { environment } from "../../support/environment";
import { Random } from "../../support/random";
import { type Made, made, Stack } from "../../support/stack";
import { Tenant } from "../../support/tenant";

/** Said when a test fails, so that it can be run again as it was. */
const SEED = Number(process.env.DATADIP_TEST_SEED ?? "20261122");

jest.setTimeout(180_000);

async function refreshed(tenant: Tenant, state: readonly Made[]): Promise<readonly (Resource | undefined)[]> {
  const stack = new Stack(() => tenant.connect());
  return Promise.all(state.map(({ planned, resource }) => stack.of(planned.kind).refresh(resource)));
}

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(() => tenant.reset());

describe(`an environment of 300 objects from seed ${SEED}`, () => {
  it("is created, shows exactly what was changed by hand, is put back and destroyed in one go", async () => {
    const all = await made(() => tenant.connect(), environment(SEED, 300));
    expect(all.length).toBeGreaterThan(280);
    // A first look notes what later objects changed in earlier ones, such as a team's rankings its version.
    const known = (await refreshed(tenant, all)).map((resource, i) => stateOf(all[i], resource));
    tenant.requests();

    const random = new Random(SEED + 1);
    const touched = random.some(
      known.filter(({ planned }) => planned.noun !== undefined),
      30,
    );
    for (const { planned, resource } of touched) await tenant.edit(planned.noun ?? "", resource.id, planned.byHand);
    const drifted = (await refreshed(tenant, known)).map((resource, i) => stateOf(known[i], resource));
    const requests = tenant.requests();
    expect(names(drifted.filter(({ resource }, i) => differs(resource, known[i]?.resource)))).toEqual(names(touched));
    // A queue that was touched is on nobody else's mark, and a team's on that of its ranking.
    const singles = requests.filter((request) => /:id$/.test(request));
    expect(singles.length).toBeLessThanOrEqual(touched.length + rankings(touched, known));

    const stack = new Stack(() => tenant.connect());
    for (const { planned, program, resource } of drifted) await stack.of(planned.kind).up(program, resource);
    expect(tenant.writes()).toHaveLength(touched.length);
    const back = (await refreshed(tenant, known)).map((resource, i) => stateOf(known[i], resource));
    expect(back.filter(({ resource }, i) => differs(resource, known[i]?.resource))).toEqual([]);

    const last = new Stack(() => tenant.connect());
    for (const { planned, resource } of [...back].reverse()) await last.of(planned.kind).delete(resource);
    const left = await Promise.all(
      [...new Set(back.flatMap(({ planned }) => planned.noun ?? []))].map((noun) => tenant.objects(noun)),
    );
    const mine = new Set(back.map(({ resource }) => resource.id));
    expect(left.flat().filter(({ id }) => mine.has(id))).toEqual([]);
  });
});

function stateOf(one: Made | undefined, resource: Resource | undefined): Made {
  if (one === undefined || resource === undefined) throw new Error(`${one?.planned.name ?? "?"} has left state`);
  return { ...one, resource };
}

function differs(after: Resource, before: Resource | undefined): boolean {
  return JSON.stringify(after.inputs) !== JSON.stringify(before?.inputs);
}

function names(some: readonly Made[]): readonly string[] {
  return some.map(({ planned }) => planned.name).sort();
}

/** Parts of objects that were touched: their owner's mark is theirs, so each is asked for once more. */
function rankings(touched: readonly Made[], all: readonly Made[]): number {
  const ids = new Set(touched.map(({ resource }) => resource.id));
  return all.filter(({ planned, resource }) => planned.noun === undefined && ids.has(resource.id)).length;
}

describe("a refresh of 1,000 objects of 12 kinds", () => {
  const TWELVE = [
    "media",
    "skill",
    "skilled",
    "site",
    "variable",
    "code",
    "holidays",
    "overrides",
    "hours",
    "team",
    "queue",
    "line",
  ];

  it("takes at most 25 requests, and one more for each that changed", async () => {
    const all = await made(() => tenant.connect(), environment(SEED, 1_000, TWELVE));
    expect(all.length).toBeGreaterThanOrEqual(990);
    expect(new Set(all.map(({ planned }) => planned.kind)).size).toBe(12);
    tenant.requests();
    const same = await refreshed(tenant, all);
    const requests = tenant.requests();
    expect(requests.length).toBeLessThanOrEqual(25);
    expect(same.map((resource) => resource?.inputs)).toEqual(all.map(({ resource }) => resource.inputs));

    const touched = new Random(SEED).some(all, 7);
    for (const { planned, resource } of touched) await tenant.edit(planned.noun ?? "", resource.id, planned.byHand);
    await refreshed(tenant, all);
    expect(tenant.requests().length).toBe(requests.length + touched.length);
  });
});
