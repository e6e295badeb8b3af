import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal } from "../../../../providers/core/engine/journal";
import type { Question } from "../../../../providers/core/engine/owner";
import { ThisStack } from "../../../../providers/core/engine/this-stack";
import { toy } from "../toy";

/** Whose an object is: by the state of this run's stack alone, and never by that of another. */

const TYPE = "pulumi-nodejs:dynamic/webex:Queue";
const urn = (name: string, stack = "dev"): string => `urn:pulumi:${stack}::acme::${TYPE}::${name}`;
const asked: Question = { kind: "webex.Queue", id: "q1", naturalKey: ["name"], inputs: { name: "Sales", size: 3 } };

interface Pending {
  readonly urn: string;
  readonly name: string;
}

const state = (ids: Readonly<Record<string, string>>, creating: readonly Pending[] = [], stack = "dev"): string =>
  JSON.stringify({
    deployment: {
      resources: [
        { urn: `urn:pulumi:${stack}::acme::pulumi:pulumi:Stack::acme-${stack}`, type: "pulumi:pulumi:Stack" },
        ...Object.entries(ids).map(([name, id]) => ({ urn: urn(name, stack), type: TYPE, id })),
      ],
      pending_operations: creating.map((one) => ({
        type: "creating",
        resource: { urn: one.urn, type: TYPE, inputs: { name: one.name } },
      })),
    },
  });

/** A stack whose engine works on `dev` of `acme`, and what the CLI shows: of the selected stack, and of `dev` by name. */
const stackOf = (selected: string, byName = selected, others: Readonly<Record<string, string>> = {}): ThisStack =>
  new ThisStack({
    root: () => Promise.resolve("dev::acme"),
    exportOf: (name) => Promise.resolve(name === undefined ? selected : name === "dev" ? byName : (others[name] ?? "")),
    stacks: () => Promise.resolve(["dev", ...Object.keys(others)]),
    backend: () => "file:///nowhere",
    warn: () => Promise.resolve(),
  });

const mine: Pending = { urn: urn("a9"), name: "Sales" };

it("is the resource's that state holds it under, with the one that asks", async () => {
  const owner = await stackOf(state({ a: "q1" }, [mine])).ownerOf(asked);
  expect(owner).toMatchObject({ by: "resource", holder: { urn: urn("a") }, asking: urn("a9") });
});

it("is nobody's here where state does not hold it", async () => {
  expect(await stackOf(state({ a: "q2" }, [mine])).ownerOf(asked)).toEqual({ by: "nobody", wholly: true });
});

it("is looked for in the stack of this run where another is selected", async () => {
  const owner = await stackOf(state({}, [mine], "prod"), state({ a: "q1" }, [mine])).ownerOf(asked);
  expect(owner).toMatchObject({ by: "resource", holder: { urn: urn("a") } });
});

it("is not known where no state shows that it is this run's", async () => {
  const reason = "the state that Pulumi shows is not that of this run's stack";
  const unknown = { by: "unknown", reason };
  // A stack of this name of another organisation, a create of something else, a stack of another name, an empty one.
  expect(await stackOf(state({ a: "q2" })).ownerOf(asked)).toEqual(unknown);
  expect(await stackOf(state({}, [{ urn: urn("c"), name: "Service" }])).ownerOf(asked)).toEqual(unknown);
  expect(await stackOf(state({}, [mine], "prod")).ownerOf(asked)).toEqual(unknown);
  expect(await stackOf('{"deployment":{}}').ownerOf(asked)).toEqual(unknown);
});

it("is proven by all that the engine has named, not by some of it", async () => {
  const stack = stackOf(state({ b: "q2" }));
  stack.recordHeld("webex.Queue", "q2");
  expect(await stack.ownerOf(asked)).toEqual({ by: "nobody", wholly: true });
  stack.recordHeld("webex.Queue", "q3");
  expect(await stack.ownerOf(asked)).toMatchObject({ by: "unknown" });
  stack.recordGone("webex.Queue", "q3");
  expect(await stack.ownerOf(asked)).toEqual({ by: "nobody", wholly: true });
});

it("is this stack's where the engine has named it or the run made it, whatever can be read", async () => {
  const stack = new ThisStack({
    root: () => Promise.resolve(undefined),
    exportOf: () => Promise.reject(new Error("no stack selected")),
    stacks: () => Promise.resolve([]),
    backend: () => "file:///nowhere",
    warn: () => Promise.resolve(),
  });
  expect(await stack.ownerOf(asked)).toEqual({
    by: "unknown",
    reason: "the stack's state cannot be read: no stack selected",
  });
  stack.recordHeld("webex.Queue", "q1");
  stack.recordMade("webex.Queue", "q5");
  expect(await stack.ownerOf(asked)).toEqual({ by: "this stack" });
  expect(await stack.ownerOf({ ...asked, id: "q5" })).toEqual({ by: "this stack" });
  // Another kind's object of the same id, as a part of a queue has, is not the queue.
  expect(await stack.ownerOf({ ...asked, kind: "webex.Team" })).toMatchObject({ by: "unknown" });
});

