import type { Json, JsonObject } from "../core/json";
import type { Part } from "../core/multipart";
import type { Grant } from "../core/tokens";
import type { Core } from "../core/vendor";
import type { Entities } from "./entities";

/** The body of a call, as far as its media type tells. */
export type Body =
  | { readonly type: "none" }
  | { readonly type: "json"; readonly value: Json }
  | { readonly type: "multipart"; readonly parts: readonly Part[] }
  | { readonly type: "unreadable"; readonly contentType: string };

/** One call that has passed the gate and shown a valid token. */
export interface Call {
  readonly core: Core;
  readonly entities: Entities;
  readonly orgId: string;
  readonly method: string;
  /** Without the mount. */
  readonly path: string;
  /** Values of the template's braces. */
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
}

/** How far an operation is emulated. */
export type Coverage = "emulated" | "partly";

/** One operation of the API. Handlers run in one transaction: what they throw undoes what they wrote. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** An OpenAPI path template, `{name}` standing for any text without a slash or a colon. */
  readonly path: string;
  readonly handle: (call: Call) => Answer;
  readonly coverage?: Coverage;
  /** What is missing, for operations that are partly emulated. */
  readonly note?: string;
  /** One of these scopes is needed; without the member, those of the plane and method; with an empty list, none is. */
  readonly scopes?: readonly string[];
}

export const param = (call: Call, name: string): string => call.params[name] ?? "";

/** A matcher made of a path template. */
export const templateToRegExp = (template: string): RegExp => {
  const source = template
    .split(/(\{[^}]+\})/)
    .map((part) =>
      part.startsWith("{") ? `(?<${part.slice(1, -1)}>[^/:]+)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${source}$`);
};

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a call; when only the method is wrong, says so. Literal segments win over braces by order of registration. */
export const createRouter = (
  routes: readonly Route[],
): ((method: string, path: string) => Match | "wrong method" | undefined) => {
  const weight = (route: Route): number => route.path.split("{").length;
  const compiled = routes
    .toSorted((one, other) => weight(one) - weight(other))
    .map((route) => ({ route, pattern: templateToRegExp(route.path) }));
  return (method, path) => {
    let known = false;
    for (const { route, pattern } of compiled) {
      const found = pattern.exec(path);
      if (found === null) continue;
      if (route.method === method) return { route, params: decoded(found.groups ?? {}) };
      known = true;
    }
    return known ? "wrong method" : undefined;
  };
};

const decoded = (groups: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeSafely(text)]));

const decodeSafely = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign is part of an id that does not exist, not a failure of the server.
    return text;
  }
};

export const ok = (body: JsonObject | readonly Json[]): Answer => ({ status: 200, body });
