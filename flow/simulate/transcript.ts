import type { Flow } from "../model";
import type { Effect, Exchange } from "./events";
import { traceOf, type CallState, type EndReason, type Failure, type TraceEntry } from "./state";
import { variableTexts } from "./step";

/** One visit of an activity. Times are milliseconds since the call arrived. Without a port the call, or this path, ended here. */
export type Visit = Omit<TraceEntry, "kind" | "token">;

/** A sound that the caller hears from `fromMs` to `untilMs`. */
export interface Heard {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly what: "speech" | "audio" | "music" | "virtual agent" | "silence" | "agent" | "other party";
  /** Text spoken, or name of the file. */
  readonly text: string;
}

export interface AgentField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly isEditable: boolean;
}

type Of<K extends Effect["kind"]> = Omit<Extract<Effect, { kind: K }>, "kind"> & { readonly atMs: number };

/** The record of a whole call. */
export interface CallResult {
  readonly from: string;
  readonly to: string;
  readonly path: readonly Visit[];
  readonly heard: readonly Heard[];
  /** Longest time without a sound before an agent or another party is on the line. */
  readonly longestSilenceMs: number;
  /** Final values of all variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Fields that the agent sees on answering; empty where nobody answered. */
  readonly agentSees: readonly AgentField[];
  readonly requests: readonly Exchange[];
  readonly screenPops: readonly Of<"screen-pop">[];
  readonly queues: readonly Of<"enqueue">[];
  readonly transfers: readonly Of<"transfer">[];
  readonly callbacks: readonly Of<"callback">[];
  readonly callerIds: readonly Of<"caller-id">[];
  /** Acts of activities that nobody hears. */
  readonly acts: readonly Of<"act">[];
  readonly agent: { readonly offers: number; readonly answeredMs: number | null };
  readonly end: { readonly reason: EndReason; readonly atMs: number };
  readonly failures: readonly Failure[];
  /** Remarks for the reader, without repeats. */
  readonly notes: readonly string[];
}

/** Data recorded by `Call` while the call ran. */
export interface Recording {
  readonly effects: readonly { readonly atMs: number; readonly effect: Effect }[];
  readonly exchanges: readonly Exchange[];
  readonly agentSees: readonly AgentField[];
  readonly offers: number;
  readonly answeredMs: number | null;
}

export function transcript(flow: Flow, state: CallState, recording: Recording): CallResult {
  const { endReason: reason, endedMs: atMs } = state;
  if (reason === null) throw new Error(`The call from ${state.setup.from} has not ended; nothing is left to happen.`);
  return { ...underWay(flow, state, recording), end: { reason, atMs } };
}

/** The record of a call in progress: the current sound ends at `nowMs`. */
export function underWay(
  flow: Flow,
  state: CallState,
  recording: Recording,
  nowMs: number = state.clockMs,
): Omit<CallResult, "end"> {
  const { effects, exchanges, agentSees, offers, answeredMs } = recording;
  const of = <K extends Effect["kind"]>(kind: K): readonly Of<K>[] =>
    effects
      .filter(({ effect }) => effect.kind === kind)
      .map(({ atMs, effect }) => {
        const { kind: _kind, ...rest } = effect;
        // The line above keeps only effects of this kind; TypeScript cannot infer that for a type parameter.
        return { ...(rest as unknown as Omit<Extract<Effect, { kind: K }>, "kind">), atMs };
      });
  const endMs = state.endReason === null ? nowMs : state.endedMs;
  const heard = withSilences(sounds(recording, endMs), endMs);
  const live = heard.filter(({ what }) => what === "silence");
  return {
    from: state.setup.from,
    to: state.setup.to,
    path: pathOf(state),
    heard,
    longestSilenceMs: Math.max(0, ...live.map(({ fromMs, untilMs }) => untilMs - fromMs)),
    variables: variableTexts(flow, state),
    agentSees,
    requests: exchanges,
    screenPops: of("screen-pop"),
    queues: withPriorities(of("enqueue"), of("priority")),
    transfers: of("transfer"),
    callbacks: of("callback"),
    callerIds: of("caller-id"),
    acts: of("act"),
    agent: { offers, answeredMs },
    failures: state.failures,
    notes: [...new Set(of("note").map(({ node, text }) => `${node}: ${text}`))],
  };
}

/** Queues of the call, with a further entry for each change of priority. */
const withPriorities = (
  queues: readonly Of<"enqueue">[],
  changes: readonly Of<"priority">[],
): readonly Of<"enqueue">[] =>
  changes
    .reduce<readonly Of<"enqueue">[]>((all, { atMs, priority }) => {
      const last = all.filter((each) => each.atMs <= atMs).at(-1);
      return last === undefined ? all : [...all, { ...last, atMs, priority }];
    }, queues)
    .toSorted((left, right) => left.atMs - right.atMs);

function pathOf(state: CallState): readonly Visit[] {
  const visits: { -readonly [K in keyof Visit]: Visit[K] }[] = [];
  // The last visit by token and node: a Subflow activity is left long after its token has entered other activities.
  const entered = new Map<string, (typeof visits)[number]>();
  for (const { kind, token, atMs, flow, process, node, type, port, to } of traceOf(state)) {
    const place = `${token} ${flow} ${node}`;
    if (kind === "enter") {
      const visit = { atMs, flow, process, node, type };
      entered.set(place, visit);
      visits.push(visit);
      continue;
    }
    const visit = entered.get(place);
    if (visit === undefined) continue;
    if (port !== undefined) visit.port = port;
    if (to !== undefined) visit.to = to;
  }
  return visits;
}

function sounds({ effects, answeredMs }: Recording, endMs: number): readonly Heard[] {
  const played: (Heard & { readonly token: number })[] = [];
  for (const { atMs, effect } of effects) {
    if (effect.kind === "play") {
      const { token, what, text, fromMs, untilMs } = effect;
      played.push({ token, what, text, fromMs, untilMs });
    } else if (effect.kind === "virtual-agent") {
      played.push({ token: -1, what: "virtual agent", text: effect.agent, fromMs: atMs, untilMs: effect.untilMs });
    } else if (effect.kind === "stop-playing") {
      played.forEach((sound, index) => {
        if (sound.token === effect.token && sound.untilMs > effect.atMs)
          played[index] = { ...sound, untilMs: Math.max(sound.fromMs, effect.atMs) };
      });
    }
  }
  const talks: readonly Heard[] =
    answeredMs === null ? [] : [{ what: "agent", text: "", fromMs: answeredMs, untilMs: endMs }];
  return [...played.map(({ token: _token, ...sound }): Heard => sound), ...talks]
    .map((sound) => ({ ...sound, untilMs: Math.min(sound.untilMs, endMs) }))
    .filter(({ fromMs, untilMs }) => untilMs > fromMs);
}

function withSilences(sounds: readonly Heard[], endMs: number): readonly Heard[] {
  const heard: Heard[] = [];
  let reachedMs = 0;
  const silence = (untilMs: number): void => {
    if (untilMs > reachedMs) heard.push({ fromMs: reachedMs, untilMs, what: "silence", text: "" });
  };
  for (const sound of [...sounds].sort((left, right) => left.fromMs - right.fromMs)) {
    silence(sound.fromMs);
    heard.push(sound);
    reachedMs = Math.max(reachedMs, sound.untilMs);
  }
  silence(endMs);
  return heard;
}
