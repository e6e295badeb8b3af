import { bulkhead } from "cockatiel";
import type { Clock } from "./clock";

/**
 * The pace of one client id. The quota is shared with every other run in the tenant, so nothing is assumed of it:
 * full speed until the service answers 429, then as it asks, then slowly faster again.
 */
export interface Pace {
  /** Nothing is sent before this time (ms since the epoch). */
  readonly pausedUntil: number;
  /** Least time between two requests, in milliseconds. 0 = as fast as concurrency allows. */
  readonly spacingMs: number;
  /** When the newest request was let go. */
  readonly lastSentAt: number;
  /** When a 429 last made the spacing longer. */
  readonly slowedAt: number;
  /** Answers without 429 since the spacing last changed. */
  readonly calm: number;
}

export const UNHURRIED: Pace = { pausedUntil: 0, spacingMs: 0, lastSentAt: 0, slowedAt: 0, calm: 0 };

const MAX_SPACING_MS = 2_000;
/** After this many calm answers the spacing is halved. */
const CALM_ANSWERS = 100;

/** Four at a time is what a single admin's browser does; eight keeps 100 ms round trips below the quota. */
export const MAX_CONCURRENT = 8;

/** When the next request may go, and the pace after it went. */
export function nextSlot(pace: Pace, now: number): readonly [waitMs: number, pace: Pace] {
  const at = Math.max(now, pace.pausedUntil, pace.lastSentAt + pace.spacingMs);
  return [at - now, { ...pace, lastSentAt: at }];
}

/**
 * The pace after an answer. `pauseMs` is set for a 429. `quotaSpacingMs` is the distance of requests that just keeps within the
 * service's quota; 0 where it has none per minute, and then a 429 only pauses. One to a request that had left before the pace was last slowed (`sentAt`) says
 * nothing of the new pace: eight sent together would else slow everything to a request in two seconds at once.
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
  if (pace.spacingMs === 0) return pace;
  if (pace.calm + 1 < CALM_ANSWERS) return { ...pace, calm: pace.calm + 1 };
  return { ...pace, spacingMs: pace.spacingMs / 2 < quotaSpacingMs / 4 ? 0 : pace.spacingMs / 2, calm: 0 };
}

/** The shell: one per client id and process. */
export class Throttle {
  private pace = UNHURRIED;
  private readonly gate = bulkhead(MAX_CONCURRENT, Number.POSITIVE_INFINITY);

  constructor(
    private readonly clock: Clock,
    /** Least distance of requests that keeps within the service's quota, in ms; 0 = it has none per minute. */
    private readonly quotaSpacingMs: number,
    /** Told when a pause is long enough for a person to wonder. */
    private readonly onPause: (ms: number) => void = () => undefined,
  ) {}

  run<T>(send: () => Promise<T>): Promise<T> {
    return this.gate.execute(async () => {
      // After the wait somebody else may have been told to pause: look again until the slot is now.
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
