import type { JsonObject } from "../../core/json";
import type { Org } from "../org";
import { FIRST_DAY } from "../profiles";
import { ok, type RestCall, type RestRoute, type Route } from "../route";
import { usedRequests } from "../usage";
import { VERSIONS } from "../versions";

const share = (max: number, used = 0): JsonObject => ({ Max: max, Remaining: Math.max(0, max - used) });

const limitsOf = (org: Org): JsonObject => ({
  DailyApiRequests: share(org.switches().dailyApiRequests, usedRequests(org)),
  ...Object.fromEntries(Object.entries(FIRST_DAY.limits).map(([name, max]) => [name, share(max)])),
});

const RESOURCES = ["composite", "limits", "metadata", "parameterizedSearch", "query", "search", "sobjects"];

const resources = (call: RestCall): JsonObject => {
  const base = `/services/data/v${call.version}`;
  const named = RESOURCES.map((name) => [name, `${base}/${name}`] as const);
  return { ...Object.fromEntries(named), identity: `${call.base}/id/${call.org.id}/${call.session.userId}` };
};

/** The list of versions, open to everybody. */
export const versionRoutes: readonly Route[] = [{ method: "GET", path: "/services/data", handle: () => ok(VERSIONS) }];

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm */
export const platformRoutes: readonly RestRoute[] = [
  { method: "GET", path: "/", handle: (call) => ok(resources(call)) },
  {
    method: "GET",
    path: "/limits",
    handle: (call) => ok(limitsOf(call.org)),
    coverage: "partly",
    note: "only DailyApiRequests is counted",
  },
];
