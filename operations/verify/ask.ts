import { z } from "zod";
import type { Clock } from "../../providers/http/clock";
import { asError, HttpError } from "../../providers/http/http-errors";
import type { RawAnswer } from "../../providers/http/request";
import type { WebexApi } from "../../providers/webex/client/api";
import { type Check, type Facts, filled, firstFacts } from "./check";
import type { Problem } from "./findings";

/** The result of a check. */
export interface Outcome {
  readonly check: Check;
  /** The path as sent. */
  readonly path: string;
  /** Undefined where there was no answer. */
  readonly answer: RawAnswer | undefined;
  /** Problems that its `judge` found. */
  readonly problems: readonly Problem[];
}

export interface Answers {
  readonly outcomes: readonly Outcome[];
  /** Checks that need a missing object. */
  readonly skipped: readonly string[];
  readonly facts: Facts;
  readonly requests: number;
}

/** Limits the number of requests in any minute, to keep below the quota that all runs of a client id share. */
export class Pace {
  private readonly sent: number[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly perMinute: number,
  ) {}

  async turn(): Promise<void> {
    const before = this.sent.at(-this.perMinute);
    if (before !== undefined) {
      const waitMs = before + 60_000 - this.clock.now();
      if (waitMs > 0) await this.clock.sleep(waitMs);
    }
    this.sent.push(this.clock.now());
  }
}

export const MAX_REQUESTS = 220;

/** Runs every check once, in order. */
export async function askAll(
  api: WebexApi,
  checks: readonly Check[],
  pace: Pace,
  progress: (left: number) => void,
): Promise<Answers> {
  const outcomes: Outcome[] = [];
  const skipped: string[] = [];
  let facts = firstFacts(api.orgId, api.flowProjectId);
  for (const check of checks) {
    const request = requestOf(check, facts);
    if (request === undefined || outcomes.length >= MAX_REQUESTS) {
      skipped.push(check.id);
      continue;
    }
    await pace.turn();
    progress(checks.length - outcomes.length - skipped.length);
    const answer = await exchange(api, check, request);
    const isGood = answer?.status === (check.status ?? 200);
    const problems = isGood && answer !== undefined ? judged(check, answer, facts) : [];
    outcomes.push({ check, path: request.path, answer, problems });
    if (isGood && problems.length === 0 && answer !== undefined) facts = { ...facts, ...check.learn?.(answer.body) };
  }
  return { outcomes, skipped, facts, requests: outcomes.length };
}

function judged(check: Check, answer: RawAnswer, facts: Facts): readonly Problem[] {
  try {
    check.parse?.(answer.body);
    // An answer that `learn` cannot use is also unreadable.
    check.learn?.(answer.body);
    return check.judge?.(answer, facts) ?? [];
  } catch (error) {
    return [problemOf(error)];
  }
}

/** The first field that the kind's schema refuses; never a value. */
function problemOf(error: unknown): Problem {
  if (!(error instanceof z.ZodError)) throw error;
  const [issue] = error.issues;
  const field = (issue?.path ?? []).map(String).filter((part) => !/\d/.test(part));
  return { code: "unreadable", says: `cannot be read: ${field.join(".")} ${issue?.code ?? ""}`.trim() };
}

interface Filled {
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | boolean>>;
}

function requestOf(check: Check, facts: Facts): Filled | undefined {
  const path = filled(check.path, facts, encodeURIComponent);
  if (path === undefined) return undefined;
  const query: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(check.query ?? {})) {
    const text = typeof value === "string" ? filled(value, facts, (one) => one.replace(/[\\"]/g, "\\$&")) : value;
    if (text === undefined) return undefined;
    // Text without a name is only a condition.
    if (name !== "") query[name] = text;
  }
  return { path, query };
}

async function exchange(api: WebexApi, check: Check, { path, query }: Filled): Promise<RawAnswer | undefined> {
  try {
    return await api.exchange(check.plane, {
      method: "GET",
      path,
      query,
      ...(check.isBinary === true ? { isBinary: true } : {}),
    });
  } catch (error) {
    // A failure to get a token stops the run; a route without an answer is a result.
    if (error instanceof HttpError && error.status === 0) return undefined;
    throw asError(error);
  }
}
