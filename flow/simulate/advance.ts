import { run } from "./activities";
import type { RenderOptions } from "../expression";
import { type Draft, merged, namesOf } from "./draft";
import { SystemError } from "./simulation-errors";
import type { Scope } from "./expressions";
import { MAX_STEPS, MAX_VISITS_WITHOUT_TIME, maxVisits } from "./limits";
import type { SimulationOptions } from "./options";
import type { Program } from "./program";
import { drop, endCall, fail, leave, stop } from "./moves";
import type { At, Outcome } from "./outcome";
import { enterFrame, returnFromSubflow } from "./frames";
import type { ChosenOutcome, Frame, Token, Values } from "./state";

const NOTHING_CHOSEN: ChosenOutcome = Object.freeze({});

/** Runs the activity of a ready token. */
export function proceed(draft: Draft, token: Token): void {
  const node = draft.node(token);
  if (node === undefined) {
    drop(draft, token, `The link leads to "${token.node}", which does not exist.`);
    return;
  }
  const cap = maxVisits(node.kind, node.type);
  const isCounted = cap !== undefined || Object.hasOwn(draft.state.setup.chosen, token.node);
  const { count, still } = countVisit(draft, token, isCounted);
  draft.trace(token, "enter");
  draft.emit({ kind: "entered", process: token.process, node: token.node });
  if (draft.state.steps > MAX_STEPS) {
    giveUp(draft, token);
    return;
  }
  if (still > MAX_VISITS_WITHOUT_TIME) {
    drop(
      draft,
      token,
      `The loop has no end: ${MAX_VISITS_WITHOUT_TIME} visits without any time passing; let it leave after some rounds.`,
    );
    return;
  }
  attempt(draft, token, () => {
    if (cap !== undefined && count > cap)
      throw new SystemError(
        `A call may come to an activity of this type (${node.type}) ${cap} times, and this would be one more.`,
      );
    return run(atOf(draft, token, count));
  });
}

/** For a flow without end whose time passes: the caller hangs up. A handler that runs after the end is stopped. */
function giveUp(draft: Draft, token: Token): void {
  const text = `after ${MAX_STEPS} activities the flow has not ended;`;
  if (draft.state.phase === "ended") {
    draft.emit({ kind: "note", node: token.node, text: `${text} it is stopped here.` });
    draft.remove(token);
    return;
  }
  draft.emit({ kind: "note", node: token.node, text: `${text} the caller is assumed to hang up here.` });
  draft.remove(token);
  // The handler of the end starts its own count.
  draft.set({ steps: 0 });
  endCall(draft, "caller hung up");
}

/** Counts visits of a node only where the count is used, since most activities run once. */
function countVisit(
  draft: Draft,
  token: Token,
  isCounted: boolean,
): { readonly count: number; readonly still: number } {
  const { visits, stillVisits, steps, stillSteps } = draft.state;
  draft.set({ steps: steps + 1, stillSteps: stillSteps + 1 });
  const isStill = stillSteps >= MAX_VISITS_WITHOUT_TIME;
  if (!isCounted && !isStill) return { count: 1, still: 1 };
  const key = visitKey(token);
  const count = (visits[key] ?? 0) + 1;
  const still = (stillVisits[key] ?? 0) + 1;
  if (isCounted) draft.set({ visits: { ...visits, [key]: count } });
  // A longer loop comes to the limit of steps first, so more names are a long way without a loop: copying all of them takes minutes.
  const known = Object.keys(stillVisits).length > MAX_STEPS / MAX_VISITS_WITHOUT_TIME ? {} : stillVisits;
  if (isStill) draft.set({ stillVisits: { ...known, [key]: still } });
  return { count, still };
}

const visitKey = ({ frame, process, node }: Token): string => `${frame}/${process}/${node}`;

/** All data that an activity may read. `visit` starts at 1 and is the current visit by default. */
export function atOf(draft: Draft, token: Token, visit = draft.state.visits[visitKey(token)] ?? 1): At {
  const { state } = draft;
  const frame = draft.frame(token.frame);
  const node = draft.node(token);
  if (node === undefined) throw new Error(`Token ${token.id} is at "${token.node}", which does not exist.`);
  const { chosen } = state.setup;
  const rows = Object.hasOwn(chosen, token.node) ? chosen[token.node] : undefined;
  const scope = new TokenScope(draft, token, frame);
  return { state, token, frame, node, scope, chosen: rows?.[visit - 1] ?? rows?.at(-1) ?? NOTHING_CHOSEN };
}

/** The names that a token's templates can use, collected at the first template because most activities have none. */
class TokenScope implements Scope {
  readonly program: Program;
  readonly options: SimulationOptions;
  readonly render: RenderOptions;
  readonly note: (text: string) => void;

  constructor(
    draft: Draft,
    private readonly token: Token,
    private readonly frame: Frame,
  ) {
    const { setup, clockMs } = draft.state;
    this.program = draft.program(frame);
    this.options = setup.options;
    this.render = { now: new Date(setup.startMs + clockMs), timeZone: setup.timeZone, ignoreCase: true };
    this.note = (text) => draft.emit({ kind: "note", node: token.node, text });
  }

  get context(): Scope["context"] {
    const { frame, token } = this;
    return token.role === "event" ? merged(frame.outputs, token.outputs, frame.variables) : namesOf(frame);
  }
}

/** Runs `work` for a token and applies its outcome or its system error. */
export function attempt(draft: Draft, token: Token, work: () => Outcome): void {
  let outcome: Outcome;
  try {
    outcome = work();
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    fail(draft, token, error.message);
    return;
  }
  applyOutcome(draft, token, outcome);
}

function applyOutcome(draft: Draft, token: Token, outcome: Outcome): void {
  draft.emit(...(outcome.effects ?? []));
  for (const effect of outcome.effects ?? [])
    if (effect.kind === "enqueue") draft.set({ queue: queued(draft, effect) });
    else if (effect.kind === "priority" && draft.state.queue !== null)
      draft.set({ queue: Object.freeze({ ...draft.state.queue, priority: effect.priority }) });
  if (outcome.outputs !== undefined) draft.output(token.frame, token.node, outcome.outputs);
  switch (outcome.kind) {
    case "leave":
      if (outcome.assign !== undefined) assign(draft, token, outcome.assign);
      leave(draft, token, outcome.port);
      return;
    case "wait":
      draft.put({ ...token, doing: Object.freeze(outcome.doing) });
      return;
    case "stop":
      stop(draft, token, outcome.end);
      return;
    case "subflow":
    case "go-to":
      enterFrame(draft, token, outcome);
      return;
    case "return":
      returnFromSubflow(draft, token);
  }
}

function assign(draft: Draft, token: Token, values: Values): void {
  if (Object.keys(values).length > 0) draft.assign(token.frame, values);
}

const queued = (draft: Draft, effect: { queueId: string; queueName: string; priority: number; node: string }) =>
  Object.freeze({
    queueId: effect.queueId,
    queueName: effect.queueName || effect.node,
    priority: effect.priority,
    node: effect.node,
    // A further queue moves the call; the platform counts the whole time in queues.
    sinceMs: draft.state.queue?.sinceMs ?? draft.state.clockMs,
  });
