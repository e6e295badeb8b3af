import { checkInputs, suggestion } from "../../../../providers/core/resource/check-inputs";
import type { Values } from "../../../../providers/core/resource/types";
import { hasUnknown } from "../../../../providers/core/resource/unknown";
import { toy, UNKNOWN } from "../toy";

const problems = (news: Values): readonly string[] =>
  checkInputs(toy, news).problems.map(({ property, reason }) => `${property}: ${reason}`);

describe("inputs", () => {
  it("get their defaults at every depth and are else as given", () => {
    const given = { name: "a", box: { note: "n" }, groups: [{ ids: ["x"] }] };
    expect(checkInputs(toy, given)).toStrictEqual({
      problems: [],
      inputs: {
        name: "a",
        colour: "red",
        box: { lid: true, note: "n" },
        groups: [{ ids: ["x"], after: 0 }],
        labels: {},
      },
    });
  });

  it("checked twice are the same as checked once", () => {
    const once = checkInputs(toy, { name: "a", groups: [{ ids: ["x"] }] }).inputs;
    expect(checkInputs(toy, once).inputs).toEqual(once);
  });

  it("are told apart from our own notes and the provider's text", () => {
    const { inputs, problems: found } = checkInputs(toy, { name: "a", __provider: "text", __v: 1 });
    expect(Object.keys(inputs)).toEqual(["name", "colour", "box", "labels"]);
    expect(found).toEqual([]);
  });

  it.each<[string, Values, readonly string[]]>([
    ["a missing one", {}, ["name: is required"]],
    ["a missing one inside", { name: "a", groups: [{ after: 1 }] }, ["groups[0].ids: is required"]],
    ["a wrong one", { name: "a", size: 1.5 }, ["size: must be whole"]],
    [
      "several at once",
      { name: "", size: 1.5, colour: "blue" },
      ["name: must not be empty", 'colour: Invalid option: expected one of "red"|"green"', "size: must be whole"],
    ],
    [
      "one deep inside",
      { name: "a", groups: [{ ids: ["x"] }, { ids: [], after: -1 }] },
      ["groups[1].ids: needs at least one", "groups[1].after: must be at least 0"],
    ],
    ["an unknown field inside", { name: "a", box: { lit: true } }, ["box: has unknown fields: lit"]],
    ["neither of two forms", { name: "a", text: 5 }, ["text: must be text or an object"]],
    ["null for a required one", { name: null }, ["name: Invalid input: expected string, received null"]],
  ])("name what is wrong: %s", (_, news, expected) => {
    expect(problems(news)).toEqual(expected);
  });

  it.each([
    ["colur", "colur is not a field of webex.Toy; did you mean colour?"],
    ["Name", "Name is not a field of webex.Toy; did you mean name?"],
    ["grups", "grups is not a field of webex.Toy; did you mean groups?"],
    ["wavelength", "wavelength is not a field of webex.Toy"],
  ])("that no field has are refused: %s", (key, reason) => {
    expect(problems({ name: "a", [key]: 1 })).toEqual([`${key}: ${reason}`]);
  });
});

describe("what is not known yet", () => {
  it.each<[string, Values]>([
    ["a whole input", { size: UNKNOWN }],
    ["a list", { tags: UNKNOWN }],
    ["an item", { tags: ["a", UNKNOWN] }],
    ["a field inside", { box: { lid: UNKNOWN } }],
    ["an item's field", { groups: [{ ids: UNKNOWN }] }],
    ["an item's item", { groups: [{ ids: ["a", UNKNOWN], after: 3 }] }],
    ["a map's value", { labels: { a: UNKNOWN } }],
    ["a part of one of two forms", { text: { deep: [{ id: UNKNOWN }] } }],
  ])("passes untouched: %s", (_, part) => {
    const { inputs, problems: found } = checkInputs(toy, { name: "a", ...part });
    expect(found).toEqual([]);
    expect(inputs).toMatchObject(part);
  });

  it.each([
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  ])("is known by the engine's text %s", (text) => {
    expect(hasUnknown({ a: [{ b: text }] })).toBe(true);
    expect(hasUnknown({ a: [{ b: `${text}.` }] })).toBe(false);
  });

  it("does not hide what is wrong beside it", () => {
    expect(problems({ name: "a", groups: [{ ids: UNKNOWN, after: -1 }] })).toEqual([
      "groups[0].after: must be at least 0",
    ]);
  });

  it("is not judged by what it may turn out to be", () => {
    expect(problems({ name: UNKNOWN, groups: [{ ids: UNKNOWN }], size: UNKNOWN })).toEqual([]);
  });

  it("gets its defaults when all is known", () => {
    const half = checkInputs(toy, { name: "a", groups: [{ ids: [UNKNOWN] }] }).inputs;
    expect(half.groups).toEqual([{ ids: [UNKNOWN] }]);
    expect(checkInputs(toy, { ...half, groups: [{ ids: ["x"] }] }).inputs.groups).toEqual([{ ids: ["x"], after: 0 }]);
  });
});

describe("rules between fields", () => {
  const seen: { inputs: Values; known: readonly boolean[] }[] = [];
  const ruled = {
    ...toy,
    rules: (inputs: Values, isKnown: (key: string) => boolean) => {
      seen.push({ inputs, known: ["name", "size", "tags"].map(isKnown) });
      return [{ property: "size", reason: "is too large for that name" }];
    },
  };
  beforeEach(() => seen.splice(0));

  it("see the known part alone, and what is merely absent as known", () => {
    const { problems: found } = checkInputs(ruled, { name: "a", size: UNKNOWN });
    expect(found).toEqual([{ property: "size", reason: "is too large for that name" }]);
    expect(seen).toEqual([
      { inputs: { name: "a", colour: "red", box: { lid: true }, labels: {} }, known: [true, false, true] },
    ]);
  });

  it("are not asked while a field is wrong by itself", () => {
    checkInputs(ruled, { name: "" });
    expect(seen).toEqual([]);
  });
});

describe("a suggestion", () => {
  it.each([
    ["serviceLevelSecond", ["serviceLevelSeconds", "name"], "; did you mean serviceLevelSeconds?"],
    ["us2", ["us1", "eu1"], "; did you mean us1?"],
    ["x", ["serviceLevelSeconds"], ""],
    ["abcd", ["abxy"], "; did you mean abxy?"],
    ["abcd", ["axyz"], ""],
    ["abcdefghi", ["abcdefxyz"], "; did you mean abcdefxyz?"],
    ["ab1", ["ab1x", "abc"], "; did you mean ab1x?"],
    ["anything", [], ""],
  ])("for %s", (word, candidates, expected) => {
    expect(suggestion(word, candidates)).toBe(expected);
  });
});
