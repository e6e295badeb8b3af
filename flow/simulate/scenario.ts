import { z } from "zod";
import { callScriptSchema, text } from "./script";
import { answerTableSchema, decoded, UNANSWERED } from "./table";
import type { CallResult } from "./transcript";
import { END_REASONS } from "./state";

const texts = z.union([text.transform((one) => [one]), z.array(text)]);

/** Conditions on the result of a call. */
export const expectationSchema = z.strictObject({
  /** Activities visited, in this order. Others may come between them. */
  path: z.array(z.string()).optional(),
  /** Activities that must not be visited. */
  avoids: texts.optional(),
  /** Texts or file names that the caller hears. */
  hears: texts.optional(),
  neverHears: texts.optional(),
  silenceAtMostSeconds: z.number().min(0).optional(),
  /** Final values by name. */
  variables: z.record(z.string(), text).optional(),
  /** Values that the agent sees on answering, by name or label. */
  agentSees: z.record(z.string(), text).optional(),
  /** Number of requests, retries included. */
  requests: z.int().min(0).optional(),
  /** Texts that are in the address (percent-decoded) or the body of some request. */
  asks: texts.optional(),
  neverAsks: texts.optional(),
  /** Part of the address of a screen pop; "none" for no screen pop. */
  screenPop: z.string().optional(),
  /** Activity that queued the call last. */
  queuedBy: z.string().optional(),
  /** Priority in that queue, 1 to 9; 10 for no priority. */
  priority: z.int().min(1).max(10).optional(),
  end: z.enum(END_REASONS).optional(),
  /** Activities with a system error; [] for none. Where it is left out, no system error may drop the call. */
  failures: z.array(z.string()).optional(),
});
export type Expectation = z.output<typeof expectationSchema>;

const call = callScriptSchema.extend({
  name: z.string().min(1),
  /** Used before the answers of the file. */
  answers: answerTableSchema.default([]),
  expect: expectationSchema.prefault({}),
});

/** A file of scenarios: calls to one flow, with shared answers. */
export const scenarioFileSchema = z.strictObject({
  /** A path of an export, relative to this file, or a flow that is part of datadip. */
  flow: z.union([
    z.string().min(1),
    z.strictObject({ shipped: z.literal("welcome") }),
    z.strictObject({ shipped: z.literal("data-dip"), options: z.record(z.string(), z.unknown()).default({}) }),
  ]),
  /** Subflows and GoTo targets: by id or name, the path of an export, relative to this file. */
  flows: z.record(z.string(), z.string()).default({}),
  /** JavaScript bodies of custom functions: by name, the path of a file, relative to this file. */
  functions: z.record(z.string(), z.string()).default({}),
  answers: answerTableSchema.default([]),
  calls: z.array(call).min(1),
});
export type ScenarioFile = z.output<typeof scenarioFileSchema>;
export type Scenario = ScenarioFile["calls"][number];

/** The differences between a call and the expectation, one sentence each; empty where there are none. */
export const unmet = (expect: Expectation, result: CallResult): readonly string[] => [
  ...pathProblems(expect, result),
  ...soundProblems(expect, result),
  ...valueProblems("the variable", expect.variables, result.variables),
  ...valueProblems("for the agent,", expect.agentSees, agentValues(result)),
  ...requestProblems(expect, result),
  ...deskProblems(expect, result),
  ...endProblems(expect, result),
];

const agentValues = ({ agentSees }: CallResult): Readonly<Record<string, string>> =>
  Object.fromEntries(agentSees.flatMap(({ name, label, value }) => [[label, value] as const, [name, value] as const]));

function pathProblems({ path = [], avoids = [] }: Expectation, result: CallResult): readonly string[] {
  let at = 0;
  for (const node of path) {
    const found = result.path.findIndex((visit, index) => index >= at && visit.node === node);
    if (found < 0) {
      const last = result.path.at(-1)?.node ?? "nowhere";
      const isThere = result.path.some((visit) => visit.node === node);
      return [isThere ? `${node} is not visited in this order` : `${node} is never visited; the path ends at ${last}`];
    }
    at = found + 1;
  }
  return avoids.filter((node) => result.path.some((visit) => visit.node === node)).map((node) => `${node} is visited`);
}

