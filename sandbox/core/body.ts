import type { Context } from "hono";
import type { Json } from "./json";
import { parseMultipart, type Part } from "./multipart";
import type { Env } from "./vendor";

/** Whether a request can have a body. A GET has none in Node.js, and asking for it costs a tenth of the request. */
export const mayHaveBody = (c: Context<Env>): boolean => c.req.method !== "GET";

/** The body of a call, parsed by its media type. */
export type Body =
  | { readonly type: "none" }
  | { readonly type: "json"; readonly value: Json }
  | { readonly type: "form"; readonly fields: URLSearchParams }
  | { readonly type: "multipart"; readonly parts: readonly Part[] }
  | { readonly type: "text"; readonly text: string; readonly contentType: string }
  /** Declared as JSON or multipart, but malformed. */
  | { readonly type: "broken"; readonly contentType: string; readonly reason: string };

/** Reads a body by its media type. An empty body counts as none. @param jsonTypes the media types that the vendor reads as JSON */
export const readBody = async (c: Context<Env>, jsonTypes: RegExp): Promise<Body> => {
  const contentType = c.req.header("content-type") ?? "";
  const bytes = mayHaveBody(c) ? Buffer.from(await c.req.arrayBuffer()) : Buffer.alloc(0);
  if (bytes.length === 0) return { type: "none" };
  const type = contentType.toLowerCase().split(";")[0]?.trim() ?? "";
  try {
    if (type === "multipart/form-data") return { type: "multipart", parts: await parseMultipart(contentType, bytes) };
    const text = bytes.toString("utf8");
    if (type === "application/x-www-form-urlencoded") return { type: "form", fields: new URLSearchParams(text) };
    // JSON.parse returns JSON.
    if (jsonTypes.test(type)) return { type: "json", value: JSON.parse(text) as Json };
    return { type: "text", text, contentType };
  } catch (error) {
    return { type: "broken", contentType, reason: error instanceof Error ? error.message : "not of its type" };
  }
};
