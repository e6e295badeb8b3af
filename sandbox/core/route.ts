import type { Json } from "./json";

export interface Answer {
  readonly status: number;
  /** JSON; absent for an empty answer. */
  readonly body?: Json;
  /** Anything other than JSON. */
  readonly text?: { readonly content: string | Buffer; readonly type: string };
  readonly headers?: Readonly<Record<string, string>>;
}

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** One operation of an API. */
export interface Operation<C> {
  readonly method: Method;
  /** A path template without the mount; `{name}` matches any text without a slash. */
  readonly path: string;
  /** Runs in one transaction: an error undoes its writes. */
  readonly handle: (call: C) => Answer;
  /** How far the operation is emulated. */
  readonly coverage?: "emulated" | "partly";
  /** What is missing, for operations that are partly emulated. */
  readonly note?: string;
}

type Entry<C, R extends Operation<C>> = R["handle"] | readonly [R["handle"], Omit<R, "method" | "path" | "handle">];

/** Operations by method and path, such as `GET /team/{id}`: the handler, or the handler with the other members. */
export const routeTable = <C, R extends Operation<C>>(
  table: Readonly<Record<`${Method} /${string}`, Entry<C, R>>>,
): readonly R[] =>
  Object.entries(table).map(([operation, entry]) => {
    const [method, path] = operation.split(" ");
    const [handle, more] = typeof entry === "function" ? [entry, {}] : entry;
    // The type of the keys says that method and path are there.
    return { method, path, handle, ...more } as R;
  });

/** For operations that are not emulated as a whole. */
export const partly = (note: string) => ({ coverage: "partly", note }) as const;

export const param = (call: { readonly params: Readonly<Record<string, string>> }, name: string): string =>
  call.params[name] ?? "";

export const ok = (body: Json): Answer => ({ status: 200, body });

export const NO_CONTENT: Answer = { status: 204 };

/** @param jsonType the media type with which the vendor sends JSON */
export function toResponse({ status, body, text, headers = {} }: Answer, jsonType: string): Response {
  if (text !== undefined) {
    const content = typeof text.content === "string" ? text.content : new Uint8Array(text.content);
    return new Response(content, { status, headers: { ...headers, "Content-Type": text.type } });
  }
  if (body === undefined) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), { status, headers: { ...headers, "Content-Type": jsonType } });
}

/** What the router needs of a route. */
export interface Routed {
  readonly method: string;
  /** A path template; `{name}` matches any text without a slash. */
  readonly path: string;
}

/** A found route, or the methods that the path has. */
export type Found<R> =
  { readonly route: R; readonly params: Readonly<Record<string, string>> } | { readonly allowed: readonly string[] };

function templateToRegExp(template: string, stops: string): RegExp {
  const source = template
    .split(/(\{[^}]+\})/)
    .map((part) =>
      part.startsWith("{") ? `(?<${part.slice(1, -1)}>[^${stops}]+)` : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${source}$`);
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A text with an invalid percent sign names nothing that exists; it is not an error of the server.
    return text;
  }
}

/**
 * A finder of routes. The template with the fewest braces wins; undefined for an unknown path.
 * @param stops characters that end the text of a `{name}`; Google-style verbs such as `{id}:publish` need the colon too.
 */
export function createRouter<R extends Routed>(
  routes: readonly R[],
  stops = "/",
): (method: string, path: string) => Found<R> | undefined {
  const weight = ({ path }: R): number => path.split("{").length;
  const compiled = routes
    .toSorted((one, other) => weight(one) - weight(other))
    .map((route) => ({ route, pattern: templateToRegExp(route.path, stops) }));
  return (method, path) => {
    const allowed: string[] = [];
    for (const { route, pattern } of compiled) {
      const found = pattern.exec(path);
      if (found === null) continue;
      if (route.method === method) {
        const params = Object.entries(found.groups ?? {}).map(([name, text]) => [name, decodeSafely(text)] as const);
        return { route, params: Object.fromEntries(params) };
      }
      allowed.push(route.method);
    }
    return allowed.length === 0 ? undefined : { allowed };
  };
}
