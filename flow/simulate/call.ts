import type { Flow } from "../model";
import { TimeLimitError } from "../time-limit";
import type { CallEvent, Effect, Exchange, HttpAnswer } from "./events";
import { checkNames } from "./names";
import type { CallScript } from "./script";
import { epochOf } from "./schedule";
import type { CallState, Environment, Setup } from "./state";
import { newCall, nextTimer, proceedAll, readyIn, step, variableTexts } from "./step";
import { transcript, underWay, type AgentField, type CallResult, type Recording } from "./transcript";

/** Further flows that a call may reach: subflows and GoTo targets, by id or name. */
export type FlowMap = Readonly<Record<string, Flow>>;

/** Many times the computing time of the longest realistic call. */
const MAX_SECONDS = 60;

export type Asked = Extract<Effect, { kind: "request" }>;
interface Planned {
  readonly atMs: number;
  readonly event: CallEvent;
}

/**
 * One call in progress. The script becomes events on the call's clock. The user of this class lets time pass, answers the requests, and
 * may add events of caller and agent at any moment.
 */
export class Call {
  readonly exchanges: Exchange[] = [];
  /** On the machine's clock (`performance.now()`), not on the call's. */
  deadlineMs = performance.now() + MAX_SECONDS * 1_000;
  private readonly effects: { readonly atMs: number; readonly effect: Effect }[] = [];
  private readonly asked: Asked[] = [];
  private now: CallState;
  /** Future events of caller and agent, in order of time. */
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
    environment: Environment = {},
    private readonly watch?: (state: CallState) => void,
    /** Whether a person decides when the agent answers and leaves. The script then sets only the time of the first ring. */
    private readonly isAttended = false,
  ) {
    checkNames(flow, script, flows);
    this.keys = script.caller.digits;
    this.now = newCall(setupOf(script, flows, environment));
    const { hangsUpAfterSeconds } = script.caller;
    if (hangsUpAfterSeconds !== undefined) this.schedule(hangsUpAfterSeconds * 1_000, { kind: "caller-hangs-up" });
    this.schedule(script.caller.patienceSeconds * 1_000, { kind: "caller-hangs-up" }, () => this.answeredMs === null);
    this.do({ kind: "arrive" });
  }

  get state(): CallState {
    return this.now;
  }

  /** The call until `nowMs`, by default until the last step. */
  soFar(nowMs?: number): Omit<CallResult, "end"> {
    return underWay(this.flow, this.now, this.recording(), nowMs);
  }

  /** The next request of an activity that waits for an answer. */
  takeRequest(): Asked | undefined {
    return this.asked.shift();
  }

  /** Time of the next planned event or timer, on the call's clock; undefined when there is none. */
  dueMs(): number | undefined {
    if (readyIn(this.now) !== undefined) return this.now.clockMs;
    const [planned] = this.now.phase === "ended" ? [] : this.plan;
    const timer = nextTimer(this.now);
    if (planned === undefined) return timer;
    return Math.min(timer ?? Infinity, Math.max(planned.atMs, this.now.clockMs));
  }

  /** Runs the next planned event or timer. */
  doNext(): void {
    if (readyIn(this.now) !== undefined) this.do({ kind: "proceed" });
    else this.moveOn();
  }

  /** Lets time pass to an instant not after the next planned event, and adds an event that the script does not hold. */
  interrupt(atMs: number, event: CallEvent): void {
    const toMs = Math.min(atMs, this.dueMs() ?? atMs);
    if (toMs > this.now.clockMs) this.do({ kind: "clock", toMs });
    this.happen(event);
  }

  /** Runs until a request needs an answer; undefined at the end of the call. */
  next(): Asked | undefined {
    for (;;) {
      const asked = this.asked.shift();
      if (asked !== undefined) return asked;
      if (readyIn(this.now) !== undefined) this.proceed();
      else if (!this.moveOn()) return undefined;
    }
  }

  answer({ token, attempt, request }: Asked, answer: HttpAnswer): void {
    this.exchanges.push({ atMs: this.now.clockMs, attempt, request, answer });
    this.do({ kind: "http-answer", token, answer });
  }

  result(): CallResult {
    return transcript(this.flow, this.now, this.recording());
  }

  private recording(): Recording {
    const { effects, exchanges, agentSees, offers, answeredMs } = this;
    return { effects, exchanges, agentSees, offers, answeredMs };
  }

  /** Moves to the next timer, or to the next event of caller or agent. */
  private moveOn(): boolean {
    const timer = nextTimer(this.now);
    const [planned] = this.plan;
    if (this.now.phase === "ended" || planned === undefined) {
      if (timer === undefined) return false;
      this.do({ kind: "clock", toMs: timer });
      return true;
    }
    if (timer !== undefined && timer <= planned.atMs) {
      this.do({ kind: "clock", toMs: timer });
      return true;
    }
    if (this.now.clockMs < planned.atMs) this.do({ kind: "clock", toMs: planned.atMs });
    this.plan = this.plan.slice(1);
    this.happen(planned.event);
    return true;
  }

  private readonly conditions = new Map<CallEvent, () => boolean>();

  schedule(atMs: number, event: CallEvent, stillWanted?: () => boolean): void {
    if (stillWanted !== undefined) this.conditions.set(event, stillWanted);
    this.plan = [...this.plan, { atMs, event }].sort((left, right) => left.atMs - right.atMs);
  }

  private happen(event: CallEvent): void {
    if (this.conditions.get(event)?.() === false) return;
    if (event.kind === "agent-offered") this.offers += 1;
    const before = this.now;
    this.do(event);
    if (before.agent === "answered" || this.now.agent !== "answered") return;
    this.answeredMs = before.clockMs;
    this.agentSees = fieldsOf(this.flow, before);
  }

  /** Every activity that is ready in one step, unless somebody watches the steps. */
  private proceed(): void {
    if (this.watch === undefined) this.take(proceedAll(this.flow, this.now, () => this.checkTime()));
    else this.do({ kind: "proceed" });
  }

  private do(event: CallEvent): void {
    this.checkTime();
    this.take(step(this.flow, this.now, event));
  }

  /** Each step has its own limit: a template its number of operations, a regular expression its time. @throws TimeLimitError */
  private checkTime(): void {
    if (performance.now() > this.deadlineMs) throw new TimeLimitError(MAX_SECONDS);
  }

  private take([state, effects]: readonly [CallState, readonly Effect[]]): void {
    this.now = state;
    this.watch?.(state);
    for (const effect of effects) {
      this.effects.push({ atMs: state.clockMs, effect });
      this.react(effect);
    }
  }

  private react(effect: Effect): void {
    const { caller } = this.script;
    const nowMs = this.now.clockMs;
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
    if (this.isAttended) return this.schedule(atMs, { kind: "agent-offered" });
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

function setupOf(script: CallScript, flows: FlowMap, { queues = {}, schedules }: Environment): Setup {
  const { at, activities, audioSeconds, caller: _, ...told } = script;
  return {
    ...told,
    startMs: epochOf(at, script.timeZone),
    chosen: Object.fromEntries(
      Object.entries(activities).map(([name, rows]) => [
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
    queues,
    ...(schedules && { schedules }),
    audioMs: Object.fromEntries(Object.entries(audioSeconds).map(([file, length]) => [file, length * 1_000])),
  };
}

function fieldsOf(flow: Flow, state: CallState): readonly AgentField[] {
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
}
