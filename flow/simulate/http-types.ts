/** A request of an HTTP Request activity. */
export interface HttpRequest {
  readonly node: string;
  readonly method: string;
  /** The whole address, or the part after the host where a connector supplies the host. */
  readonly url: string;
  /** "" where there is no connector. */
  readonly connectorId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** "" where there is no body. */
  readonly body: string;
  /** Milliseconds for each attempt. */
  readonly timeoutMs: number;
}

/** The answer, after `delayMs`. A delay longer than the request's timeout is a timeout. */
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
