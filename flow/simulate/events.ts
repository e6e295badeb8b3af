import type { EndReason } from "./state";

/** Events from outside a call. */
export type CallEvent =
  /** The call arrives. */
  | { readonly kind: "arrive" }
  /** The next ready token runs its activity. */
  | { readonly kind: "proceed" }
  /** Time passes: up to this instant, or to the first timer before it. */
  | { readonly kind: "clock"; readonly toMs: number }
  | { readonly kind: "http-answer"; readonly token: number; readonly answer: HttpAnswer }
  /** The caller presses keys, all at once. */
  | { readonly kind: "digits"; readonly digits: string }
  | { readonly kind: "caller-hangs-up" }
  | { readonly kind: "agent-offered" }
  /** The agent lets it ring; the call is offered again. */
  | { readonly kind: "agent-no-answer" }
  | { readonly kind: "agent-pre-dial" }
  | { readonly kind: "agent-answers" }
  /** The agent saves values of editable variables. */
  | { readonly kind: "agent-saves"; readonly variables: Readonly<Record<string, string>> }
  | { readonly kind: "agent-hangs-up" };

/** Effects of a step outside the call. Times are milliseconds on the call's clock. */
export type Effect =
  | { readonly kind: "entered"; readonly process: string; readonly node: string }
  | {
      readonly kind: "play";
      readonly token: number;
      readonly node: string;
      readonly what: "speech" | "audio" | "music";
      /** Text spoken or name of the file. */
      readonly text: string;
      readonly fromMs: number;
      readonly untilMs: number;
    }
  | { readonly kind: "stop-playing"; readonly token: number; readonly atMs: number }
  | {
      readonly kind: "listen";
      readonly node: string;
      readonly fromMs: number;
      readonly promptEndMs: number;
      readonly interruptible: boolean;
    }
  | { readonly kind: "request"; readonly token: number; readonly attempt: number; readonly request: HttpRequest }
  | {
      readonly kind: "enqueue";
      readonly node: string;
      readonly queueId: string;
      readonly queueName: string;
      readonly priority: number;
      readonly agent?: string;
    }
  | {
      readonly kind: "screen-pop";
      readonly node: string;
      readonly url: string;
      readonly label: string;
      readonly target: string;
      /** Variables in the address, with their values. */
      readonly from: Readonly<Record<string, string>>;
    }
  | { readonly kind: "transfer"; readonly node: string; readonly number: string; readonly blind: boolean }
  | {
      readonly kind: "callback";
      readonly node: string;
      readonly number: string;
      readonly queueName: string;
      /** Time of the callback, where one was chosen. */
      readonly window?: string;
    }
  /** The priority of the queued call changes. */
  | { readonly kind: "priority"; readonly node: string; readonly priority: number }
  /** Another act of an activity: it pauses the recording, whispers to the agent, sends digits ... */
  | { readonly kind: "act"; readonly node: string; readonly what: string; readonly detail: string }
  | { readonly kind: "caller-id"; readonly node: string; readonly number: string }
  | { readonly kind: "media-stream"; readonly node: string; readonly destination: string }
  | { readonly kind: "virtual-agent"; readonly node: string; readonly agent: string; readonly untilMs: number }
  | { readonly kind: "go-to"; readonly node: string; readonly target: string }
  | { readonly kind: "ended"; readonly reason: EndReason }
  | { readonly kind: "failed"; readonly process: string; readonly node: string; readonly message: string }
  /** A remark for the reader about something that the caller does not notice. */
  | { readonly kind: "note"; readonly node: string; readonly text: string };

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
