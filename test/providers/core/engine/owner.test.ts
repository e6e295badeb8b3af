import type { Holding, Holdings } from "../../../../providers/core/engine/holdings";
import {
  alike,
  isOfThisRun,
  naturalKeyOf,
  ownerAmong,
  ownerOf,
  type Question,
} from "../../../../providers/core/engine/owner";
import type { Values } from "../../../../providers/core/resource/types";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
const KIND = "webex.Queue";

const holding = (id: string, more: Partial<Holding> = {}): Holding => ({
  urn: `urn:${id}`,
  kind: KIND,
  id,
  inputs: { name: id },
  isLeftover: false,
  ...more,
});
const state = (more: Partial<Holdings> = {}): Holdings => ({
  stacks: new Set(["dev::acme"]),
  objects: [],
  creating: [],
  updating: [],
  written: undefined,
  ...more,
});
const pending = (name: unknown, kind = KIND, urn = `urn:new ${JSON.stringify(name)}`) => ({
  urn,
  kind,
  inputs: { name },
});
const asked: Question = { kind: KIND, id: "q1", naturalKey: ["name"], inputs: { name: "Sales" } };
const nothing = { held: new Set<string>(), made: new Set<string>() };

describe("operations like one that is asked for", () => {
  const matches = (stored: unknown, value: unknown): boolean =>
    alike([pending(stored)], { kind: KIND, naturalKey: ["name"], inputs: { name: value } }).length === 1;

  it.each<[string, unknown, unknown, boolean]>([
    ["equal texts", "a", "a", true],
    ["different texts", "a", "b", false],
    ["a secret and anything", SECRET, "a", true],
    ["a list with a secret", ["a", SECRET], ["a", "b"], true],
    ["lists that differ", ["a", "c"], ["a", "b"], false],
    ["a list and a longer one", ["a"], ["a", "b"], false],
    ["a list and a text", ["a"], "a", false],
    ["equal objects", { x: { y: 1 } }, { x: { y: 1 } }, true],
    ["objects with a secret", { x: SECRET, z: 1 }, { x: 1, z: 1 }, true],
    ["objects that differ", { x: 1 }, { x: 2 }, false],
    ["an object with more", { x: 1 }, { x: 1, y: 2 }, false],
    ["an object with less", { x: 1, y: 2 }, { x: 1 }, false],
    ["an object and a text", { x: 1 }, "x", false],
    ["what the program does not give", undefined, undefined, false],
  ])("have the same natural key: %s", (_, stored, value, same) => expect(matches(stored, value)).toBe(same));

  it("are of the same kind and agree in the whole key", () => {
    const question = { kind: KIND, naturalKey: ["name", "site"], inputs: { name: "a", site: "s1", size: 1 } };
    const operations = [
      { ...pending("a"), inputs: { name: "a", site: "s1", size: 2 } },
      { ...pending("a"), inputs: { name: "a", site: "s2" } },
      { ...pending("a", "webex.Team"), inputs: { name: "a", site: "s1" } },
    ];
    expect(alike(operations, question)).toEqual(operations.slice(0, 1));
  });
});

it("a natural key is known where the program gives all of it", () => {
  expect(naturalKeyOf(["name", "site"], { name: "a", site: "s1" })).toBe('["a","s1"]');
  expect(naturalKeyOf(["name", "site"], { name: "a" })).toBeUndefined();
});

describe("an object's owner in this stack", () => {
  it("is the resource that holds it, and the one that asks is named where it is the only one", () => {
    const holder = holding("q1");
    const objects = [holding("q1", { kind: "webex.Team" }), holding("q2"), holder];
    const owner = (creating: Holdings["creating"]) => ownerOf(asked, state({ objects, creating }), nothing);
    expect(owner([])).toEqual({ by: "resource", holder, asking: undefined });
    expect(owner([pending("Sales"), pending("Other")])).toEqual({ by: "resource", holder, asking: 'urn:new "Sales"' });
    expect(owner([pending("Sales"), pending("Sales")])).toEqual({ by: "resource", holder, asking: 'urn:new "Sales"' });
    expect(owner([pending("Sales"), pending("Sales", KIND, "urn:b")])).toEqual({
      by: "resource",
      holder,
      asking: undefined,
    });
  });

  it("is this stack where the engine named it or this run made it", () => {
    for (const seen of [
      { ...nothing, held: new Set([`${KIND} q1`]) },
      { ...nothing, made: new Set([`${KIND} q1`]) },
    ]) {
      expect(ownerOf(asked, "no state", seen)).toEqual({ by: "this stack" });
      expect(ownerOf(asked, state(), seen)).toEqual({ by: "this stack" });
      expect(ownerOf({ ...asked, id: "q2" }, state(), seen)).toEqual({ by: "nobody", wholly: false });
    }
    expect(ownerOf(asked, "no state", nothing)).toEqual({ by: "unknown", reason: "no state" });
  });
});

describe("an object's owner among other stacks", () => {
  const other = state({ objects: [holding("q1")], creating: [pending("Sales")] });

  it("is the stack that holds it, before one that makes one like it, before nobody", () => {
    const making = state({ creating: [pending("Sales")] });
    expect(ownerAmong(asked, [making, other], true)).toEqual({ by: "another stack", urn: "urn:q1", isPending: false });
    expect(ownerAmong(asked, [state(), making], true)).toMatchObject({ urn: 'urn:new "Sales"', isPending: true });
    expect(ownerAmong(asked, [state()], true)).toEqual({ by: "nobody", wholly: true });
    expect(ownerAmong(asked, [], false)).toEqual({ by: "nobody", wholly: false });
  });
});

describe("a state is that of this run's stack", () => {
  const seen = (...ids: readonly string[]) => ({ ...nothing, held: new Set(ids.map((id) => `${KIND} ${id}`)) });
  const holds = state({ objects: [holding("q1"), holding("q2"), holding("t1", { kind: "webex.Team" })] });
  const olds = (inputs: Values): Question => ({ ...asked, olds: inputs });

  it.each<[string, Holdings, Question, typeof nothing, boolean]>([
    ["it holds all that the engine has named", holds, asked, seen("q1", "q2"), true],
    ["not where it holds some of it", holds, asked, seen("q1", "q3"), false],
    ["not where nothing was named", holds, asked, nothing, false],
    ["the create in question is in it", state({ creating: [pending("Sales")] }), asked, nothing, true],
    ["not for a create of something else", state({ creating: [pending("Service")] }), asked, nothing, false],
    ["it holds the asking resource as it was", holds, olds({ name: "q2" }), nothing, true],
    ["not where another kind has its earlier key", holds, olds({ name: "t1" }), nothing, false],
    [
      "not where the earlier key is not known",
      state({ objects: [holding("q1", { inputs: {} })] }),
      olds({}),
      nothing,
      false,
    ],
  ])("where %s", (_, known, question, named, expected) => {
    expect(isOfThisRun(known, question, named, "dev::acme")).toBe(expected);
    expect(isOfThisRun(known, question, named, undefined)).toBe(expected);
    expect(isOfThisRun(known, question, named, "prod::acme")).toBe(false);
  });

  it("and not where it is of several stacks, or of none", () => {
    const creating = [pending("Sales")];
    for (const stacks of [new Set(["dev::acme", "prod::acme"]), new Set<string>()])
      expect(isOfThisRun(state({ creating, stacks }), asked, nothing, "dev::acme")).toBe(false);
  });
});
