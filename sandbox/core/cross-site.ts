import type { Context, MiddlewareHandler } from "hono";
import type { Env } from "./vendor";

/**
 * Keeps web pages out. Anybody who runs a sandbox also has a browser: any page in it could send requests to the loopback, and read answers
 * too by a name of its own that leads there (DNS rebinding). Clients that are no browser send none of these headers.
 */

const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

const isLoopback = (url: string): boolean => URL.canParse(url) && LOOPBACK.includes(new URL(url).hostname);

/** What a form can send. https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const FORM_TYPES = /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

const refused = (c: Context<Env>, message: string): Response => c.json({ message }, 403);

/** Answers 403 to requests under a name that is not the loopback's, and to those that a page of another site sent. */
export const keepPagesOut: MiddlewareHandler<Env> = async (c, next) => {
  const { host, origin } = { host: c.req.header("host") ?? "", origin: c.req.header("origin") };
  if (!isLoopback(`http://${host}`))
    return refused(
      c,
      `The sandbox answers on this machine alone, at 127.0.0.1 or localhost, not as ${host || "nothing"}.`,
    );
  const site = c.req.header("sec-fetch-site");
  // A page without referrers sends its forms under the origin "null"; that they are its own is said where no page can write.
  const isOwn = origin === undefined || isLoopback(origin) || (origin === "null" && site === "same-origin");
  const isForeign = !isOwn || site === "cross-site";
  if (isForeign) return refused(c, "The sandbox takes no requests from pages of other sites.");
  return next();
};

/** For the admin API: what changes something must not be what a form sends. */
export const keepFormsOut: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method === "POST" && FORM_TYPES.test(c.req.header("content-type") ?? ""))
    return refused(
      c,
      "The admin API takes JSON alone, which no form can send: add the header Content-Type: application/json.",
    );
  return next();
};
