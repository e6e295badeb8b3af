import { parse } from "@rsql/parser";
import { isJsonObject, type Json, type JsonObject } from "../core/json";
import type { Entity } from "./entities";
import { configError } from "./webex-errors";

type Expression = ReturnType<typeof parse>;

/** The official examples also write `id="x"` for `id=="x"`; the parser knows only the second form. */
const withDoubleEquals = (filter: string): string => filter.replace(/(^|[;,(]\s*)([A-Za-z_.]+)=(?=["'])/g, "$1$2==");

/** Fields that no list can filter by. */
const NEVER: ReadonlySet<string> = new Set(["organizationId", "createdTime", "lastUpdatedTime"]);

const scalarText = (value: Json | undefined): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;

const badFilter = (reason: string) => configError(400, "Invalid filter criteria", reason);

function compares(actual: Json | undefined, operator: string, wanted: readonly string[]): boolean {
  const text = scalarText(actual);
  const first = wanted[0] ?? "";
  const order = (): number | undefined => (text === undefined ? undefined : Number(text) - Number(first));
  switch (operator) {
    case "==":
      return text === first;
    case "!=":
      return text !== first;
    case "=in=":
      return text !== undefined && wanted.includes(text);
    case "=out=":
      return text === undefined || !wanted.includes(text);
    case "<":
    case "=lt=":
      return (order() ?? 0) < 0;
    case ">":
    case "=gt=":
      return (order() ?? 0) > 0;
    case "<=":
    case "=le=":
      return (order() ?? 1) <= 0;
    case ">=":
    case "=ge=":
      return (order() ?? -1) >= 0;
    case "=like=":
      return text?.includes(first.replaceAll("*", "")) ?? false;
    case "=ilike=":
      return text?.toLowerCase().includes(first.replaceAll("*", "").toLowerCase()) ?? false;
    case "=icase=":
      return text?.toLowerCase() === first.toLowerCase();
    default:
      throw badFilter(`Unknown operator: ${operator}`);
  }
}

function evaluate(node: Expression, entity: JsonObject): boolean {
  if (node.type === "LOGIC") {
    const left = evaluate(node.left, entity);
    const right = evaluate(node.right, entity);
    return node.operator === ";" || node.operator === "and" ? left && right : left || right;
  }
  const value = node.right.value;
  return compares(entity[node.left.selector], node.operator, typeof value === "string" ? [value] : value);
}

const selectors = (node: Expression): readonly string[] =>
  node.type === "LOGIC" ? [...selectors(node.left), ...selectors(node.right)] : [node.left.selector];

/** Parses an RSQL filter. Throws 400 when it cannot be parsed or names a field that cannot be filtered by. */
export function parseFilter(filter: string, allowed: (field: string) => boolean): (entity: JsonObject) => boolean {
  const node = readExpression(filter);
  const refused = selectors(node).filter((field) => NEVER.has(field) || !allowed(field));
  if (refused.length > 0) throw badFilter(`Filter is not supported on: ${refused.join(", ")}`);
  return (entity) => evaluate(node, entity);
}

function readExpression(filter: string): Expression {
  try {
    return parse(withDoubleEquals(filter));
  } catch (error) {
    throw badFilter(`Filter cannot be parsed: ${error instanceof Error ? error.message : filter}`);
  }
}

const SEARCH_FORM = /^fields?(?:==|=in=)(.+);value==(.+)$/;
const unquote = (text: string): string => text.trim().replace(/^["']|["']$/g, "");

/** Parses a `search` of the form `"Cisco"`, `field=="name";value=="Cisco"` or `fields=in=("name","description");value=="Cisco"`. */
export function parseSearch(search: string, columns: readonly string[]): (entity: JsonObject) => boolean {
  const form = SEARCH_FORM.exec(search);
  const fields =
    form?.[1]
      ?.replace(/^\(|\)$/g, "")
      .split(",")
      .map(unquote) ?? columns;
  const unknown = fields.filter((field) => !columns.includes(field));
  if (unknown.length > 0)
    throw configError(400, "Invalid search criteria", `Search is not supported on: ${unknown.join(", ")}`);
  const wanted = unquote(form?.[2] ?? search).toLowerCase();
  return (entity) => fields.some((field) => (scalarText(entity[field]) ?? "").toLowerCase().includes(wanted));
}

/** Parses `sort`, a field and optionally `,asc` or `,desc`. Throws 400 for a field that the kind's lists cannot sort by. */
export function parseSort(sort: string, sortable: readonly string[]): (one: JsonObject, other: JsonObject) => number {
  const [field = "", order = "asc"] = sort.split(",").map((part) => part.trim());
  if (!sortable.includes(field) || !["asc", "desc"].includes(order.toLowerCase())) {
    throw configError(400, "Invalid sort criteria", `Sorting is not supported by: ${sort}`);
  }
  const sign = order.toLowerCase() === "desc" ? -1 : 1;
  return (one, other) => {
    const [left, right] = [one[field], other[field]];
    if (typeof left === "number" && typeof right === "number") return sign * (left - right);
    return sign * (scalarText(left) ?? "").localeCompare(scalarText(right) ?? "");
  };
}

/** Only the named attributes of an object, and always `id`. */
export const project = (entity: JsonObject, attributes: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(entity).filter(([key]) => key === "id" || attributes.includes(key)));

/** Whether no object has an array or an object in this field. */
export const isScalarField = (entities: readonly Entity[], field: string): boolean =>
  !entities.some((entity) => Array.isArray(entity[field]) || isJsonObject(entity[field]));
