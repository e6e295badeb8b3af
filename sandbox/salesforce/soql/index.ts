import type { Json, JsonObject } from "../../core/json";
import { aggregate, isBareCount, isGrouped } from "./aggregates";
import { describeColumns } from "./columns";
import { whereTest, type RunSubquery } from "./conditions";
import { errorAt, malformed, notEmulated, SoqlError } from "./soql-errors";
import { listed, logicOf, parse, pathOf, refuseUnsupported, type Query, type QueryBase, type Subquery } from "./parse";
import { noSuchType, resolvePath, type Scope } from "./paths";
import { projectionOf, type ProjectChildren } from "./projection";
import { valueOf, type QueryObject, type QueryOrg, type Row } from "./schema";
import { orderComparator, sortedBy } from "./sorting";

export { SoqlError } from "./soql-errors";
export type { FieldType, QueryField, QueryObject, QueryOrg, Row } from "./schema";

/** https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_offset.htm */
const MAX_OFFSET = 2000;

/** The answer of a query. Records of an sObject are projected page by page. */
export type QueryAnswer =
  | { readonly kind: "count"; readonly total: number }
  | { readonly kind: "aggregates"; readonly records: readonly JsonObject[] }
  | {
      readonly kind: "rows";
      readonly type: string;
      readonly rows: readonly Row[];
      readonly project: (row: Row) => JsonObject;
    };

function sliced<T>(query: QueryBase, items: readonly T[]): readonly T[] {
  const { offset = 0, limit } = query;
  if (offset > MAX_OFFSET) {
    throw new SoqlError("NUMBER_OUTSIDE_VALID_RANGE", `Maximum SOQL offset allowed is ${MAX_OFFSET}`);
  }
  return items.slice(offset, limit === undefined ? undefined : offset + limit);
}

function filtered(scope: Scope, query: QueryBase, rows: readonly Row[]): readonly Row[] {
  if (query.where === undefined) return rows;
  return rows.filter(whereTest(scope, logicOf(scope.query, query.where), runSubquery));
}

const ordered = (scope: Scope, query: QueryBase, rows: readonly Row[]): readonly Row[] =>
  sortedBy(
    rows,
    listed(query.orderBy).map((clause) => {
      if ("fn" in clause) throw notEmulated(`ORDER BY ${clause.fn.functionName ?? "a function"} without GROUP BY`);
      const { field, read } = resolvePath(scope, clause.field);
      const refusal = `field '${field.name}' can not be sorted in a query call`;
      if (!field.sortable) throw errorAt(scope.query, field.name, "MALFORMED_QUERY", refusal);
      return orderComparator(clause, read);
    }),
  );

function scopeOf(text: string, query: Query, org: QueryOrg): Scope {
  const name = query.sObject ?? "";
  const object = org.object(name);
  if (object === undefined) throw noSuchType(text, name);
  return { query: text, org, object, alias: query.sObjectAlias };
}

/** The values of the one field that a semi-join selects. */
const runSubquery: RunSubquery = (query, outer) => {
  refuseUnsupported(query);
  const scope = scopeOf(outer.query, query, outer.org);
  const [field, ...others] = query.fields ?? [];
  const path = field === undefined || others.length > 0 ? undefined : pathOf(field);
  if (path === undefined) throw malformed("A semi join sub-select must select exactly one field");
  const { read } = resolvePath(scope, path);
  const rows = sliced(query, ordered(scope, query, filtered(scope, query, scope.org.rows(scope.object.name))));
  return new Set<Json>(rows.map(read).filter((value) => value !== null));
};

/** Finds the children of all parents once for the whole query. */
function childrenByParent(rows: readonly Row[], reference: string): ReadonlyMap<Json, readonly Row[]> {
  const groups = new Map<Json, Row[]>();
  for (const row of rows) {
    const parent = valueOf(row, reference);
    const known = groups.get(parent);
    if (known === undefined) groups.set(parent, [row]);
    else known.push(row);
  }
  return groups;
}

const projectChildren: ProjectChildren = (subquery: Subquery, outer) => {
  refuseUnsupported(subquery);
  if (isGrouped(subquery)) throw notEmulated("An aggregate in a child subquery");
  const name = subquery.relationshipName;
  const child = outer.object.children(name);
  const object: QueryObject | undefined = child === undefined ? undefined : outer.org.object(child.type);
  if (child === undefined || object === undefined) {
    const refusal = `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`;
    throw errorAt(outer.query, name, "INVALID_TYPE", refusal);
  }
  const scope: Scope = { ...outer, object, alias: subquery.sObjectAlias };
  const nested: ProjectChildren = () => {
    throw notEmulated("A child subquery inside a child subquery");
  };
  const project = projectionOf(scope, subquery.fields ?? [], subquery.limit, nested);
  const wanted = ordered(scope, subquery, filtered(scope, subquery, scope.org.rows(object.name)));
  const groups = childrenByParent(wanted, child.field);
  return {
    name: child.name,
    read: (row) => {
      const rows = sliced(subquery, groups.get(row.Id) ?? []);
      if (rows.length === 0) return null;
      return { totalSize: rows.length, done: true, records: rows.map((one) => project(one, object.name)) };
    },
  };
};

/**
 * Runs a query over an org.
 * Throws a SoqlError with the service's message for a query that the service refuses; for a construct that is not emulated it names it.
 * @param only records to read instead of all; the answer keeps their order unless the query sorts
 */
export function executeQuery(text: string, org: QueryOrg, only?: readonly Row[]): QueryAnswer {
  const query = parse(text);
  refuseUnsupported(query);
  const scope = scopeOf(text, query, org);
  const type = scope.object.name;
  const rows = filtered(scope, query, only ?? org.rows(type));
  if (isBareCount(query)) return { kind: "count", total: sliced(query, rows).length };
  if (isGrouped(query)) return { kind: "aggregates", records: sliced(query, aggregate(scope, query, rows)) };
  const project = projectionOf(scope, query.fields ?? [], query.limit, projectChildren);
  return { kind: "rows", type, rows: sliced(query, ordered(scope, query, rows)), project: (row) => project(row, type) };
}

/** The columns of a query, as for `columns=true`. Throws as {@link executeQuery} does. */
export function columnsOf(text: string, org: QueryOrg): JsonObject {
  executeQuery(text, org, []);
  const query = parse(text);
  return describeColumns(scopeOf(text, query, org), query);
}
