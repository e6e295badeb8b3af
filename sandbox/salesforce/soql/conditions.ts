import type { Operator } from "@jetstreamapp/soql-parser-js";
import type { Json } from "../../core/json";
import { errorAt, malformed, notEmulated, type SoqlError } from "./soql-errors";
import { likeMatcher } from "./like";
import { familyOf, operandOf, type Literal, type Operand } from "./literals";
import { isSubquery, type Comparison, type Logic, type Query } from "./parse";
import { resolvePath, type Scope } from "./paths";
import type { QueryField, Row } from "./schema";

/** Whether a record matches. */
export type Test<T> = (item: T) => boolean;

/** Runs the query of a semi-join and returns the values of its one field. */
export type RunSubquery = (query: Query, scope: Scope) => ReadonlySet<Json>;

const folded = (value: Json, field: QueryField): Json =>
  typeof value === "string" && familyOf(field.type) === "string" && !field.caseSensitive ? value.toLowerCase() : value;

/** Negative, zero or positive, as the first value is less than, equal to or greater than the other. */
const order = (value: string | number | boolean, other: string | number | boolean): number =>
  value === other ? 0 : value < other ? -1 : 1;

const isScalar = (value: Json): value is string | number | boolean => value !== null && typeof value !== "object";

function equals(field: QueryField, operand: Operand): Test<Json> {
  switch (operand.kind) {
    case "null":
      return (value) => value === null;
    case "range":
      return (value) => typeof value === "string" && value >= operand.from && value < operand.to;
    case "value": {
      const wanted = folded(operand.value, field);
      return (value) => folded(value, field) === wanted;
    }
  }
}

const invalidOperator = (query: string, field: QueryField): SoqlError =>
  errorAt(query, field.name, "INVALID_QUERY_FILTER_OPERATOR", `invalid operator on ${field.type} field`);

function inequality(scope: Scope, field: QueryField, operator: "<" | "<=" | ">" | ">=", operand: Operand): Test<Json> {
  if (field.type === "boolean") throw invalidOperator(scope.query, field);
  if (operand.kind === "null") return () => false;
  const upwards = operator === ">" || operator === ">=";
  const inclusive = operator === "<=" || operator === ">=";
  if (operand.kind === "range") {
    // Compares with an edge of the range; with an equals sign the range itself matches too.
    const edge = upwards === inclusive ? operand.from : operand.to;
    return (value) => typeof value === "string" && (upwards ? value >= edge : value < edge);
  }
  const wanted = folded(operand.value, field);
  return (value) => {
    const own = folded(value, field);
    if (!isScalar(own) || !isScalar(wanted)) return false;
    const difference = order(own, wanted);
    return (inclusive && difference === 0) || (upwards ? difference > 0 : difference < 0);
  };
}

function like(scope: Scope, field: QueryField, literal: Literal): Test<Json> {
  if (familyOf(field.type) !== "string" || field.type === "multipicklist") throw invalidOperator(scope.query, field);
  const operand = operandOf(scope.query, field, literal, scope.org, true);
  if (operand.kind !== "value") return (value) => value === null;
  const matches = likeMatcher(String(operand.value));
  return (value) => typeof value === "string" && matches(value);
}

/** `includes('A;B','C')` matches values with both A and B, or with C. */
function includes(scope: Scope, field: QueryField, literals: readonly Literal[]): Test<Json> {
  if (field.type !== "multipicklist") throw invalidOperator(scope.query, field);
  const wanted = literals.map((literal) => {
    const operand = operandOf(scope.query, field, literal, scope.org);
    return operand.kind === "value" ? String(operand.value).toLowerCase().split(";") : [];
  });
  return (value) => {
    const own = typeof value === "string" ? value.toLowerCase().split(";") : [];
    return wanted.some((all) => all.every((one) => own.includes(one)));
  };
}

const negated =
  <T>(test: Test<T>): Test<T> =>
  (item) =>
    !test(item);

/** The test of one comparison with a field. */
export function testOf(scope: Scope, field: QueryField, operator: Operator, literals: readonly Literal[]): Test<Json> {
  const [first] = literals;
  if (first === undefined) throw malformed(`unexpected token: '${operator}'`);
  const operand = (): Operand => operandOf(scope.query, field, first, scope.org);
  switch (operator) {
    case "=":
      return equals(field, operand());
    case "!=":
      return negated(equals(field, operand()));
    case "<":
    case "<=":
    case ">":
    case ">=":
      return inequality(scope, field, operator, operand());
    case "LIKE":
      return like(scope, field, first);
    case "IN":
    case "NOT IN": {
      const tests = literals.map((literal) => equals(field, operandOf(scope.query, field, literal, scope.org)));
      const any: Test<Json> = (value) => tests.some((test) => test(value));
      return operator === "IN" ? any : negated(any);
    }
    case "INCLUDES":
      return includes(scope, field, literals);
    case "EXCLUDES":
      return negated(includes(scope, field, literals));
  }
}

function semiJoin(scope: Scope, field: QueryField, operator: Operator, query: Query, run: RunSubquery): Test<Json> {
  if (operator !== "IN" && operator !== "NOT IN") throw notEmulated(`A subquery after ${operator}`);
  if (familyOf(field.type) !== "id") {
    const message = `The left operand field in the where expression for outer query should be an id field, cannot use: '${field.name}'`;
    throw errorAt(scope.query, field.name, "MALFORMED_QUERY", message);
  }
  const ids = run(query, scope);
  return operator === "IN" ? (value) => ids.has(value) : (value) => !ids.has(value);
}

function holdsSubquery(logic: Logic): boolean {
  if (logic.kind === "comparison") return isSubquery(logic.right);
  return logic.kind === "not" ? holdsSubquery(logic.of) : logic.of.some(holdsSubquery);
}

/** Combines the tests of comparisons as the tree of conditions says. */
export function joinLogic<T>(logic: Logic, leaf: (comparison: Comparison) => Test<T>): Test<T> {
  switch (logic.kind) {
    case "comparison":
      return leaf(logic);
    case "not":
      return negated(joinLogic(logic.of, leaf));
    case "and": {
      const tests = logic.of.map((part) => joinLogic(part, leaf));
      return (item) => tests.every((test) => test(item));
    }
    case "or": {
      if (holdsSubquery(logic)) throw malformed("Semi join sub-selects are not allowed with the 'OR' operator");
      const tests = logic.of.map((part) => joinLogic(part, leaf));
      return (item) => tests.some((test) => test(item));
    }
  }
}

export const whereTest = (scope: Scope, logic: Logic, run: RunSubquery): Test<Row> =>
  joinLogic(logic, ({ left, operator, right }) => {
    if ("fn" in left) throw notEmulated(`The function ${left.fn.functionName ?? ""} in WHERE`);
    const { field, read } = resolvePath(scope, left.path);
    const refusal = `field '${field.name}' can not be filtered in a query call`;
    if (!field.filterable) throw errorAt(scope.query, field.name, "INVALID_FIELD", refusal);
    const test = isSubquery(right)
      ? semiJoin(scope, field, operator, right, run)
      : testOf(scope, field, operator, right);
    return (row) => test(read(row));
  });
