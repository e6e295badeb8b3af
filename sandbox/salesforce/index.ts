import type { Context, Hono } from "hono";
import { readBody, Query } from "../core/request";
import { catching } from "../core/catching";
import { toResponse, createRouter } from "../core/route";
import type { Core, Env, Vendor } from "../core/vendor";
import { mountAdmin } from "./admin";
import { html, JSON_TYPE, JSON_TYPES, maintenancePage, refusalAnswer, plainRefusal } from "./dialect";
import { Refused } from "./salesforce-errors";
import { settleDeploys } from "./metadata/deploys";
import { missingFamily } from "./coverage";
import { openOrg, type Org } from "./org";
import { createRest, isRestPath } from "./rest";
import type { Answer, Call } from "./route";
import { REST_ROUTES, ROUTES } from "./routes";
import { seedOrg } from "./seed";
import { stateDoor } from "./state";
import { SOBJECTS } from "./sobjects";

export { expireSessions, switchOrg } from "./admin";
export type { Org } from "./org";
export { readSwitches } from "./settings";
export { credentialsOf } from "./tenant";

const handleRest = createRest(REST_ROUTES);
const findRoute = createRouter(ROUTES);

function answerOf(call: Call): Answer {
  if (call.org.switches().maintenance) return maintenancePage();
  settleDeploys(call.org.hiding(0));
  if (isRestPath(call.path)) return handleRest(call);
  const found = findRoute(call.method, call.path);
  if (found === undefined || "allowed" in found) {
    const missing = missingFamily(call.path);
    return html(404, "URL No Longer Exists", missing ?? "The page that you want does not exist here.");
  }
  const named = { ...call, params: found.params };
  const { handle, ownTransactions } = found.route;
  const isPlain = call.method === "GET" || ownTransactions === true;
  const work = () => (isPlain ? handle(named) : call.org.core.store.transaction(() => handle(named)));
  return catching(Refused, work, refusalAnswer);
}

const serve =
  (shared: Org) =>
  async (c: Context<Env>): Promise<Response> => {
    const url = new URL(c.req.url);
    const body = await readBody(c, JSON_TYPES);
    const path = c.get("vendorPath").replace(/\/+$/, "");
    const query = new Query(url.searchParams);
    const answer = answerOf({
      org: shared.hiding(c.get("hideWritesMs")),
      method: c.req.method === "HEAD" ? "GET" : c.req.method,
      path: path === "" ? "/" : path,
      params: {},
      query,
      body,
      header: (name) => c.req.header(name),
      base: `${url.origin}${c.get("mount")}`,
      setClient: (clientId) => c.set("clientId", clientId),
    });
    // Node sends no body in answer to HEAD, whatever is in the response.
    return query.named(toResponse(answer, JSON_TYPE));
  };

/** One org per core: it caches what was read from the store. */
const orgs = new WeakMap<Core, Org>();

export function orgOf(core: Core): Org {
  const known = orgs.get(core);
  if (known !== undefined) return known;
  const org = openOrg(core, SOBJECTS);
  orgs.set(core, org);
  return org;
}

/** A Salesforce org: customers to look up, OAuth, REST and the Metadata API. */
export const salesforce: Vendor = {
  name: "salesforce",
  seed: (core) => seedOrg(orgOf(core)),
  mount: (app: Hono<Env>, core) => {
    app.all("*", serve(orgOf(core)));
  },
  mountAdmin: (app, core) => mountAdmin(app, orgOf(core)),
  // Calls are counted over 24 hours, see usage.ts, not per minute.
  quotaOf: () => undefined,
  refuse: (refusal) => toResponse(plainRefusal(refusal), JSON_TYPE),
  state: (core) => stateDoor(orgOf(core)),
};
