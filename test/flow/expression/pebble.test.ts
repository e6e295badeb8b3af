import fc from "fast-check";
import {
  JavaNumber,
  parseTemplate,
  PebbleError,
  renderTemplate,
  templateUses,
  type ContextValue,
  type RenderOptions,
} from "../../../flow";
import { recordedTemplates } from "./recorded";

type Context = Readonly<Record<string, ContextValue>>;

/** The rendered text, or the error as an object. */
function render(
  source: string,
  context: Context = {},
  options: RenderOptions = { now: new Date("2025-02-06T21:09:02.712Z") },
) {
  const template = parseTemplate(source);
  if (template instanceof PebbleError) return { error: template.message };
  const rendered = renderTemplate(template, context, options);
  return rendered.ok ? rendered.text : { error: rendered.error.message };
}

const error = (pattern: RegExp) => ({ error: expect.stringMatching(pattern) as string });

const documented: Context = {
  ANI: "+14085551234",
  n: 5,
  s: "5",
  e: "",
  z: null,
  x: "a",
  name: "O'Brien",
  list: ["a"],
  j: { "previous-intent": "billing" },
};

describe("the table of the format reference, section 4.6", () => {
  it.each([
    [`{{ ANI | replace({"+1":""}) }}`, "4085551234"],
    [`{{ ANI | slice(ANI | length - 10) }}`, "4085551234"],
    [`{{ z | slice(1) }}{{ nothing }}{{ nothing.attr }}{{ list[9] }}`, ""],
    [`{{ 200 == "200" }},{{ s == 5 }},{{ true == "true" }},{{ z == "" }}`, "false,false,false,false"],
    [`{{ 5 == 5.0 }},{{ nothing == nowhere }}`, "true,true"],
    [`{{ s + 1 }},{{ "a"+1+2 }},{{ 1+2+"a" }},{{ "x"+z }},{{ "x" ~ z }}`, "51,a12,3a,xnull,x"],
    [`{{ "2" * 3 }},{{ 7/2 }},{{ 7/2.0 }},{{ 10-3*2 }},{{ "5" - 1 }}`, "6,3,3.5,4,4"],
    [
      `{{ z is empty }},{{ nothing is empty }},{{ e is empty }},{{ z is null }},{{ n is odd }}`,
      "true,true,true,true,true",
    ],
    [`{{ ["a"] contains x }},{{ ANI contains "+1" }}`, "true,true"],
    [`{{ z | default("y") }}{{ nothing | default("y") }}{{ e | default("y") }}{{ " " | default("y") }}`, "yyyy"],
    [`{{ [] | default("y") }}{{ {} | default("y") }}{{ 0 | default("y") }}`, "yy0"],
    [`{{ "a b'c%" | urlencode }}{{ "+" | urlencode }}`, "a+b%27c%25%2B"],
    [`{{ name | replace({"'":"\\'"}) }}`, "O\\'Brien"],
    [`{{ ("a,b" | split(","))[1] }}{{ "a.b" | split(".") | length }}`, "b0"],
    [`{{ "2024-03-01" | date("MM-dd-yyyy", existingFormat="yyyy-MM-dd") }}`, "03-01-2024"],
    [`{{ 1709251200000 | date("yyyy-MM-dd HH:mm", timeZone="America/New_York") }}`, "2024-02-29 19:00"],
    [`{{ ANI.length }}{{ "a".toUpperCase() }}`, "12A"],
    [`{{ j["previous-intent"] }}`, "billing"],
    [`{{ {"k":"v"} }}{{ ["a","b"] }}`, "{k=v}[a, b]"],
    [`{{ {"k":"v"} | json }}`, `{"k":"v"}`],
    [`{{ e | slice(0) }}{{ ANI | slice(12) }}`, ""],
    [`{{ z > 3 }}`, "false"],
    [`{{ "h" == ("hello" | first) }}`, "false"],
    [`{{ [1,2,5] contains n }}{{ [1,2,5] contains 5 }}`, "falsetrue"],
    [`{{ "abc".substring(2) }}`, ""],
    [`{{ n + 1 ~ "x" }},{{ not true == false }}`, "51x,true"],
    ["Hello {{n}}\nBye", "Hello 5Bye"],
    [`{% if n == 5 %}a{% endif %}{% set q = 1 %}{% for i in list %}{{ i }}{% endfor %}{# c #}`, "aa"],
    [`{{ now() }}`, "2025-02-06T21:09:02.712Z[UTC]"],
  ])("%s", (template, expected) => expect(render(template, documented)).toBe(expected));

  // Run on Java 17: DecimalFormat, Long.parseLong, String.split and Double.toString.
  it.each([
    [
      `{{ 0.075 | numberformat("0%") }} {{ 0.065 | numberformat("0%") }} {{ 0.0125 | numberformat("0.0%") }}`,
      "8% 6% 1.2%",
    ],
    [`{{ 2 | numberformat("0.###E0") }} {{ 12345 | numberformat("##0.#E0") }}`, "2E0 12.34E3"],
    [`{{ 0.00123 | numberformat("00.#E00") }} {{ 1050.75 | numberformat("#,##0}00") }}`, "12.3E-04 1051}"],
    [`{{ "\u0663" - 0 }} {{ "\u0e53\u0967" - 0 }}`, "3 31"],
    [`{{ "a\ud83d\udc4db" | split("") | join("|") }}`, "a|\ud83d|\udc4d|b"],
    [`{{ 9223372036854775807 * 0.5 }} {{ 9223372036854775807 * 0.25 }}`, "4.6116860184273879E18 2.305843009213694E18"],
    [`{{ {"a": 1, "10": 2} }}`, "{a=1, 10=2}"],
  ])("%s", (template, expected) => expect(render(template, documented)).toBe(expected));

  it.each([
    [`{{ ANI | replace("+","") }}`, /The argument at position 2 is not allowed\. Only 1 argument\(s\) are allowed\./],
    [`{{ ANI | slice(-2) }}`, /fromIndex/],
    [`{{ ANI | slice(99) }}`, /99/],
    [`{{ e | slice(1) }}`, /start 1/],
    [`{{ ANI | slice(3,3) }}`, /toIndex must be greater than fromIndex/],
    [`{{ s > 3 }}`, /greater than comparison: only numbers/],
    [`{{ "a" < "b" }}`, /only numbers/],
    [`{{ 2 > 1 > 0 }}`, /only numbers/],
    [`{{ 5 + z }}`, /Could not perform addition: Cannot convert to Number: null/],
    [`{{ "a" in list }}`, /Unexpected token of value "in"/],
    [`{{ a matches "b" }}`, /Unexpected token/],
    [`{{ a starts with "b" }}`, /Unexpected token/],
    [`{{ a ?? b }}`, /Unexpected token/],
    [`{{ name | replace({"\\":"\\\\"}) }}`, /Unexpected|Unclosed/],
    [`{{ "a,b" | split(",")[1] }}`, /Unexpected token/],
    [`{{ s | numberformat("#.##") }}`, /has to be a number/],
    [`{{ j.previous-intent }}`, /Could not perform subtraction/],
    [`{{[x}}`, /^Unclosed "\]" \(line 1\)$/],
    [`{{x`, /EOF/],
    [`{{ }}`, /PRINT_END/],
    [`{{ x | }}`, /expected token of type NAME/],
    [`{{ "1709251200000" | date("yyyy") }}`, /Could not parse the string/],
    [`{{ "abcdef" | abbreviate(n) }}`, /abbreviate/],
    [`{{ [1,2][0] }}`, /Unexpected token/],
    [`{{ n | urlencode }}`, /must be text, not a number/],
  ])("%s fails", (template, reason) => expect(render(template, documented)).toEqual(error(reason)));
});

