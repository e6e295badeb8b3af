import {
  inputsOf,
  managedKeys,
  newState,
  revisionOf,
  outputsOf,
  packed,
  sealed,
  tenantOf,
  toStruct,
  upgraded,
} from "../../../../providers/core/engine/state";
import type { RemoteObject } from "../../../../providers/core/resource/types";
import { toy } from "../toy";

describe("what goes into state", () => {
  const live: RemoteObject = {
    id: "t1",
    values: { name: "a", size: 4, note: undefined, made: "today" },
    revision: "1.2",
  };

  it("is what the service says, what was given where it says nothing, and our notes", () => {
    expect(outputsOf(toy, live, ["name", "size", "file"], { name: "x", size: 9, file: "a.wav" }, "org1")).toEqual({
      name: "a",
      size: 4,
      file: "a.wav",
      made: "today",
      __managed: ["file", "name", "size"],
      __tenant: "org1",
      __v: 2,
      __mark: "1.2",
    });
  });

  it("holds no mark where the service gives none", () => {
    expect(outputsOf(toy, { ...live, revision: undefined }, [], {}, "org1")).not.toHaveProperty("__mark");
  });

  it("keeps the paths of secret inputs, and of other notes in inputs nothing", () => {
    const given = { file: "a", __secrets: [["file"]], __prepared: 1 };
    expect(outputsOf(toy, { id: "t1", values: {} }, ["file", "__prepared"], given, "org1")).toEqual({
      file: "a",
      ...{ __managed: ["file"], __tenant: "org1", __v: 2, __secrets: [["file"]] },
    });
  });

  it("is the names of its inputs alone while nothing was read", () =>
    expect(newState(toy, { size: 1, name: "a", __prepared: 1 })).toEqual({ __managed: ["name", "size"], __v: 2 }));

  it("notes names of inputs alone: a copy of a secret value would lie in clear", () => {
    const secret = { name: "a", file: "canary-secret" };
    const { file: _marked, ...notes } = outputsOf(toy, { id: "t1", values: {} }, Object.keys(secret), secret, "org1");
    expect(JSON.stringify(notes)).not.toContain("canary");
  });
});

describe("the notes", () => {
  it("are read with care: state may be damaged or older", () => {
    expect(managedKeys({ __managed: ["a", 7, null, "b"] })).toEqual(["a", "b"]);
    expect(managedKeys({ __managed: "a" })).toEqual([]);
    expect(managedKeys({})).toEqual([]);
    expect(tenantOf({ __tenant: 7 })).toBeUndefined();
    expect(revisionOf({ __mark: null })).toBeUndefined();
  });

  it("tell which of the outputs the program manages", () => {
    expect(inputsOf({ name: "a", size: 4, made: "today", __managed: ["name", "size", "tags"] })).toEqual({
      name: "a",
      size: 4,
    });
  });
});

describe("the names of managed inputs", () => {
  const state = { name: "a", size: 4, made: "today", __v: 2 };

  it("are left out where each input that has a value is managed, and come back", () => {
    const whole = { ...state, __managed: ["name", "size"] };
    expect(packed(toy, whole)).toEqual(state);
    expect(upgraded(toy, state)).toEqual(whole);
  });

  it.each([
    [[], ["name", "size"]],
    [["name"], ["size"]],
  ])("are told by those that are not: %j", (__managed, __unmanaged) => {
    const whole = { ...state, __managed };
    expect(packed(toy, whole)).toEqual({ ...state, __unmanaged });
    expect(upgraded(toy, packed(toy, whole))).toEqual(whole);
  });

  it("stay where one has no value", () => {
    const whole = { ...state, __managed: ["name", "size", "tags"] };
    expect(packed(toy, whole)).toBe(whole);
    expect(upgraded(toy, whole)).toBe(whole);
  });

  it("are not made up where there are none", () => {
    expect(packed(toy, { name: "a", __v: 1 })).toEqual({ name: "a", __v: 1 });
    expect(managedKeys(upgraded(toy, { name: "a", __v: 1 }))).toEqual([]);
  });
});