function soundProblems({ hears = [], neverHears = [], silenceAtMostSeconds }: Expectation, result: CallResult) {
  const holds = (part: string): boolean => result.heard.some(({ text: heard }) => heard.includes(part));
  const silence = result.longestSilenceMs / 1_000;
  return [
    ...hears.filter((part) => !holds(part)).map((part) => `the caller never hears "${part}"`),
    ...neverHears.filter(holds).map((part) => `the caller hears "${part}"`),
    ...(silenceAtMostSeconds !== undefined && silence > silenceAtMostSeconds
      ? [`the caller hears nothing for ${silence} s, and ${silenceAtMostSeconds} s are allowed`]
      : []),
  ];
}

const valueProblems = (
  what: string,
  expected: Readonly<Record<string, string>> = {},
  values: Readonly<Record<string, string>>,
): readonly string[] =>
  Object.entries(expected)
    .filter(([name, value]) => values[name] !== value)
    .map(([name, value]) =>
      values[name] === undefined
        ? `${what} ${name} is not there`
        : `${what} ${name} is "${values[name]}" instead of "${value}"`,
    );

function requestProblems({ requests, asks = [], neverAsks = [] }: Expectation, result: CallResult): readonly string[] {
  const all = result.requests.map(({ request }) => `${request.method} ${decoded(request.url)} ${request.body}`);
  const unanswered = result.requests.filter(({ answer }) => "failure" in answer && answer.failure === UNANSWERED);
  return [
    ...unanswered.map(
      ({ request }) => `no row of answers fits ${request.method} ${decoded(request.url).slice(0, 120)}`,
    ),
    ...(requests !== undefined && requests !== all.length
      ? [`${all.length} requests are sent instead of ${requests}`]
      : []),
    ...asks.filter((part) => !all.some((sent) => sent.includes(part))).map((part) => `no request holds "${part}"`),
    ...neverAsks.filter((part) => all.some((sent) => sent.includes(part))).map((part) => `a request holds "${part}"`),
  ];
}

function deskProblems({ screenPop, queuedBy, priority }: Expectation, result: CallResult): readonly string[] {
  const pops = result.screenPops.map(({ url }) => url);
  const queue = result.queues.at(-1);
  const wrongPop = screenPop === "none" ? pops.length > 0 : !pops.some((url) => url.includes(screenPop ?? ""));
  return [
    ...(screenPop !== undefined && wrongPop
      ? [`the screen pop is ${pops.join(", ") || "none"} instead of ${screenPop}`]
      : []),
    ...(queuedBy !== undefined && queue?.node !== queuedBy
      ? [`the call is queued by ${queue?.node ?? "nothing"} instead of ${queuedBy}`]
      : []),
    ...(priority !== undefined && queue?.priority !== priority
      ? [`the priority is ${queue?.priority ?? "not set"} instead of ${priority}`]
      : []),
  ];
}

function endProblems({ end, failures }: Expectation, result: CallResult): readonly string[] {
  const dropped = result.failures.filter(({ outcome }) => outcome !== "handled");
  const failed = result.failures.map(({ node }) => node);
  return [
    ...(end !== undefined && result.end.reason !== end
      ? [`the call ends with "${result.end.reason}" instead of "${end}"`]
      : []),
    ...(failures === undefined
      ? end === "dropped on an error"
        ? []
        : dropped.map(({ node, message }) => `${node} fails: ${message}`)
      : failures.join() === failed.join()
        ? []
        : [`the activities that fail are ${failed.join(", ") || "none"} instead of ${failures.join(", ") || "none"}`]),
  ];
}

/** Activities in expectations, to check against the flow before the call. */
export const namedActivities = ({
  path = [],
  avoids = [],
  queuedBy,
  failures = [],
}: Expectation): readonly string[] => [...path, ...avoids, ...(queuedBy === undefined ? [] : [queuedBy]), ...failures];
