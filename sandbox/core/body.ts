import type { Context } from "hono";
import type { Env } from "./vendor";

/** Whether a request can have a body. A GET has none in Node.js, and asking for it costs a tenth of the request. */
export const mayHaveBody = (c: Context<Env>): boolean => c.req.method !== "GET";

/** The bytes of a request's body; none where it has no body. */
export const bytesOf = async (c: Context<Env>): Promise<Buffer> =>
  mayHaveBody(c) ? Buffer.from(await c.req.arrayBuffer()) : Buffer.alloc(0);
