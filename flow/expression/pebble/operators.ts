import { JavaNumber, parseDouble, parseLong } from "../java/numbers";
import { JavaError } from "../java/text";
import {
  JavaArray,
  JavaChar,
  JavaList,
  JavaMap,
  SafeText,
  className,
  identity,
  javaEquals,
  toText,
  type Value,
} from "./values";

/** An operand or argument of the wrong type. */
export class OperandError extends JavaError {}

type Arithmetic = "+" | "-" | "*" | "/" | "%";

function toNumber(value: Value): JavaNumber {
  if (value instanceof JavaNumber) return value;
  if (typeof value !== "string") throw new OperandError(`Cannot convert to Number: ${toText(value)}`);
  const number = /[.eE]/.test(value) ? parseDouble(value) : parseLong(value);
  if (number === undefined) throw new OperandError(`For input string: "${value}"`);
  return number;
}

const REAL: Readonly<Record<Arithmetic, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
};

const WHOLE: Readonly<Record<Arithmetic, (left: bigint, right: bigint) => bigint>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
};

function wholeOperation(operator: Arithmetic, left: bigint, right: bigint): bigint {
  if ((operator === "/" || operator === "%") && right === 0n) throw new OperandError("/ by zero");
  return WHOLE[operator](left, right);
}

/** Widens to double, else long, else int. An int result is computed in 32 bits and returned as a Long, as in Pebble. */
function widened(operator: Arithmetic, left: Value, right: Value): JavaNumber {
  const first = toNumber(left);
  const second = toNumber(right);
  if (!first.isWhole || !second.isWhole) return JavaNumber.double(REAL[operator](first.toDouble(), second.toDouble()));
  if (first.kind === "long" || second.kind === "long")
    return JavaNumber.long(wholeOperation(operator, first.toLong(), second.toLong()));
  return JavaNumber.long(BigInt.asIntN(32, wholeOperation(operator, BigInt(first.toInt()), BigInt(second.toInt()))));
}

const isTextual = (value: Value): boolean => typeof value === "string" || value instanceof SafeText;

const elements = (value: Value): readonly Value[] | undefined => (value instanceof JavaList ? value.items : undefined);

/** `+ - * / %`. */
export function arithmetic(operator: Arithmetic, left: Value, right: Value): Value {
  if (operator === "+" && (isTextual(left) || isTextual(right))) return joined(toText(left), toText(right));
  if (left instanceof JavaList && operator === "+")
    return new JavaList([...left.items, ...(elements(right) ?? [right])]);
  if (left instanceof JavaList && operator === "-") {
    const others = elements(right);
    if (others === undefined) {
      const at = left.items.findIndex((item) => javaEquals(item, right));
      return new JavaList(left.items.filter((_item, index) => index !== at));
    }
    const removed = new Set(others.map(identity));
    return new JavaList(left.items.filter((item) => !removed.has(identity(item))));
  }
  return widened(operator, left, right);
}

export const negate = (value: Value): Value => widened("*", JavaNumber.int(-1), value);
export const plus = (value: Value): Value => widened("*", JavaNumber.int(1), value);

/** `==`: numbers by value, everything else by Java's `equals`, so `200 == "200"` is false. */
export const equal = (left: Value, right: Value): boolean =>
  left instanceof JavaNumber && right instanceof JavaNumber
    ? left.toDouble() === right.toDouble()
    : javaEquals(left, right);

/** `> < >= <=`: false where a side is null; anything but two numbers is an error. */
export function compare(operator: ">" | "<" | ">=" | "<=", left: Value, right: Value): boolean {
  if (left === null || right === null) return false;
  if (!(left instanceof JavaNumber) || !(right instanceof JavaNumber))
    throw new OperandError(
      `only numbers can be compared with '${operator}', not ${className(left)} and ${className(right)}`,
    );
  const first = left.toDouble();
  const second = right.toDouble();
  return { ">": first > second, "<": first < second, ">=": first >= second, "<=": first <= second }[operator];
}

/** Characters, far above any real text: a template that doubles a text must not fill the memory. */
const MAX_TEXT = 16_000_000;

function joined(left: string, right: string): string {
  if (left.length + right.length > MAX_TEXT) throw new OperandError(`The text grows over ${MAX_TEXT} characters`);
  return left + right;
}

/** `~`: null adds nothing, while `+` adds the word "null". */
export const concatenate = (left: Value, right: Value): string =>
  joined(left === null ? "" : toText(left), right === null ? "" : toText(right));

/** `contains`: an item of a list, a key of a map, a part of a text. */
export function contains(left: Value, right: () => Value): boolean {
  if (left === null) return false;
  const wanted = right();
  if (left instanceof JavaList) {
    const present = new Set(left.items.map(identity));
    return (elements(wanted) ?? [wanted]).every((item) => present.has(identity(item)));
  }
  if (left instanceof JavaMap) return left.get(wanted) !== undefined;
  if (left instanceof JavaArray) return left.items.some((item) => javaEquals(item, wanted));
  if (typeof left === "string") return left.includes(toText(wanted));
  throw new OperandError(
    `Contains operator can only be used on Collections, Maps and arrays, not on ${className(left)}`,
  );
}

/** The truth of a condition; undefined for a type that Pebble does not accept. Null is false. */
export function truth(value: Value): boolean | undefined {
  if (value === null) return false;
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return value !== "";
  if (value instanceof JavaNumber) return !Number.isNaN(value.toDouble()) && value.toDouble() !== 0;
  return undefined;
}

const MAX_RANGE = 100_000;

/** `range(start, end, increment)` and `start..end`, over numbers or single characters. */
export function range(start: Value, end: Value, increment: Value): JavaList {
  const isCharacters = typeof start === "string" && typeof end === "string" && start.length === 1 && end.length === 1;
  if (increment !== null && !(increment instanceof JavaNumber))
    throw new OperandError(`The increment of the range function must be a number ${toText(increment)}`);
  const step = increment === null ? 1n : increment.toLong();
  const bounds =
    start instanceof JavaNumber && end instanceof JavaNumber
      ? [start.toLong(), end.toLong()]
      : isCharacters
        ? [BigInt(start.charCodeAt(0)), BigInt(end.charCodeAt(0))]
        : undefined;
  const [first, last] = bounds ?? [];
  if (first === undefined || last === undefined)
    throw new OperandError("Arguments of range function must be of type Number or String with a length of 1");
  if (step === 0n) throw new OperandError("The increment of the range function must be different than 0");
  if ((last - first) / step > BigInt(MAX_RANGE))
    throw new OperandError(`A range of more than ${MAX_RANGE} values is refused`);
  const items: Value[] = [];
  for (let at = first; step > 0n ? at <= last : at >= last; at += step)
    items.push(isCharacters ? new JavaChar(String.fromCharCode(Number(at))) : JavaNumber.long(at));
  return new JavaList(items);
}