describe("state of an older version", () => {
  const grown = {
    ...toy,
    upgrades: [
      ({ length, ...state }: Readonly<Record<string, unknown>>) => ({ ...state, size: length }),
      (state: Readonly<Record<string, unknown>>) => ({ ...state, tags: ["from version 3"] }),
    ],
  };

  it("is lifted step by step", () => {
    expect(upgraded(grown, { name: "a", length: 4, __v: 2, __managed: [] })).toEqual({
      name: "a",
      size: 4,
      tags: ["from version 3"],
      __v: 4,
      __managed: [],
    });
    expect(upgraded(grown, { name: "a", size: 4, __v: 3, __managed: [] })).toEqual({
      name: "a",
      size: 4,
      tags: ["from version 3"],
      __v: 4,
      __managed: [],
    });
  });

  it("without a number is the first", () => {
    expect(upgraded(grown, { length: 4 })).toMatchObject({ size: 4, __v: 4 });
  });

  it("of this version stays as it is", () => {
    const state = { name: "a", __v: 4, __managed: ["name"] };
    expect(upgraded(grown, state)).toBe(state);
    const first = { name: "a", __v: 1 };
    expect(upgraded(toy, first)).toBe(first);
  });

  it("is written with the number of this version", () => {
    expect(outputsOf(grown, { id: "t1", values: {} }, [], {}, "org1")).toMatchObject({ __v: 4 });
  });
});

it("refuses state of a newer version", () => {
  expect(() => upgraded(toy, { __v: 4 })).toThrow(
    "The state of this toy was written by a newer datadip (state version 4, this one knows 2): update the package.",
  );
});

describe("a value for the engine's wire", () => {
  it("is a copy without anything undefined", () => {
    const inner = { keep: null, drop: undefined, list: [1, undefined, "x"] };
    const given = Object.freeze({ inner: Object.freeze(inner), no: false, zero: 0, empty: "" });
    const made = toStruct(given);
    expect(made).toEqual({ inner: { keep: null, list: [1, null, "x"] }, no: false, zero: 0, empty: "" });
    expect(Object.keys((made as { inner: object }).inner)).toEqual(["keep", "list"]);
    expect(made).not.toBe(given);
  });

  it.each<[string, unknown, string]>([
    ["a date", { a: { when: new Date(0) } }, "value.a.when, which state cannot hold (object)"],
    ["a map", { a: [new Map()] }, "value.a[0], which state cannot hold (object)"],
    ["a set", { a: new Set() }, "value.a, which state cannot hold (object)"],
    ["bytes", { a: Buffer.from("x") }, "value.a, which state cannot hold (object)"],
    ["no number", { a: Number.NaN }, "value.a, which state cannot hold (number)"],
    ["an endless number", { a: Infinity }, "value.a, which state cannot hold (number)"],
    ["a large integer", { a: 1n }, "value.a, which state cannot hold (bigint)"],
    ["a function", { a: () => 1 }, "value.a, which state cannot hold (function)"],
    ["a class instance", { a: new (class Thing {})() }, "value.a, which state cannot hold (object)"],
  ])("is refused where it is %s: the engine would turn it into something else", (_, value, told) => {
    expect(() => toStruct(value)).toThrow(
      `datadip would have stored ${told}: this is a defect of datadip, please report it.`,
    );
  });
});

describe("outputs that repeat a secret input", () => {
  const secret = (value: unknown) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
  });
  const notes = { __secrets: [["file"], ["box", "note"]], __mark: "secret" };

  it("are secret, whole or in part, at any depth; inputs and notes stay as they are", () => {
    const state = {
      file: "secret",
      name: "a secret",
      made: "has secret in it",
      list: [{ at: "secret" }],
      other: "clear",
    };
    expect(sealed(toy, { ...state, ...notes })).toEqual({
      ...state,
      ...notes,
      made: secret("has secret in it"),
      list: secret([{ at: "secret" }]),
    });
    const deep = { box: { note: "hidden-1" }, made: "hidden-1", ...notes };
    expect(sealed(toy, deep)).toEqual({ ...deep, made: secret("hidden-1") });
  });

  it("are clear where the secret is a word of less than six characters, or where there is none", () => {
    for (const state of [
      { file: "short", made: "short", ...notes },
      { file: "secret", made: "secret" },
    ])
      expect(sealed(toy, state)).toBe(state);
  });
});
