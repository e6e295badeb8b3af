import { JavaNumber } from "../../java/numbers";
import { compareText, javaTrim } from "../../java/text";
import { OperandError } from "../operators";
import { JavaArray, JavaChar, JavaList, JavaMap, className, toText, type Value } from "../values";
import { asNumber, filter, optionalText, type CallArguments, type Filter } from "./filter";

const itemsOf = (input: Value): Value[] | undefined =>
  input instanceof JavaList || input instanceof JavaArray ? input.items : undefined;

function characterAt(text: string, index: number): JavaChar {
  if (text === "") throw new OperandError("the text is empty and has no first or last character");
  return new JavaChar(text.charAt(index));
}

const edge =
  (name: string, last: boolean) =>
  (input: Value): Value => {
    if (typeof input === "string") return characterAt(input, last ? input.length - 1 : 0);
    const items = itemsOf(input);
    if (items === undefined) throw new OperandError(`'${name}' takes text or a list, not ${className(input)}`);
    return items.at(last ? -1 : 0) ?? null;
  };

function join(input: Value, call: CallArguments): string {
  const glue = optionalText(call.get("separator"), "the separator of 'join'") ?? "";
  const items = itemsOf(input);
  if (items === undefined)
    throw new OperandError("The 'join' filter expects that the input is either a collection or an array.");
  return items.map(toText).join(glue);
}

/** Number of characters, items or entries; 0 for anything else. Pebble gives an Integer. */
function lengthOf(input: Value): number {
  if (typeof input === "string") return input.length;
  if (input instanceof JavaMap) return input.size;
  return itemsOf(input)?.length ?? 0;
}

function bounds(input: Value, call: CallArguments, length: number): readonly [number, number] {
  const first = call.get("fromIndex") ?? null;
  const from = first === null ? 0 : asNumber(first, "Argument fromIndex").toInt();
  if (from < 0) throw new OperandError("fromIndex must be greater than 0");
  const last = call.get("toIndex") ?? null;
  const to = last === null ? length : asNumber(last, "Argument toIndex").toInt();
  if (to > length) throw new OperandError(`toIndex must be smaller than input size: ${length}`);
  if (last !== null && from >= to) throw new OperandError("toIndex must be greater than fromIndex");
  // Java's array copy pads with null where the start is after the end. For text and lists it fails.
  if (from > to) throw new OperandError(`the start ${from} lies behind the end ${to} of ${className(input)}`);
  return [from, to];
}

function slice(input: Value, call: CallArguments): Value {
  if (typeof input === "string") return input.slice(...bounds(input, call, input.length));
  const items = itemsOf(input);
  if (items === undefined)
    throw new OperandError(
      `Slice filter can only be applied to String, List and array inputs, not to ${className(input)}`,
    );
  const part = items.slice(...bounds(input, call, items.length));
  return input instanceof JavaArray ? new JavaArray(part) : new JavaList(part);
}

/** `Comparable.compareTo`, which fails between different classes. */
function compareValues(left: Value, right: Value): number {
  if (typeof left === "string" && typeof right === "string") return compareText(left, right);
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  if (left instanceof JavaChar && right instanceof JavaChar) return compareText(left.text, right.text);
  if (left instanceof JavaNumber && right instanceof JavaNumber && left.kind === right.kind) {
    if (!left.isWhole) return left.toDouble() - right.toDouble();
    const difference = left.toBigInt() - right.toBigInt();
    return difference < 0n ? -1 : Number(difference > 0n);
  }
  throw new OperandError(
    `${className(left)} (${toText(left)}) and ${className(right)} (${toText(right)}) cannot be sorted together`,
  );
}

function sortInPlace(input: JavaList | JavaArray, direction: 1 | -1): JavaList {
  input.items.sort((left, right) => direction * compareValues(left, right));
  return input instanceof JavaList ? input : new JavaList(input.items);
}

function sort(input: Value): JavaList {
  if (!(input instanceof JavaList || input instanceof JavaArray))
    throw new OperandError("Unsupported input type for sort filter");
  return sortInPlace(input, 1);
}

function listOnly(name: string, input: Value): JavaList {
  if (input instanceof JavaList) return input;
  throw new OperandError(`'${name}' takes a list, not ${className(input)}`);
}

function reverse(input: Value): JavaList {
  const list = listOnly("reverse", input);
  list.items.reverse();
  return list;
}

function mergeMap(input: JavaMap, items: Value): JavaMap {
  const extra = items instanceof JavaMap ? items.size : items instanceof JavaList ? items.items.length : undefined;
  if (extra === undefined)
    throw new OperandError(`Currently, only Maps and Lists can be merged with a Map, not ${className(items)}`);
  const output = new JavaMap(input.size + extra + 16);
  for (const { key, value } of input.entries()) output.set(key, value);
  if (items instanceof JavaMap) for (const { key, value } of items.entries()) output.set(key, value);
  if (items instanceof JavaList) for (const item of items.items) output.set(item, item);
  return output;
}

const merge: Filter = {
  parameters: ["items"],
  apply: (input, call) => {
    const items = call.get("items") ?? null;
    if (input === null && items === null) throw new OperandError("The two arguments to be merged are null");
    if (input === null || items === null) return input ?? items;
    if (input instanceof JavaMap) return mergeMap(input, items);
    if (input instanceof JavaList && items instanceof JavaMap)
      return new JavaList([...input.items, ...items.entries()]);
    if (input instanceof JavaList && items instanceof JavaList) return new JavaList([...input.items, ...items.items]);
    if (input instanceof JavaArray && items instanceof JavaArray)
      return new JavaArray([...input.items, ...items.items]);
    throw new OperandError(`'merge' cannot merge ${className(items)} into ${className(input)}`);
  },
};

/** `is empty`, also the condition of `default`: null, blank text, an empty list or map. */
export function isEmpty(value: Value): boolean {
  if (value === null) return true;
  if (typeof value === "string") return javaTrim(value) === "";
  if (value instanceof JavaList) return value.items.length === 0;
  return value instanceof JavaMap && value.size === 0;
}

export const COLLECTION_FILTERS: Readonly<Record<string, Filter>> = {
  default: {
    parameters: ["default"],
    apply: (input, call) => (isEmpty(input) ? (call.get("default") ?? null) : input),
  },
  first: filter([], edge("first", false)),
  join: filter(["separator"], join),
  last: filter([], edge("last", true)),
  length: { parameters: [], apply: (input) => JavaNumber.int(lengthOf(input)) },
  merge,
  reverse: filter([], reverse),
  rsort: filter([], (input) => sortInPlace(listOnly("rsort", input), -1)),
  slice: filter(["fromIndex", "toIndex"], slice),
  sort: filter([], sort),
};
