import { difference, replacementProblems, sameInput } from "../../../../providers/core/engine/diff";
import type { Values } from "../../../../providers/core/resource/types";
import { toy, UNKNOWN } from "../toy";

/** State of a resource whose program sets the given inputs. */
const state = (inputs: Values, more: Values = {}): Values => ({
  ...inputs,
  ...more,
  __managed: Object.keys(inputs).sort(),
  __tenant: "org",
  __v: 1,
});
const changes = (before: Values, after: Values): boolean =>
  difference(toy, state({ name: "a", ...before }), { name: "a", ...after }).changes;

describe("the same", () => {
  it.each<[string, Values, Values]>([
    ["equal values", { size: 3, box: { lid: true } }, { size: 3, box: { lid: true } }],
    ["a set in another order", { tags: ["x", "y"] }, { tags: ["y", "x"] }],
    ["a set with repetitions", { tags: ["x", "y"] }, { tags: ["y", "x", "x"] }],
    ["a set inside a list", { groups: [{ ids: ["x", "y"], after: 0 }] }, { groups: [{ ids: ["y", "x"], after: 0 }] }],
    [
      "a set of objects, to some of which the service adds fields",
      {
        rules: [
          { at: 2, open: true, id: "r2" },
          { at: 1, open: false, id: "r1" },
        ],
      },
      { rules: [{ at: 1 }, { at: 2, open: true }] },
    ],
    [
      "a set of objects where one fits several",
      {
        rules: [
          { at: 1, open: true },
          { at: 1, open: false },
        ],
      },
      { rules: [{ at: 1 }, { at: 1, open: true }] },
    ],
    ["null for what is absent", { size: null }, {}],
    ["nothing for an empty text", { file: "", size: undefined }, {}],
    ["an empty list for what is absent", { tags: [] }, {}],
    ["absence for an empty list", {}, { tags: [] }],
    ["empty fields inside", { box: { lid: true, note: "" } }, { box: { lid: true } }],
    ["a field that the service adds inside", { box: { lid: true, id: "b1" } }, { box: { lid: true } }],
    [
      "a field that the service adds to an item",
      { groups: [{ ids: ["x"], after: 0, order: 1 }] },
      { groups: [{ ids: ["x"], after: 0 }] },
    ],
    ["what never counts", { file: "a.wav" }, { file: "b.wav" }],
    ["what the kind itself calls equal", { text: " hello" }, { text: "hello " }],
    ["an empty map", { labels: {} }, {}],
  ])("%s", (_, before, after) => {
    expect(changes(before, after)).toBe(false);
  });

  it("is what the program does not manage, whatever the service says of it", () => {
    expect(difference(toy, state({ name: "a" }, { size: 9, made: "today" }), { name: "a" }).changes).toBe(false);
  });
});

describe("a change", () => {
  it.each<[string, Values, Values]>([
    ["another value", { size: 3 }, { size: 4 }],
    ["a new input", {}, { size: 4 }],
    ["an input that is gone", { size: 4 }, {}],
    ["zero for nothing", {}, { size: 0 }],
    ["false for true inside", { box: { lid: true } }, { box: { lid: false } }],
    [
      "another order of a list",
      { groups: [{ ids: ["x"] }, { ids: ["y"] }] },
      { groups: [{ ids: ["y"] }, { ids: ["x"] }] },
    ],
    ["an item more in a set", { tags: ["x"] }, { tags: ["x", "y"] }],
    ["an item less in a set", { tags: ["x", "y"] }, { tags: ["x"] }],
    ["an item more in a list", { groups: [{ ids: ["x"] }] }, { groups: [{ ids: ["x"] }, { ids: ["y"] }] }],
    ["one item of a list", { groups: [{ ids: ["x"] }, { ids: ["y"] }] }, { groups: [{ ids: ["x"] }, { ids: ["z"] }] }],
    ["an item less in a list", { groups: [{ ids: ["x"] }, { ids: ["y"] }] }, { groups: [{ ids: ["x"] }] }],
    ["another field of a set's object", { rules: [{ at: 1, open: false }] }, { rules: [{ at: 1, open: true }] }],
    ["a field that the service does not have", { box: { lid: true } }, { box: { lid: true, note: "n" } }],
    ["a key that is gone from a map", { labels: { a: "1", b: "2" } }, { labels: { a: "1" } }],
    ["a number for its text", { size: "3" }, { size: 3 }],
    ["what is not known yet", { size: 3 }, { size: UNKNOWN }],
    ["what is not known yet inside", { groups: [{ ids: ["x"] }] }, { groups: [{ ids: [UNKNOWN] }] }],
  ])("%s", (_, before, after) => {
    expect(changes(before, after)).toBe(true);
  });
});