describe("answers recorded from Pebble 4.1.2", () => {
  recordedTemplates.groups.forEach(({ context, rows }, group) => {
    it.each(rows.map(([template, expected]) => ({ template, expected })))(
      `${group}: $template`,
      ({ template, expected }) => {
        const found = render(template, context);
        if (expected === null) expect(found).toEqual({ error: expect.any(String) as string });
        else expect(found).toBe(expected);
      },
    );
  });
});

describe("what Flow Designer adds", () => {
  const now = new Date("2025-02-06T21:09:02.712Z");

  it.each([
    [`{{ now() | date("yyyy/MM/dd HH:mm:ss.SSS VV") }}`, "2025/02/06 21:09:02.712 UTC"],
    [`{{ now() | epoch }}`, "1738876142"],
    [`{{ now() | epoch(inMillis=true) }}`, "1738876142712"],
    [`{{ "2025-02-06" | epoch(format="yyyy-MM-dd") }}`, "1738800000"],
    [`{{ list | json }}`, `["a",1,2.5,null,true]`],
    [`{{ doc | jsonPath("$.a[0].b") }}`, "x"],
    [`{{ body | jsonPath("$.a[0].b") }}`, "x"],
  ])("%s", (template, expected) => {
    const context = { list: ["a", 1, 2.5, null, true], doc: { a: [{ b: "x" }] }, body: `{"a":[{"b":"x"}]}` };
    expect(render(template, context, { now })).toBe(expected);
  });

  it("reports a path that finds nothing", () => {
    expect(render(`{{ doc | jsonPath("$.a") }}`, { doc: { b: 1 } })).toEqual(error(/PathNotFound/));
  });

  it("finds names in another spelling only when asked to", () => {
    const context = { NewPhoneContact: { ANI: "+1" }, WEBEX_ACCESS_TOKEN: "t" };
    const template = "{{ NewPhoneContact.ani }}{{ webex_access_token }}";
    expect(render(template, context)).toBe("");
    expect(render(template, context, { ignoreCase: true })).toBe("+1t");
  });
});

