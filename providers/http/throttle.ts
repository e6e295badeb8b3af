import { bulkhead } from "cockatiel";
import type { Clock } from "./clock";

/**
 * The pace of one client id. The quota is shared with every other run in the tenant, so its remainder is not known: requests go at full
 * speed until the service answers 429, then as slowly as it asks, then slowly faster again.
 */
export interface Pace {
  /** Nothing is sent before this time (ms since the epoch). */
  readonly pausedUntil: number;
  /** Least time between two requests, in ms. 0 = as fast as concurrency allows. */
  readonly spacingMs: number;
  /** When the newest request was sent. */
  readonly lastSentAt: number;
  /** When a 429 last made the spacing longer. */
  readonly slowedAt: number;
  /** Number of answers without 429 since the spacing last changed. */
  readonly calm: number;
}

export const UNHURRIED: Pace = { pausedUntil: 0, spacingMs: 0, lastSentAt: 0, slowedAt: 0, calm: 0 };

const MAX_SPACING_MS = 2_000;
/** After this many calm answers the spacing is halved. */
const CALM_ANSWERS = 100;

/** An admin's browser sends four at a time; eight keep below the quota at 100 ms a round trip. */
export const MAX_CONCURRENT = 8;

/** The wait before the next request, and the pace after it. */
export function nextSlot(pace: Pace, now: number): readonly [waitMs: number, pace: Pace] {
  const at = Math.max(now, pace.pausedUntil, pace.lastSentAt + pace.spacingMs);
  return [at - now, { ...pace, lastSentAt: at }];
}

/**
 * The pace after an answer. `pauseMs` is set for a 429. `quotaSpacingMs` is the time between requests that just keeps within the
 * service's quota; 0 where it has none per minute, and then a 429 only pauses. A 429 to a request that was sent (`sentAt`) before the
 * last slowing does not slow again: otherwise eight requests sent together would slow the pace to one request in two seconds.
 */
export function afterAnswer(
  pace: Pace,
  now: number,
  pauseMs: number | undefined,
  quotaSpacingMs: number,
  sentAt = now,
): Pace {
  if (pauseMs !== undefined) {
    const pausedUntil = Math.max(pace.pausedUntil, now + pauseMs);
    if (sentAt < pace.slowedAt) return { ...pace, pausedUntil, calm: 0 };
    const spacingMs = Math.min(MAX_SPACING_MS, Math.max(quotaSpacingMs, pace.spacingMs * 2));
    return { ...pace, pausedUntil, spacingMs, slowedAt: now, calm: 0 };
  }
  if (pace.calm + 1 < CALM_ANSWERS) return { ...pace, calm: pace.calm + 1 };
  return { ...pace, spacingMs: pace.spacingMs / 2 < quotaSpacingMs / 4 ? 0 : pace.spacingMs / 2, calm: 0 };
}

/** Applies the pace; one for each client id and process. */
export class Throttle {
  private pace = UNHURRIED;
  private readonly gate = bulkhead(MAX_CONCURRENT, Number.POSITIVE_INFINITY);

  constructor(
    private readonly clock: Clock,
    /** Least time between requests that keeps within the service's quota, in ms; 0 = no quota per minute. */
    private readonly quotaSpacingMs: number,
    /** Called for a pause long enough to need an explanation. */
    private readonly onPause: (ms: number) => void = () => undefined,
  ) {}

  run<T>(send: () => Promise<T>): Promise<T> {
    return this.gate.execute(async () => {
      // During the wait another request may have got a 429, so the slot is computed again until it is due.
      for (;;) {
        const [waitMs, pace] = nextSlot(this.pace, this.clock.now());
        this.pace = pace;
        if (waitMs <= 0) return send();
        await this.clock.sleep(waitMs);
        if (this.pace.pausedUntil <= this.clock.now()) return send();
      }
    });
  }

  answered(pauseMs: number | undefined, sentAt?: number): void {
    const now = this.clock.now();
    const before = this.pace.pausedUntil;
    this.pace = afterAnswer(this.pace, now, pauseMs, this.quotaSpacingMs, sentAt);
    if (pauseMs !== undefined && pauseMs >= 2_000 && before <= now) this.onPause(pauseMs);
  }
}
