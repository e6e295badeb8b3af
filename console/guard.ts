import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { refusalPage } from "./page";
import { TEXTS } from "./texts";

/**
 * Who may use the console: whoever has the address that the terminal printed. A page of another site has neither the cookie nor the right
 * origin, and one of another port of this machine not the origin.
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

/** Takes the same time wherever two texts differ. */
const same = (given: string, token: string): boolean => timingSafeEqual(digest(given), digest(token));

/** Cookies know no ports, so that each console of this machine has one of its own name. */
const cookieOf = (host: string): string => `datadip_console_${new URL(`http://${host}`).port || "80"}`;

/** Whether the browser says that a page of another origin sent this. Programs, and browsers on plain links, say nothing. */
function isForeign(c: Context, host: string, isStrict: boolean): boolean {
  const site = c.req.header("sec-fetch-site");
  const sent = c.req.header("origin");
  // Under no-referrer a browser sends forms with the origin "null", and says in the other header, which no page can set, whose they are.
  const origin = sent === "null" && site === "same-origin" ? undefined : sent;
  if (origin !== undefined && origin !== `http://${host}`) return true;
  if (site === "cross-site") return true;
  return isStrict && (site === undefined ? origin === undefined : site !== "same-origin");
}

export const withHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
};

/** @param token of this start, 128 random bits in hexadecimal. @param isStream whether a path is one that goes on sending. */
export const guarded =
  (token: string, isStream: (path: string) => boolean): MiddlewareHandler =>
  async (c, next) => {
    const host = c.req.header("host") ?? "";
    if (!isLoopback(host)) return c.html(refusalPage(TEXTS.refusals.host), 403);
    const isStrict = !["GET", "HEAD"].includes(c.req.method) || isStream(c.req.path);
    if (isForeign(c, host, isStrict)) return c.html(refusalPage(TEXTS.refusals.origin), 403);
    const given = c.req.query("token");
    if (given !== undefined && c.req.path === "/") {
      if (!same(given, token)) return c.html(refusalPage(TEXTS.refusals.token), 403);
      setCookie(c, cookieOf(host), token, { httpOnly: true, sameSite: "Strict", path: "/" });
      return c.redirect("/", 303);
    }
    if (!same(getCookie(c, cookieOf(host)) ?? "", token)) return c.html(refusalPage(TEXTS.refusals.token), 403);
    return next();
  };
