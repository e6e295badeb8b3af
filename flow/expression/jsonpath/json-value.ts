import { JavaNumber } from "../java/numbers";

/** A JSON document. Numbers are plain, or JavaNumber where the reader distinguished Integer and Double. */
export type JsonValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | JavaNumber
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export type JsonArray = readonly JsonValue[];
export type JsonMap = { readonly [name: string]: JsonValue };

export const isArray = (value: JsonValue | undefined): value is JsonArray => Array.isArray(value);

export const isNumber = (value: JsonValue | undefined): value is number | bigint | JavaNumber =>
  typeof value === "number" || typeof value === "bigint" || value instanceof JavaNumber;

export const isMap = (value: JsonValue | undefined): value is JsonMap =>
  typeof value === "object" && value !== null && !(value instanceof JavaNumber) && !isArray(value);

export function toJavaNumber(value: number | bigint | JavaNumber): JavaNumber {
  if (typeof value === "number") return JavaNumber.of(value);
  return typeof value === "bigint" ? JavaNumber.fromBigInt(value) : value;
}

/** Java's `equals` on parsed JSON: an Integer is not a Double. */
export function sameJson(left: JsonValue, right: JsonValue): boolean {
  if (isNumber(left) && isNumber(right)) {
    const first = toJavaNumber(left);
    const second = toJavaNumber(right);
    return first.kind === second.kind && first.toString() === second.toString();
  }
  if (isArray(left) && isArray(right))
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index] ?? null));
  if (!isMap(left) || !isMap(right)) return left === right;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key] ?? null, right[key] ?? null))
  );
}

/** The value as JSON text. A Double keeps its point (`6.0`); NaN and the infinities, which JSON does not have, become text. */
export function printJson(value: JsonValue): string {
  if (isNumber(value)) {
    const number = toJavaNumber(value);
    return Number.isFinite(number.toDouble()) ? number.toString() : JSON.stringify(number.toString());
  }
  if (isArray(value)) return `[${value.map(printJson).join(",")}]`;
  if (!isMap(value)) return JSON.stringify(value);
  return `{${keysOf(value)
    .map((name) => `${JSON.stringify(name)}:${printJson(value[name] ?? null)}`)
    .join(",")}}`;
}

/** JavaScript puts keys that are whole numbers first; Java keeps the order of the document. */

const orders = new WeakMap<object, readonly string[]>();

const isIndex = (key: string): boolean => /^(?:0|[1-9]\d{0,9})$/.test(key);

/** Stores the order in which the keys of an object were read, where JavaScript's order differs. */
export function keepOrder(object: object, keys: Iterable<string>): void {
  const all = [...keys];
  if (all.some(isIndex)) orders.set(object, all);
}

/** The keys of an object in the order of its document. */
export const keysOf = (object: object): readonly string[] => orders.get(object) ?? Object.keys(object);
