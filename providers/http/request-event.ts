import type { Method } from "./request";

/** One request that went onto the wire, answered or not; every try is one of its own. */
export interface RequestEvent {
  readonly method: Method;
  readonly path: string;
  /** 0 where no answer came. */
  readonly status: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Milliseconds until the answer. */
  readonly tookMs: number;
  /** Requests left of the service's quota, where it says them. */
  readonly remaining: number | undefined;
}
