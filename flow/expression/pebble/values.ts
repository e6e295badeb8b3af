import { JavaNumber } from "../java/numbers";
import { stringHash } from "../java/text";
import { zonedText } from "../java/date-format";
import { keysOf } from "../jsonpath/json-value";

/** The possible values of an expression, like the Java objects in Pebble. */
export type Value =
  | null
  | boolean
  | string
  | JavaNumber
  | JavaChar
  | SafeText
  | JavaList
  | JavaArray
  | JavaMap
  | MapEntry
  | Loop
  | Moment;

/** The values that a caller may put into a context. Plain numbers are converted like those of the JSON reader. */
export type ContextValue =
  | null
  | undefined
  | boolean
  | string
  | number
  | bigint
  | JavaNumber
  | readonly ContextValue[]
  | { readonly [name: string]: ContextValue };

/** A single `char`, the result of `first` on a text; not equal to any text. */
export class JavaChar {
  constructor(readonly text: string) {}
}

/** Text that `raw`, `escape` and `date` mark as safe; not equal to any plain text. */
export class SafeText {
  constructor(readonly text: string) {}
}

/** A `java.util.List`; `sort` and `reverse` change it in place, as in Pebble. */
export class JavaList {
  constructor(readonly items: Value[]) {}
}

/** A Java array, the result of `split`; it is printed as Java's object text. */
export class JavaArray {
  constructor(readonly items: Value[]) {}
}

export class MapEntry {
  constructor(
    readonly key: Value,
    readonly value: Value,
  ) {}
}

/** The `loop` variable inside `for`. */
export class Loop {
  constructor(
    readonly index: number,
    readonly length: number,
  ) {}
}

/** A `ZonedDateTime` in UTC, the result of `now()`. */
export class Moment {
  constructor(readonly epochMs: number) {}
}

/** A map. Hashed maps iterate in the order of a `java.util.HashMap`, others in the order of insertion. */
export class JavaMap {
  private readonly slots = new Map<string, MapEntry>();

  /** @param capacity the initial table size of a HashMap; undefined for a LinkedHashMap. */
  constructor(private readonly capacity: number | undefined) {}

  get size(): number {
    return this.slots.size;
  }

  get(key: Value): Value | undefined {
    return this.slots.get(identity(key))?.value;
  }

  set(key: Value, value: Value): void {
    this.slots.set(identity(key), new MapEntry(key, value));
  }

  /** Finds a text key without regard to case; the first one in insertion order. */
  findIgnoringCase(key: string): Value | undefined {
    const wanted = key.toLowerCase();
    for (const entry of this.slots.values())
      if (typeof entry.key === "string" && entry.key.toLowerCase() === wanted) return entry.value;
    return undefined;
  }

  entries(): readonly MapEntry[] {
    const inserted = [...this.slots.values()];
    return this.capacity === undefined ? inserted : hashOrder(inserted, this.capacity);
  }
}

/** Entries by bucket of a HashMap with this initial capacity, which doubles above three quarters full. */
function hashOrder(entries: readonly MapEntry[], capacity: number): readonly MapEntry[] {
  let table = 1;
  while (table < capacity) table *= 2;
  while (entries.length > table * 0.75) table *= 2;
  const bucket = (entry: MapEntry): number => {
    const hash = hashOf(entry.key);
    return (hash ^ (hash >>> 16)) & (table - 1);
  };
  return entries
    .map((entry, index) => ({ entry, index, bucket: bucket(entry) }))
    .sort((left, right) => left.bucket - right.bucket || left.index - right.index)
    .map(({ entry }) => entry);
}

/** A text that is equal for two values exactly where Java's `equals` is true. */
export function identity(value: Value): string {
  if (value === null) return "n";
  if (typeof value === "string") return `s${value.length}:${value}`;
  if (typeof value === "boolean") return value ? "t" : "f";
  if (value instanceof JavaNumber) return `${value.kind}:${value.toString()}`;
  if (value instanceof JavaChar) return `c${value.text}`;
  if (value instanceof SafeText) return `S${value.text.length}:${value.text}`;
  if (value instanceof JavaList) return `[${value.items.map(identity).join(",")}]`;
  if (value instanceof JavaMap) return `{${value.entries().map(identity).sort().join(",")}}`;
  if (value instanceof MapEntry) return `<${identity(value.key)}=${identity(value.value)}>`;
  if (value instanceof Moment) return `m${value.epochMs}`;
  return `o${objectNumber(value)}`;
}

