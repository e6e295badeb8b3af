import { lintFlow, mappingsOf, parseFlowText, welcomeFlow, dataDipFlow, type Flow } from "../../../flow";
import {
  callScript,
  optionCombinations,
  simulateCall,
  type Answering,
  type CallScriptInput,
  type HttpAnswer,
} from "../../../flow/simulate";
import { SAMPLES } from "../support/samples";
import { call, condition, goodWith, maps, say, set, smallFlow } from "./small-flow";

/** Whatever fails in a call, for some caller and some answers, lint has announced at that activity. */

const CALLERS: Readonly<Record<string, CallScriptInput>> = {
  known: { from: "+15207739050" },
  unknown: { from: "+14085550999" },
  blocked: { from: "anonymous" },
  short: { from: "911" },
  foreign: { from: "+4930901820" },
};

/** `DATADIP_MATRIX=all` tries every combination of options; else those whose options may meet in one mapping. */
const isAll = process.env.DATADIP_MATRIX === "all";

const OPTIONS = optionCombinations().filter(
  ({ attempts, onExpressionError, onMissingPath, onErrorStatus, onNull }) =>
    isAll ||
    (attempts === "one-plus-retries" &&
      (onExpressionError === "fail" || (onMissingPath === "keep" && onErrorStatus === "map" && onNull === "empty"))),
);

/** A body in which every path that the activity maps finds what fits its variable, or null, in lists of so many rows. */
function bodyFor(flow: Flow, activity: string, rows: number, isNull = false): unknown {
  const nodes = flow.processes.flatMap((process) => process.nodes);
  const parses = nodes.filter(({ kind }) => kind === "parse-activity");
  const isInteger = new Set(flow.variables.filter(({ type }) => type === "INTEGER").map(({ name }) => name));
  const paths = [...nodes.filter(({ name }) => name === activity), ...parses]
    .flatMap((node) => mappingsOf(node))
    .map(({ variable, path }): Leaf => ({
      steps: [...path.matchAll(/\.?([\w-]+)|\[(\d+|\*)\]/g)].map(([, name, index]) => index ?? name ?? ""),
      value: isNull ? null : isInteger.has(variable) ? rows : "value of some length",
    }));
  return build(paths, rows);
}

interface Leaf {
  readonly steps: readonly string[];
  readonly value: unknown;
}

function build(leaves: readonly Leaf[], rows: number): unknown {
  const inner = leaves.filter(({ steps }) => steps.length > 0);
  if (inner.length === 0) return leaves[0]?.value ?? null;
  const heads = [...new Set(inner.map(({ steps: [head = ""] }) => head))];
  const below = (head: string): unknown =>
    build(
      inner.filter(({ steps }) => steps[0] === head).map(({ steps, value }) => ({ steps: steps.slice(1), value })),
      rows,
    );
  if (heads.every((head) => /^(?:\d+|\*)$/.test(head)))
    return Array.from({ length: rows }, () => below(heads[0] ?? ""));
  const isList = (head: string): boolean => typeof below(head) === "object" || typeof below(head) === "number";
  return Object.fromEntries(heads.filter((head) => rows > 0 || isList(head)).map((head) => [head, below(head)]));
}

const answer = (status: number, body: unknown, delayMs = 50): HttpAnswer => ({
  status,
  body: typeof body === "string" ? body : JSON.stringify(body),
  delayMs,
});

const ANSWERS: Readonly<Record<string, (flow: Flow, activity: string) => HttpAnswer>> = {
  one: (flow, activity) => answer(200, bodyFor(flow, activity, 1)),
  none: (flow, activity) => answer(200, bodyFor(flow, activity, 0)),
  many: (flow, activity) => answer(200, bodyFor(flow, activity, 3)),
  nulls: (flow, activity) => answer(200, bodyFor(flow, activity, 1, true)),
  "204": () => answer(204, ""),
  "400": () => answer(400, [{ message: "unexpected token", errorCode: "MALFORMED_QUERY" }]),
  "401": () => answer(401, [{ message: "Session expired", errorCode: "INVALID_SESSION_ID" }]),
  "404": () => answer(404, { error: { message: "No record" } }),
  "500": () => answer(500, ""),
  "time-out": () => answer(200, "{}", 60_000),
  "no JSON": () => answer(200, "<html>busy</html>"),
  array: () => answer(200, []),
};

