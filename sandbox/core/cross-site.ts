import type { Context, MiddlewareHandler } from "hono";
import type { Env } from "./vendor";

/**
 * Refuses requests from web pages. A page in the user's browser could send requests to the loopback, and read the answers under a host name
 * of its site that resolves to 127.0.0.1 (DNS rebinding). Clients other than browsers send none of these headers.
 */

const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

const isLoopback = (url: string): boolean => URL.canParse(url) && LOOPBACK.includes(new URL(url).hostname);

/** Media types that an HTML form can send. https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const FORM_TYPES = /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

const refused = (c: Context<Env>, message: string): Response => c.json({ message }, 403);

/** Answers 403 to requests whose host is not the loopback, and to requests from pages of other sites. */
export const keepPagesOut: MiddlewareHandler<Env> = async (c, next) => {
  const { host, origin } = { host: c.req.header("host") ?? "", origin: c.req.header("origin") };
  if (!isLoopback(`http://${host}`))
    return refused(
      c,
      `The sandbox answers only on this machine, at 127.0.0.1 or localhost, not as ${host || "nothing"}.`,
    );
  const site = c.req.header("sec-fetch-site");
  // With the policy no-referrer a page sends its forms with the origin "null". A page cannot set sec-fetch-site, so that header decides.
  const isOwn = origin === undefined || isLoopback(origin) || (origin === "null" && site === "same-origin");
  const isForeign = !isOwn || site === "cross-site";
  if (isForeign) return refused(c, "The sandbox refuses requests from pages of other sites.");
  return next();
};

/** For the admin API: a form of another site must not be able to change anything. */
export const keepFormsOut: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method === "POST" && FORM_TYPES.test(c.req.header("content-type") ?? ""))
    return refused(
      c,
      "The admin API accepts only JSON, which no form can send: add the header Content-Type: application/json.",
    );
  return next();
};
