import { Busboy } from "@fastify/busboy";
import type { Context } from "hono";
import type { Json } from "./json";
import type { Env } from "./vendor";

export interface Part {
  readonly name: string;
  /** Undefined when the part names no file. */
  readonly filename: string | undefined;
  /** As sent, in lower case; `text/plain` when the part carries none, which is the default of RFC 7578. */
  readonly contentType: string;
  readonly data: Buffer;
}

/** Splits a multipart body. Rejects with an Error when it is malformed or truncated. */
export const parseMultipart = (contentType: string, body: Buffer): Promise<readonly Part[]> =>
  new Promise((resolve, reject) => {
    const parts: Part[] = [];
    const busboy = new Busboy({
      headers: { "content-type": contentType },
      // Every part is handled as a file, because only files keep their bytes and their media type.
      isPartAFile: () => true,
    });
    busboy.on("file", (name, stream, filename, _encoding, mimeType) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("error", reject);
      stream.on("end", () => {
        // The types say string, yet a part without a file name arrives as undefined.
        const given: string | undefined = filename;
        parts.push({ name, filename: given, contentType: mimeType, data: Buffer.concat(chunks) });
      });
    });
    busboy.on("error", reject);
    busboy.on("finish", () => resolve(parts));
    busboy.end(body);
  });

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
export async function readBody(c: Context<Env>, jsonTypes: RegExp): Promise<Body> {
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
}

/** The query of a call. Services ignore parameters that they do not know; the sandbox does so too, and names them in a header. */
export class Query extends URLSearchParams {
  readonly #asked = new Set<string>();

  override get(name: string): string | null {
    this.#asked.add(name);
    return super.get(name);
  }

  override getAll(name: string): string[] {
    this.#asked.add(name);
    return super.getAll(name);
  }

  override has(name: string, value?: string): boolean {
    this.#asked.add(name);
    return super.has(name, value);
  }

  /** The answer, which names the parameters that made no difference to it. */
  named(answer: Response): Response {
    const ignored = [...new Set(this.keys())].filter((name) => !this.#asked.has(name));
    if (answer.ok && ignored.length > 0)
      answer.headers.set("Sandbox-Ignored-Query", ignored.map(encodeURIComponent).join(", "));
    return answer;
  }
}
