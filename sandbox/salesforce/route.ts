import type { Json } from "../core/json";
import type { Part } from "../core/multipart";
import type { Org } from "./org";
import type { Session } from "./session";

/** The body of a call, parsed by its media type. */
export type Body =
  | { readonly type: "none" }
  | { readonly type: "json"; readonly value: Json }
  | { readonly type: "form"; readonly fields: URLSearchParams }
  | { readonly type: "multipart"; readonly parts: readonly Part[] }
  | { readonly type: "text"; readonly text: string; readonly contentType: string }
  /** Declared as JSON or multipart, but malformed. */
  | { readonly type: "broken"; readonly contentType: string; readonly reason: string };

/** One call, before its caller is authenticated. */
export interface Call {
  readonly org: Org;
  readonly method: string;
  /** Without the mount, without a slash at the end. */
  readonly path: string;
  /** Values of the `{name}` parts of the path template. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
  /** The value of a header; the name in lower case. */
  readonly header: (name: string) => string | undefined;
  /** The base URL including the mount: what a client calls the instance URL. */
  readonly base: string;
  /** Sets the caller in the request log, where no bearer token shows it. */
  readonly setClient: (clientId: string) => void;
}

/** A call to the REST API with a valid session. */
export interface RestCall extends Call {
  readonly session: Session;
  /** For instance `66.0`. */
  readonly version: string;
  /** Runs another call of the same session, as composite resources do. */
  readonly dispatch: (request: SubRequest) => Answer;
}

/** A call inside a composite one. */
export interface SubRequest {
  readonly method: string;
  /** From `/services/data` on, with its query. */
  readonly url: string;
  readonly body: Json | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  /** JSON; absent for an empty answer. */
  readonly body?: Json;
  /** Anything other than JSON. */
  readonly text?: { readonly content: string; readonly type: string };
  readonly headers?: Readonly<Record<string, string>>;
}

interface RouteFor<C> {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: string;
  /** Runs in one transaction: an error undoes its writes. */
  readonly handle: (call: C) => Answer;
  /** Opens its own transactions, since parts of it may succeed alone. */
  readonly ownTransactions?: true;
  /** How far the operation is emulated. */
  readonly coverage?: "emulated" | "partly";
  /** What is missing. */
  readonly note?: string;
}

/** An operation, its path without the mount. */
export type Route = RouteFor<Call>;

/** An operation below `/services/data/v66.0`: the path after the version, for instance `/query`. */
export type RestRoute = RouteFor<RestCall>;

export const param = (call: Call, name: string): string => call.params[name] ?? "";

export const ok = (body: Json): Answer => ({ status: 200, body });

export const NO_CONTENT: Answer = { status: 204 };
