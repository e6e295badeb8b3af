import type { Flow } from "../model";
import { TimeLimitError } from "../time-limit";
import type { CallEvent, Effect } from "./events";
import type { Exchange, HttpAnswer, HttpRequest } from "./http-types";
import { checkNames } from "./names";
import type { CallScript } from "./script";
import type { CallState, Queues, Setup } from "./state";
import { newCall, nextTimer, step, variableTexts } from "./step";
import { transcript, type AgentField, type CallResult } from "./transcript";

/** Flows that a call may reach besides the one it enters: subflows and GoTo targets, by id or name. */
export type FlowMap = Readonly<Record<string, Flow>>;

/** Answers a request; `earlier` holds what was asked before in this call. */
export type Answering = (request: HttpRequest, earlier: readonly Exchange[]) => HttpAnswer;
export type AsyncAnswering = (request: HttpRequest, earlier: readonly Exchange[]) => Promise<HttpAnswer>;

/**
 * Plays a call from its arrival to its end.
 * @throws SimulationError for a script that names an activity or a port which the flow does not have, and for a flow without start;
 *   TimeLimitError for one that would keep this machine busy permanently.
 */
export function simulateCall(flow: Flow, script: CallScript, answer: Answering, flows: FlowMap = {}): CallResult {
  const call = new Call(flow, script, flows);
  for (let asked = call.next(); asked !== undefined; asked = call.next())
    call.answer(asked, answer(asked.request, call.exchanges));
  return call.result();
}

/**
 * The same with answers that take real time, such as those of a server; the call's clock goes by their `delayMs`.
 * @param watch sees the call after each step.
 */
export async function simulateCallAsync(
  flow: Flow,
  script: CallScript,
  answer: AsyncAnswering,
  flows: FlowMap = {},
  queues: Queues = {},
  watch: (state: CallState) => void = () => undefined,
): Promise<CallResult> {
  const call = new Call(flow, script, flows, queues, watch);
  for (let asked = call.next(); asked !== undefined; asked = call.next()) {
    const begun = performance.now();
    const given = await answer(asked.request, call.exchanges);
    // What waits for a server costs nothing of the call's time.
    call.deadlineMs += performance.now() - begun;
    call.answer(asked, given);
  }
  return call.result();
}

/** What the longest call that makes sense needs of this machine, many times over. */
const MAX_SECONDS = 60;

type Asked = Extract<Effect, { kind: "request" }>;
interface Planned {
  readonly atMs: number;
  readonly event: CallEvent;
}

/** One call under way: the script turned into events on the call's clock. */
class Call {
  readonly exchanges: Exchange[] = [];
  /** On the machine's clock, not on the call's. */
  deadlineMs = performance.now() + MAX_SECONDS * 1_000;
  private readonly effects: { readonly atMs: number; readonly effect: Effect }[] = [];
  private readonly asked: Asked[] = [];
  private state: CallState;
  /** What caller and agent will do, in order of time. */
  private plan: readonly Planned[] = [];
  private agentSees: readonly AgentField[] = [];
  private keys: readonly string[];
  private offers = 0;
  private answeredMs: number | null = null;
  private isAgentPlanned = false;

  constructor(
    private readonly flow: Flow,
    private readonly script: CallScript,
    flows: FlowMap,
    queues: Queues = {},
    private readonly watch: (state: CallState) => void = () => undefined,
  ) {
    checkNames(flow, script, flows);
    this.keys = script.caller.digits;
    this.state = newCall(setupOf(script, flows, queues));
    const { hangsUpAfterSeconds } = script.caller;
    if (hangsUpAfterSeconds !== undefined) this.schedule(hangsUpAfterSeconds * 1_000, { kind: "caller-hangs-up" });
    this.schedule(script.caller.patienceSeconds * 1_000, { kind: "caller-hangs-up" }, () => this.answeredMs === null);
    this.do({ kind: "arrive" });
  }

  /** Runs on until a request needs an answer; undefined at the end of the call. */
  next(): Asked | undefined {
    for (;;) {
      const asked = this.asked.shift();
      if (asked !== undefined) return asked;
      if (this.state.tokens.some(({ doing }) => doing.kind === "ready")) this.do({ kind: "proceed" });
      else if (!this.moveOn()) return undefined;
    }
  }

  answer({ token, attempt, request }: Asked, answer: HttpAnswer): void {
    this.exchanges.push({ atMs: this.state.clockMs, attempt, request, answer });
    this.do({ kind: "http-answer", token, answer });
  }

  result(): CallResult {
    const { effects, exchanges, agentSees, offers, answeredMs } = this;
    return transcript(this.flow, this.state, { effects, exchanges, agentSees, offers, answeredMs });
  }