describe("the answer to the engine", () => {
  it("is always a boolean with lists, since anything else makes it compare by itself", () => {
    expect(difference(toy, state({ name: "a" }), { name: "a" })).toEqual({
      changes: false,
      replaces: [],
      deleteBeforeReplace: false,
    });
  });

  it("replaces, the old one first, where the unique name stays", () => {
    expect(difference(toy, state({ name: "a", colour: "red" }), { name: "a", colour: "green" })).toEqual({
      changes: true,
      replaces: ["colour"],
      deleteBeforeReplace: true,
    });
  });

  it("replaces, the new one first, where the name changes too", () => {
    expect(difference(toy, state({ name: "a", colour: "red" }), { name: "b", colour: "green" })).toEqual({
      changes: true,
      replaces: ["colour"],
      deleteBeforeReplace: false,
    });
  });

  it("replaces, the old one first, where only a part of the unique name changes or the kind says so", () => {
    const olds = state({ name: "a", colour: "red", size: 1 });
    const first = (news: Values, kind = toy): boolean => difference(kind, olds, news).deleteBeforeReplace;
    const keyed = { ...toy, naturalKey: ["name", "size"] };
    expect(first({ name: "a", colour: "green", size: 1 }, keyed)).toBe(true);
    expect(first({ name: "a", colour: "green", size: 2 }, keyed)).toBe(false);
    expect(first({ name: "b", colour: "green", size: 1 }, { ...toy, deletesFirst: true })).toBe(true);
    expect(first({ name: "b", colour: "red", size: 1 }, { ...toy, deletesFirst: true })).toBe(false);
  });

  it("replaces nothing of a kind whose inputs the service all changes", () => {
    const { replaceOnChanges: _none, sets: _neither, ...plain } = toy;
    const olds = state({ name: "a", colour: "red", tags: ["x", "y"] });
    const news = { name: "a", colour: "green", tags: ["y", "x"] };
    expect(difference(plain, olds, news)).toEqual({ changes: true, replaces: [], deleteBeforeReplace: false });
    expect(difference(plain, olds, { ...news, colour: "red" }).changes).toBe(true);
    expect(replacementProblems(plain, olds, news)).toEqual([]);
  });

  it("replaces where it is not known yet what a fixed input will be", () => {
    expect(difference(toy, state({ name: "a", colour: "red" }), { name: "a", colour: UNKNOWN }).replaces).toEqual([
      "colour",
    ]);
  });

  it("leaves our own notes out", () => {
    const notes = { __managed: ["name"], __mark: "1.2", __tenant: "other", __provider: "old text" };
    expect(difference(toy, { name: "a", ...notes }, { name: "a", __provider: "new text" }).changes).toBe(false);
  });
});

describe("a replacement that could only fail", () => {
  const olds = { name: "a", colour: "red" };
  const refused = (news: Values, kind = toy): readonly string[] =>
    replacementProblems(kind, olds, news).map(({ property, reason }) => `${property}: ${reason}`);

  it("is refused with the way out", () => {
    expect(refused({ name: "a", colour: "green" })).toEqual([
      "colour: cannot be changed on an existing toy, and its replacement cannot have the same name: the old one may still be referred to. " +
        "Rename it too, or remove it in one `pulumi up` and add it back in the next",
    ]);
  });

  it.each<[string, Values]>([
    ["nothing fixed changes", { name: "a", colour: "red", size: 9 }],
    ["the name changes too", { name: "b", colour: "green" }],
    ["the value is not known yet", { name: "a", colour: UNKNOWN }],
    ["the name is not known yet", { name: UNKNOWN, colour: "green" }],
  ])("is not where %s", (_, news) => {
    expect(refused(news)).toEqual([]);
  });

  it("is not where nothing can refer to the kind, nor for a new object", () => {
    expect(refused({ name: "a", colour: "green" }, { ...toy, referable: false })).toEqual([]);
    expect(replacementProblems({ ...toy, naturalKey: [] }, {}, { name: "a", colour: "green" })).toEqual([]);
    const keyed = { ...toy, naturalKey: ["name", "size"] };
    expect(refused({ name: "a", colour: "green", size: 2 }, keyed)).toEqual([]);
  });
});

it("compares one input by its kind's rules", () => {
  expect(sameInput(toy, "tags", ["x", "y"], ["y", "x"])).toBe(true);
  expect(sameInput(toy, "text", "a", " a ")).toBe(true);
  expect(sameInput(toy, "text", UNKNOWN, UNKNOWN)).toBe(false);
});