it("is another stack's of the project where that holds it or makes one like it, and else only perhaps nobody's", async () => {
  const own = state({}, [mine]);
  const held = await stackOf(own, own, { prod: state({ a: "q1" }, [], "prod") }).ownerOf(asked);
  expect(held).toEqual({ by: "another stack", urn: urn("a", "prod"), isPending: false });
  const pending = stackOf(own, own, { prod: state({}, [{ urn: urn("b", "prod"), name: "Sales" }], "prod") });
  expect(await pending.ownerOf(asked)).toEqual({ by: "another stack", urn: urn("b", "prod"), isPending: true });
  expect(await stackOf(own, own, { prod: "half" }).ownerOf(asked)).toEqual({ by: "nobody", wholly: false });
});

it("says so where two creates are in flight under one key", async () => {
  const two = [mine, { urn: urn("a8"), name: "Sales" }];
  expect(await stackOf(state({ a: "q1" }, two)).ownerOf(asked)).toMatchObject({ by: "resource", asking: undefined });
});

describe("what one run knows", () => {
  it("is what it made, holds and frees, by kind and id", () => {
    const stack = stackOf(state({}));
    stack.recordMade("webex.Queue", "q1");
    stack.recordHeld("webex.Queue", "q2");
    stack.recordGone("webex.Queue", "q1");
    expect([[...stack.made], [...stack.held]]).toEqual([[], ["webex.Queue q2"]]);

    expect(stack.isWanted("webex.Queue", "q1")).toBe(false);
    stack.recordWanted("webex.Queue", "q1");
    expect([stack.isWanted("webex.Queue", "q1"), stack.isWanted("webex.Team", "q1")]).toEqual([true, false]);

    expect(stack.freesKeyOf("webex.Queue")).toBe(false);
    stack.recordKeyToFree("webex.Queue", "q1");
    const frees = [["webex.Queue", "q1"], ["webex.Queue", "q2"], ["webex.Queue"], ["webex.Team"]] as const;
    expect(frees.map(([kind, id]) => stack.freesKeyOf(kind, id))).toEqual([true, false, true, false]);
  });

  it("does not ask other stacks whose an object is that a resource of this one may hold", async () => {
    const own = state({ a: "q2" }, [mine]);
    const stack = stackOf(own, own, { prod: state({ a: "q1" }, [], "prod") });
    expect(await stack.holderOf(asked)).toEqual({ by: "nobody", wholly: false });
  });

  it("of other stacks is read for 25 of them", async () => {
    const own = state({}, [mine]);
    const others = Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`s${i}`, state({}, [], `s${i}`)]));
    expect(await stackOf(own, own, others).ownerOf(asked)).toEqual({ by: "nobody", wholly: true });
    const more = { ...others, s24: state({ a: "q1" }, [], "s24") };
    expect(await stackOf(own, own, more).ownerOf(asked)).toEqual({ by: "nobody", wholly: false });
  });
});

describe("a new resource with the natural key of an object that a refresh has read", () => {
  async function warned(record: (stack: ThisStack) => void, question: Question = asked): Promise<readonly string[]> {
    const warnings: string[] = [];
    const stack = new ThisStack({
      root: () => Promise.resolve("dev::acme"),
      exportOf: () => Promise.resolve(state({ a: "q1" }, [mine])),
      stacks: () => Promise.resolve([]),
      backend: () => "",
      warn: (sentence) => Promise.resolve(void warnings.push(sentence)),
    });
    record(stack);
    await stack.warnOfRename(question, (id, owner) => `${id} is ${owner.by}'s`);
    return warnings;
  }

  it("is warned of, unless the state has a resource of that name", async () => {
    const other = { ...asked.inputs, name: "Service" };
    expect(await warned((stack) => stack.recordRead(asked))).toEqual(["q1 is resource's"]);
    expect(await warned(() => undefined)).toEqual([]);
    expect(await warned((stack) => stack.recordRead(asked), { ...asked, inputs: other })).toEqual([]);
    const kept = (inputs: typeof asked.inputs) => (stack: ThisStack) => {
      stack.recordRead(asked);
      stack.recordKept(asked.kind, asked.naturalKey, inputs);
    };
    expect(await warned(kept(asked.inputs))).toEqual([]);
    expect(await warned(kept(other))).toEqual(["q1 is resource's"]);
    expect(await warned(kept({}))).toEqual(["q1 is resource's"]);
  });

  it("is not warned of where its natural key is not known", async () => {
    const unknown = { ...asked, inputs: {} };
    expect(await warned((stack) => stack.recordRead(unknown), unknown)).toEqual([]);
  });
});

