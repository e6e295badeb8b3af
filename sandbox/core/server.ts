import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { getPath } from "hono/utils/url";
import { bodyLimit } from "hono/body-limit";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import { mountAdmin } from "./admin";
import { mayHaveBody } from "./request";
import { wait } from "./clock";
import { lazyHandler, type Cloud } from "./cloud";
import { keepPagesOut } from "./cross-site";
import { alteredBy, drawFault, type StoredFault } from "./faults";
import { noteAnswer, noteArrival } from "./log";
import { spend } from "./quota";
import { StoreError } from "./store";
import type { Core, Env, Vendor } from "./vendor";

const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1];

interface Arrival {
  readonly n: number;
  /** Seconds until the caller's quota window ends; undefined while there is quota left. */
  readonly waitSeconds: number | undefined;
  readonly fault: StoredFault["rule"] | undefined;
}

/** Logs the call, counts it against the quota and picks a fault, in one transaction. */
const arrive = (core: Core, vendor: Vendor, c: Context<Env>): Arrival =>
  core.store.transaction(() => {
    const { method } = c.req;
    const path = c.get("vendorPath");
    const clientId = c.get("clientId");
    const n = noteArrival(core.store, core.ids, {
      at: core.clock.now(),
      vendor: vendor.name,
      method,
      path,
      query: new URL(c.req.url).search.slice(1),
      pid: process.pid,
      ...(clientId === undefined ? {} : { clientId }),
    });
    const quota = clientId === undefined ? undefined : vendor.quotaOf(path, clientId);
    const waitSeconds = quota === undefined ? undefined : spend(core.store, core.clock, quota);
    const fault = waitSeconds === undefined ? drawFault(core.store, { vendor: vendor.name, method, path }) : undefined;
    return { n, waitSeconds, fault };
  });

/** Cuts the connection: the caller sees a connection reset. */
function cut(c: Context<Env>): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

function refusalOf(
  core: Core,
  vendor: Vendor,
  c: Context<Env>,
  status: number,
  cause: "fault" | "quota",
  retryAfter: number | undefined,
): Response {
  const refusal = { status, cause, path: c.get("vendorPath"), trackingId: c.req.header("trackingid") };
  const response = vendor.refuse(refusal, core);
  if (retryAfter !== undefined) response.headers.set("Retry-After", String(retryAfter));
  return response;
}

/** Answers with these statuses cannot have a body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

function faultBody(rule: StoredFault["rule"], status: number): Response | undefined {
  if (BODILESS.has(status)) return new Response(null, { status });
  if (rule.body === undefined) return undefined;
  return typeof rule.body === "string"
    ? new Response(rule.body, { status, headers: { "Content-Type": "text/html" } })
    : Response.json(rule.body, { status });
}

/** The limit of the clouds is lower: a deploy has 39 MB at most. Snapshots of a tenant can be larger. */
const MAX_BODY_BYTES = 128 * 1024 * 1024;
const TOO_LARGE = "The body is larger than 128 MB, the sandbox's limit.";

const under = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** The path of a request. For vendors that accept doubled slashes, they are read as one. */
function pathReader(clouds: readonly Cloud[]): (request: Request) => string {
  const lax = clouds.filter(({ rootPaths }) => rootPaths.length > 0);
  const places = lax.flatMap(({ name, rootPaths }) => [`/${name}`, ...rootPaths]);
  return (request) => {
    const path = getPath(request);
    const single = path.replace(/\/{2,}/g, "/");
    return places.some((place) => under(single, place)) ? single : path;
  };
}

