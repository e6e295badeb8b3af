import type { Question } from "../../../../providers/core/engine/owner";
import { ThisStack } from "../../../../providers/core/engine/this-stack";

/** Whose an object is: by the state of this run's stack alone, and never by that of another. */

const TYPE = "pulumi-nodejs:dynamic/webex:Queue";
const urn = (name: string, stack = "dev"): string => `urn:pulumi:${stack}::acme::${TYPE}::${name}`;
const asked: Question = { kind: "webex.Queue", id: "q1", naturalKey: ["name"], inputs: { name: "Sales", size: 3 } };

interface Pending {
  readonly urn: string;
  readonly name: string;
}

function state(ids: Readonly<Record<string, string>>, creating: readonly Pending[] = [], stack = "dev"): string {
  return JSON.stringify({
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
}

/** A stack whose engine works on `dev` of `acme`, and what the CLI shows: of the selected stack, and of `dev` by name. */
function stackOf(selected: string, byName = selected, others: Readonly<Record<string, string>> = {}): ThisStack {
  return new ThisStack({
    root: () => Promise.resolve("dev::acme"),
    exportOf: (name) => Promise.resolve(name === undefined ? selected : name === "dev" ? byName : (others[name] ?? "")),
    stacks: () => Promise.resolve(["dev", ...Object.keys(others)]),
    backend: () => "file:///nowhere",
    warn: () => Promise.resolve(),
  });
}

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
