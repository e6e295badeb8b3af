import type { Context, Hono } from "hono";
import type { Core, Env, Vendor } from "../core/vendor";
import { createRouter } from "../core/router";
import { html, maintenancePage, readBody, refusalAnswer, toResponse } from "./dialect";
import { notFound, Refused } from "./errors";
import { openOrg, type Org } from "./org";
import { createRest, isRestPath } from "./rest";
import type { Answer, Call, RestRoute, Route } from "./route";
import { collectionRoutes } from "./routes/collections";
import { compositeRoutes } from "./routes/composite";
import { platformRoutes, versionRoutes } from "./routes/platform";
import { queryRoutes } from "./routes/query";
import { searchRoutes } from "./routes/search";
import { sobjectRoutes } from "./routes/sobjects";
import { seedOrg } from "./seed";

/** Every emulated operation below `/services/data/v66.0`. */
export const REST_ROUTES: readonly RestRoute[] = [
  ...platformRoutes,
  ...sobjectRoutes,
  ...queryRoutes,
  ...searchRoutes,
  ...collectionRoutes,
  ...compositeRoutes,
];

/** Every other emulated operation. */
export const ROUTES: readonly Route[] = [...versionRoutes];

const rest = createRest(REST_ROUTES);
const find = createRouter(ROUTES);

const answerOf = (call: Call): Answer => {
  if (call.org.switches().maintenance) return maintenancePage();
  if (isRestPath(call.path)) return rest(call);
  const found = find(call.method, call.path);
  if (found === undefined || "allowed" in found) {
    return html(404, "URL No Longer Exists", "The page that you want does not exist here.");
  }
  const named = { ...call, params: found.params };
  const { handle } = found.route;
  try {
    return call.method === "GET" ? handle(named) : call.org.core.store.transaction(() => handle(named));
  } catch (error) {
    if (error instanceof Refused) return refusalAnswer(error);
    throw error;
  }
};

const serve =
  (shared: Org) =>
  async (c: Context<Env>): Promise<Response> => {
    const url = new URL(c.req.url);
    const contentType = c.req.header("content-type") ?? "";
    const body = await readBody(contentType, Buffer.from(await c.req.arrayBuffer()));
    const path = c.get("vendorPath").replace(/\/+$/, "");
    const answer = answerOf({
      org: shared.hiding(c.get("hideWritesMs")),
      method: c.req.method,
      path: path === "" ? "/" : path,
      params: {},
      query: url.searchParams,
      body,
      header: (name) => c.req.header(name),
      base: `${url.origin}/salesforce`,
      setClient: (clientId) => c.set("clientId", clientId),
    });
    return toResponse(answer);
  };

/** One org per core: it holds what was read of the store. */
const orgs = new WeakMap<Core, Org>();
const orgOf = (core: Core): Org => {
  const known = orgs.get(core);
  if (known !== undefined) return known;
  const org = openOrg(core);
  orgs.set(core, org);
  return org;
};

/** A Salesforce org with the Webex data dip's objects, its REST and Metadata API. */
export const salesforce: Vendor = {
  name: "salesforce",
  seed: (core) => seedOrg(orgOf(core)),
  mount: (app: Hono<Env>, core) => {
    app.all("*", serve(orgOf(core)));
  },
  // Calls are counted over 24 hours, see usage.ts, and not by the minute.
  quotaOf: () => undefined,
  refuse: () => toResponse(refusalAnswer(notFound())),
  state: () => ({
    kinds: () => [],
    list: () => [],
    get: () => undefined,
    create: (_kind, body) => body,
    merge: () => undefined,
    remove: () => false,
  }),
};
