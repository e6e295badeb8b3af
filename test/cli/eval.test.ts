import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evalLine, evalVerb } from "../../cli/commands/eval";
import { runVerb } from "./run-verb";

const NOW = new Date("2025-02-06T21:09:02.712Z");
const answer = (question: unknown): unknown =>
  JSON.parse(evalLine(typeof question === "string" ? question : JSON.stringify(question), NOW));

describe("one line of datadip eval", () => {
  it.each([
    [{ kind: "pebble", template: "{{ a | upper }}", context: { a: "x" } }, "X"],
    [{ kind: "pebble", template: "no context" }, "no context"],
    [{ kind: "pebble", template: "{{ now() }}" }, "2025-02-06T21:09:02.712Z[UTC]"],
    [{ kind: "pebble", template: "{{ now() }}", now: "2026-01-01T00:00:00Z" }, "2026-01-01T00:00Z[UTC]"],
    [
      {
        kind: "pebble",
        template: `{{ "2025-01-01" | date("Z", existingFormat="yyyy-MM-dd") }}`,
        timeZone: "Asia/Tokyo",
      },
      "+0900",
    ],
    [{ kind: "jsonpath", path: "$.a", document: { a: [1, { b: null }] } }, [1, { b: null }]],
    [{ kind: "jsonpath", path: "$..a", document: [] }, []],
    [{ kind: "jsonpath", path: "$.a", document: `{"a":1}` }, 1],
    [{ kind: "jsonpath", path: "$", document: "plain text" }, "plain text"],
    [{ kind: "jsonpath", path: "$.a", documentText: `{"a":1}` }, 1],
    [{ kind: "jsonpath", path: "$", documentText: "busy" }, "busy"],
    // As Java 17 does it: doubles multiplied as doubles, exponents, points, digits of other scripts.
    [{ kind: "pebble", template: "{{ rate | numberformat('0%') }}", context: { rate: 0.075 } }, "8%"],
    [{ kind: "pebble", template: "{{ 2 | numberformat('0.###E0') }}" }, "2E0"],
    [{ kind: "pebble", template: "{{ 0.00012 | numberformat('0.##E00') }}" }, "1.2E-04"],
    [{ kind: "pebble", template: "{{ 1234567 | numberformat('00.###E0') }}" }, "12.346E5"],
    [{ kind: "pebble", template: "{{ 1.10 | numberformat('#.') }}" }, "1."],
    [{ kind: "pebble", template: "{{ 1050.75 | numberformat('#,##0}00') }}" }, "1051}"],
    [{ kind: "pebble", template: "{{ '\u0663' - 1 }}" }, "2"],
    [`{"kind":"pebble","template":"{{ m }}","context":{"m":{"a":1,"10":2}}}`, "{a=1, 10=2}"],
    [`{"kind":"jsonpath","path":"$.*","document":{"10":"ten","2":"two","b":"bee"}}`, ["ten", "two", "bee"]],
  ])("%j", (question, result) => expect(answer(question)).toEqual({ ok: true, result }));

  it("says an Integer from a Double", () => {
    expect(answer(`{"kind":"pebble","template":"{{ a }} {{ b }}","context":{"a":5,"b":5.0}}`)).toEqual({
      ok: true,
      result: "5 5.0",
    });
    expect(evalLine(`{"kind":"jsonpath","path":"$","document":[1.0,12345678901234567890,1e3]}`, NOW)).toBe(
      `{"ok":true,"result":[1.0,12345678901234567890,1000.0]}`,
    );
  });

  it.each([
    [{ kind: "pebble", template: "{{[x}}" }, /^Unclosed "\]" \(line 1\)$/],
    [{ kind: "pebble", template: "{{ 1 + none }}" }, /Could not perform addition/],
    [{ kind: "jsonpath", path: "$.a.b", document: { c: 1 } }, /^PathNotFound/],
    [{ kind: "jsonpath", path: "", document: {} }, /^IllegalArgument/],
    [{ kind: "jsonpath", path: "$", document: null }, /^IllegalArgument/],
    ["not json", /not one JSON object: invalid symbol at line 1, column 1\.$/],
    ["[]", /The line is not a question/],
    ["{}", /The line is not a question/],
    [{ kind: "pebble" }, /template/],
    [{ kind: "jsonpath", path: "$" }, /document/],
    [{ kind: "xpath" }, /kind/],
    [`{"kind":"pebble","template":"{{ a }}","context":{"a":${"[".repeat(100_000)}`, /too deeply|not one JSON/],
    [{ kind: "jsonpath", path: "$", document: 1, documentText: "1" }, /document/],
    [{ kind: "jsonpath", path: "$" }, /document/],
  ])("%j fails with a reason", (question, reason) =>
    expect(answer(question)).toEqual({ ok: false, error: expect.stringMatching(reason) as string }),
  );
});

describe("datadip eval FILE", () => {
  const folder = mkdtempSync(join(tmpdir(), "datadip-eval-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("answers each line in order and carries on after a bad one", async () => {
    const file = join(folder, "questions.jsonl");
    const lines = Array.from({ length: 5000 }, (_item, index) =>
      index % 10 === 3 ? "oops" : JSON.stringify({ kind: "pebble", template: "{{ n + 1 }}", context: { n: index } }),
    );
    writeFileSync(file, `${lines.join("\r\n")}\n\n`);
    const { stdout, exitCode } = await runVerb(evalVerb, "eval", file);
    const answers = stdout.trimEnd().split("\n");
    expect(exitCode).toBe(2);
    expect(answers).toHaveLength(5000);
    expect(JSON.parse(answers[4999] ?? "")).toEqual({ ok: true, result: "5000" });
    expect(answers.filter((line) => line.includes('"ok":false'))).toHaveLength(500);
  });

  it("says which file it cannot read", async () => {
    const { stderr, exitCode } = await runVerb(evalVerb, "eval", join(folder, "missing.jsonl"));
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/missing\.jsonl cannot be read: there is no such file or folder\.$/m);
  });
});
