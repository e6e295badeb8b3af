import { redact } from "./redact";

/** What the answer of a service can mean. */
export const ANSWERED_FAILURES = [
  "bad-request",
  "unauthorized",
  "forbidden",
  "not-found",
  "no-such-route",
  "conflict",
  "referenced",
  "rate-limited",
  "exhausted",
  "server",
] as const;

/** The meaning of a failed request for the caller. Code decides by this, never by a message. */
export type Failure = (typeof ANSWERED_FAILURES)[number] | "unsent" | "lost" | "unreadable";

export interface HttpErrorInit {
  readonly failure: Failure;
  readonly method: string;
  readonly path: string;
  /** 0 where no answer came. */
  readonly status: number;
  /** The service's message, in one line. */
  readonly detail: string;
  readonly trackingId?: string | undefined;
  /** From `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The answer's parsed body, for the few callers that need a field of it. Never printed. */
  readonly body?: unknown;
  readonly advice?: string | undefined;
  /** How long after sending the service may still be working on it, in ms. Default: it ended when it failed. */
  readonly mayWorkMs?: number | undefined;
  /** The service's error code, e.g. `DUPLICATE_VALUE`. */
  readonly code?: string | undefined;
  /** The operation, where method and path do not show it: "createMetadata Queue Support". */
  readonly operation?: string | undefined;
}

const ADVICE: Partial<Record<Failure, string>> = {
  unauthorized: "The access token is missing, wrong or expired: renew the credentials.",
  forbidden: "The token lacks a scope or its user a role for this: see the scopes listed in README.",
  "no-such-route": "The address is wrong for this service: check the region and any URL set in the stack config.",
  "rate-limited": "The quota of this client id is used up: run again in a minute.",
  exhausted: "The day's quota of this organisation is used up, so run again when it is renewed.",
  server: "The service failed: run again, and give the tracking id to its support if it fails again.",
  unsent: "The service was not reached and nothing was changed: check the network and the region.",
  unreadable: "The service has changed or a proxy answers in its place: look for a newer datadip.",
  lost: "No complete answer came, so the request may or may not have been carried out.",
};

/** A failed request. Redacted when it is made; its message needs no other context. */
export class HttpError extends Error {
  readonly failure: Failure;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly detail: string;
  readonly trackingId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly code: string | undefined;
  readonly mayWorkMs: number | undefined;
  readonly body: unknown;

  constructor(init: HttpErrorInit) {
    super(redact(sentence(init)));
    this.name = "HttpError";
    this.failure = init.failure;
    this.method = init.method;
    this.path = redact(init.path);
    this.status = init.status;
    this.detail = redact(init.detail);
    this.trackingId = init.trackingId === undefined ? undefined : redact(init.trackingId);
    this.retryAfterMs = init.retryAfterMs;
    this.code = init.code;
    this.mayWorkMs = init.mayWorkMs;
    // Not enumerable: a logger that prints the whole error must not print what the service sent.
    Object.defineProperty(this, "body", { value: init.body, enumerable: false });
  }
}

function sentence(init: HttpErrorInit): string {
  const { method, path, status, detail, trackingId, failure, advice, operation } = init;
  const answered = status === 0 ? "got no answer" : `answered ${status}`;
  const subject = operation === undefined ? `${method} ${path} ${answered}` : `${operation} failed`;
  const tracking = trackingId === undefined ? "" : ` (tracking id ${trackingId})`;
  const said = detail === "" ? "." : `: ${detail.replace(/\.$/, "")}.`;
  const hint = advice ?? ADVICE[failure] ?? "";
  return `${subject}${tracking}${said}${hint === "" ? "" : ` ${hint}`}`;
}

export const isFailure = (error: unknown, ...failures: readonly Failure[]): error is HttpError =>
  error instanceof HttpError && failures.includes(error.failure);

/** What was asked for; undefined where the service answers that it does not exist. */
export async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isFailure(error, "not-found")) return undefined;
    throw error;
  }
}

/** Whether a create that failed this way may still have made the object. */
export const isAmbiguous = (error: unknown): error is HttpError => isFailure(error, "lost", "server", "unreadable");

/** Any thrown value as a redacted Error: the engine prints `undefined` for a value that is not an Error. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof HttpError) return thrown;
  if (thrown instanceof Error) {
    const message = redact(thrown.message);
    return message === thrown.message ? thrown : Object.assign(new Error(message), { name: thrown.name });
  }
  return new Error(redact(String(thrown)));
}

/** The content of an error answer. */
export interface Explanation {
  readonly detail: string;
  readonly trackingId?: string | undefined;
  readonly failure?: Failure;
  /** Advice, where the answer allows better advice than the request. */
  readonly advice?: string | undefined;
  /** The vendor's error code. */
  readonly code?: string | undefined;
}

/** How one vendor words its errors. */
export interface ErrorDialect {
  explain(status: number, body: unknown): Explanation;
  /** Explains a web page that this vendor sends instead of an answer; undefined for other pages. */
  page?(status: number, page: unknown): Explanation | undefined;
}
