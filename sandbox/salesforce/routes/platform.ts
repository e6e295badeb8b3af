import { textOf, type JsonObject } from "../../core/json";
import type { Org } from "../org";
import { FIRST_DAY } from "../profiles";
import { allObjects } from "../records/objects";
import { ok, partly, restRoutes, routes, type RestCall } from "../route";
import { usedRequests } from "../usage";
import { VERSIONS } from "../versions";

const share = (max: number, used = 0): JsonObject => ({ Max: max, Remaining: Math.max(0, max - used) });

const limitsOf = (org: Org): JsonObject => ({
  DailyApiRequests: share(org.switches().dailyApiRequests, usedRequests(org)),
  ...Object.fromEntries(Object.entries(FIRST_DAY.limits).map(([name, max]) => [name, share(max)])),
});

const MAX_RECENT = 200;

const RESOURCES = [
  "composite",
  "limits",
  "metadata",
  "parameterizedSearch",
  "query",
  "queryAll",
  "recent",
  "search",
  "sobjects",
];

function resources(call: RestCall): JsonObject {
  const base = `/services/data/v${call.version}`;
  const named = RESOURCES.map((name) => [name, `${base}/${name}`] as const);
  return { ...Object.fromEntries(named), identity: `${call.base}/id/${call.org.id}/${call.session.userId}` };
}

function recent(call: RestCall): readonly JsonObject[] {
  const { org, rights, userId } = call.session;
  const limit = Number(call.query.get("limit") ?? MAX_RECENT);
  return allObjects(org)
    .filter((object) => object.access === "data" && object.searchable && rights.may("read", object))
    .flatMap(({ name }) => org.records.all(name).map((row) => ({ type: name, row })))
    .filter(({ row }) => row.LastModifiedById === userId)
    .toSorted((one, other) => textOf(other.row.LastModifiedDate).localeCompare(textOf(one.row.LastModifiedDate)))
    .slice(0, limit)
    .map(({ type, row }) => ({
      attributes: { type, url: `/services/data/v${call.version}/sobjects/${type}/${row.Id}` },
      Id: row.Id,
      Name: row.Name ?? row.CaseNumber ?? null,
    }));
}

/** The list of versions; no session is needed. */
export const versionRoutes = routes({
  "GET /services/data": () => ok(VERSIONS),
});

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm */
export const platformRoutes = restRoutes({
  "GET /": (call) => ok(resources(call)),
  "GET /limits": [(call) => ok(limitsOf(call.org)), partly("only DailyApiRequests is counted")],
  "GET /recent": [
    (call) => ok(recent(call)),
    partly("the records that the user wrote last, not those that they viewed"),
  ],
});
