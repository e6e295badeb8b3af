import { catching } from "../core/catching";
import { createRouter } from "../core/route";
import { jsonError, methodNotAllowed, notFound, Refused } from "./salesforce-errors";
import { refusalAnswer } from "./dialect";
import { missingFamily } from "./coverage";
import type { Body } from "../core/request";
import type { Answer, Call, RestCall, RestRoute, SubRequest } from "./route";
import { restSession, type Session } from "./session";
import { countRequest, limitInfo } from "./usage";
import { standingOf } from "./versions";

const VERSIONED = /^\/services\/data\/v([^/]+)(\/.*)?$/;

/** True for the paths that {@link createRest} handles. */
export const isRestPath = (path: string): boolean => VERSIONED.test(path);

function versionOf(path: string): { readonly version: string; readonly rest: string } {
  const [, version = "", rest = ""] = VERSIONED.exec(path) ?? [];
  switch (standingOf(version)) {
    case "served":
      return { version, rest: rest === "" ? "/" : rest };
    case "retired":
      throw new Refused(410, {
        errorCode: "GONE",
        message: `API version ${version} is retired and no longer available.`,
      });
    case "unknown":
      throw notFound();
  }
}

/** Clients that cannot send another method may send POST with `_HttpMethod`. */
function methodOf(call: Pick<Call, "method" | "query">): string {
  const wanted = call.query.get("_HttpMethod");
  return call.method === "POST" && wanted !== null ? wanted.toUpperCase() : call.method;
}

const withoutSlash = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, "") : path);

const bodyOf = (value: SubRequest["body"]): Body => (value === undefined ? { type: "none" } : { type: "json", value });

/** The REST API as a function from calls to answers. */
export function createRest(routes: readonly RestRoute[]): (call: Call) => Answer {
  const find = createRouter(routes);

  const run = (call: Call, session: Session): Answer => {
    const { version, rest } = versionOf(call.path);
    const method = methodOf(call);
    // Checked first, since some of their paths look like an id below an object.
    const missing = missingFamily(call.path);
    if (missing !== undefined) throw notFound(missing);
    const found = find(method, rest);
    if (found === undefined) throw notFound();
    if ("allowed" in found) throw methodNotAllowed(method, [...new Set(found.allowed)]);
    const dispatch = (request: SubRequest): Answer => dispatched(call, session, request);
    const restCall: RestCall = { ...call, method, params: found.params, session, version, dispatch };
    const { route } = found;
    if (method === "GET" || route.ownTransactions === true) return route.handle(restCall);
    return call.org.core.store.transaction(() => route.handle(restCall));
  };

  const dispatched = (outer: Call, session: Session, request: SubRequest): Answer => {
    const url = URL.canParse(request.url, outer.base) ? new URL(request.url, outer.base) : undefined;
    if (url === undefined) throw jsonError(`The url ${request.url} of a subrequest cannot be read`);
    const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
    const call: Call = {
      ...outer,
      method: request.method,
      path: withoutSlash(url.pathname),
      params: {},
      query: url.searchParams,
      body: bodyOf(request.body),
      header: (name) => headers.get(name),
    };
    return run(call, session);
  };

  const served = (call: Call): Answer => {
    const session = restSession(call.org, call.header("authorization"));
    countRequest(call.org);
    return run(call, session);
  };
  return (call) => {
    const answer = catching(Refused, () => served(call), refusalAnswer);
    return { ...answer, headers: { "Sforce-Limit-Info": limitInfo(call.org), ...answer.headers } };
  };
}
