import { z } from "zod";
import { badRequest } from "../salesforce-errors";
import { batchSizeOf, firstPage, nextPage, queryColumns } from "../records/query";
import { ok, param, partly, restRoutes, type RestCall, type Answer } from "../route";
import { jsonBody } from "../dialect";
import { executeSearch, runSearch } from "../sosl";
import { MAX_RESULTS, type SearchGroup } from "../sosl/parse";

const query = (deleted: boolean) => (call: RestCall) => {
  const soql = call.query.get("q");
  if (soql === null && call.query.has("explain")) {
    throw badRequest("MALFORMED_QUERY", "The parameter explain is not emulated by the sandbox; send q.");
  }
  if (call.query.get("columns") === "true") {
    return ok(queryColumns(call.session, soql ?? "", { version: call.version, deleted }));
  }
  const batchSize = batchSizeOf(call.header("sforce-query-options"));
  return ok(firstPage(call.session, soql ?? "", { version: call.version, deleted, batchSize }));
};

const nextRows = (call: RestCall) => ok(nextPage(call.session, param(call, "locator"), { version: call.version }));

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
export const queryRoutes = restRoutes({
  "GET /query": [query(false), partly("no explain; columns have only the members that the sf CLI reads")],
  "GET /queryAll": query(true),
  "GET /query/{locator}": nextRows,
  "GET /queryAll/{locator}": nextRows,
});

function search(call: RestCall): Answer {
  const statement = call.query.get("q") ?? "";
  if (statement === "")
    throw badRequest("MALFORMED_SEARCH", "No search term found. The search term must be enclosed in braces.");
  return ok({ searchRecords: runSearch(call.session, statement, call.version) });
}

const texts = z.union([z.array(z.string()), z.string().transform((text) => text.split(","))]);
const number = z.coerce.number().int().min(0);

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_search_parameterized.htm */
const parametersSchema = z.strictObject({
  q: z.string().min(1),
  in: z.enum(["ALL", "NAME", "EMAIL", "PHONE", "SIDEBAR"]).default("ALL"),
  fields: texts.default([]),
  sobjects: z
    .array(
      z.strictObject({
        name: z.string(),
        fields: texts.optional(),
        where: z.string().optional(),
        orderBy: z.string().optional(),
        limit: number.optional(),
      }),
    )
    .optional(),
  overallLimit: number.default(MAX_RESULTS),
  defaultLimit: number.optional(),
});
type Parameters = z.output<typeof parametersSchema>;

/** Converts `sobject=Contact&Contact.fields=Id,Name&Contact.limit=1` to the body of a POST. */
function fromQuery(query: URLSearchParams): unknown {
  const names = query.getAll("sobject").flatMap((text) => text.split(","));
  const of = (key: string): string | undefined => query.get(key) ?? undefined;
  const sobjects = names.map((name) => ({
    name,
    fields: of(`${name}.fields`),
    where: of(`${name}.where`),
    orderBy: of(`${name}.orderBy`),
    limit: of(`${name}.limit`),
  }));
  return {
    q: of("q"),
    in: of("in")?.toUpperCase(),
    fields: of("fields"),
    overallLimit: of("overallLimit"),
    defaultLimit: of("defaultLimit"),
    sobjects: names.length === 0 ? undefined : sobjects,
  };
}

/** Leaves out undefined members. */
const present = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const clause = (word: string, text: string | number | undefined): string =>
  text === undefined ? "" : `${word} ${text}`;

function parameterized(call: RestCall, given: unknown): Answer {
  const parsed = parametersSchema.safeParse(present(given));
  if (!parsed.success) throw badRequest("INVALID_FIELD", z.prettifyError(parsed.error));
  const wanted: Parameters = parsed.data;
  const group: SearchGroup = wanted.in;
  const returning = wanted.sobjects?.map(({ name, fields, where, orderBy, limit = wanted.defaultLimit }) => ({
    type: name,
    fields: fields ?? wanted.fields,
    rest: [clause("WHERE", where), clause("ORDER BY", orderBy), clause("LIMIT", limit)].join(" "),
  }));
  // A parameterized search has no operators: special characters are escaped.
  const term = wanted.q.replace(/[\\"(){}]/g, "\\$&");
  const records = executeSearch(call.session, { term, group, returning, limit: wanted.overallLimit }, call.version);
  return ok({ searchRecords: records });
}

export const searchRoutes = restRoutes({
  "GET /search": [search, partly("no WITH, no UPDATE; how the real index matches phone numbers is not documented")],
  "GET /parameterizedSearch": (call) => parameterized(call, fromQuery(call.query)),
  "POST /parameterizedSearch": (call) => parameterized(call, jsonBody(call)),
});
