import { compareText } from "../java/text";
import { compilePath } from "./compile";
import { compareDecimals, decimalToInt, parseDecimal, printDecimal, type Decimal } from "./decimal";
import { JsonPathError, invalidPath } from "./jsonpath-errors";
import { textNode } from "./filter-compile";
import { parseLiteral } from "./json-smart";
import { isArray, isMap, isNumber, sameJson, toJavaNumber, type JsonValue } from "./json-value";
import type { FilterValue, Path } from "./path";

/** A value of the document as an operand of a relation. */
export function nodeOf(value: JsonValue): FilterValue {
  if (value === null) return { kind: "null" };
  if (typeof value === "string") return { kind: "text", text: value };
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (isNumber(value)) {
    const number = parseDecimal(toJavaNumber(value).toString());
    if (number === undefined) throw new JsonPathError("JsonPath", "a number of the document cannot be compared");
    return { kind: "number", number };
  }
  return { kind: "json", read: () => value, written: false };
}

/** An item of a list under `in`, `contains` and similar relations. Text is read again: as a path, as JSON or without its quotes. */
function listNode(value: JsonValue): FilterValue | Path {
  if (isArray(value) || isMap(value))
    throw new JsonPathError("JsonPath", "could not determine the type of a value in a list");
  if (typeof value !== "string") return nodeOf(value);
  const trimmed = value.trim();
  if (trimmed.startsWith("$") || trimmed.startsWith("@")) {
    const path = attempt(() => compilePath(trimmed));
    if (path !== undefined) return path;
  }
  if (trimmed.length > 1 && /^(?:\[[\s\S]*\]|\{[\s\S]*\})$/.test(trimmed)) {
    const json = attempt(() => parseLiteral(trimmed));
    if (json !== undefined) return { kind: "json", read: () => json, written: true };
  }
  return textNode(value);
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof JsonPathError) return undefined;
    throw error;
  }
}

const isPath = (node: FilterValue | Path): node is Path => "tokens" in node;

const numberOf = (node: FilterValue): Decimal | undefined =>
  node.kind === "number" ? node.number : node.kind === "text" ? parseDecimal(node.text) : undefined;

/** `left.equals(right)`: a text on the left is compared with a printed number, a number on the left with the value of a text. */
function nodesEqual(left: FilterValue, right: FilterValue): boolean {
  switch (left.kind) {
    case "text":
      if (right.kind === "number") return left.text === printDecimal(right.number);
      return right.kind === "text" && left.text === right.text;
    case "number": {
      const other = numberOf(right);
      return other !== undefined && compareDecimals(left.number, other) === 0;
    }
    case "boolean":
      return right.kind === "boolean" && left.value === right.value;
    case "null":
      return right.kind === "null";
    case "json":
      if (right.kind !== "json" || left.written !== right.written) return false;
      return sameJson(left.read(), right.read());
    case "undefined":
      return false;
    case "pattern":
      return right.kind === "pattern" && left.regex === right.regex;
  }
}

/** JSON from the document equals JSON written on the right; JSON written on the left equals nothing. */
const equal = (left: FilterValue, right: FilterValue): boolean =>
  left.kind === "json" && right.kind === "json"
    ? left === right || (!left.written && sameJson(left.read(), right.read()))
    : nodesEqual(left, right);

function order(left: FilterValue, right: FilterValue): number | undefined {
  if (left.kind === "number" && right.kind === "number") return compareDecimals(left.number, right.number);
  return left.kind === "text" && right.kind === "text" ? compareText(left.text, right.text) : undefined;
}

function ordered(left: FilterValue, right: FilterValue, test: (difference: number) => boolean): boolean {
  const difference = order(left, right);
  return difference !== undefined && test(difference);
}

type ListNodes = readonly (FilterValue | Path)[];

/** The items of a JSON list; undefined for other JSON. */
function listOf(node: FilterValue): ListNodes | undefined {
  if (node.kind !== "json") throw invalidPath("expected a list in a filter");
  const value = node.read();
  return isArray(value) ? value.map(listNode) : undefined;
}

const includes = (list: ListNodes, wanted: FilterValue): boolean =>
  list.some((item) => !isPath(item) && nodesEqual(wanted, item));

function shared(left: FilterValue, right: FilterValue, test: (left: ListNodes, right: ListNodes) => boolean): boolean {
  const second = listOf(right);
  if (second === undefined) return false;
  const first = listOf(left);
  return first !== undefined && test(first, second);
}

