import { compileJavaRegex } from "../../java/regex";
import { compareText, javaTrim, trimEnd, trimStart } from "../../java/text";
import { OperandError } from "../operators";
import { JavaArray, JavaChar, javaEquals, type Value } from "../values";
import { NOT_FOUND, int, isInt, isText, refuseNull, type Found } from "./found";

/** Methods of `java.lang.String`, by name in lower case. */

function inside(index: number, length: number): number {
  if (index < 0 || index > length) throw new OperandError(`index ${index} is outside the text of ${length} characters`);
  return index;
}

function substring(text: string, from: number, to: number): string {
  if (inside(from, text.length) > inside(to, text.length))
    throw new OperandError(`begin ${from}, end ${to}, length ${text.length}`);
  return text.slice(from, to);
}

const TEXT_GETTERS: Readonly<Record<string, (text: string) => Value>> = {
  length: (text) => int(text.length),
  isempty: (text) => text === "",
  isblank: (text) => trimStart(text) === "",
  touppercase: (text) => text.toUpperCase(),
  tolowercase: (text) => text.toLowerCase(),
  trim: javaTrim,
  strip: (text) => trimEnd(trimStart(text)),
  stripleading: trimStart,
  striptrailing: trimEnd,
  tostring: (text) => text,
  intern: (text) => text,
};

const TEXT_TO_TEXT: Readonly<Record<string, (text: string, other: string) => Value>> = {
  contains: (text, other) => text.includes(other),
  startswith: (text, other) => text.startsWith(other),
  endswith: (text, other) => text.endsWith(other),
  indexof: (text, other) => int(text.indexOf(other)),
  lastindexof: (text, other) => int(text.lastIndexOf(other)),
  equalsignorecase: (text, other) => text.toLowerCase() === other.toLowerCase(),
  concat: (text, other) => text + other,
  compareto: (text, other) => int(compareText(text, other)),
  comparetoignorecase: (text, other) => int(compareText(text.toLowerCase(), other.toLowerCase())),
  matches: (text, other) => compileJavaRegex(other).matches(text),
  split: (text, other) => new JavaArray([...compileJavaRegex(other).split(text, 0)]),
};

const MAX_REPEATED = 1_000_000;

function repeat(text: string, count: number): string {
  if (count < 0) throw new OperandError(`count is negative: ${count}`);
  if (text.length * count > MAX_REPEATED) throw new OperandError(`repeating the text ${count} times is refused`);
  return text.repeat(count);
}

const TEXT_TO_INT: Readonly<Record<string, (text: string, at: number) => Value>> = {
  substring: (text, from) => substring(text, from, text.length),
  charat: (text, at) => {
    if (at >= text.length) throw new OperandError(`index ${at}, length ${text.length}`);
    return new JavaChar(text.charAt(inside(at, text.length)));
  },
  repeat,
  indexof: (text, code) => int(code < 0 || code > 0x10ffff ? -1 : text.indexOf(String.fromCodePoint(code))),
  lastindexof: (text, code) => int(code < 0 || code > 0x10ffff ? -1 : text.lastIndexOf(String.fromCodePoint(code))),
};

export function callText(text: string, name: string, given: readonly Value[]): Found {
  const [first, second] = given;
  if (given.length === 0)
    return Object.hasOwn(TEXT_GETTERS, name) ? (TEXT_GETTERS[name]?.(text) ?? NOT_FOUND) : NOT_FOUND;
  if (name === "equals" && given.length === 1) return javaEquals(text, first ?? null);
  if (given.length === 1) refuseNull(name, given, TEXT_TO_TEXT, TEXT_TO_INT);
  if (given.length === 1 && isText(first) && Object.hasOwn(TEXT_TO_TEXT, name))
    return TEXT_TO_TEXT[name]?.(text, first) ?? NOT_FOUND;
  if (given.length === 1 && isInt(first) && Object.hasOwn(TEXT_TO_INT, name))
    return TEXT_TO_INT[name]?.(text, first.toInt()) ?? NOT_FOUND;
  if (given.length !== 2) return NOT_FOUND;
  refuseNull(name, given, { substring: true, replace: true, replaceall: true, replacefirst: true });
  if (isInt(first) && isInt(second) && name === "substring") return substring(text, first.toInt(), second.toInt());
  if (!isText(first) || !isText(second)) return NOT_FOUND;
  if (name === "replace") return text.replaceAll(first, () => second);
  if (name === "replaceall") return compileJavaRegex(first).replace(text, second, true);
  return name === "replacefirst" ? compileJavaRegex(first).replace(text, second, false) : NOT_FOUND;
}
