import { z } from "zod";
import type { Values } from "../../../../providers/core/resource/types";
import { isSystemRow, revisionFrom } from "../../../../providers/webex/client/listing";
import { Command, type Resource } from "../../../support/command";
import { type Answer, relay } from "../../../support/relay";
import { type Entity, Tenant } from "../../../support/tenant";

let tenant: Tenant;
let siteId: string;

beforeAll(async () => {
  tenant = await Tenant.start();
});
afterAll(() => tenant.close());
beforeEach(async () => {
  tenant.reset();
  ({ id: siteId } = await tenant.named("site", "Site-1"));
  tenant.requests();
});

const command = (): Command => new Command("webex.Team", () => tenant.connect());

const teamOf = (name: string): Promise<Entity> =>
  tenant.make("team", { name, siteId, teamType: "AGENT", teamStatus: "IN_SERVICE", active: true });

/** The team as a state from an earlier run holds it. */
function stored(team: Entity): Resource {
  const { id, name, version, lastUpdatedTime } = team;
  const inputs: Values = { name, siteId, teamType: "AGENT", teamStatus: "IN_SERVICE", active: true };
  const mark = revisionFrom({ version: Number(version), lastUpdatedTime: Number(lastUpdatedTime) });
  const notes = { __managed: Object.keys(inputs).sort(), __tenant: tenant.orgId, __v: 1, __mark: mark };
  return { id, inputs, outputs: { ...inputs, ...notes } };
}

async function teams(count: number): Promise<readonly Resource[]> {
  const made = await Promise.all(Array.from({ length: count }, (_, i) => teamOf(`Team ${i + 1}`)));
  tenant.requests();
  return made.map(stored);
}

describe("a refresh of 300 objects", () => {
  it("takes a list where nothing changed, and one request besides for each object that changed or went", async () => {
    const state = await teams(300);
    const first = command();
    const same = await Promise.all(state.map((resource) => first.refresh(resource)));
    expect(tenant.requests()).toEqual(["GET v2/team"]);
    expect(same.map((resource) => resource?.inputs)).toEqual(state.map(({ inputs }) => inputs));

    tenant.sandbox.settings({ maxPageSize: 100 });
    const [edited, gone] = [state[7], state[299]];
    if (edited === undefined || gone === undefined) throw new Error("too few teams");
    await tenant.edit("team", edited.id, { teamStatus: "NOT_AVAILABLE" });
    await tenant.wipe("team", gone.id);
    const one = command();
    const refreshed = await Promise.all(state.map((resource) => one.refresh(resource)));
    expect([...tenant.requests()].sort()).toEqual([...pages("team", 3), "GET team/:id", "GET team/:id"].sort());
    expect(refreshed.filter((resource) => resource === undefined)).toHaveLength(1);
    expect(refreshed[299]).toBeUndefined();
    expect(refreshed[7]?.inputs).toMatchObject({ teamStatus: "NOT_AVAILABLE" });
    expect(refreshed[7]?.outputs.__mark).not.toBe(edited.outputs.__mark);
  });
});

function pages(noun: string, count: number): readonly string[] {
  return Array.from({ length: count }, () => `GET v2/${noun}`);
}

describe("an object that lists do not show", () => {
  it("stays where its own GET finds it", async () => {
    tenant.sandbox.settings({ readsAfterMs: 3_600_000 });
    const resource = stored(await teamOf("New"));
    tenant.requests();
    const refreshed = await command().refresh(resource);
    expect(tenant.requests()).toEqual(["GET v2/team", "GET team/:id"]);
    expect(refreshed?.inputs).toEqual(resource.inputs);
  });
});

describe("objects that shift between pages while they are listed", () => {
  const rows = z.looseObject({ data: z.array(z.unknown()) });
  /** What the second page then lacks or repeats. */
  const shifted = (change: (data: readonly unknown[]) => readonly unknown[]) => (answer: Answer) => {
    const { data, ...rest } = rows.parse(JSON.parse(answer.body));
    return { ...answer, body: JSON.stringify({ ...rest, data: change(data) }) };
  };

  it.each<[string, (data: readonly unknown[]) => readonly unknown[], number]>([
    ["up, past the page that was read", (data) => data.slice(1), 1],
    ["down, onto the next page again", (data) => [data[0], ...data], 0],
    ["all away", () => [], 50],
  ])("never leave state: %s", async (_, change, singles) => {
    tenant.sandbox.settings({ maxPageSize: 50 });
    const state = await teams(100);
    const between = await relay(tenant.sandbox.url);
    between.always(/v2\/team\?\S*page=1\b/, shifted(change));
    const one = new Command("webex.Team", () => tenant.connect({ url: between.url }));
    const refreshed = await Promise.all(state.map((resource) => one.refresh(resource)));
    await between.close();
    expect(refreshed.map((resource) => resource?.inputs)).toEqual(state.map(({ inputs }) => inputs));
    const asked = tenant.requests();
    expect(asked.filter((request) => request === "GET v2/team")).toHaveLength(2);
    expect(asked.filter((request) => request === "GET team/:id")).toHaveLength(singles);
  });
});

describe("an object without a mark in state", () => {
  it("is asked for itself, without a list", async () => {
    const { id, inputs, outputs } = stored(await teamOf("Old"));
    const { __mark: _gone, ...unmarked } = outputs;
    tenant.requests();
    const refreshed = await command().refresh({ id, inputs, outputs: unmarked });
    expect(tenant.requests()).toEqual(["GET team/:id"]);
    expect(refreshed?.outputs.__mark).toBe(outputs.__mark);
  });
});

describe("the list", () => {
  it("is not asked for twice by reads that come at once", async () => {
    const state = await teams(16);
    const one = command();
    await Promise.all(state.map((resource) => one.refresh(resource)));
    await Promise.all(state.map((resource) => one.refresh(resource)));
    expect(tenant.requests()).toEqual(["GET v2/team"]);
  });

  it("is asked for anew after a write of its kind", async () => {
    const [first, second] = await teams(2);
    if (first === undefined || second === undefined) throw new Error("too few teams");
    const one = command();
    await one.refresh(first);
    await one.up({ ...first.inputs, name: "Renamed" }, first);
    tenant.requests();
    await one.refresh(second);
    expect(tenant.requests()).toEqual(["GET v2/team"]);
  });

  it("is asked for anew after it failed, and nothing leaves state meanwhile", async () => {
    const [resource] = await teams(1);
    if (resource === undefined) throw new Error("too few teams");
    const one = command();
    tenant.fail({ method: "GET", path: "/v2/team", status: 500, times: 5 });
    await expect(one.refresh(resource)).rejects.toThrow(/GET \S+\/v2\/team answered 500/);
    await expect(one.refresh(resource)).resolves.toMatchObject({ id: resource.id });
  });

  it("waits for the quota instead of failing", async () => {
    const state = await teams(20);
    tenant.fail({ method: "GET", path: "/v2/team", status: 429, retryAfter: 30, times: 3 });
    const one = command();
    const refreshed = await Promise.all(state.map((resource) => one.refresh(resource)));
    expect(refreshed.every((resource) => resource !== undefined)).toBe(true);
  });
});

it.each(["systemDefault", "isSystemCode", "global"])("%s in a list's row means that Webex made the object", (field) => {
  expect(isSystemRow({ id: "1", name: "Meeting", [field]: true })).toBe(true);
  expect(isSystemRow({ id: "1", name: "Meeting", [field]: false })).toBe(false);
});
