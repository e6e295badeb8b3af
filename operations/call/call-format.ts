import {
  clock,
  heardLines,
  pathLines,
  recordWords,
  section,
  seconds,
  type Exchange,
  type CallResult,
  type Queues,
} from "../../flow/simulate";
import { z } from "zod";
import type { Change } from "./changes";
import { parseJson } from "../../flow/json";
import { soqlOf } from "../review/answers";
import type { Line } from "./line";

/** The result of a call through an environment. */
export interface EnvironmentCall {
  /** Address of the sandbox. */
  readonly url: string;
  readonly line: Line;
  readonly queues: Queues;
  readonly result: CallResult;
  /** What each screen pop opened, in words, in the order of `result.screenPops`. */
  readonly pops: readonly string[];
  readonly changes: readonly Change[];
  /** What to correct, one or two sentences each. */
  readonly problems: readonly string[];
}

const MAX_CHARS = 160;

/** A call through an environment as data: everything but the flows' documents. */
export function environmentCallData({ line, ...call }: EnvironmentCall): object {
  const { flow: _flow, flows: _flows, ...rest } = line;
  return { ...call, line: rest };
}

/** A call through an environment for a reader at a terminal: the conclusion, then what happens. `withPath` adds each activity. */
export function environmentCallText(call: EnvironmentCall, withPath = false): string {
  const { line, result } = call;
  const { number, entryPoint, flowName, version, tag } = line;
  return [
    recordSentence(call),
    `The call from ${result.from} to ${number} ends after ${clock(result.end.atMs)}: ${result.end.reason}.`,
    `${number} leads to the entry point ${entryPoint.name}, answered by the flow ${flowName}, version ${version} (${tag}).`,
    ...section(
      "To mend",
      call.problems.map((problem) => `  ${problem}`),
    ),
    ...section("The caller hears", heardLines(result)),
    `  longest silence ${seconds(result.longestSilenceMs)}`,
    ...section("Salesforce is asked", result.requests.map(requestLine)),
    ...section("What fails", result.failures.map(failureLine)),
    ...section("Who takes the call", takenLines(call)),
    ...section("The agent sees", seenLines(call)),
    ...section("On the agent's screen opens", popLines(call)),
    ...section(
      "What changed in Salesforce",
      call.changes.length === 0 ? ["  nothing"] : call.changes.flatMap(changeLines),
    ),
    ...(withPath ? section("Path through the flow", pathLines(result)) : []),
    ...section(
      "Notes",
      result.notes.map((note) => `  ${note}`),
    ),
  ].join("\n");
}

function takenLines({ result, queues }: EnvironmentCall): readonly string[] {
  const queued = result.queues.map(
    ({ atMs, queueName, node, priority }) =>
      `  ${clock(atMs)}  waits in the queue ${queueName || `of ${node}`}, ${priority === 10 ? "no priority" : `priority ${priority}`}`,
  );
  const { offers, answeredMs } = result.agent;
  if (result.queues.length === 0) return [];
  if (answeredMs === null)
    return [...queued, `  nobody answers${offers === 0 ? "" : `, though it rings ${times(offers)}`}`];
  const agent = queues[result.queues.at(-1)?.queueId ?? ""]?.agent;
  const who = agent === undefined ? "an agent" : `${agent.name} of ${agent.teamName}`;
  return [
    ...queued,
    `  ${clock(answeredMs)}  ${who} answers${offers > 1 ? `, after it rang ${times(offers - 1)} without an answer` : ""}`,
  ];
}

const OUTCOMES = {
  handled: "the flow goes on",
  dropped: "the call is dropped",
  "after the end": "nobody notices, the call is over",
} as const;

const failureLine = ({ atMs, node, message, outcome }: EnvironmentCall["result"]["failures"][number]): string =>
  `  ${clock(atMs)}  ${node}: ${short(message)} (${OUTCOMES[outcome]})`;

const times = (count: number): string => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

function seenLines({ result: { agentSees } }: EnvironmentCall): readonly string[] {
  const width = Math.max(0, ...agentSees.map(({ label }) => label.length));
  return agentSees.map(
    ({ label, value, isEditable }) =>
      `  ${label.padEnd(width)}  ${value === "" ? "-" : value}${isEditable ? "  (editable)" : ""}`,
  );
}

const popLines = ({ result, pops }: EnvironmentCall): readonly string[] =>
  result.screenPops.map(({ atMs, url }, at) => `  ${clock(atMs)}  ${pops[at] ?? ""}: ${short(url)}`);

const VERBS = { created: "New:", changed: "Changed:", deleted: "Gone:" } as const;

function changeLines({ kind, what, fields }: Change): readonly string[] {
  const lines = fields.map(({ name, before, after }) =>
    kind === "created" || before === ""
      ? `    ${name}: ${indented(after)}`
      : `    ${name}: ${before} => ${indented(after)}`,
  );
  return [`  ${VERBS[kind]} ${what}`, ...lines];
}

const found = z.looseObject({ totalSize: z.number() });
const refused = z.array(z.looseObject({ errorCode: z.string() })).min(1);

/** "ContactByANI: SELECT Id FROM Contact -> 1 record after 150 ms" */
function requestLine({ atMs, attempt, request, answer }: Exchange): string {
  const again = attempt > 1 ? ` (attempt ${attempt})` : "";
  const came = "failure" in answer ? answer.failure : `${answerWords(answer)} after ${answer.delayMs} ms`;
  return `  ${clock(atMs)}  ${request.node}${again}: ${questionWords(request)}\n          -> ${came}`;
}

/** A search as its SOQL, other requests as method and path. */
const questionWords = ({ method, url }: Exchange["request"]): string => short(soqlOf(url) ?? `${method} ${url}`);

function answerWords({ status, body }: { readonly status: number; readonly body: string }): string {
  const told: unknown = parseJson(body);
  const count = found.safeParse(told).data?.totalSize;
  if (status === 200 && count !== undefined) return count === 1 ? "1 record" : `${count === 0 ? "no" : count} records`;
  const code = refused.safeParse(told).data?.[0]?.errorCode;
  return code === undefined ? String(status) : `${status} ${code}`;
}

/** Indents the lines of a text below its field. */
const indented = (text: string): string => text.split("\n").join("\n      ");

const short = (text: string): string => (text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}...` : text);

function recordSentence({ line, result, pops }: EnvironmentCall): string {
  const words = recordWords(line.flow, result);
  const [pop] = result.screenPops;
  return pop === undefined ? words : words.replace(short(pop.url), pops[0] ?? "");
}
