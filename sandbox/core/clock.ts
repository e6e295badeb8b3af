import { setTimeout as timer } from "node:timers/promises";

/** The source of time. `now` is in milliseconds since 1970. */
export interface Clock {
  readonly now: () => number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that runs `offsetMs()` ahead of another, or behind it when negative. */
export const shifted = (clock: Clock, offsetMs: () => number): Clock => ({ now: () => clock.now() + offsetMs() });

/** Waits in real time, whatever the tenant's clock shows. Rejects when the signal is aborted. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await timer(ms, undefined, { signal });
}
