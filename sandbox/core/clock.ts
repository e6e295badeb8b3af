import { setTimeout as timer } from "node:timers/promises";

/** Where time comes from. `now` is in milliseconds since 1970. */
export interface Clock {
  readonly now: () => number;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that runs `offsetMs()` ahead of (or, when negative, behind) another. */
export const shifted = (clock: Clock, offsetMs: () => number): Clock => ({ now: () => clock.now() + offsetMs() });

/**
 * Waits on the machine's own clock: latency is felt by a caller whatever time the tenant believes it is.
 * Rejects when the signal ends the wait.
 */
export const wait = async (ms: number, signal: AbortSignal): Promise<void> => {
  if (ms > 0) await timer(ms, undefined, { signal });
};
