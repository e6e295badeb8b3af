import type { Flow } from "../model";
import type { CallResult, Heard } from "./transcript";
import type { Exchange } from "./events";

/** "1:05.2" for 65,200 milliseconds. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}.${Math.floor((ms % 1_000) / 100)}`;
}

const MAX_LOOP_LINES = 60;
const MAX_TEXT_CHARS = 120;

/** A call as text for a terminal: its end, then its events. `withPath` adds each visited activity. */
export const callText = (result: CallResult, withPath = true): string =>
  [
    `The call from ${result.from} to ${result.to} ends after ${clock(result.end.atMs)}: ${result.end.reason}.`,
    ...(withPath ? section("Path", pathLines(result)) : []),
    ...section("The caller hears", heardLines(result)),
    `  longest silence ${seconds(result.longestSilenceMs)}`,
    ...section("Requests", result.requests.map(requestLine)),
    ...section(
      "Queue",
      result.queues.map(
        ({ atMs, node, queueName, priority }) =>
          `  ${clock(atMs)}  ${queueName || `the queue of ${node}`}, priority ${priority === 10 ? "none" : priority}`,
      ),
    ),
    ...section(
      "Besides",
      result.acts.map(
        ({ atMs, node, what, detail }) =>
          `  ${clock(atMs)}  ${node} ${what}${detail === "" ? "" : `: ${short(detail)}`}`,
      ),
    ),
    ...section(
      "The agent sees",
      result.agentSees.map(({ label, value, isEditable }) => `  ${label}: ${value}${isEditable ? "  (editable)" : ""}`),
    ),
    ...section(
      "Screen pop",
      result.screenPops.map(
        ({ atMs, url, label }) => `  ${clock(atMs)}  ${label === "" ? "" : `${label}: `}${short(url)}`,
      ),
    ),
    ...section(
      "Failures",
      result.failures.map(
        (failure) => `  ${clock(failure.atMs)}  ${failure.node}: ${failure.message} (${failure.outcome})`,
      ),
    ),
    ...section(
      "Notes",
      result.notes.map((note) => `  ${note}`),
    ),
  ].join("\n");

/** A heading and its lines; empty without lines. */
export const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `${title}:`, ...lines];

/** "1.2 s" for 1,200 milliseconds. */
export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** One line for each activity that the call visits. */
export const pathLines = ({ path }: CallResult): readonly string[] =>
  shortened(
    path.map(
      ({ atMs, process, node, type, port, to }) =>
        `  ${clock(atMs)}  ${process === "main" ? "" : "* "}${node} (${type})${
          port === undefined ? "" : to === undefined ? `, leaves by ${port}, which leads nowhere` : `, ${port} -> ${to}`
        }`,
    ),
  );

/** One line for each sound and silence. */
export const heardLines = ({ heard }: CallResult): readonly string[] => shortened(heard.map(heardLine));

const requestLine = ({ atMs, attempt, request, answer }: Exchange): string =>
  `  ${clock(atMs)}  ${request.node}${attempt > 1 ? ` (attempt ${attempt})` : ""}: ${request.method} ${short(request.url)} -> ${
    "failure" in answer ? answer.failure : `${answer.status} after ${answer.delayMs} ms`
  }`;

const heardLine = ({ fromMs, untilMs, what, text }: Heard): string =>
  `  ${clock(fromMs)}  ${what === "speech" ? `"${text}"` : text === "" ? what : `${what} ${text}`} (${seconds(untilMs - fromMs)})`;

/** Leaves out the middle of a long list, such as hours on hold. */
const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= MAX_LOOP_LINES
    ? lines
    : [
        ...lines.slice(0, MAX_LOOP_LINES / 2),
        `  ... ${lines.length - MAX_LOOP_LINES} more ...`,
        ...lines.slice(-MAX_LOOP_LINES / 2),
      ];

const short = (text: string): string => (text.length > MAX_TEXT_CHARS ? `${text.slice(0, MAX_TEXT_CHARS)}...` : text);

/** One sentence: whose record the agent sees for this caller, and where its id comes from. */
export function recordWords(flow: Flow, result: CallResult): string {
  const who = /^\+?\d/.test(result.from) ? `The caller ${result.from}` : `A caller with ${result.from || "no"} number`;
  const [pop] = result.screenPops;
  if (pop === undefined) {
    const dropped = result.failures.find(({ outcome }) => outcome === "dropped");
    if (dropped !== undefined) return `${who} is dropped at ${dropped.node}: ${dropped.message}`;
    return result.agent.answeredMs === null
      ? `${who} reaches no agent: ${result.end.reason}.`
      : `${who} reaches an agent, who is shown no record.`;
  }
  const parts = Object.entries(pop.from).flatMap(([name, value]) => {
    if (value === "") return [`${name} is empty`];
    // The address of the org does not identify a record.
    if (pop.url.startsWith(value)) return [];
    const variable = flow.variables.find((entry) => entry.name === name);
    if (variable?.value === value) return [`${name} "${short(value)}" is written into the flow, not looked up`];
    const source = result.requests.find(({ answer }) => "status" in answer && answer.body.includes(value));
    return source === undefined ? [] : [`${name} comes from ${source.request.node}`];
  });
  return `${who} gets ${short(pop.url)} on the agent's screen${parts.length === 0 ? "" : ` (${parts.join("; ")})`}.`;
}
