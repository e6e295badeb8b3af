import type { Flow } from "../../flow";
import type { CallResult, Heard } from "../../flow/simulate";
import { soqlOf } from "./answers";
import type { PlayedCall } from "./play";

/** One visit of an activity on the page. Names are short, as a page holds thousands of steps. */
export interface Step {
  /** Seconds since the call arrived. */
  readonly t: number;
  readonly name: string;
  readonly type: string;
  /** Handles in the picture; "" for activities of other flows. */
  readonly node: string;
  readonly link: string;
  readonly port: string;
  readonly heard: readonly string[];
  readonly asked: readonly { readonly what: string; readonly answer: string }[];
  readonly set: Readonly<Record<string, string>>;
  readonly note: string;
}

/** Limit of steps: a longer call repeats a loop. */
const MAX_STEPS = 300;
const MAX_TEXT = 1_500;

/** The steps of a call; events between two visits belong to the first visit. */
export function stepsOf(flow: Flow, { result, changes }: PlayedCall, mask: (text: string) => string): readonly Step[] {
  const handles = handlesOf(flow);
  const { path } = result;
  const requests = [...result.requests];
  return path.slice(0, MAX_STEPS).map((visit, index): Step => {
    const isOwn = visit.flow === flow.name;
    const place = `${visit.process} ${visit.node}`;
    const untilMs = path[index + 1]?.atMs ?? Infinity;
    const asked: Step["asked"][number][] = [];
    for (let first = requests[0]; first?.request.node === visit.node && asked.length < 5; first = requests[0]) {
      asked.push(exchange(first, mask));
      requests.shift();
    }
    return {
      t: visit.atMs / 1_000,
      name: visit.node,
      type: visit.type,
      node: isOwn ? (handles.get(place) ?? "") : "",
      link: isOwn ? (handles.get(`${place} ${visit.port ?? ""}`) ?? "") : "",
      port: visit.port ?? "",
      heard: soundsBetween(result.heard, visit.atMs, untilMs).map(mask),
      asked,
      set: Object.fromEntries(
        Object.entries(changes.get(index) ?? {}).map(([name, value]) => [name, cut(mask(value))]),
      ),
      note: mask(noteOf(result, visit.node, visit.atMs)),
    };
  });
}

/** Handles of activities by process and name, and of links by process, name and port, as in the output of `drawSvg`. */
export const handlesOf = (flow: Flow): ReadonlyMap<string, string> =>
  new Map(
    flow.processes.flatMap(({ key, nodes, edges }, process) => [
      ...nodes.map(({ name }, index) => [`${key} ${name}`, `${process}.${index}`] as const),
      ...edges.map(({ from, port }, index) => [`${key} ${from} ${port}`, `${process}.${index}`] as const),
    ]),
  );

const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}\u2026` : text);

function exchange({ request, answer }: CallResult["requests"][number], mask: (text: string) => string) {
  const query = soqlOf(request.url);
  const asked = query ?? [`${request.method} ${request.url}`, request.body].filter(Boolean).join("\n");
  const came = "failure" in answer ? answer.failure : `${answer.status} ${answer.body}`;
  return { what: cut(mask(asked)), answer: cut(mask(came)) };
}

const SOUNDS: Readonly<Record<Heard["what"], (text: string) => string>> = {
  speech: (text) => `\u201c${text}\u201d`,
  audio: (text) => `the recording ${text}`,
  music: (text) => `music, ${text}`,
  "virtual agent": () => "the virtual agent",
  silence: () => "nothing",
  agent: () => "the agent",
  "other party": () => "the other party",
};

/** What starts to play in that time, with its duration. */
const soundsBetween = (heard: readonly Heard[], fromMs: number, untilMs: number): readonly string[] =>
  heard
    .filter((sound) => sound.fromMs >= fromMs && sound.fromMs < untilMs)
    .map(
      ({ what, text, fromMs: from, untilMs: until }) =>
        `${SOUNDS[what](text)} (${((until - from) / 1_000).toFixed(1)} s)`,
    );

function noteOf({ failures, screenPops, queues, transfers }: CallResult, node: string, atMs: number): string {
  const here = (one: { readonly node: string; readonly atMs: number }): boolean =>
    one.node === node && one.atMs >= atMs;
  const failure = failures.find(here);
  if (failure !== undefined) return `Fails: ${failure.message}`;
  const pop = screenPops.find(here);
  if (pop !== undefined) return `Opens ${pop.url}`;
  const queue = queues.find(here);
  if (queue !== undefined)
    return `Waits in ${queue.queueName || "the queue"}, ${queue.priority === 10 ? "no priority" : `priority ${queue.priority}`}`;
  const transfer = transfers.find(here);
  return transfer === undefined ? "" : `Put through to ${transfer.number}`;
}
