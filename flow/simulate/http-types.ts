/** What an HTTP Request activity sends. */
export interface HttpRequest {
  readonly node: string;
  readonly method: string;
  /** Whole address, or from the host on where a connector brings the host. */
  readonly url: string;
  /** "" without connector. */
  readonly connectorId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** "" without body. */
  readonly body: string;
  /** Milliseconds for each attempt. */
  readonly timeoutMs: number;
}

/** What comes back, after `delayMs`. Longer than the request's timeout is a timeout. */
export type HttpAnswer =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
      readonly delayMs: number;
    }
  | { readonly failure: string; readonly delayMs: number };

/** One attempt with its answer. */
export interface Exchange {
  readonly atMs: number;
  readonly attempt: number;
  readonly request: HttpRequest;
  readonly answer: HttpAnswer;
}
