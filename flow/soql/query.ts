import { createRequire } from "node:module";
import type * as Parser from "@jetstreamapp/soql-parser-js";
import type { FieldType, Query, WhereClause } from "@jetstreamapp/soql-parser-js";
import type { Hole } from "../expression";
import { remembered } from "../remembered";
import { fillMarks, holesOfWords, markHoles, type Marked, type Placement } from "./placeholders";
import { reasonOf } from "../flow-errors";

/** One comparison of a WHERE clause. */
export interface SoqlCondition {
  readonly field: string;
  /** In upper case: `=`, `LIKE`, `IN`, `NOT IN` ... */
  readonly operator: string;
  /** Literals without quotes, with words in place of the holes. */
  readonly values: readonly string[];
  readonly holes: readonly Hole[];
}

/** The parts of a SOQL query that lint looks at. */
export interface SoqlQuery {
  readonly text: string;
  readonly object: string;
  /** Fields as written, relationship paths with their dots; functions and subqueries left out. */
  readonly fields: readonly string[];
  readonly subqueries: readonly SoqlQuery[];
  readonly conditions: readonly SoqlCondition[];
  readonly orderBy: readonly string[];
  readonly limit: number | undefined;
  /** Whether it returns one row per group, or a single row, instead of records. */
  readonly isAggregate: boolean;
  readonly placements: readonly Placement[];
}

export type SoqlResult =
  { readonly ok: true; readonly query: SoqlQuery } | { readonly ok: false; readonly reason: string };

const fieldNames = (fields: readonly FieldType[]): readonly string[] =>
  fields.flatMap((field) => {
    if (field.type === "Field") return [field.field];
    return field.type === "FieldRelationship" ? [[...field.relationships, field.field].join(".")] : [];
  });

const unquote = (value: string): string => value.replace(/^'([\s\S]*)'$/, "$1");

function conditionsOf(clause: WhereClause | undefined, holes: readonly Hole[]): readonly SoqlCondition[] {
  const conditions: SoqlCondition[] = [];
  for (let at: WhereClause | undefined = clause; at !== undefined; at = "right" in at ? at.right : undefined) {
    const { left } = at;
    if (left === null || !("operator" in left)) continue;
    const field = "field" in left ? left.field : left.fn.rawValue;
    const value = "value" in left ? left.value : left.valueQuery;
    const texts = typeof value === "string" ? [value] : Array.isArray(value) ? value : [];
    conditions.push({
      field: field ?? "",
      operator: left.operator.toUpperCase(),
      values: texts.map(unquote),
      holes: texts.flatMap((text) => holesOfWords(text, holes)),
    });
  }
  return conditions;
}

function orderFields(query: Query): readonly string[] {
  const clauses = query.orderBy === undefined ? [] : Array.isArray(query.orderBy) ? query.orderBy : [query.orderBy];
  return clauses.map((clause) => ("field" in clause ? clause.field : (clause.fn.rawValue ?? "")));
}

const read = (query: Query, text: string, placements: readonly Placement[], holes: readonly Hole[]): SoqlQuery => ({
  text,
  object: query.sObject ?? "",
  fields: fieldNames(query.fields ?? []),
  subqueries: (query.fields ?? []).flatMap((field) =>
    field.type === "FieldSubquery"
      ? [{ ...read({ ...field.subquery, sObject: field.subquery.relationshipName }, text, [], holes) }]
      : [],
  ),
  conditions: conditionsOf(query.where, holes),
  orderBy: orderFields(query),
  limit: query.limit,
  isAggregate:
    query.groupBy !== undefined ||
    (query.fields ?? []).some((field) => field.type === "FieldFunctionExpression" && field.isAggregateFn === true),
  placements,
});

let parser: typeof Parser | undefined;

/** Loaded at the first query only: loading takes half a second. */
function load(): typeof Parser {
  // `require` returns no type; the package's own declarations describe it.
  parser ??= createRequire(__filename)("@jetstreamapp/soql-parser-js") as typeof Parser;
  return parser;
}

const parseQuery = remembered((text) => load().parseQuery(text), 500);

/** Parses a query in which the holes are marks. */
export function parseMarked(marked: Marked): SoqlResult {
  const { query: text, placements } = fillMarks(marked);
  try {
    return { ok: true, query: read(parseQuery(text), text, placements, marked.holes) };
  } catch (error) {
    const [reason = "it cannot be read"] = reasonOf(error).split("\n");
    return { ok: false, reason };
  }
}

/** Parses SOQL that may hold templates. */
export const parseSoql = (segments: Parameters<typeof markHoles>[0]): SoqlResult => parseMarked(markHoles(segments));
