import type { Json, JsonObject } from "../core/json";
import type { Part } from "../core/multipart";
import type { Grant } from "../core/tokens";
import type { Core } from "../core/vendor";
import type { Entities } from "./entities";

/** The body of a call, parsed by its media type. */
export type Body =
  | { readonly type: "none" }
  | { readonly type: "json"; readonly value: Json }
  | { readonly type: "multipart"; readonly parts: readonly Part[] }
  | { readonly type: "unreadable"; readonly contentType: string };

/** One call with a known route and a valid token. */
export interface Call {
  readonly core: Core;
  readonly entities: Entities;
  readonly orgId: string;
  readonly method: string;
  /** Without the mount. */
  readonly path: string;
  /** Values of the `{name}` parts of the path template. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
  readonly grant: Grant;
  /** See `Env.hideWritesMs`. */
  readonly hideMs: number;
}

export interface Answer {
  readonly status: number;
  /** Absent for an empty answer. */
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  /** Raw text instead of JSON. */
  readonly text?: string;
  /** A file instead of JSON. */
  readonly bytes?: Buffer;
}

type Coverage = "emulated" | "partly";

/** One operation of the API. Handlers run in one transaction: an error undoes their writes. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** An OpenAPI path template; `{name}` matches any text without a slash or a colon. */
  readonly path: string;
  readonly handle: (call: Call) => Answer;
  readonly coverage?: Coverage;
  /** What is missing, for operations that are partly emulated. */
  readonly note?: string;
  /** One of these scopes is required. By default those of the plane and method; with an empty list, none. */
  readonly scopes?: readonly string[];
  /** Values of the setting `flowLayout` for which the route exists; all of them by default. */
  readonly layouts?: readonly string[];
}

export const param = (call: Call, name: string): string => call.params[name] ?? "";

export const ok = (body: JsonObject | readonly Json[]): Answer => ({ status: 200, body });
