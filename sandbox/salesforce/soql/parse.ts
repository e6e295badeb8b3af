import { createRequire } from "node:module";
import type * as Parser from "@jetstreamapp/soql-parser-js";
import type {
  Condition,
  ConditionWithValueQuery,
  FieldType,
  FunctionExp,
  HavingClause,
  LiteralType,
  Operator,
  Query,
  QueryBase,
  Subquery,
  WhereClause,
} from "@jetstreamapp/soql-parser-js";
import { errorAtOffset, malformed, notEmulated, unexpectedToken, type SoqlError } from "./soql-errors";
import type { Literal } from "./literals";
import { reasonOf } from "../../core/catching";

/** A comparison as written. */
export interface Comparison {
  readonly kind: "comparison";
  /** A field path, or the aggregate function of a HAVING clause. */
  readonly left: { readonly path: string } | { readonly fn: FunctionExp };
  readonly operator: Operator;
  readonly right: readonly Literal[] | Query;
}

/** A WHERE or HAVING clause as a tree. */
export type Logic =
  | Comparison
  | { readonly kind: "not"; readonly of: Logic }
  | { readonly kind: "and" | "or"; readonly of: readonly Logic[] };

type Token = "(" | ")" | "NOT" | "AND" | "OR" | Comparison;

function syntaxError(query: string, message: string): SoqlError {
  const offset = /at offset: (\d+)/.exec(message)?.[1];
  if (offset !== undefined) {
    const at = Number(offset);
    return errorAtOffset(query, at, "MALFORMED_QUERY", `unexpected token: '${query.charAt(at)}'`);
  }
  const found = /found --> '([^']*)' <--|but found: '?([^\s'\n]+)/.exec(message);
  const token = found?.[1] ?? found?.[2] ?? "";
  if (token !== "") return unexpectedToken(query, token);
  return errorAtOffset(query, query.length, "MALFORMED_QUERY", "unexpected token: '<EOF>'");
}

let parser: typeof Parser | undefined;

/** Loading the library takes a quarter of a second. It is loaded by the first query. */
function load(): typeof Parser {
  // A require has no type; the package's declarations describe its exports.
  parser ??= createRequire(__filename)("@jetstreamapp/soql-parser-js") as typeof Parser;
  return parser;
}

/** Parses a query. Throws a SoqlError for anything that is not SOQL. */
export function parse(query: string): Query {
  try {
    // Without options: with options the library builds its grammar again for every query.
    return load().parseQuery(query);
  } catch (error) {
    throw syntaxError(query, reasonOf(error));
  }
}

/** Refuses every clause that is not emulated, and names it. */
export function refuseUnsupported(query: QueryBase): void {
  if (query.usingScope !== undefined) throw notEmulated(`USING SCOPE ${query.usingScope}`);
  if (query.withDataCategory !== undefined) throw notEmulated("WITH DATA CATEGORY");
  if (query.withSecurityEnforced === true) throw notEmulated("WITH SECURITY_ENFORCED");
  if (query.withAccessLevel !== undefined) throw notEmulated(`WITH ${query.withAccessLevel}`);
  if (query.update !== undefined) throw notEmulated(`UPDATE ${query.update}`);
  if (query.for === "UPDATE") throw notEmulated("FOR UPDATE");
  for (const field of query.fields ?? []) {
    if (field.type === "FieldTypeof") throw notEmulated("TYPEOF");
  }
}

export const isSubquery = (value: readonly Literal[] | Query): value is Query => !Array.isArray(value);

const asList = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

function literalsOf(
  value: string | readonly string[],
  types: LiteralType | readonly LiteralType[] | undefined,
): readonly Literal[] {
  const kinds = types === undefined ? [] : asList(types);
  return asList(value).map((raw, index) => ({ raw, type: kinds[index] ?? kinds[0] }));
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  "=": "=",
  "!=": "!=",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  LIKE: "LIKE",
  IN: "IN",
  "NOT IN": "NOT IN",
  INCLUDES: "INCLUDES",
  EXCLUDES: "EXCLUDES",
};

/** The parser returns some operators as they were written, which its types do not show. */
function operatorOf(written: string): Operator {
  const operator = OPERATORS[written.toUpperCase()];
  if (operator === undefined) throw malformed(`unexpected token: '${written}'`);
  return operator;
}

function comparisonOf(condition: ConditionWithValueQuery): Comparison {
  if (!("operator" in condition)) throw malformed("unexpected token: NOT");
  const operator = operatorOf(condition.operator);
  if ("valueQuery" in condition) {
    return {
      kind: "comparison",
      left: { path: condition.field },
      operator,
      right: condition.valueQuery,
    };
  }
  return {
    kind: "comparison",
    left: "fn" in condition ? { fn: condition.fn } : { path: condition.field },
    operator,
    right: literalsOf(condition.value, condition.literalType),
  };
}

const parens = (mark: "(" | ")", count: number | undefined): readonly Token[] =>
  Array.from({ length: count ?? 0 }, () => mark);

const openOf = (left: Condition | ConditionWithValueQuery | null): number | undefined => left?.openParen;

/** The parser returns a clause as a chain nested to the right, with counts of parentheses. */
function tokensOf(clause: WhereClause | HavingClause): readonly Token[] {
  if ("operator" in clause && clause.operator === "NOT") {
    return [...parens("(", openOf(clause.left)), "NOT", ...tokensOf(clause.right)];
  }
  const { left } = clause;
  if (left === null) throw malformed("unexpected token: NOT");
  const close = "closeParen" in left ? left.closeParen : undefined;
  const own = [...parens("(", left.openParen), comparisonOf(left), ...parens(")", close)];
  if (!("operator" in clause)) return own;
  return [...own, clause.operator, ...tokensOf(clause.right)];
}

/** Parses the tokens of one clause. As in the service, AND and OR on one level need parentheses. */
function treeOf(query: string, tokens: readonly Token[]): Logic {
  let at = 0;
  const operand = (): Logic => {
    const token = tokens[at];
    at += 1;
    if (token === "NOT") return { kind: "not", of: operand() };
    if (token === "(") {
      const inner = chain();
      if (tokens[at] !== ")") throw malformed("expecting a right parentheses");
      at += 1;
      return inner;
    }
    if (token === undefined || typeof token === "string") throw unexpectedToken(query, token ?? "<EOF>");
    return token;
  };
  const chain = (): Logic => {
    const parts = [operand()];
    let joined: "AND" | "OR" | undefined;
    for (;;) {
      const token = tokens[at];
      if (token !== "AND" && token !== "OR") break;
      if (joined !== undefined && joined !== token) throw unexpectedToken(query, token);
      joined = token;
      at += 1;
      parts.push(operand());
    }
    const [first] = parts;
    if (first !== undefined && joined === undefined) return first;
    return { kind: joined === "OR" ? "or" : "and", of: parts };
  };
  const tree = chain();
  if (at < tokens.length) throw malformed("unexpected token: ')'");
  return tree;
}

export const logicOf = (query: string, clause: WhereClause | HavingClause): Logic => treeOf(query, tokensOf(clause));

/** The path of a selected field as written; undefined for anything else. */
export function pathOf(entry: FieldType): string | undefined {
  if (entry.type === "Field") return entry.field;
  return entry.type === "FieldRelationship" ? [...entry.relationships, entry.field].join(".") : undefined;
}

/** A list, also where the parser returns a single clause. */
export const listed = <T>(clause: T | readonly T[] | undefined): readonly T[] =>
  clause === undefined ? [] : asList(clause);

export type { FunctionExp, Query, QueryBase, Subquery };
