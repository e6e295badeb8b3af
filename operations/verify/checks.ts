import { z } from "zod";
import { readActivityDefinitions } from "../../flow";
import { allKinds } from "../../providers/core/resource/registry";
import { loadKinds } from "../../providers/clouds";
import type { RawAnswer } from "../../providers/http/request";
import { webexDialect } from "../../providers/webex/client/dialect";
import { methodOf, pathOf, prefixesOf, type FlowOperation } from "../../providers/webex/client/flow-routes";
import { readPage } from "../../providers/webex/client/pages";
import { publicOrgId } from "../../providers/webex/client/tenant-guard";
import type { Problem } from "./findings";
import { EntityStore } from "../../providers/webex/stores/entity-store";

/** Facts about a tenant from earlier answers: `team.id`, `team.name`. */
export type Facts = Readonly<Record<string, string>>;

/** One question to Webex that changes nothing, and the rules for a good answer. */
export interface Check {
  /** `webex.Team item`. Must not change, as reports contain it. */
  readonly id: string;
  readonly plane: "config" | "flows" | "platform";
  /** The kind whose list it is. */
  readonly lists?: string;
  /** Complete path below the host; `{fact}` is replaced by the fact. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Status of a good answer. Default: 200. */
  readonly status?: number;
  /** Another accepted status, whose answer is not examined. */
  readonly orElse?: number;
  /** The emulator's kind of this object, so that an equal one can be put there. */
  readonly item?: string;
  /** Number of levels of the answer that are compared, as deeper ones are documents of users. Default: all. */
  readonly depth?: number;
  readonly isBinary?: true;
  /** Of the checks with the same name only one must be answered: a route with two names, of which a tenant knows one. */
  readonly either?: string;
  /** Facts from a good answer. */
  learn?(body: unknown): Facts;
  /** Problems of an answer beyond its status. */
  judge?(answer: RawAnswer, facts: Facts): readonly Problem[];
  /** What a run cannot do where this check fails. */
  readonly means: string;
  /** The setting that helps. */
  readonly mend?: string;
}

const row = z.looseObject({ id: z.string(), name: z.string().optional() });

function pageProblems({ body }: RawAnswer, size: number): readonly Problem[] {
  try {
    const { rows } = readPage(body, row);
    const says = `ignores a page size of ${size}: ${rows.length} rows`;
    return rows.length > size ? [{ code: "page-size-ignored", says }] : [];
  } catch (error) {
    return [problemOf(error)];
  }
}

/** The first field that the kind's schema refuses; never a value. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof z.ZodError)) throw error;
  const [issue] = error.issues;
  const field = (issue?.path ?? []).map(String).filter((part) => !/\d/.test(part));
  return { code: "unreadable", says: `cannot be read: ${field.join(".")} ${issue?.code ?? ""}`.trim() };
}

const firstRow = (body: unknown, noun: string): Facts => {
  const { rows, totalPages } = readPage(body, row);
  const [first] = rows;
  if (first === undefined) return {};
  return {
    [`${noun}.id`]: first.id,
    ...(first.name === undefined ? {} : { [`${noun}.name`]: first.name }),
    ...((totalPages ?? 1) > 1 ? { [`${noun}.more`]: "yes" } : {}),
  };
};

/** The id of no object: the answer shows whether a missing object can be distinguished from a missing route. */
const NOBODY = "00000000-0000-4000-8000-0000000000ff";

const org = (path: string): string => `/organization/{org}/${path}`;

/** Checks of a kind: list, next page, one object, its referrers, and the list filtered by its name. */
function kindChecks(kind: string, store: EntityStore<never, never, never>): readonly Check[] {
  const { within } = store;
  const noun = kind.replace(/^webex\./, "");
  const { list, item, references } = store.probe(within === undefined ? undefined : "{owner}");
  const holder = within === undefined ? "" : `{${ownerKind(within.path)}.id}`;
  // Braces are encoded when the path is built.
  const at = (path: string): string =>
    org(path).replaceAll(encodeURIComponent("{owner}"), holder).replaceAll(encodeURIComponent("{id}"), `{${noun}.id}`);
  const common = { plane: "config", means: `${kind} cannot be read, so that previews and refreshes fail` } as const;
  const parse = ({ body }: RawAnswer): readonly Problem[] => {
    try {
      store.parse(body);
      return [];
    } catch (error) {
      return [problemOf(error)];
    }
  };
  const page = { page: 0, pageSize: 1 };
  return [
    {
      ...common,
      id: `${kind} list`,
      lists: kind,
      path: at(list),
      query: page,
      learn: (body) => firstRow(body, noun),
      judge: (answer) => pageProblems(answer, 1),
    },
    {
      ...common,
      id: `${kind} next page`,
      path: at(list),
      query: { page: 1, pageSize: 1, "": `{${noun}.more}` },
      judge: (answer, facts) => {
        const again = firstRow(answer.body, "again")["again.id"];
        return again !== undefined && again === facts[`${noun}.id`]
          ? [{ code: "first-page-again", says: "is the first page again" }]
          : pageProblems(answer, 1);
      },
      means: "objects beyond the first page are not found",
    },
    { ...common, id: `${kind} item`, path: at(item("{id}")), item: list.split("/").at(-1) ?? "", judge: parse },
    ...(references === undefined
      ? []
      : [
          {
            ...common,
            id: `${kind} references`,
            path: at(references("{id}")),
            query: { page: 0, pageSize: 1 },
            // Two kinds answer so.
            orElse: 400,
            means: "what blocks a delete cannot be named",
          },
        ]),
    {
      ...common,
      id: `${kind} filter`,
      path: at(list),
      query: { filter: `name=="{${noun}.name}"`, page: 0, pageSize: 10 },
      judge: ({ body }, facts) => {
        const { rows } = readPage(body, row);
        if (rows.length === 0) return [{ code: "filter-finds-nothing", says: "finds nothing by a name that is there" }];
        return rows.every(({ name }) => name === facts[`${noun}.name`])
          ? []
          : [{ code: "filter-ignored", says: "pays no heed to the filter" }];
      },
      means: "an object is not found again after a lost answer",
    },
  ];
}

const OWNERS: Readonly<Record<string, string>> = { "address-book": "AddressBook", "outdial-ani": "OutdialAni" };
const ownerKind = (path: string): string => OWNERS[path] ?? path;

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
      judge: (answer) => pageProblems(answer, 1),
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
      judge: ({ body }) => {
        try {
          readActivityDefinitions(body);
          return [];
        } catch (error) {
          return [problemOf(error)];
        }
      },
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
    judge: (answer) => pageProblems(answer, 1),
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

export const firstFacts = (orgId: string, projectId: string): Facts => ({
  org: orgId,
  project: projectId,
  publicOrg: publicOrgId(orgId),
});

/** A text with its braces filled in; undefined where a fact is not known. Pure. */
export function filled(template: string, facts: Facts, encode: (text: string) => string): string | undefined {
  let isKnown = true;
  const text = template.replace(/\{([\w.]+)\}/g, (_brace, name: string) => {
    const value = facts[name];
    if (value === undefined) isKnown = false;
    return encode(value ?? "");
  });
  return isKnown ? text : undefined;
}