  /** To the next timer, or to what caller or agent do next. */
  private moveOn(): boolean {
    const timer = nextTimer(this.state);
    const [planned] = this.plan;
    if (this.state.phase === "ended" || planned === undefined) {
      if (timer === undefined) return false;
      this.do({ kind: "clock", toMs: timer });
      return true;
    }
    if (timer !== undefined && timer <= planned.atMs) {
      this.do({ kind: "clock", toMs: timer });
      return true;
    }
    if (this.state.clockMs < planned.atMs) this.do({ kind: "clock", toMs: planned.atMs });
    this.plan = this.plan.slice(1);
    this.happen(planned.event);
    return true;
  }

  private readonly conditions = new Map<CallEvent, () => boolean>();

  private schedule(atMs: number, event: CallEvent, stillWanted?: () => boolean): void {
    if (stillWanted !== undefined) this.conditions.set(event, stillWanted);
    this.plan = [...this.plan, { atMs, event }].sort((left, right) => left.atMs - right.atMs);
  }

  private happen(event: CallEvent): void {
    if (this.conditions.get(event)?.() === false) return;
    if (event.kind === "agent-offered") this.offers += 1;
    const before = this.state;
    this.do(event);
    if (before.agent === "answered" || this.state.agent !== "answered") return;
    this.answeredMs = before.clockMs;
    this.agentSees = fieldsOf(this.flow, before);
  }

  private do(event: CallEvent): void {
    // Each step is bounded for itself: a template by its number of operations, a regular expression by its own time limit.
    if (performance.now() > this.deadlineMs) throw new TimeLimitError(MAX_SECONDS);
    const [state, effects] = step(this.flow, this.state, event);
    this.state = state;
    this.watch(state);
    for (const effect of effects) {
      this.effects.push({ atMs: state.clockMs, effect });
      this.react(effect);
    }
  }

  private react(effect: Effect): void {
    const { caller } = this.script;
    const nowMs = this.state.clockMs;
    switch (effect.kind) {
      case "request":
        this.asked.push(effect);
        return;
      case "entered":
        if (effect.node === caller.hangsUpIn) this.schedule(nowMs, { kind: "caller-hangs-up" });
        return;
      case "enqueue":
        this.planAgent(nowMs);
        return;
      case "listen": {
        const [keys, ...rest] = this.keys;
        this.keys = rest;
        if (keys === undefined || keys === "") return;
        const fromMs = effect.interruptible ? effect.fromMs : effect.promptEndMs;
        this.schedule(fromMs + caller.pressesAfterSeconds * 1_000, { kind: "digits", digits: keys });
        return;
      }
      default:
    }
  }

  private planAgent(nowMs: number): void {
    const { agent } = this.script;
    if (this.isAgentPlanned || agent.offeredAfterSeconds === "never") return;
    this.isAgentPlanned = true;
    const ringMs = agent.ringSeconds * 1_000;
    let atMs = nowMs + agent.offeredAfterSeconds * 1_000;
    for (let time = 0; time <= agent.noAnswers; time += 1) {
      this.schedule(atMs, { kind: "agent-offered" });
      atMs += ringMs;
      if (time < agent.noAnswers) this.schedule(atMs, { kind: "agent-no-answer" });
    }
    this.schedule(atMs, { kind: "agent-pre-dial" });
    this.schedule(atMs, { kind: "agent-answers" });
    atMs += agent.talkSeconds * 1_000;
    this.schedule(atMs, { kind: "agent-saves", variables: agent.saves });
    this.schedule(atMs, { kind: agent.hangsUp === "agent" ? "agent-hangs-up" : "caller-hangs-up" });
  }
}

const setupOf = (script: CallScript, flows: FlowMap, queues: Queues): Setup => ({
  startMs: Date.parse(script.at),
  timeZone: script.timeZone,
  from: script.from,
  to: script.to,
  interactionId: script.interactionId,
  entry: script.entry,
  variables: script.variables,
  chosen: Object.fromEntries(
    Object.entries(script.activities).map(([name, rows]) => [
      name,
      rows.map(({ afterSeconds, port, error, outputs }) => ({
        ...(port !== undefined && { port }),
        ...(error !== undefined && { error }),
        ...(outputs !== undefined && { outputs }),
        ...(afterSeconds !== undefined && { afterMs: afterSeconds * 1_000 }),
      })),
    ]),
  ),
  flows,
  agent: script.agent,
  queues,
  audioMs: Object.fromEntries(Object.entries(script.audioSeconds).map(([file, length]) => [file, length * 1_000])),
  options: script.options,
  strict: script.strict,
});

const fieldsOf = (flow: Flow, state: CallState): readonly AgentField[] => {
  const frame = state.frames[state.current];
  const running = frame === undefined || frame.flow === "" ? flow : (state.setup.flows[frame.flow] ?? flow);
  const values = variableTexts(flow, state);
  return running.variables
    .filter(({ isCAD }) => isCAD)
    .map(({ name, desktopLabel, isAgentEditable }) => ({
      name,
      label: desktopLabel || name,
      value: values[name] ?? "",
      isEditable: isAgentEditable,
    }));
};
