import fc from "fast-check";
import {
  applyJsonPath,
  evaluateJsonPath,
  isDefinite,
  parseJsonPath,
  printJson,
  type JsonPathResult,
  type JsonValue,
} from "../../../flow";
import { recordedPaths, type RecordedAnswer } from "./recorded";

function read(path: string, document: JsonValue): JsonPathResult {
  const compiled = parseJsonPath(path);
  return compiled.ok ? evaluateJsonPath(compiled.path, document) : compiled;
}

/** Java's exceptions that have a kind of their own here; all others only have to be errors. */
const KINDS: Readonly<Record<string, string>> = {
  PathNotFoundException: "PathNotFound",
  InvalidPathException: "InvalidPath",
  InvalidJsonException: "InvalidJson",
};

function expectAnswer(found: JsonPathResult, answer: RecordedAnswer): void {
  const shown = found.ok ? printJson(found.value) : found.error.kind;
  if ("value" in answer) expect(shown).toBe(printJson(answer.value));
  else {
    expect(found.ok).toBe(false);
    expect(shown).toBe(KINDS[answer.error] ?? shown);
  }
}

describe("answers recorded from Jayway JsonPath 2.10.0", () => {
  it.each(recordedPaths.rows.map(([path, answer]) => ({ path, answer })))("$path", ({ path, answer }) =>
    expectAnswer(read(path, recordedPaths.document), answer),
  );

  it.each(recordedPaths.bodies.map(([body, path, answer]) => ({ body, path, answer })))(
    "$body at $path",
    ({ body, path, answer }) => expectAnswer(applyJsonPath(path, body), answer),
  );

  it.each(recordedPaths.generated.map(([document, path, answer]) => ({ document, path, answer })))(
    "generated: $path",
    ({ document, path, answer }) => expectAnswer(read(path, document), answer),
  );
});

describe("the sentences of the format reference, sections 4.5 and 4.6", () => {
  const document: JsonValue = {
    records: [{ Id: "001", Name: "Ann" }],
    empty: [],
    nothing: null,
    text: "abc",
    n: 5,
    "k.v": 1,
    "previous-intent": { name: "x" },
  };
  const value = (path: string): unknown => {
    const found = read(path, document);
    return found.ok ? JSON.parse(printJson(found.value)) : found.error.kind;
  };

  it.each([
    ["$.records.[0].Name", "Ann"],
    ["records[0].Id", "001"],
    ["$.previous-intent.name", "x"],
    ["$['k.v']", 1],
    ["$.records[-1].Id", "001"],
    ["$.records.length()", 1],
    ["$.text.length()", null],
    ["$.n.length()", null],
    ["$.nothing", null],
    ["$..nope", []],
    ["$.records[?(@.Id == 'x')]", []],
    ["$.records[?(@.Id == '001')][0]", []],
    ["$.empty[*]", []],
    ["$.missing[*]", "PathNotFound"],
    ["$.missing.length()", "PathNotFound"],
    ["$.missing", "PathNotFound"],
    ["$.records[0]['Id','Name']", { Id: "001", Name: "Ann" }],
    ["$.records[0,1].Id", ["001"]],
    ["$.records[0:5].Id", ["001"]],
    ["", "IllegalArgument"],
    [" ", "InvalidPath"],
  ])("%s", (path, expected) => expect(value(path)).toEqual(expected));

  it.each([
    ["[0].x", '[{"x":1}]', 1],
    ["$", "not json", "not json"],
    ["$.a", "not json", "PathNotFound"],
    ["$.a", "  ", "PathNotFound"],
    ["$.a", "", "IllegalArgument"],
  ])("%s in the body %s", (path, body, expected) => {
    const found = applyJsonPath(path, body);
    expect(found.ok ? JSON.parse(printJson(found.value)) : found.error.kind).toEqual(expected);
  });

  it.each([
    ["$.a.b", true],
    ["$.a['b','c']", true],
    ["$.a['b','c'].d", false],
    ["$.a[0]", true],
    ["$.a[0,1]", false],
    ["$.a[1:]", false],
    ["$..a", false],
    ["$.a[*]", false],
    ["$.a[?(@.b)]", false],
    ["$.a.length()", true],
  ])("%s is definite: %s", (path, expected) => {
    const compiled = parseJsonPath(path);
    expect(compiled.ok && isDefinite(compiled.path)).toBe(expected);
  });
});

describe("hostile paths and documents", () => {
  it.each([
    ["a path of 5,000 steps", `$${".a".repeat(5000)}`, { a: 1 }],
    ["brackets in brackets", `$[?(${"(".repeat(1000)}@.a${")".repeat(1000)})]`, [{ a: 1 }]],
    ["negations", `$[?(${"!(".repeat(1000)}@.a${")".repeat(1000)})]`, [{ a: 1 }]],
    ["a pattern that never ends", `$[?(@ =~ /(a+)+$/)]`, [`${"a".repeat(40)}!`]],
  ])("refuses %s", (_what, path, document) => expect(read(path, document).ok).toBe(false));

  it("refuses a body nested 1,000 deep", () => {
    expect(applyJsonPath("$", "[".repeat(1000) + "]".repeat(1000))).toMatchObject({
      ok: false,
      error: { kind: "InvalidJson" },
    });
  });

  it("scans a large document in bounded steps", () => {
    const document = Array.from({ length: 20_000 }, (_item, index) => ({ id: index }));
    const found = read("$..id", document);
    expect(found.ok && Array.isArray(found.value) && found.value.length).toBe(20_000);
    expect(
      read(
        "$..*..*..*..*",
        Array.from({ length: 300 }, () => [[[[1, 2], [3]]]]),
      ).ok,
    ).toBe(true);
  });

  it("keeps names of Object.prototype apart", () => {
    expect(applyJsonPath("$.__proto__.x", `{"__proto__":{"x":1}}`)).toMatchObject({ ok: true });
    expect(applyJsonPath("$.constructor", "{}")).toMatchObject({ ok: false, error: { kind: "PathNotFound" } });
    expect(applyJsonPath("$.toString()", "{}")).toMatchObject({ ok: false, error: { kind: "InvalidPath" } });
  });

  it("gives an answer for any path at all", () => {
    const pieces = fc.constantFrom(
      "$",
      "@",
      ".",
      "..",
      "[",
      "]",
      "*",
      "'",
      '"',
      "?",
      "(",
      ")",
      ",",
      ":",
      "-",
      "0",
      "1",
      "a",
      "==",
      "&&",
      "!",
      "/",
      "{",
      "}",
      " ",
      "\\",
      "length()",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), fc.jsonValue(), (parts, document) => {
        const found = read(parts.join(""), document as JsonValue); // fast-check's own JSON type has undefined in it
        expect(found.ok || found.error.message !== "").toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
