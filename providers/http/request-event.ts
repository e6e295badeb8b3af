import type { Method } from "./request";

/** One request that was sent, with or without an answer; each try is a separate event. */
export interface RequestEvent {
  readonly method: Method;
  readonly path: string;
  /** 0 where no answer came. */
  readonly status: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Milliseconds until the answer. */
  readonly tookMs: number;
  /** Requests left of the service's quota; undefined where not known. */
  readonly remaining: number | undefined;
}
