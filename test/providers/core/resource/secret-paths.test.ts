import { secretPathsIn, textsIn, valueAtPath } from "../../../../providers/core/resource/secret-paths";

describe("the paths of secret inputs", () => {
  it.each([
    ["none noted", {}, []],
    ["two", { __secrets: [["key"], ["bindings", "Lookup.apiKey"]] }, [["key"], ["bindings", "Lookup.apiKey"]]],
    ["no list", { __secrets: "key" }, []],
    ["parts that are no paths", { __secrets: ["key", [1], ["box", 1], ["box"]] }, [["box"]]],
  ])("are those in the state: %s", (_, values, paths) => expect(secretPathsIn(values)).toEqual(paths));
});

describe("the value at a path", () => {
  const values = { bindings: { "Lookup.apiKey": "k", none: null }, list: [{ at: 1 }], text: "abc" };

  it.each([
    [["bindings", "Lookup.apiKey"], "k"],
    [["list", "0", "at"], 1],
    [[], values],
    [["bindings", "none", "x"], undefined],
    [["text", "length"], undefined],
    [["missing", "x"], undefined],
  ])("%j", (path, value) => expect(valueAtPath(values, path)).toEqual(value));
});

it("the texts in a value are those at any depth", () => {
  expect(textsIn({ a: "one", b: [{ c: "two" }, null, 3, "three"], d: undefined })).toEqual(["one", "two", "three"]);
  expect(textsIn("alone")).toEqual(["alone"]);
  expect(textsIn(null)).toEqual([]);
});