const objectNumbers = new WeakMap<object, number>();
let objects = 0;

/** Arrays and loops are equal only to themselves. */
function objectNumber(value: object): number {
  const known = objectNumbers.get(value);
  if (known !== undefined) return known;
  objectNumbers.set(value, ++objects);
  return objects;
}

/** Java's `equals`. */
export const javaEquals = (left: Value, right: Value): boolean =>
  left === right || (typeof left === typeof right && typeof left === "object" && identity(left) === identity(right));

const foldLong = (bits: bigint): number => Number(BigInt.asIntN(32, bits ^ (BigInt.asUintN(64, bits) >> 32n)));

function numberHash(value: JavaNumber): number {
  if (value.kind === "int") return value.toInt();
  if (value.isWhole) return foldLong(value.toLong());
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value.toDouble());
  return foldLong(view.getBigInt64(0));
}

/** `hashCode()`. */
export function hashOf(value: Value): number {
  if (value === null) return 0;
  if (typeof value === "string") return stringHash(value);
  if (typeof value === "boolean") return value ? 1231 : 1237;
  if (value instanceof JavaNumber) return numberHash(value);
  if (value instanceof JavaChar) return value.text.charCodeAt(0);
  if (value instanceof SafeText) return stringHash(value.text);
  if (value instanceof JavaList) return value.items.reduce((hash, item) => (Math.imul(hash, 31) + hashOf(item)) | 0, 1);
  if (value instanceof JavaMap) return value.entries().reduce((hash, entry) => (hash + hashOf(entry)) | 0, 0);
  if (value instanceof MapEntry) return hashOf(value.key) ^ hashOf(value.value);
  return 0;
}

/** `String.valueOf(value)`: the printed text, with `null` for null. */
export function toText(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || value instanceof JavaNumber) return value.toString();
  if (value instanceof JavaChar || value instanceof SafeText) return value.text;
  if (value instanceof JavaList) return `[${value.items.map(toText).join(", ")}]`;
  if (value instanceof JavaArray) return "[Ljava.lang.String;@0";
  if (value instanceof JavaMap) return `{${value.entries().map(toText).join(", ")}}`;
  if (value instanceof MapEntry) return `${toText(value.key)}=${toText(value.value)}`;
  if (value instanceof Moment) return zonedText(value.epochMs);
  const { index, length } = value;
  return `{last=${index === length - 1}, length=${length}, index=${index}, revindex=${length - index - 1}, first=${index === 0}}`;
}

/** The Java class, for messages. */
export function className(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "a boolean";
  if (value instanceof JavaNumber) return "a number";
  if (value instanceof JavaChar) return "a single character";
  if (value instanceof SafeText) return "escaped text";
  if (value instanceof JavaList) return "a list";
  if (value instanceof JavaArray) return "an array";
  if (value instanceof JavaMap) return "a map";
  return value instanceof Moment ? "a date" : "an object";
}

/** Converts a caller's value to Java's types. Objects keep the order of their keys. */
export function fromContext(value: ContextValue): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return JavaNumber.of(value);
  if (typeof value === "bigint") return JavaNumber.fromBigInt(value);
  if (value instanceof JavaNumber) return value;
  if (isList(value)) return new JavaList(value.map(fromContext));
  const map = new JavaMap(undefined);
  for (const key of keysOf(value)) map.set(key, fromContext(value[key]));
  return map;
}

const isList = (
  value: readonly ContextValue[] | { readonly [name: string]: ContextValue },
): value is readonly ContextValue[] => Array.isArray(value);

/** The value as JSON, for the `json` filter; undefined where it has no JSON form. */
export function toJson(value: Value): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof JavaNumber) return value.toString();
  if (value instanceof JavaList || value instanceof JavaArray) return `[${value.items.map(toJson).join(",")}]`;
  if (value instanceof JavaMap) return `{${value.entries().map(toJson).join(",")}}`;
  if (value instanceof MapEntry) return `${JSON.stringify(toText(value.key))}:${toJson(value.value)}`;
  return JSON.stringify(toText(value));
}