/** Failures that the world is to blame for, or that an option of the simulator asks for. */
const OUTSIDE = /gave no answer within| failed: |^The answer has nothing at/;

const ANNOUNCED = /^(?:expression|http\/bad-path|structure|soql)/;

/** Activities that fail in some call, with the first message of each. */
function failuresOf(flow: Flow): ReadonlyMap<string, string> {
  const failed = new Map<string, string>();
  for (const options of OPTIONS)
    for (const caller of Object.values(CALLERS))
      for (const give of Object.values(ANSWERS)) {
        const answering: Answering = ({ node }) => give(flow, node);
        const script = callScript({ ...caller, options, agent: { offeredAfterSeconds: 5 } });
        for (const { node, message } of simulateCall(flow, script, answering).failures)
          if (!OUTSIDE.test(message) && !failed.has(node)) failed.set(node, message);
      }
  return failed;
}

const known = new Map<Flow, ReadonlyMap<string, string>>();
function failures(flow: Flow): ReadonlyMap<string, string> {
  const found = known.get(flow) ?? failuresOf(flow);
  known.set(flow, found);
  return found;
}

function unannounced(flow: Flow): readonly string[] {
  const announced = new Set(lintFlow(flow).flatMap(({ rule, activity }) => (ANNOUNCED.test(rule) ? [activity] : [])));
  return [...failures(flow)].filter(([node]) => !announced.has(node)).map(([node, message]) => `${node}: ${message}`);
}

/** Small flows that fail in as many ways. */
const FAILING: Readonly<Record<string, Flow>> = {
  "a Parse of what was not found": smallFlow(
    goodWith({
      variables: { answer: {}, name: {}, day: { value: "NA" } },
      nodes: {
        Greeting: say("Lookup"),
        Lookup: call("/x", "Ok", maps({ answer: "$.records[0]", day: "$.records[0].Day" })),
        Ok: condition("{{ Lookup.httpStatusCode == 200 }}", "Read", "Queue"),
        Read: {
          type: "parse-activity",
          properties: { inputVariable: "answer", contentType: "JSON", ...maps({ name: "$.Name" }) },
          to: "Say",
        },
        Say: say("Queue", "{{ name | slice(0, 3) }}, since {{ day | date('MM-dd', existingFormat='yyyy-MM-dd') }}"),
      },
    }),
  ),
  "numbers that are none": smallFlow(
    goodWith({
      variables: { count: { type: "INTEGER", value: "1" }, rest: { type: "INTEGER", value: "" }, text: {} },
      nodes: {
        Greeting: say("Lookup"),
        Lookup: call("/x", "Less", maps({ count: "$.totalSize", text: "$.*" })),
        Less: set("rest", "{{ count - 1 }}", "More", "INTEGER"),
        More: set("rest", "{{ 10 / count }}", "Use", "INTEGER"),
        Use: condition("{{ text > 3 }}", "Queue", "Sorry"),
      },
    }),
  ),
};

describe("what fails in a call has been announced", () => {
  const flows: readonly (readonly [string, Flow])[] = [
    ...SAMPLES.map(([file, text]) => [file, parseFlowText(text, file)] as const),
    ["the welcome flow", welcomeFlow()],
    ["the data-dip flow", dataDipFlow({ salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" })],
    ...Object.entries(FAILING),
  ];
  it.each(flows)("%s", (_name, flow) => expect(unannounced(flow)).toEqual([]));

  it.each(Object.entries(FAILING))("%s fails", (_name, flow) => expect(failures(flow).size).toBeGreaterThan(1));
});
