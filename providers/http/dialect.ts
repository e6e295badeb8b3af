import type { Failure } from "./http-errors";

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
