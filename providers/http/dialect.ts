import type { Failure } from "./http-errors";

/** What an error's answer says. */
export interface Explanation {
  readonly detail: string;
  readonly trackingId?: string | undefined;
  readonly failure?: Failure;
  /** What to do, where the answer says it better than the request could. */
  readonly advice?: string | undefined;
  /** The vendor's own name for it. */
  readonly code?: string | undefined;
}

/** How one vendor words its errors. */
export interface ErrorDialect {
  explain(status: number, body: unknown): Explanation;
  /** What a web page instead of an answer means, where this vendor shows some of its own. */
  page?(status: number, page: unknown): Explanation | undefined;
}
