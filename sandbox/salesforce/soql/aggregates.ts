import type { FieldFunctionExpression, FieldType as SelectedField, OrderByClause } from "@jetstreamapp/soql-parser-js";
import type { Json, JsonObject } from "../../core/json";
import { joinLogic, testOf, type Test } from "./conditions";
import { malformed, notEmulated } from "./soql-errors";
import { familyOf } from "./literals";
import { isSubquery, listed, logicOf, pathOf, type FunctionExp, type QueryBase } from "./parse";
import { resolvePath, type Scope } from "./paths";
import type { QueryField, Row } from "./schema";
import { orderComparator, sortedBy } from "./sorting";

type Group = readonly Row[];
type Read = (group: Group) => Json;

const FUNCTIONS = new Set(["COUNT", "COUNT_DISTINCT", "MIN", "MAX", "SUM", "AVG"]);

const isAggregate = (field: SelectedField): field is FieldFunctionExpression =>
  field.type === "FieldFunctionExpression" && FUNCTIONS.has(field.functionName.toUpperCase());

/** True for `SELECT COUNT() FROM ...`, whose answer is only the total. */
export function isBareCount({ fields = [] }: QueryBase): boolean {
  const [only] = fields;
  return fields.length === 1 && only !== undefined && isAggregate(only) && only.parameters.length === 0;
}

export const isGrouped = (query: QueryBase): boolean =>
  query.groupBy !== undefined || (query.fields ?? []).some(isAggregate);

function extreme(values: readonly Json[], sign: 1 | -1): Json {
  let best: Json = null;
  for (const value of values) {
    if (typeof value !== "string" && typeof value !== "number") continue;
    if (best === null || (typeof best === typeof value && (value > best ? 1 : -1) === sign)) best = value;
  }
  return best;
}

const sum = (values: readonly Json[]): number => values.reduce<number>((total, value) => total + Number(value), 0);

function calculate(fn: string, values: readonly Json[]): Json {
  switch (fn) {
    case "COUNT":
      return values.length;
    case "COUNT_DISTINCT":
      return new Set(values).size;
    case "MIN":
      return extreme(values, -1);
    case "MAX":
      return extreme(values, 1);
    case "SUM":
      return values.length === 0 ? null : sum(values);
    default:
      return values.length === 0 ? null : sum(values) / values.length;
  }
}

/** The reader of an aggregate function, and the type of its result. */
function functionOf(
  scope: Scope,
  call: FunctionExp | FieldFunctionExpression,
): { readonly read: Read; readonly type: QueryField["type"] } {
  const fn = (call.functionName ?? "").toUpperCase();
  if (!FUNCTIONS.has(fn)) throw notEmulated(`The function ${call.functionName ?? ""}`);
  const [parameter] = call.parameters ?? [];
  if (parameter === undefined) return { read: (group) => group.length, type: "int" };
  if (typeof parameter !== "string") throw notEmulated(`A function inside ${fn}`);
  const { field, read } = resolvePath(scope, parameter);
  const counts = fn.startsWith("COUNT");
  const numeric = familyOf(field.type) === "number";
  if (field.type === "textarea" || field.type === "boolean" || ((fn === "SUM" || fn === "AVG") && !numeric)) {
    throw malformed(`field ${field.name} does not support aggregate operator ${fn}`);
  }
  return {
    read: (group) =>
      calculate(
        fn,
        group.map(read).filter((value) => value !== null),
      ),
    type: counts ? "int" : field.type,
  };
}

interface Key {
  readonly path: string;
  readonly field: QueryField;
  readonly read: (row: Row) => Json;
}

const keysOf = (scope: Scope, query: QueryBase): readonly Key[] =>
  listed(query.groupBy).map((clause) => {
    if ("fn" in clause) throw notEmulated(`GROUP BY ${clause.fn.functionName ?? "a function"}`);
    const { field, read } = resolvePath(scope, clause.field);
    if (!field.groupable) throw malformed(`field '${field.name}' can not be grouped in a query call`);
    return { path: clause.field.toLowerCase(), field, read };
  });

function groupsOf(rows: readonly Row[], keys: readonly Key[]): readonly Group[] {
  if (keys.length === 0) return [rows];
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map(({ read }) => read(row)));
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  return [...groups.values()];
}

function keyReader(keys: readonly Key[], path: string): Key {
  const key = keys.find((candidate) => candidate.path === path.toLowerCase());
  if (key === undefined) throw malformed(`Field must be grouped or aggregated: ${path}`);
  return key;
}

const firstOf =
  (key: Key): Read =>
  (group) => {
    const [row] = group;
    return row === undefined ? null : key.read(row);
  };

/** The members of an AggregateResult. Functions without an alias are called expr0, expr1 and so on. */
function columnsOf(scope: Scope, keys: readonly Key[], query: QueryBase): readonly (readonly [string, Read])[] {
  let unnamed = 0;
  return (query.fields ?? []).map((field) => {
    if (isAggregate(field)) {
      const name = field.alias ?? `expr${unnamed}`;
      if (field.alias === undefined) unnamed += 1;
      return [name, functionOf(scope, field).read] as const;
    }
    const path = pathOf(field);
    if (path === undefined) throw notEmulated(`${field.type} beside aggregates`);
    const key = keyReader(keys, "objectPrefix" in field ? `${field.objectPrefix}.${path}` : path);
    const alias = "alias" in field ? field.alias : undefined;
    return [alias ?? key.field.name, firstOf(key)] as const;
  });
}

function havingTest(scope: Scope, keys: readonly Key[], query: QueryBase): Test<Group> {
  if (query.having === undefined) return () => true;
  return joinLogic<Group>(logicOf(scope.query, query.having), ({ left, operator, right }) => {
    if (isSubquery(right)) throw notEmulated("A subquery in HAVING");
    const key = "path" in left ? keyReader(keys, left.path) : undefined;
    const { field, read } =
      key !== undefined ? { field: key.field, read: firstOf(key) } : calledField(scope, "fn" in left ? left.fn : {});
    const test = testOf(scope, field, operator, right);
    return (group) => test(read(group));
  });
}

/** An aggregate function in the form of a field, so that literals are checked against its type. */
function calledField(scope: Scope, fn: FunctionExp): { readonly field: QueryField; readonly read: Read } {
  const { read, type } = functionOf(scope, fn);
  const name = fn.rawValue ?? fn.functionName ?? "";
  const field = {
    name,
    type,
    filterable: true,
    sortable: true,
    groupable: false,
    referenceTo: [],
    caseSensitive: false,
    custom: false,
  };
  return { read, field: { ...field, relationshipName: undefined } };
}

const sortReader = (scope: Scope, keys: readonly Key[], clause: OrderByClause): Read =>
  "fn" in clause ? functionOf(scope, clause.fn).read : firstOf(keyReader(keys, clause.field));

/** The records of a query with GROUP BY or aggregate functions, before OFFSET and LIMIT. */
export function aggregate(scope: Scope, query: QueryBase, rows: readonly Row[]): readonly JsonObject[] {
  const keys = keysOf(scope, query);
  const columns = columnsOf(scope, keys, query);
  const wanted = groupsOf(rows, keys).filter(havingTest(scope, keys, query));
  const comparators = listed(query.orderBy).map((clause) => orderComparator(clause, sortReader(scope, keys, clause)));
  return sortedBy(wanted, comparators).map((group) => ({
    attributes: { type: "AggregateResult" },
    ...Object.fromEntries(columns.map(([name, read]) => [name, read(group)])),
  }));
}
