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
export const toResponse = ({ status, body, text, headers = {} }: Answer, jsonType: string): Response => {
  if (text !== undefined) {
    const content = typeof text.content === "string" ? text.content : new Uint8Array(text.content);
    return new Response(content, { status, headers: { ...headers, "Content-Type": text.type } });
  }
  if (body === undefined) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), { status, headers: { ...headers, "Content-Type": jsonType } });
};
