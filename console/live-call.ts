import { asError } from "../providers/http/http-errors";
import { dial, type Dialled, type EnvironmentScript } from "../operations/call";
import type { Change } from "../operations/call/changes";
import { Call, type CallResult, type CallState, type HttpRequest } from "../flow/simulate";

/** An agent who lets it ring is asked again after this time. */
const RING_AGAIN_MS = 5_000;
/** How long a person sees an activity that takes no time, at real speed. */
const PACE_MS = 250;
/** Longer waits than a timer can hold are waited for in parts. */
const MAX_TIMER_MS = 2_000_000_000;
const PATIENCE_MS = 60_000;

type CallEvent = Parameters<Call["interrupt"]>[1];

/**
 * A call that runs while somebody watches: one step at a time, on the clock of this machine. Each request goes out when its activity is
 * reached, and what a person does meanwhile decides where the call goes.
 */
export class LiveCall {
  /** What the agent's screen shows, in words, in the order of the screen pops. */
  pops: readonly string[] = [];
  changes: readonly Change[] = [];
  problems: readonly string[] = [];
  /** Why the call could not go on. */
  trouble: string | undefined;
  asking: HttpRequest | undefined;
  isOver = false;
  private readonly watchers = new Set<() => void>();
  private readonly call: Call;
  private waitingSince: number | undefined;
  private wake: () => void = () => undefined;

  /** @param speed how much faster than real. @param isAttended whether a person plays the agent. */
  constructor(
    readonly dialled: Dialled,
    private readonly speed: number,
    isAttended: boolean,
  ) {
    const { line, environment, script } = dialled;
    this.call = new Call(line.flow, script, line.flows, environment, undefined, isAttended);
  }

  /** @throws CallError where the number leads nowhere; SimulationError for a script that does not fit the flow. */
  static async dial(url: string, script: EnvironmentScript, speed: number, isAttended: boolean): Promise<LiveCall> {
    return new LiveCall(await dial(url, script), speed, isAttended);
  }

  get state(): CallState {
    return this.call.state;
  }

  soFar(): Omit<CallResult, "end"> {
    return this.call.soFar(this.nowMs());
  }

  /** On the call's clock. */
  nowMs(): number {
    const { clockMs, phase, endedMs } = this.state;
    if (phase === "ended") return endedMs;
    if (this.waitingSince === undefined) return clockMs;
    const passed = (performance.now() - this.waitingSince) * this.speed;
    return Math.min(clockMs + passed, this.call.dueMs() ?? Infinity);
  }

  /** Calls `watcher` after every step, until the function that it returns is called. */
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
    // The handler of the event before it comes first.
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

  /** Runs to the end of the call and of what the flow does after it. */
  async run(): Promise<void> {
    try {
      while (await this.goOn()) this.changed();
      if (this.state.phase === "ended") this.problems = this.dialled.problems(this.call.result());
    } catch (error) {
      this.trouble = asError(error).message;
    } finally {
      await this.dialled.restore().catch(() => undefined); // a sandbox that is gone has nothing to take back
      this.changes = await this.dialled.changes().catch(() => []);
      this.isOver = true;
      this.changed();
    }
  }

  /** @returns false when nothing will happen any more. */
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
    // What a person does meanwhile changes what is due.
    if (!(isNow ? await this.pause(PACE_MS / this.speed) : await this.reached(dueMs))) return true;
    this.call.doNext();
    await this.seePops();
    return true;
  }

  /** Waits until an instant of the call's clock. @returns false where something else happened before. */
  private async reached(dueMs: number | undefined): Promise<boolean> {
    const realMs = ((dueMs ?? Infinity) - this.state.clockMs) / this.speed;
    this.waitingSince = performance.now();
    const isReached = await this.pause(realMs);
    this.waitingSince = undefined;
    return isReached && realMs <= MAX_TIMER_MS;
  }

  private pause(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      // A call that nobody can watch any more does not keep the process alive.
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
    // The clock of the call now stands where it was interrupted.
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