const overlaps = (left: ListNodes, right: ListNodes): boolean =>
  left.some((item) => !isPath(item) && includes(right, item));

function sizeOf(left: FilterValue, right: FilterValue): boolean {
  if (right.kind !== "number") return false;
  const expected = decimalToInt(right.number);
  if (left.kind === "text") return left.text.length === expected;
  if (left.kind !== "json") return false;
  const value = left.read();
  return (isArray(value) ? value.length : -1) === expected;
}

function emptiness(left: FilterValue, right: FilterValue): boolean {
  if (left.kind !== "text" && left.kind !== "json") return false;
  const value = left.kind === "json" ? left.read() : left.text;
  if (isMap(value)) throw new JsonPathError("JsonPath", "'empty' cannot be asked of an object");
  if (right.kind !== "boolean") throw invalidPath("expected true or false after 'empty'");
  const isEmpty = typeof value === "string" || isArray(value) ? value.length === 0 : true;
  return isEmpty === right.value;
}

function patternInput(node: FilterValue | Path): string {
  if (isPath(node)) return "";
  if (node.kind === "text") return node.text;
  if (node.kind === "number") return printDecimal(node.number);
  return node.kind === "boolean" ? String(node.value) : "";
}

function matchesPattern(left: FilterValue, right: FilterValue): boolean {
  const [pattern, subject] = left.kind === "pattern" ? [left, right] : [right, left];
  if (pattern.kind !== "pattern" || subject.kind === "pattern") return false;
  const list = subject.kind === "json" ? listOf(subject) : undefined;
  const inputs = list ?? [subject];
  return inputs.some((input) => pattern.regex.matches(patternInput(input)));
}

function containsNode(left: FilterValue, right: FilterValue): boolean {
  if (left.kind === "text" && right.kind === "text") return left.text.includes(right.text);
  const list = left.kind === "json" ? listOf(left) : undefined;
  return list !== undefined && includes(list, right);
}

function isIn(left: FilterValue, right: FilterValue): boolean {
  const list = listOf(right);
  return list !== undefined && includes(list, left);
}

/** Whether two values are the same true or false. */
function bothSay(left: FilterValue, right: FilterValue): boolean {
  if (left.kind !== "boolean" && right.kind !== "boolean")
    throw new JsonPathError("JsonPath", "failed to evaluate 'exists'");
  if (left.kind !== "boolean" || right.kind !== "boolean") throw invalidPath("'exists' compares booleans");
  return left.value === right.value;
}

/** In Jayway these can be used from Java code only; in a path they make the filter fail. */
const notInAPath = (relation: string) => (): boolean => {
  throw invalidPath(`'${relation}' cannot be used in a path`);
};

const RELATIONS = {
  "==": equal,
  "!=": (left, right) => !equal(left, right),
  "===": (left, right) => left.kind === right.kind && equal(left, right),
  "!==": (left, right) => left.kind !== right.kind || !equal(left, right),
  "<": (left, right) => ordered(left, right, (difference) => difference < 0),
  "<=": (left, right) => ordered(left, right, (difference) => difference <= 0),
  ">": (left, right) => ordered(left, right, (difference) => difference > 0),
  ">=": (left, right) => ordered(left, right, (difference) => difference >= 0),
  "=~": matchesPattern,
  IN: isIn,
  NIN: (left, right) => !isIn(left, right),
  CONTAINS: containsNode,
  SIZE: sizeOf,
  EMPTY: emptiness,
  SUBSETOF: (left, right) =>
    shared(left, right, (first, second) => first.every((item) => !isPath(item) && includes(second, item))),
  ANYOF: (left, right) => shared(left, right, overlaps),
  NONEOF: (left, right) => shared(left, right, (first, second) => !overlaps(first, second)),
  EXISTS: bothSay,
  ALL: notInAPath("ALL"),
  TYPE: notInAPath("TYPE"),
  MATCHES: notInAPath("MATCHES"),
} satisfies Readonly<Record<string, (left: FilterValue, right: FilterValue) => boolean>>;

export type Relation = keyof typeof RELATIONS;
export const isRelation = (word: string): word is Relation => Object.hasOwn(RELATIONS, word);

/**
 * Compares two values.
 * @throws JsonPathError of kind InvalidPath where the relation is not defined for them.
 */
export const related = (relation: Relation, left: FilterValue, right: FilterValue): boolean =>
  RELATIONS[relation](left, right);
