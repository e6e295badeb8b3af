import { z } from "zod";
import { readActivityDefinitions } from "../../flow";
import { allKinds } from "../../providers/core/resource/registry";
import { loadKinds } from "../../providers/clouds";
import { webexDialect } from "../../providers/webex/client/dialect";
import { methodOf, pathOf, prefixesOf, type FlowOperation } from "../../providers/webex/client/flow-routes";
import { EntityStore } from "../../providers/webex/stores/entity-store";
import { type Check, type Facts, firstRow, pageProblems } from "./check";
import { kindChecks } from "./kind-checks";

/** The id of no object: the answer shows whether a missing object can be distinguished from a missing route. */
const NOBODY = "00000000-0000-4000-8000-0000000000ff";

const org = (path: string): string => `/organization/{org}/${path}`;

/** Checks of each operation under both of its names, of which a tenant must know one. */
function flowChecks(
  operation: FlowOperation,
  place: Readonly<Record<string, string>>,
  more: Partial<Check>,
): readonly Check[] {
  if (methodOf(operation) !== "GET") return [];
  const below = pathOf(operation, place).replaceAll("%7B", "{").replaceAll("%7D", "}");
  return prefixesOf(operation).map((prefix) => ({
    plane: "flows",
    means: "flows cannot be read",
    mend: "webex:flowStoreUrl",
    ...more,
    id: `flow ${more.id ?? operation} ${prefix === "" ? "without" : "under"} /flow-store`,
    path: `${prefix}/{org}/project/{project}/${below}`,
    either: `flow ${more.id ?? operation}`,
  }));
}

const flowRow = (body: unknown): Facts => firstRow(body, "flow");

const FLOWS: readonly Check[] = [
  ...flowChecks(
    "list",
    {},
    {
      query: { flowType: "FLOW", page: 0, size: 1, includePagination: true },
      learn: flowRow,
      judge: pageProblems,
    },
  ),
  ...flowChecks(
    "list",
    {},
    {
      id: "list of one",
      query: { flowType: "FLOW", ids: "{flow.id}", includePagination: true },
      judge: ({ body }, facts) =>
        firstRow(body, "flow")["flow.id"] === facts["flow.id"]
          ? []
          : [{ code: "not-listed", says: "does not show a flow by its id" }],
    },
  ),
  ...flowChecks(
    "draft",
    { id: "{flow.id}" },
    {
      query: { flowType: "FLOW" },
      depth: 1,
      means: "a flow that is missing in the list cannot be told from one that is gone",
    },
  ),
  ...flowChecks(
    "export",
    { id: "{flow.id}" },
    { query: { flowType: "FLOW", version: "draft" }, depth: 1, means: "drift of flows is not seen, and updates stop" },
  ),
  ...flowChecks(
    "exportV2",
    { id: "{flow.id}" },
    { query: { flowType: "FLOW", version: "draft" }, depth: 1, means: 'flows of format: "v2" cannot be read' },
  ),
  ...flowChecks(
    "activities",
    {},
    {
      query: { flowType: "FLOW" },
      depth: 3,
      means: 'flows of format: "v2" are refused at preview',
      parse: readActivityDefinitions,
    },
  ),
  ...flowChecks(
    "choices",
    { activity: "http-request", input: "connectorId" },
    { means: "connectors are not found by name", depth: 3 },
  ),
];

const platform = {
  plane: "platform",
  means: "numbers cannot be mapped",
  mend: "the scope spark-admin:telephony_config_read",
} as const;

const SINGLE: readonly Check[] = [
  {
    id: "organisation by webexapis.com",
    plane: "platform",
    path: "/organizations/{publicOrg}",
    means: "webex:expectedOrgName cannot be proven",
    mend: "the scope spark-admin:organizations_read, or pulumi config rm webex:expectedOrgName",
    either: "name of the organisation",
  },
  {
    id: "organisation by Contact Center",
    plane: "config",
    path: "/organization/{org}",
    means: "webex:expectedOrgName cannot be proven",
    either: "name of the organisation",
  },
  {
    id: "telephony regions",
    plane: "config",
    path: "/global/telephony-region",
    query: { orgId: "{org}" },
    means: "the region of a first number is not found",
    mend: "regionId of webex.DialNumber",
    either: "telephony regions",
  },
  {
    id: "telephony regions, other spelling",
    plane: "config",
    path: "/api/global/telephony-region",
    query: { orgId: "{org}" },
    means: "the region of a first number is not found",
    mend: "regionId of webex.DialNumber",
    either: "telephony regions",
  },
  { id: "Calling numbers", path: "/telephony/config/numbers", query: { max: 1 }, depth: 3, ...platform },
  { id: "Calling locations", path: "/telephony/config/locations", query: { max: 1 }, depth: 3, ...platform },
  {
    id: "users",
    plane: "config",
    path: org("v2/user"),
    query: { page: 0, pageSize: 1 },
    learn: (body) => firstRow(body, "user"),
    judge: pageProblems,
    means: "users cannot be assigned",
  },
  { id: "user", plane: "config", path: org("user/{user.id}"), item: "user", means: "users cannot be assigned" },
  {
    id: "content of a prompt",
    plane: "config",
    path: org("blob/{prompt.blob}"),
    isBinary: true,
    means: "a prompt that somebody replaced is not seen",
    judge: ({ body }) =>
      Buffer.isBuffer(body) && body.subarray(0, 4).toString("latin1") === "RIFF"
        ? []
        : [{ code: "wrong-content", says: "is not a WAV file" }],
  },
  {
    id: "an object that is not there",
    plane: "config",
    path: org(`site/${NOBODY}`),
    status: 404,
    judge: ({ status, body }) =>
      webexDialect.explain(status, body).failure === "no-such-route"
        ? [{ code: "like-no-route", says: "looks like a route that is not there" }]
        : [],
    means: "an object that somebody deleted stays in state, and refreshes stop at it",
  },
];

/** All checks in order: later ones use facts from earlier ones. */
export function webexCheckList(): readonly Check[] {
  loadKinds("webex");
  const kinds = allKinds().flatMap(({ kind, store }) =>
    // The registry does not record which kinds are entities, so the class is checked.
    store instanceof EntityStore ? kindChecks(kind, store as EntityStore<never, never, never>) : [],
  );
  const withPrompt = kinds.map((check): Check =>
    check.id === "webex.AudioFile item"
      ? { ...check, query: { includeUrl: true }, learn: (body) => blobOf(body) }
      : check,
  );
  return [...withPrompt, ...FLOWS, ...SINGLE];
}

function blobOf(body: unknown): Facts {
  const blob = z.looseObject({ blobId: z.string() }).safeParse(body).data?.blobId;
  return blob === undefined ? {} : { "prompt.blob": blob };
}
