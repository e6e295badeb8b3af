import type { ContextValue } from "../expression";
import type { EventName } from "../events";
import type { Flow } from "../model";
import type { Schedule } from "./schedule";
import type { CallScript } from "./script";
import type { HttpAnswer, HttpRequest } from "./events";

export type Values = Readonly<Record<string, ContextValue>>;

/** The given outcome of one visit of a node, for results that come from outside the flow. */
export interface ChosenOutcome {
  /** The port that is taken. */
  readonly port?: string;
  /** A system error with this text instead of a port. */
  readonly error?: string;
  /** Outputs such as FailureCode or MetaData. */
  readonly outputs?: Readonly<Record<string, string | number | boolean>>;
  /** Milliseconds that the activity takes. */
  readonly afterMs?: number;
}

export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly teamId: string;
  readonly teamName: string;
}

/** The queues of an environment, by id. */
export type Queues = Readonly<Record<string, { readonly name: string; readonly agent?: Agent }>>;

/** Queues and business hours of an environment. Without business hours the script decides. */
export interface Environment {
  readonly queues?: Queues;
  /** By id. */
  readonly schedules?: Readonly<Record<string, Schedule>>;
}

/** What the script tells of a call in the same words. */
type Told = Pick<
  CallScript,
  "timeZone" | "from" | "to" | "interactionId" | "entry" | "variables" | "options" | "strict"
>;

/** Data of a call that never change. */
export interface Setup extends Readonly<Told> {
  /** Instant of the call's arrival, epoch milliseconds. */
  readonly startMs: number;
  /** Outcomes by node name, one for each visit. The last one is used for all later visits. */
  readonly chosen: Readonly<Record<string, readonly ChosenOutcome[]>>;
  /** Subflows and GoTo targets by id or name. */
  readonly flows: Readonly<Record<string, Flow>>;
  readonly agent: Agent;
  /** Queues by id: their names, and their agents, which replace `agent`. */
  readonly queues: Queues;
  readonly schedules?: Readonly<Record<string, Schedule>>;
  /** Length of audio files in milliseconds, by name. */
  readonly audioMs: Readonly<Record<string, number>>;
}

/** Variables and outputs of one run of a flow: the entered flow, a subflow, or the target of a GoTo. */
export interface Frame {
  readonly id: number;
  /** Key in `Setup.flows`, "" for the flow that the call entered. */
  readonly flow: string;
  readonly variables: Values;
  readonly outputs: Readonly<Record<string, Values>>;
  /** The Subflow activity to return to. */
  readonly caller?: { readonly frame: number; readonly process: string; readonly node: string };
}

/** The current work of a token at its node. `untilMs` is on the call's clock. */
export type Doing =
  | { readonly kind: "ready" }
  | { readonly kind: "pause"; readonly untilMs: number; readonly port: string }
  | { readonly kind: "ask"; readonly request: HttpRequest; readonly attempt: number }
  | {
      readonly kind: "answer";
      readonly request: HttpRequest;
      readonly attempt: number;
      readonly answer: HttpAnswer;
      readonly untilMs: number;
    }
  | {
      readonly kind: "listen";
      readonly interruptible: boolean;
      readonly promptEndMs: number;
      readonly untilMs: number;
      readonly digits: string;
    };

/** A place where the flow is running: the call itself, or the handler of an event. */
export interface Token {
  readonly id: number;
  /** main and error speak to the caller and stop when an agent answers; event tokens run beside the call. */
  readonly role: "main" | "error" | "event";
  readonly event: EventName | null;
  readonly frame: number;
  readonly process: string;
  readonly node: string;
  readonly doing: Doing;
  /** Outputs of the event, visible to its own handler only. */
  readonly outputs: Readonly<Record<string, Values>>;
}

export interface QueueRecord {
  /** The id in the flow; "" where it is not bound yet. */
  readonly queueId: string;
  readonly queueName: string;
  /** 1 (first) to 9; 10 where none or an invalid one is given. */
  readonly priority: number;
  readonly node: string;
  readonly sinceMs: number;
}

export const END_REASONS = [
  "caller hung up",
  "agent hung up",
  "disconnected by the flow",
  "transferred",
  "dropped on an error",
  "waited too long in the queue",
] as const;
export type EndReason = (typeof END_REASONS)[number];

export interface Failure {
  readonly atMs: number;
  readonly process: string;
  readonly node: string;
  readonly message: string;
  /** handled: by an error port or a handler. dropped: the call ended. after the end: no effect on the caller. */
  readonly outcome: "handled" | "dropped" | "after the end";
}

export interface TraceEntry {
  readonly kind: "enter" | "leave";
  readonly atMs: number;
  readonly token: number;
  /** Name of the flow. */
  readonly flow: string;
  readonly process: string;
  readonly node: string;
  readonly type: string;
  readonly port?: string;
  /** The target of the port; absent where it has no link. */
  readonly to?: string;
}

/** A linked list with the newest entry first, so that adding an entry copies nothing. */
export type Trace = { readonly entry: TraceEntry; readonly before: Trace } | null;

/** A call at one instant. Frozen; `step` returns the next one. */
export interface CallState {
  readonly setup: Setup;
  /** Milliseconds since the call arrived. */
  readonly clockMs: number;
  readonly phase: "new" | "live" | "ended";
  readonly endReason: EndReason | null;
  readonly endedMs: number;
  readonly agent: "none" | "offered" | "answered" | "left";
  readonly tokens: readonly Token[];
  readonly frames: Readonly<Record<number, Frame>>;
  /** The frame that handles events: 0, or that of a GoTo target. */
  readonly current: number;
  readonly queue: QueueRecord | null;
  readonly nextId: number;
  /** Number of activities run, in the whole call and since the clock last moved. */
  readonly steps: number;
  readonly stillSteps: number;
  /** Visits by frame and node where they are needed: in the whole call, and since the clock last moved. */
  readonly visits: Readonly<Record<string, number>>;
  readonly stillVisits: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
  readonly trace: Trace;
}

/** The trace, first entry first. */
export function traceOf(state: CallState): readonly TraceEntry[] {
  const entries: TraceEntry[] = [];
  for (let at = state.trace; at !== null; at = at.before) entries.push(at.entry);
  return entries.reverse();
}
