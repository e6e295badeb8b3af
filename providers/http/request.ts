import type { Content } from "./body";
import type { Failure } from "./http-errors";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface HttpRequest extends Content {
  readonly method: Method;
  /** Below the base address, beginning with a slash, already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds for one try. */
  readonly timeoutMs?: number;
  /** What to do about these failures of this request, where it is not what the failure says in general. */
  readonly advice?: Partial<Record<Failure, string>>;
  /** Whether it may be sent again after a lost answer whatever its method: a POST that only reads, a PATCH of fixed values. */
  readonly repeatable?: boolean;
  /** Whether the answer's body is wanted as bytes, a Buffer. Default: parsed JSON, or text. */
  readonly isBinary?: boolean;
  /** What is attempted, where method and path say too little; is in messages instead of them. */
  readonly operation?: string;
}

/** An answer as it came, whatever it says. */
export interface RawAnswer {
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export interface HttpAnswer {
  readonly method: Method;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
  /** The service's own, else the one that was sent to it. */
  readonly trackingId: string;
  /** Whether it was the service's own, which nothing that answers in its place gives. */
  readonly isTracked?: boolean;
  /** That of the request. */
  readonly operation?: string | undefined;
}