describe("what an interrupted run began", () => {
  const written = Date.UTC(2026, 0, 1);
  const keyed = { ...toy, kind: "webex.Queue" as const };
  const { id: _id, ...question } = asked;
  const operation = (type: string, inputs: Readonly<Record<string, unknown>> = { name: "Sales" }) => ({
    type,
    resource: { urn: urn("a9"), type: TYPE, inputs },
  });
  const stateWith = (
    operations: readonly unknown[],
    resources: readonly unknown[] = [],
    time = "2026-01-01T00:00:00Z",
  ) => JSON.stringify({ deployment: { manifest: { time }, resources, pending_operations: operations } });

  async function begun(
    shown: string,
    more: Partial<Question> = {},
    root: { readonly at?: string } = { at: "dev::acme" },
    byName = shown,
  ) {
    const folder = mkdtempSync(join(tmpdir(), "datadip-journal-"));
    const reader = {
      root: () => Promise.resolve(root.at),
      exportOf: (name?: string) => Promise.resolve(name === undefined ? shown : byName),
      stacks: () => Promise.resolve([]),
      backend: () => "file:///nowhere",
      warn: () => Promise.resolve(),
    };
    try {
      const journal = new Journal(folder, () => undefined);
      const stack = new ThisStack(reader, journal);
      const at = await stack.recordAt("org1", keyed, asked.inputs);
      await stack.readBefore();
      return at === undefined ? "no place" : await stack.interrupted(at, { ...question, ...more });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it("is a create that the state has as pending, at the time of the state", async () => {
    expect(await begun(stateWith([operation("creating")]))).toEqual({ since: written, last: written });
  });

  it.each([
    ["there is none", stateWith([])],
    ["it is of something else", stateWith([operation("creating", { name: "Service" })])],
    ["it is a change", stateWith([operation("updating")])],
    ["the object is in the state", stateWith([operation("creating")], [{ urn: urn("a9"), type: TYPE, id: "q1" }])],
    ["the state has no time", stateWith([operation("creating")], [], "")],
    ["the state cannot be read", "half"],
  ])("is nothing where %s", async (_, shown) => expect(await begun(shown)).toBeUndefined());

  it("is a change of an object in the state, with the values before it where they are noted", async () => {
    const held = [{ urn: urn("a9"), type: TYPE, id: "q1", inputs: { name: "Sales" } }];
    const olds = { olds: { name: "Sales" } };
    const before = { size: { was: "1", asked: ["h"] } };
    const times = { since: written, last: written };
    expect(await begun(stateWith([operation("updating")], held), olds)).toEqual(times);
    const noted = operation("updating", { name: "Sales", __before: before });
    expect(await begun(stateWith([noted], held), olds)).toEqual({ ...times, before });
    expect(await begun(stateWith([operation("updating")]), olds)).toBeUndefined();
    expect(await begun(stateWith([operation("creating")], held), olds)).toBeUndefined();
  });

  it("is what this machine's record says, before the state", async () => {
    const folder = mkdtempSync(join(tmpdir(), "datadip-journal-"));
    try {
      const shown = state({}, [mine]);
      const reader = { root: () => Promise.resolve("dev::acme"), exportOf: () => Promise.resolve(shown) };
      const rest = { stacks: () => Promise.resolve([]), backend: () => "", warn: () => Promise.resolve() };
      const stack = new ThisStack({ ...reader, ...rest }, new Journal(folder, () => undefined));
      const at = await stack.recordAt("org1", keyed, asked.inputs);
      if (at === undefined) throw new Error("no place");
      await stack.journal?.note(...at, { at: 7, id: "q7" });
      expect(await stack.interrupted(at, question)).toMatchObject({ since: 7, last: 7, id: "q7" });
      expect(await new ThisStack({ ...reader, ...rest }).interrupted(at, question)).toBeUndefined();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("is looked for in the stack of this run where another is selected", async () => {
    const pending = stateWith([operation("creating")]);
    const other = pending.replaceAll(":dev::", ":prod::");
    expect(await begun(other, {}, { at: "dev::acme" }, pending)).toEqual({ since: written, last: written });
    expect(await begun(pending, {}, { at: "dev::acme" }, other)).toEqual({ since: written, last: written });
  });

  it("is not looked for without a stack", async () =>
    expect(await begun(stateWith([operation("creating")]), {}, {})).toBe("no place"));
});

it("a record of the journal is for a stack, its state's place, a tenant and a whole natural key", async () => {
  const stack = stackOf(state({}));
  const keyed = { ...toy, kind: "webex.Queue" as const };
  expect(await stack.recordAt("org1", keyed, asked.inputs)).toEqual([
    { stack: "dev::acme", backend: "file:///nowhere", tenant: "org1" },
    { kind: "webex.Queue", naturalKey: '["Sales"]', label: "Sales" },
  ]);
  expect(await stack.recordAt("org1", keyed, {})).toBeUndefined();
  expect(await new ThisStack().recordAt("org1", keyed, asked.inputs)).toBeUndefined();
});
