import type { Content } from "./body";
import type { Failure } from "./http-errors";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface HttpRequest extends Content {
  readonly method: Method;
  /** Path below the base address, with a leading slash, already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Time limit of one try, in ms. */
  readonly timeoutMs?: number;
  /** Advice for these failures of this request, instead of the general advice. */
  readonly advice?: Partial<Record<Failure, string>>;
  /** Whether it may be sent again after a lost answer, regardless of its method: a POST that only reads, a PATCH of fixed values. */
  readonly repeatable?: boolean;
  /** Whether the answer's body is returned as a Buffer. Default: parsed JSON, or text. */
  readonly isBinary?: boolean;
  /** Name of the operation, used in messages instead of method and path. */
  readonly operation?: string;
}

/** A raw answer of any status. */
export interface RawAnswer {
  readonly status: number;
  /** Headers by their names in lower case. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export interface HttpAnswer {
  readonly method: Method;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
  /** The service's tracking id, else the one that was sent. */
  readonly trackingId: string;
  /** Whether the answer has the service's tracking id, which a proxy does not send. */
  readonly isTracked?: boolean;
  /** The request's `operation`. */
  readonly operation?: string | undefined;
}
