import type { Failure } from "./http-errors";

export interface Attempt {
  readonly method: string;
  readonly failure: Failure;
  /** Number of the try, from 1. */
  readonly attempt: number;
  readonly retryAfterMs?: number | undefined;
  /** Milliseconds since the first try. */
  readonly elapsedMs: number;
}

export interface RetryPolicy {
  readonly maxAttempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  /** After this time no further try begins, so that repeated 429s end at some time. */
  readonly giveUpAfterMs: number;
  /** Pause after a 429 without Retry-After, in ms. Cisco's samples sleep 60 s: https://developer.webex.com/docs/basics#api-behavior */
  readonly quotaPauseMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
  maxAttempts: 5,
  baseMs: 500,
  capMs: 20_000,
  giveUpAfterMs: 10 * 60_000,
  quotaPauseMs: 60_000,
};

/** Safe to repeat: they have the same effect when sent several times. */
const REPEATABLE: readonly string[] = ["GET", "HEAD", "PUT", "DELETE"];

/** Requests that the service never received or did not begin may be repeated with any method. */
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
  // Jitter, as many processes that get the same Retry-After would return at the same time.
  const delay = asked === undefined ? jitter : asked + random() * policy.baseMs;
  return attempt.elapsedMs + delay > policy.giveUpAfterMs ? "stop" : delay;
}

/** `Retry-After` in either form, seconds or HTTP date, as milliseconds from `now`. Undefined for any other text. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  // Date.parse alone accepts nearly any text: "-5" is the year 2001.
  const date = /^(mon|tue|wed|thu|fri|sat|sun)/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
