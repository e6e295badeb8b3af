import { asError } from "../providers/http/http-errors";
import { dial, type Dialled, type EnvironmentScript } from "../operations/call";
import type { Change } from "../operations/call/changes";
import { Call, type CallResult, type CallState, type HttpRequest } from "../flow/simulate";

/** Time until the call is offered to the agent again after ringing unanswered. */
const RING_AGAIN_MS = 5_000;
/** Display time of an activity that takes no time, at real speed. */
const PACE_MS = 250;
/** Longer waits exceed the limit of a timer and are split. */
const MAX_TIMER_MS = 2_000_000_000;
const PATIENCE_MS = 60_000;

type CallEvent = Parameters<Call["interrupt"]>[1];

/**
 * A call that runs while somebody watches: one step at a time, in real time. Each request is sent when its activity is reached, and the
 * caller's and agent's actions decide where the call goes.
 */
export class LiveCall {
  /** The texts on the agent's screen, in the order of the screen pops. */
  pops: readonly string[] = [];
  changes: readonly Change[] = [];
  problems: readonly string[] = [];
  /** The error that stopped the call. */
  trouble: string | undefined;
  asking: HttpRequest | undefined;
  isOver = false;
  private readonly watchers = new Set<() => void>();
  private readonly call: Call;
  private waitingSince: number | undefined;
  private wake: () => void = () => undefined;

  /** @param speed how much faster than real time. @param isAttended whether a person plays the agent. */
  constructor(
    readonly dialled: Dialled,
    private readonly speed: number,
    isAttended: boolean,
  ) {
    const { line, environment, script } = dialled;
    this.call = new Call(line.flow, script, line.flows, environment, undefined, isAttended);
  }

  /** @throws CallError where the number reaches no entry point; SimulationError for a script that does not fit the flow. */
  static async dial(url: string, script: EnvironmentScript, speed: number, isAttended: boolean): Promise<LiveCall> {
    return new LiveCall(await dial(url, script), speed, isAttended);
  }

  get state(): CallState {
    return this.call.state;
  }

  soFar(): Omit<CallResult, "end"> {
    return this.call.soFar(this.nowMs());
  }

  /** The current time of the call's clock, in milliseconds. */
  nowMs(): number {
    const { clockMs, phase, endedMs } = this.state;
    if (phase === "ended") return endedMs;
    if (this.waitingSince === undefined) return clockMs;
    const passed = (performance.now() - this.waitingSince) * this.speed;
    return Math.min(clockMs + passed, this.call.dueMs() ?? Infinity);
  }

  /** Calls `watcher` after every step until the returned function is called. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  press(keys: string): void {
    this.happen({ kind: "digits", digits: keys });
  }

  hangUp(): void {
    this.happen({ kind: "caller-hangs-up" });
  }

  answer(): void {
    this.happen({ kind: "agent-pre-dial" });
    // The handler of the pre-dial event must run before this one.
    this.call.schedule(this.nowMs(), { kind: "agent-answers" });
  }

  letRing(): void {
    this.happen({ kind: "agent-no-answer" });
    this.call.schedule(this.nowMs() + RING_AGAIN_MS, { kind: "agent-offered" });
    this.wake();
  }

  wrapUp(variables: Readonly<Record<string, string>>): void {
    this.happen({ kind: "agent-saves", variables });
    this.happen({ kind: "agent-hangs-up" });
  }

  /** Runs to the end of the call and of the flow's work after it. */
  async run(): Promise<void> {
    try {
      while (await this.goOn()) this.changed();
      if (this.state.phase === "ended") this.problems = this.dialled.problems(this.call.result());
    } catch (error) {
      this.trouble = asError(error).message;
    } finally {
      await this.dialled.restore().catch(() => undefined); // nothing to restore in a sandbox that has stopped
      this.changes = await this.dialled.changes().catch(() => []);
      this.isOver = true;
      this.changed();
    }
  }

  /** @returns false when the call is over. */
  private async goOn(): Promise<boolean> {
    this.call.deadlineMs = performance.now() + PATIENCE_MS;
    const asked = this.call.takeRequest();
    if (asked !== undefined) {
      this.asking = asked.request;
      this.changed();
      const answer = await this.dialled.answer(asked.request, this.call.exchanges);
      this.asking = undefined;
      this.call.deadlineMs = performance.now() + PATIENCE_MS;
      this.call.answer(asked, answer);
      return true;
    }
    const dueMs = this.call.dueMs();
    if (dueMs === undefined && this.state.phase === "ended") return false;
    const isNow = dueMs === this.state.clockMs;
    // An action of the caller or agent during the pause may change what is due.
    if (!(isNow ? await this.pause(PACE_MS / this.speed) : await this.reached(dueMs))) return true;
    this.call.doNext();
    await this.seePops();
    return true;
  }

  /** Waits until a time of the call's clock. @returns false when an action came first. */
  private async reached(dueMs: number | undefined): Promise<boolean> {
    const realMs = ((dueMs ?? Infinity) - this.state.clockMs) / this.speed;
    this.waitingSince = performance.now();
    const isReached = await this.pause(realMs);
    this.waitingSince = undefined;
    return isReached && realMs <= MAX_TIMER_MS;
  }

  private pause(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      // The timer alone does not keep the process alive.
      const timer = setTimeout(() => resolve(true), Math.min(ms, MAX_TIMER_MS)).unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });
  }

  private happen(event: CallEvent): void {
    if (this.isOver) return;
    this.call.deadlineMs = performance.now() + PATIENCE_MS;
    this.call.interrupt(this.nowMs(), event);
    // The call's clock has moved to the time of the interruption.
    if (this.waitingSince !== undefined) this.waitingSince = performance.now();
    this.wake();
    this.changed();
  }

  private async seePops(): Promise<void> {
    for (const { url } of this.soFar().screenPops.slice(this.pops.length))
      this.pops = [...this.pops, await this.dialled.popped(url)];
  }

  private changed(): void {
    for (const watcher of this.watchers) watcher();
  }
}