describe("numbers of a context", () => {
  it.each([
    [5, "5"],
    [2 ** 31, "2147483648"],
    [2.5, "2.5"],
    [1e21, "1.0E21"],
    [12345678901234567890n, "12345678901234567890"],
    [JavaNumber.double(5), "5.0"],
    [JavaNumber.long(5), "5"],
  ])("%s prints as %s", (value, expected) => expect(render("{{ v }}", { v: value })).toBe(expected));
});

describe("hostile templates", () => {
  const nested = (open: string, close: string): string => `{{ ${open.repeat(1000)}1${close.repeat(1000)} }}`;

  it.each([
    ["parentheses", nested("(", ")")],
    ["lists", nested("[", "]")],
    ["negations", nested("not ", "")],
    ["arguments", nested("max(", ")")],
    ["ternaries", nested("1 ? 2 : ", "")],
    ["interpolations", `{{ ${`"#{`.repeat(1000)}1${`}"`.repeat(1000)} }}`],
    ["tags", "{% if 1 %}".repeat(1000) + "{% endif %}".repeat(1000)],
  ])("refuses 1,000 nested %s", (_what, template) =>
    expect(render(template)).toEqual(error(/nested more than 250 levels/)),
  );

  it.each([
    ["operators", `{{ 1${" + 1".repeat(1000)} }}`, /^1001$/],
    ["filters", `{{ "x"${" | upper".repeat(1000)} }}`, /^X$/],
    ["attributes", `{{ a${".b".repeat(1000)} }}`, /^$/],
  ])("evaluates a chain of 1,000 %s", (_what, template, expected) => expect(render(template)).toMatch(expected));

  it.each([
    ["too long a chain", `{{ 1${" + 1".repeat(5000)} }}`, /chains more than 1000/],
    ["an endless range", "{{ range(1, 99999999999) }}", /refused/],
    ["nested loops", "{% for a in 1..9999 %}{% for b in 1..9999 %}{{ b }}{% endfor %}{% endfor %}", /steps|characters/],
    ["doubling text", `{% set a = "xxxxxxxxxxxxxxxx" %}${"{% set a = a ~ a %}".repeat(40)}{{ a }}`, /characters/],
    ["catastrophic patterns", `{{ "${"a".repeat(40)}!" | split("(a+)+$") | length }}`, /more than 1 s/],
    ["ones without a loop in a loop", `{{ "${"a".repeat(60)}!".matches("(a|aa)+") }}`, /more than 1 s/],
    ["long ones of many loops", `{{ "${"a".repeat(400)}!".matches("a*a*a*a*a*a*a*b") }}`, /more than 1 s/],
    ["an unclosed string that ends in a backslash", '{{ "abc\\', /Unclosed/],
    ["other templates", "{% include 'x' %}", /not available in a flow expression/],
    ["the class of a value", "{{ 'x'.class }}", /forbidden/],
  ])("stops at %s", (_what, template, reason) => expect(render(template)).toEqual(error(reason)));

  it("gives an answer for any text at all", () => {
    const pieces = fc.constantFrom(
      "{{",
      "}}",
      "{%",
      "%}",
      "{#",
      "#}",
      "#{",
      '"',
      "'",
      "\\",
      "(",
      ")",
      "[",
      "]",
      "|",
      ".",
      "if",
      "for",
      "in",
      "x",
      "1",
      " ",
      "\n",
      "-",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const found = render(parts.join(""), { x: [1] });
        expect(typeof found === "string" || found.error !== "").toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("what a template uses", () => {
  it("names variables with their members, filters, tests and functions, and leaves out its own variables", () => {
    const template = parseTemplate(
      `{% set own = a.b["c"].d %}{% for i in rows[k] %}{{ i.x | upper }}{{ own }}{% endfor %}{{ max(n, 1) is odd }}{{ t.trim() }}`,
    );
    if (template instanceof PebbleError) throw template;
    const uses = templateUses(template);
    expect(uses.variables.map(({ root, members }) => [root, ...members].join("."))).toEqual([
      "a.b.c.d",
      "rows",
      "k",
      "n",
      "t",
    ]);
    expect(uses.filters.map(({ name }) => name)).toEqual(["upper"]);
    expect(uses.tests.map(({ name }) => name)).toEqual(["odd"]);
    expect(uses.functions.map(({ name }) => name)).toEqual(["max"]);
  });

  it("gives positions in the text", () => {
    const template = parseTemplate("one\n{{ two }} {{ x.y }}");
    if (template instanceof PebbleError) throw template;
    expect(templateUses(template).variables.map(({ position }) => position)).toEqual([
      { offset: 7, line: 2 },
      { offset: 17, line: 2 },
    ]);
  });
});
