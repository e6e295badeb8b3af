import type { Failure } from "../../../providers/http/http-errors";
import { DEFAULT_RETRY, retryAfterMs, retryDelay } from "../../../providers/http/retry";

const half = (): number => 0.5;

/** By method, the failures after which a request is sent again; after every other one it never is. */
const AGAIN: Readonly<Record<string, readonly Failure[]>> = {
  GET: ["rate-limited", "unsent", "server", "lost"],
  HEAD: ["rate-limited", "unsent", "server", "lost"],
  PUT: ["rate-limited", "unsent", "server", "lost"],
  DELETE: ["rate-limited", "unsent", "server", "lost"],
  POST: ["rate-limited", "unsent"],
  PATCH: ["rate-limited", "unsent"],
};

const FAILURES: readonly Failure[] = [
  "bad-request",
  "unauthorized",
  "forbidden",
  "not-found",
  "no-such-route",
  "conflict",
  "referenced",
  "rate-limited",
  "server",
  "unsent",
  "lost",
  "unreadable",
];

describe("whether a request is sent again", () => {
  const cases = Object.keys(AGAIN).flatMap((method) => FAILURES.map((failure) => ({ method, failure })));

  it.each(cases)("$method after $failure", ({ method, failure }) => {
    const delay = retryDelay({ method, failure, attempt: 1, elapsedMs: 0 }, DEFAULT_RETRY, half);
    expect(delay === "stop" ? "stop" : "again").toBe(AGAIN[method]?.includes(failure) ? "again" : "stop");
  });
});

describe("how long a repeated request waits", () => {
  const server = (attempt: number, random: () => number): number | "stop" =>
    retryDelay({ method: "GET", failure: "server", attempt, elapsedMs: 0 }, DEFAULT_RETRY, random);

  it("doubles its ceiling with each try and draws from the whole range below it", () => {
    expect([1, 2, 3, 4].map((attempt) => server(attempt, () => 1))).toEqual([500, 1000, 2000, 4000]);
    expect([1, 2, 3, 4].map((attempt) => server(attempt, () => 0))).toEqual([0, 0, 0, 0]);
  });

  it("stays below the cap however many tries there were", () => {
    const patient = { ...DEFAULT_RETRY, maxAttempts: 100 };
    const late = { method: "GET", failure: "server", attempt: 30, elapsedMs: 0 } as const;
    expect(retryDelay(late, patient, () => 1)).toBe(20_000);
  });

  it("gives up after the fifth try", () => {
    expect(server(4, half)).toBe(2000);
    expect(server(5, half)).toBe("stop");
  });

  it("waits at least as long as Retry-After says, after a 503 too", () => {
    const said = { method: "GET", attempt: 1, elapsedMs: 0, retryAfterMs: 7000 } as const;
    expect(retryDelay({ ...said, failure: "rate-limited" }, DEFAULT_RETRY, () => 0)).toBe(7000);
    expect(retryDelay({ ...said, failure: "server" }, DEFAULT_RETRY, () => 0)).toBe(7000);
    expect(retryDelay({ ...said, failure: "rate-limited" }, DEFAULT_RETRY, () => 1)).toBe(7500);
  });

  it("takes a 429 without Retry-After for a used-up minute", () => {
    const busy = { method: "POST", failure: "rate-limited", attempt: 1, elapsedMs: 0 } as const;
    expect(retryDelay(busy, DEFAULT_RETRY, () => 0)).toBe(60_000);
  });

  it("goes on beyond the fifth 429, but not beyond ten minutes", () => {
    const busy = { method: "POST", failure: "rate-limited", attempt: 9, retryAfterMs: 60_000 } as const;
    expect(retryDelay({ ...busy, elapsedMs: 500_000 }, DEFAULT_RETRY, () => 0)).toBe(60_000);
    expect(retryDelay({ ...busy, elapsedMs: 540_000 }, DEFAULT_RETRY, () => 0)).toBe(60_000);
    expect(retryDelay({ ...busy, elapsedMs: 541_000 }, DEFAULT_RETRY, () => 0)).toBe("stop");
  });

  it("does not begin to wait for a Retry-After beyond ten minutes", () => {
    const day = { method: "GET", failure: "rate-limited", attempt: 1, elapsedMs: 0, retryAfterMs: 86_400_000 } as const;
    expect(retryDelay(day, DEFAULT_RETRY, () => 0)).toBe("stop");
  });
});

describe("Retry-After", () => {
  const now = Date.parse("Wed, 21 Oct 2026 07:28:00 GMT");

  it.each([
    ["seconds", "30", 30_000],
    ["no wait", "0", 0],
    ["parts of a second", "1.5", 1500],
    ["small parts of a second", "1.25", 1250],
    ["a number with its unit", "30 s", undefined],
    ["a date behind words", "after Wed, 21 Oct 2026 07:28:30 GMT", undefined],
    ["blanks around", " 2 ", 2000],
    ["a date", "Wed, 21 Oct 2026 07:28:30 GMT", 30_000],
    ["a date that has passed", "Wed, 21 Oct 2026 07:27:00 GMT", 0],
    ["words", "soon", undefined],
    ["nothing", "", undefined],
    ["a negative number", "-5", undefined],
    ["no header", undefined, undefined],
  ])("reads %s", (_, header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
