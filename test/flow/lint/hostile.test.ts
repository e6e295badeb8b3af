import fc from "fast-check";
import { CATALOGUE, checkFlow, lintFlow, readV1, SEVERITIES } from "../../../flow";
import {
  call,
  condition,
  GOOD,
  goodWith,
  hangUp,
  say,
  set,
  smallDocument,
  smallFlow,
  start,
  type SmallNode,
} from "./small-flow";

const rulesOf = (flow: Parameters<typeof lintFlow>[0]): readonly string[] => lintFlow(flow).map(({ rule }) => rule);

describe("flows that nobody should have to read", () => {
  it("refuses an expression nested 1,000 deep with a finding", () => {
    const flow = smallFlow(
      goodWith({ nodes: { Greeting: say("Queue", `{{ ${"(".repeat(1000)}1${")".repeat(1000)} }}`) } }),
    );
    expect(lintFlow(flow)).toMatchObject([
      {
        rule: "expression/syntax",
        activity: "Greeting",
        message: expect.stringContaining("nested more than 250") as string,
      },
    ]);
  });

  it("names activities as they are, markup and all, and leaves escaping to anybody who prints", () => {
    const name = '<script>alert("x")</script>';
    const flow = smallFlow(goodWith({ nodes: { Greeting: say(name), [name]: say("Queue") } }));
    expect(lintFlow(flow)).toMatchObject([{ rule: "structure/activity-name", activity: name }]);
  });

  it.each([
    [
      "names of Object.prototype",
      { __proto__x: say("constructor"), constructor: say("toString"), toString: say("Queue") },
    ],
    ["one name for everything", { Queue: say("Queue") }],
  ])("survives %s", (_what, nodes) => {
    const flow = smallFlow(goodWith({ nodes: { Greeting: say(Object.keys(nodes)[0] ?? ""), ...nodes } }));
    expect(Array.isArray(lintFlow(flow))).toBe(true);
  });

  it("survives variables named like the language and like Object.prototype", () => {
    const names = ["constructor", "__proto__", "toString", "null", "hasOwnProperty"];
    const flow = smallFlow(
      goodWith({
        variables: Object.fromEntries(names.map((name) => [name, { value: "x" }])),
        nodes: { Greeting: say("Queue", names.map((name) => `{{ ${name} }}`).join("")) },
      }),
    );
    expect(rulesOf(flow)).toContain("structure/variable-name");
  });

  it("survives activities of every known type without any properties", () => {
    const nodes = Object.fromEntries(
      CATALOGUE.map(({ names: [type] }, index): [string, SmallNode] => [
        `N${index}`,
        { type, to: `N${(index + 1) % CATALOGUE.length}` },
      ]),
    );
    expect(lintFlow(smallFlow({ nodes })).length).toBeGreaterThan(10);
  });

  it("survives any property anywhere", () => {
    const type = fc.constantFrom(...CATALOGUE.map(({ names: [name] }) => name), "brand-new-thing");
    const key = fc.constantFrom(
      "expression",
      "httpRequestPath",
      "httpQueryParameters",
      "outputVariableArray",
      "promptsTts",
      "toggle",
      "menuLinks",
      "menuLinks:input",
      "setVariablesArray",
      "srcVariable",
      "expr",
      "queryParameters",
      "subflowInputVariables",
      "allocations",
      "destination",
      "inputVariable",
      "screenPopUrl",
      "httpRequestBody",
      "authenticated",
    );
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom("{{", "{{ a }}", "{{ a | slice(9) }}", "SELECT Id FROM {{ x }} WHERE {{ y }} LIKE '%{{ z }}%'"),
    );
    fc.assert(
      fc.property(
        fc.array(fc.record({ type, properties: fc.dictionary(key, value, { maxKeys: 8 }) }), {
          minLength: 1,
          maxLength: 8,
        }),
        (parts) => {
          const nodes = Object.fromEntries(
            parts.map(({ type: name, properties }, index): [string, SmallNode] => [
              `N${index}`,
              { type: name, properties, to: `N${(index * 7) % parts.length}` },
            ]),
          );
          const flow = smallFlow({
            variables: { a: {}, x: { type: "INTEGER" } },
            nodes: { NewPhoneContact: start("N0"), ...nodes },
          });
          for (const finding of lintFlow(flow)) {
            expect(SEVERITIES).toContain(finding.severity);
            expect(finding.message).not.toMatch(/undefined|\[object|NaN/);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("follows subflows in a circle once", () => {
    const sub = (own: string, other: string) =>
      readV1(
        smallDocument({
          flowType: "SUBFLOW",
          nodes: {
            StartSubflow: { type: "NewSubFlowStart", to: "Call" },
            Call: { type: "subflow-handoff", properties: { subflowId: other }, to: "Stop" },
            Stop: { type: "end-subflow" },
          },
          document: { flowId: own, name: own },
        }),
      );
    const [a, b, c] = [sub("a", "b"), sub("b", "c"), sub("c", "a")] as const;
    expect(lintFlow(a, { siblings: [b, c] }).map(({ rule }) => rule)).toContain("structure/recursive-subflow");
    expect(lintFlow(a, { siblings: [b] }).map(({ rule }) => rule)).not.toContain("structure/recursive-subflow");
  });

  it("finishes a flow of 600 activities that all lead to each other in time", () => {
    const count = 600;
    const nodes = Object.fromEntries(
      Array.from({ length: count }, (_item, index): [string, SmallNode] => {
        const next = `N${(index + 1) % count}`;
        if (index % 3 === 0)
          return [`N${index}`, condition(`{{ v${index % 40} is empty }}`, next, `N${(index * 37) % count}`)];
        if (index % 3 === 1) return [`N${index}`, set(`v${index % 40}`, `{{ v${(index + 1) % 40} | trim }}`, next)];
        return [`N${index}`, call(`/x?q={{ v${index % 40} }}`, next)];
      }),
    );
    const variables = Object.fromEntries(Array.from({ length: 40 }, (_item, index) => [`v${index}`, {}]));
    const flow = smallFlow({ variables, nodes: { NewPhoneContact: start("N0"), ...nodes } });
    const before = process.cpuUsage();
    expect(lintFlow(flow).length).toBeGreaterThan(0);
    const { user, system } = process.cpuUsage(before);
    // Not a measurement (bench does that): only that nothing grows without bounds.
    expect((user + system) / 1e6).toBeLessThan(30);
  });
});

it("follows a variable through hundreds of calls that may each leave it as it was", () => {
  const calls = Array.from({ length: 300 }, (_, index): [string, SmallNode] => [
    `Call${index}`,
    call("/x/{{ kept }}", `Cut${index}`, { outputVariableArray: [{ outputVariable: "kept", jsonPathExp: "$.a" }] }),
  ]);
  const cuts = calls.map(([name], index): [string, SmallNode] => [
    name.replace("Call", "Cut"),
    set("cut", "{{ kept | slice(0, 2) }}", index + 1 < calls.length ? `Call${index + 1}` : "Queue"),
  ]);
  const flow = goodWith({
    variables: { kept: {}, cut: {} },
    nodes: { Greeting: say("Call0"), ...Object.fromEntries([...calls, ...cuts]) },
  });
  const failing = lintFlow(smallFlow(flow)).filter(({ rule }) => rule === "expression/unguarded-slice");
  expect(failing).toHaveLength(300);
});

describe("suppressions", () => {
  const flow = smallFlow({ ...GOOD, nodes: { ...GOOD.nodes, NewPhoneContact: start("Queue") } });

  it("take a finding out and keep it with its reason", () => {
    const result = checkFlow(flow, {
      suppressions: [{ rule: "practice/no-greeting", activity: "Queue", reason: "the carrier greets" }],
    });
    expect(result.suppressed).toMatchObject([
      { reason: "the carrier greets", finding: { rule: "practice/no-greeting" } },
    ]);
    expect(result.findings.map(({ rule }) => rule)).not.toContain("practice/no-greeting");
    expect(result.unused).toEqual([]);
  });

  it.each([[{ activity: "Other" }], [{ process: "GLOBAL_EVENTS" }], [{ path: "elsewhere" }]])(
    "fit nothing else: %j",
    (place) => {
      const suppression = { rule: "practice/no-greeting", reason: "x", ...place };
      const result = checkFlow(flow, { suppressions: [suppression] });
      expect(result.unused).toEqual([suppression]);
      expect(result.findings.map(({ rule }) => rule)).toContain("practice/no-greeting");
    },
  );

  it("of another flow are not called unused", () => {
    expect(
      checkFlow(flow, { suppressions: [{ rule: "practice/no-greeting", flow: "Another", reason: "x" }] }).unused,
    ).toEqual([]);
  });
});

it("checks a flow of 6,000 activities, each of which may fail, in memory that is there", () => {
  const count = 6_000;
  const nodes = Object.fromEntries(
    Array.from({ length: count }, (_item, index) => [
      `N${index}`,
      set("kept", "{{ kept | slice(0, 1) }}", index + 1 < count ? `N${index + 1}` : "Bye"),
    ]),
  );
  const flow = smallFlow({ variables: { kept: {} }, nodes: { NewPhoneContact: start("N0"), ...nodes, Bye: hangUp } });
  expect(lintFlow(flow).map(({ rule }) => rule)).toContain("practice/no-global-error-handler");
});