/** What happens to a call before and after the vendor's own handlers. */
const gate =
  (core: Core, cloud: Cloud, closing: AbortSignal): MiddlewareHandler<Env> =>
  async (c, next) => {
    core.store.refresh();
    const vendor = cloud.vendor();
    const token = bearerOf(c.req.header("authorization"));
    const mount = under(c.req.path, `/${vendor.name}`) ? `/${vendor.name}` : "";
    c.set("mount", mount);
    c.set("vendorPath", c.req.path.slice(mount.length) || "/");
    c.set("clientId", token === undefined ? undefined : core.tokens.find(token)?.clientId);
    const { n, waitSeconds, fault } = arrive(core, vendor, c);
    c.set("hideWritesMs", fault?.readsAfterMs ?? 0);
    const finish = (status: number): void => noteAnswer(core.store, n, status, c.get("clientId"));

    await wait(core.settings().latencyMs + (fault?.afterMs ?? 0), closing);
    core.store.refresh();
    if (waitSeconds !== undefined) {
      finish(429);
      return refusalOf(core, vendor, c, 429, "quota", waitSeconds);
    }
    if (fault?.reset === true) {
      finish(0);
      return cut(c);
    }
    if (fault?.status !== undefined) {
      finish(fault.status);
      const response = faultBody(fault, fault.status);
      if (response === undefined) return refusalOf(core, vendor, c, fault.status, "fault", fault.retryAfter);
      if (fault.retryAfter !== undefined) response.headers.set("Retry-After", String(fault.retryAfter));
      return response;
    }
    await next();
    finish(c.res.status);
    const altered = fault === undefined ? undefined : await alteredBy(fault, c.res);
    if (altered !== undefined) {
      c.res = undefined;
      c.res = altered;
      // The server adds this header where it is missing.
      if (fault?.withoutHeaders?.some((name) => name.toLowerCase() === "date") === true)
        c.env.outgoing.sendDate = false;
    }
    if (fault?.loseResponse === true) {
      c.res = undefined;
      c.res = cut(c);
    }
    return undefined;
  };

const limit = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.json({ message: TOO_LARGE }, 413) });
const limitBodies: MiddlewareHandler<Env> = (c, next) => (mayHaveBody(c) ? limit(c, next) : next());

/**
 * The whole sandbox as one Hono application: each vendor under its mount, the admin API under `/sandbox`.
 * @param closing ends the waits of calls that are still running.
 * @param page answers every other path.
 */
export function createApp(
  core: Core,
  clouds: readonly Cloud[],
  reset: () => void,
  closing: AbortSignal,
  page?: (request: Request) => Promise<Response>,
): Hono<Env> {
  const pathOf = pathReader(clouds);
  const make = (): Hono<Env> => {
    const app = new Hono<Env>({ getPath: pathOf });
    app.onError((error, c) => {
      if (closing.aborted) return cut(c);
      const isStore = error instanceof StoreError;
      const told = isStore ? error.message : (error.stack ?? error.message);
      process.stderr.write(`sandbox: ${c.req.method} ${c.req.path} failed: ${told}\n`);
      if (isStore) return c.json({ message: error.message }, error.status);
      return c.json({ message: `The sandbox itself failed: ${error.message}` }, 500);
    });
    return app.notFound((c) =>
      c.json(
        {
          message: `There is nothing at ${c.req.path}; try ${clouds.map((v) => `/${v.name}`).join(", ")} or /sandbox.`,
        },
        404,
      ),
    );
  };
  const app = make();
  app.use("*", keepPagesOut);
  app.use("*", limitBodies);
  mountAdmin(app, core, clouds, reset, make);
  for (const cloud of clouds) {
    const serve = lazyHandler(() => {
      const routes = new Hono<Env>();
      routes.use("*", gate(core, cloud, closing));
      cloud.vendor().mount(routes, core);
      const served = make().route(`/${cloud.name}`, routes);
      for (const place of cloud.rootPaths) served.route(place, routes);
      return served;
    });
    for (const place of [`/${cloud.name}`, ...cloud.rootPaths]) app.all(`${place}/*`, serve);
  }
  if (page !== undefined) app.all("*", (c) => page(c.req.raw));
  return app;
}
