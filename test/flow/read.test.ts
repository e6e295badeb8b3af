import fc from "fast-check";
import {
  FlowFormatError,
  parseFlowText,
  readFlow,
  readV1,
  stringifyFlow,
  subflowCycles,
  welcomeFlow,
  type Flow,
} from "../../flow";
import { v1Document } from "./support/arbitrary";

const SEED = 20_261_122;

function refusal(text: string): FlowFormatError {
  try {
    parseFlowText(text, "x.json");
  } catch (error) {
    if (error instanceof FlowFormatError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

describe("unusable texts", () => {
  const good = stringifyFlow(welcomeFlow());
  it.each([
    ["nothing", "", "not-json", "empty"],
    ["blanks", " \n\t", "not-json", "empty"],
    ["words", "hello", "not-json", "line 1, column 1"],
    ["a comment", '{ // no\n "name": "x" }', "not-json", "line 1"],
    ["a trailing comma", '{"name":"x",}', "not-json", "column 13"],
    ["a cut file", good.slice(0, good.length / 2), "truncated", "cut off"],
    ["a file cut in a word", '{"name": tru', "truncated", "cut off"],
    ["a file cut in a text", '{"name": "x', "truncated", "cut off"],
    ["20 MB", `{"name":"${"x".repeat(20_000_000)}"}`, "too-big", "20.0 MB"],
    ["deep nesting", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "too-deep", "levels"],
    ["a key twice", '{"process":{"activities":{"a":{},\n"a":{}}}}', "duplicate-key", "line 2, column 1"],
    ["a key twice, once with an escape", '{"process":{"a":1,"\\u0061" : 2}}', "duplicate-key", 'key "a"'],
    ["a key twice in a file that is cut off", '{"process":{"a":1,"a":2', "duplicate-key", 'key "a"'],
    [
      "an id that objects lose",
      '{"name":"a","process":{"activities":{"__proto__":{}}}}',
      "malformed",
      "process.activities",
    ],
    ["an array", "[1,2,3]", "not-a-flow", "an array of 3 items"],
    ["null", "null", "not-a-flow", "null"],
    ["a number", "42", "not-a-flow", "single number"],
    ["a package.json", '{"name":"x","dependencies":{}}', "not-a-flow", "package.json"],
    ["an API error", '{"trackingId":"t","message":"no"}', "not-a-flow", "error answer"],
    ["an envelope", '{"data":{"process":{"activities":{}}}}', "not-a-flow", 'wrapped in "data"'],
    ["Amazon's", '{"Version":"2019-10-30","StartAction":"a","Actions":[]}', "not-a-flow", "an Amazon Connect flow"],
    ["Twilio's", '{"states":[],"initial_state":"Trigger"}', "not-a-flow", "a Twilio Studio flow"],
    ["n8n's", '{"nodes":[],"connections":{}}', "not-a-flow", "an n8n workflow"],
    ["Node-RED's", '[{"id":"1","type":"tab","wires":[]}]', "not-a-flow", "a Node-RED flow"],
    ["Genesys'", "inboundCall:\n  name: Main\n", "not-a-flow", "a Genesys Cloud flow"],
    [
      "Salesforce's",
      '<?xml version="1.0"?>\n<Flow xmlns="http://soap.sforce.com/2006/04/metadata"/>',
      "not-a-flow",
      "a Salesforce Flow",
    ],
    ["UTF-16", Buffer.from("\uFEFF{}", "utf16le").toString("utf8"), "not-json", "UTF-16"],
    ["UTF-16 without a mark", Buffer.from('{"a":1}', "utf16le").toString("utf8"), "not-json", "UTF-16"],
    ["UTF-16, the other way round", Buffer.from('{"a":1}', "utf16le").swap16().toString("utf8"), "not-json", "UTF-16"],
    ["other JSON", '{"a":1,"b":2}', "not-a-flow", "the keys a, b"],
    ["activities in an array", '{"process":{"activities":[]}}', "malformed", "process.activities"],
    ["a process without activities", '{"process":{}}', "malformed", "process.activities"],
    [
      "a link without target",
      '{"process":{"activities":{},"links":[{"sourceActivityId":"a"}]}}',
      "malformed",
      "targetActivityId",
    ],
    ["a FlowV2 after the OpenAPI", '{"flowName":"x","nodes":[],"edges":[]}', "wrong-format", "OpenAPI"],
    ["a FlowV2 node without name", '{"name":"x","nodes":[{}],"edges":[]}', "malformed", "nodes.0"],
  ])("%s is refused in a sentence with the place", (_what, text, code, words) => {
    const error = refusal(text);
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
    expect(error.message).toMatch(/^x\.json: .+\.$/s);
    expect(error.message.length).toBeLessThan(300);
  });

  it("takes a byte order mark", () => expect(parseFlowText(`\uFEFF${good}`).name).toBe("welcome"));
  it("refuses values that JSON cannot hold", () =>
    expect(() => readV1({ process: { activities: {} }, when: () => 0 })).toThrow("function"));
});

const document = (activities: object, links: readonly object[] = [], more: object = {}): unknown => ({
  name: "Odd",
  process: { activities, links },
  ...more,
});
const node = (id: string, name: string, type: string | undefined, group = "action") => ({
  id,
  name,
  group,
  properties: { name, ...(type !== undefined && { activityName: type }) },
});
const link = (id: string, from: string, to: string, condition = "default") => ({
  id,
  sourceActivityId: from,
  targetActivityId: to,
  conditionExpr: condition,
});

describe("what is wrong inside a readable flow", () => {
  const A = node("a", "A", "play-message");
  const B = node("b", "B", "disconnect-contact");
  it.each([
    ["an unknown type", document({ a: node("a", "A", "from-the-future") }), "unknown-activity-type"],
    ["no type at all", document({ a: node("a", "A", undefined, "") }), "unknown-activity-type"],
    ["one name twice", document({ a: A, b: node("b", "A", "end") }), "duplicate-activity-name"],
    ["one id twice", document({ a: A, b: { ...B, id: "a" } }), "duplicate-activity-id"],
    ["another id inside", document({ a: { ...A, id: "z" } }), "activity-id-mismatch"],
    [
      "another name inside",
      document({ a: { ...A, properties: { name: "Z", activityName: "end" } } }),
      "activity-name-mismatch",
    ],
    ["a link to nowhere", document({ a: A }, [link("l", "a", "gone")]), "link-to-nowhere"],
    ["a link from nowhere", document({ a: A }, [link("l", "gone", "a")]), "link-from-nowhere"],
    ["two links at a port", document({ a: A, b: B }, [link("l", "a", "b"), link("m", "a", "a")]), "duplicate-link"],
    [
      "one link id twice",
      document({ a: A, b: B }, [link("l", "a", "b"), link("l", "a", "b", "error")]),
      "duplicate-link-id",
    ],
    ["no name", { ...(document({ a: A }) as object), name: " " }, "empty-name"],
    ["a variable twice", document({ a: A }, [], { variables: [{ name: "v" }, { name: "v" }] }), "duplicate-variable"],
    [
      "an event to nowhere",
      document({ a: A }, [], {
        eventFlows: {
          eventsMap: { GLOBAL_EVENTS: { process: { activities: {}, links: [] }, onEvents: { ContactEnded: "gone" } } },
        },
      }),
      "event-to-nowhere",
    ],
    [
      "FlowV2 edges by id",
      { name: "x", nodes: [{ id: "1", name: "A" }], edges: [{ from: "1", to: "A", condition: "out" }] },
      "link-by-id",
    ],
    [
      "a FlowV2 edge without condition",
      { name: "x", nodes: [{ name: "A" }], edges: [{ from: "A", to: "A" }] },
      "link-without-condition",
    ],
    [
      "a FlowV2 edge to nowhere",
      { name: "x", nodes: [{ name: "A" }], edges: [{ from: "A", to: "B", condition: "out" }] },
      "link-to-nowhere",
    ],
  ])("%s becomes a problem, and the document stays as it is", (_what, given, code) => {
    const flow = readFlow(given);
    expect(flow.problems.map((problem) => problem.code)).toContain(code);
    expect(flow.problems.every(({ message, path }) => /^[A-Z"].+[.]$/.test(message) && path !== "")).toBe(true);
    expect(flow.raw).toEqual(given);
  });
});

describe("subflows that call each other", () => {
  const caller = (...ids: readonly string[]): Flow =>
    readV1(
      document(
        Object.fromEntries(
          ids.map((id) => [
            `n${id}`,
            { ...node(`n${id}`, `N${id}`, "x"), properties: { activityName: "subflow-handoff", subflowId: id } },
          ]),
        ),
      ),
    );
  it("are told once each, and no chain is too long", () => {
    const circle = [
      { id: "a", flow: caller("b", "c") },
      { id: "b", flow: caller("a") },
      { id: "c", flow: caller("c", "elsewhere") },
    ];
    expect(subflowCycles(circle)).toEqual([["a", "b"], ["c"]]);
    const chain = Array.from({ length: 5_000 }, (_, index) => ({ id: String(index), flow: caller(String(index + 1)) }));
    expect(subflowCycles(chain)).toEqual([]);
  });
});

describe("files of several years", () => {
  const event = (properties: object): Flow =>
    readV1(
      document({ a: node("a", "A", "end") }, [], {
        eventFlows: {
          eventsMap: {
            GLOBAL_EVENTS: {
              process: { activities: { e: { id: "e", name: "ContactEnded", group: "event", properties } }, links: [] },
              onEvents: { ContactEnded: "e" },
            },
          },
        },
      }),
    );
  it("reads event handlers with and without a type", () => {
    for (const properties of [{ name: "ContactEnded" }, { name: "ContactEnded", activityName: "Event" }])
      expect(event(properties).processes[1]?.nodes[0]).toMatchObject({ kind: "event", type: "Event" });
  });
  it("takes numbers, texts and null for a variable's default", () => {
    const values = [0, "0", null, true, { a: 1 }].map((value, index) => ({ name: `v${index}`, value }));
    expect(readV1(document({}, [], { variables: values })).variables.map(({ value }) => value)).toEqual([
      "0",
      "0",
      null,
      "true",
      '{"a":1}',
    ]);
  });
  it("knows a subflow by its start where the type is missing", () =>
    expect(readV1(document({ s: node("s", "StartSubflow", "NewSubFlowStart", "start-subflow") })).flowType).toBe(
      "SUBFLOW",
    ));
  it("lists the ports of menus and cases from their rows", () => {
    const menu = readV1(
      document({
        m: { ...node("m", "M", "ivr-menu"), properties: { activityName: "ivr-menu", menuLinks: ["1", "2"] } },
      }),
    );
    expect(menu.processes[0]?.nodes[0]?.ports.map(({ name, mandatory }) => [name, mandatory])).toEqual([
      ["1", true],
      ["2", true],
      ["timeout", true],
      ["invalid", false],
      ["error", false],
    ]);
  });
});

describe(`generated documents (seed ${SEED})`, () => {
  it("are all read, frozen, with every link either modelled or reported", () => {
    fc.assert(
      fc.property(v1Document, (given) => {
        const flow = readV1(given);
        expect(Object.isFrozen(flow) && Object.isFrozen(flow.raw)).toBe(true);
        for (const { key, edges, nodes } of flow.processes) {
          const source = key === "main" ? given.process : given.eventFlows.eventsMap.GLOBAL_EVENTS.process;
          expect(nodes).toHaveLength(Object.keys(source.activities).length);
          const reported = new Set(
            flow.problems
              .filter(({ process, code }) => process === key && /nowhere/.test(code))
              .map(({ path }) => path),
          );
          expect(edges.length + reported.size).toBe(source.links.length);
        }
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it("answer any cut or changed byte with a flow or a FlowFormatError", () => {
    const text = stringifyFlow(welcomeFlow());
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), (at, put) => {
        try {
          parseFlowText(text.slice(0, at) + put + text.slice(at + 1));
        } catch (error) {
          expect(error).toBeInstanceOf(FlowFormatError);
        }
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});
