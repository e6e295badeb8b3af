import type { Failure } from "./http-errors";

export interface Attempt {
  readonly method: string;
  readonly failure: Failure;
  /** 1 for the first try. */
  readonly attempt: number;
  readonly retryAfterMs?: number | undefined;
  /** Milliseconds since the first try. */
  readonly elapsedMs: number;
}

export interface RetryPolicy {
  readonly maxAttempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  /** Time after which no further try begins: 429s may be many in a crowded tenant, but not without end. */
  readonly giveUpAfterMs: number;
  /** What a 429 without Retry-After means. Cisco's samples sleep 60 s: https://developer.webex.com/docs/basics#api-behavior */
  readonly quotaPauseMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
  maxAttempts: 5,
  baseMs: 500,
  capMs: 20_000,
  giveUpAfterMs: 10 * 60_000,
  quotaPauseMs: 60_000,
};

/** Safe to repeat: they end in the same state however often they arrive. */
const REPEATABLE: readonly string[] = ["GET", "HEAD", "PUT", "DELETE"];

/** What never reached the service, or was turned away at its door, may be repeated whatever the method. */
const NOT_CARRIED_OUT: readonly Failure[] = ["rate-limited", "unsent"];

const WORTH_REPEATING: readonly Failure[] = ["rate-limited", "unsent", "lost", "server"];

/**
 * Milliseconds to wait before the next try, or "stop".
 * A POST is repeated only after 429 or a refused connection: after anything else it may have been carried out.
 * Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelay(attempt: Attempt, policy: RetryPolicy, random: () => number): number | "stop" {
  if (!WORTH_REPEATING.includes(attempt.failure)) return "stop";
  if (!NOT_CARRIED_OUT.includes(attempt.failure) && !REPEATABLE.includes(attempt.method)) return "stop";
  const quota = attempt.failure === "rate-limited";
  if (!quota && attempt.attempt >= policy.maxAttempts) return "stop";
  const asked = attempt.retryAfterMs ?? (quota ? policy.quotaPauseMs : undefined);
  const jitter = random() * Math.min(policy.capMs, policy.baseMs * 2 ** (attempt.attempt - 1));
  // Many processes told the same second would come back in the same second.
  const delay = asked === undefined ? jitter : asked + random() * policy.baseMs;
  return attempt.elapsedMs + delay > policy.giveUpAfterMs ? "stop" : delay;
}

/** `Retry-After` in both forms, seconds and HTTP date, as milliseconds from `now`. Undefined where it says nothing. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  // Date.parse alone takes nearly anything for a date: "-5" is the year 2001.
  const date = /^(mon|tue|wed|thu|fri|sat|sun)/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
