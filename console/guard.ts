import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { refusalPage } from "./page";
import { TEXTS } from "./texts";

/**
 * Only users who have the address that the terminal printed can use the console. A page of another site has neither the cookie nor the
 * right origin; a page from another port of this machine has not the right origin.
 */

const LOOPBACK: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
};

const isLoopback = (host: string): boolean =>
  URL.canParse(`http://${host}`) && LOOPBACK.includes(new URL(`http://${host}`).hostname);

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Takes the same time whichever characters differ. */
const equalInConstantTime = (given: string, token: string): boolean => timingSafeEqual(digest(given), digest(token));

/** Cookies are shared between ports, so each console uses a cookie name with its port. */
const cookieOf = (host: string): string => `datadip_console_${new URL(`http://${host}`).port || "80"}`;

/** Whether the browser reports another origin. Programs, and browsers that follow a plain link, send none of these headers. */
function isForeign(c: Context, host: string, isStrict: boolean): boolean {
  const site = c.req.header("sec-fetch-site");
  const sent = c.req.header("origin");
  // With the policy no-referrer a browser sends forms with the origin "null". Pages cannot set sec-fetch-site, so that header decides.
  const origin = sent === "null" && site === "same-origin" ? undefined : sent;
  if (origin !== undefined && origin !== `http://${host}`) return true;
  if (site === "cross-site") return true;
  return isStrict && (site === undefined ? origin === undefined : site !== "same-origin");
}

export const withHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
};

/** @param token of this start, 128 random bits in hexadecimal. @param isStream whether a path serves an event stream. */
export const guarded =
  (token: string, isStream: (path: string) => boolean): MiddlewareHandler =>
  async (c, next) => {
    const host = c.req.header("host") ?? "";
    if (!isLoopback(host)) return c.html(refusalPage(TEXTS.refusals.host), 403);
    const isStrict = !["GET", "HEAD"].includes(c.req.method) || isStream(c.req.path);
    if (isForeign(c, host, isStrict)) return c.html(refusalPage(TEXTS.refusals.origin), 403);
    const given = c.req.query("token");
    if (given !== undefined && c.req.path === "/") {
      if (!equalInConstantTime(given, token)) return c.html(refusalPage(TEXTS.refusals.token), 403);
      setCookie(c, cookieOf(host), token, { httpOnly: true, sameSite: "Strict", path: "/" });
      return c.redirect("/", 303);
    }
    if (!equalInConstantTime(getCookie(c, cookieOf(host)) ?? "", token))
      return c.html(refusalPage(TEXTS.refusals.token), 403);
    return next();
  };
