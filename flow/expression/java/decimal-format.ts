import { JavaError } from "./text";

/** `java.text.DecimalFormat` for English: the `numberformat` filter. */

interface Pattern {
  readonly prefix: string;
  readonly suffix: string;
  readonly multiplier: bigint;
  readonly minInteger: number;
  /** Most digits before the point in a number with exponent. */
  readonly maxInteger: number;
  readonly minFraction: number;
  readonly maxFraction: number;
  /** Digits between grouping commas; 0 for none. */
  readonly group: number;
  /** The point is shown even without digits after it. */
  readonly hasPoint: boolean;
  /** Fewest digits of the exponent; undefined for plain numbers. */
  readonly exponentDigits: number | undefined;
}

const MAX_DIGITS = 340;

/** Digits, points and commas of a pattern, counted as in Java: `#` before the zeros, the zeros, and `#` after them. */
interface Counts {
  left: number;
  zeros: number;
  right: number;
  /** Since the last comma; -1 without one. */
  group: number;
  /** Digits before the point; -1 without one. */
  point: number;
  exponent: number | undefined;
}

function malformed(source: string): never {
  throw new JavaError(`the number format '${source}' is malformed`);
}

/** Counts one character of the numeric part; false after its end. */
function countDigit(counts: Counts, character: string, source: string): boolean {
  switch (character) {
    case "#":
      if (counts.zeros > 0) counts.right += 1;
      else counts.left += 1;
      break;
    case "0":
      if (counts.right > 0) malformed(source);
      counts.zeros += 1;
      break;
    case ",":
      counts.group = 0;
      return true;
    case ".":
      if (counts.point >= 0) malformed(source);
      counts.point = counts.left + counts.zeros + counts.right;
      return true;
    default:
      return false;
  }
  if (counts.group >= 0 && counts.point < 0) counts.group += 1;
  return true;
}

/** Affixes and counts of one pattern. Digits may continue after a part of the suffix, which is then printed after the number. */
function scan(source: string): { prefix: string; suffix: string; percent: bigint; counts: Counts } {
  const counts: Counts = { left: 0, zeros: 0, right: 0, group: -1, point: -1, exponent: undefined };
  let [prefix, suffix, percent] = ["", "", 1n];
  let isBefore = true;
  const append = (text: string): void => {
    if (isBefore) prefix += text;
    else suffix += text;
  };
  for (let at = 0; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (countDigit(counts, character, source)) {
      isBefore = false;
      continue;
    }
    if (character === "E" && !isBefore && suffix === "") {
      const zeros = /^0+/.exec(source.slice(at + 1))?.[0].length ?? 0;
      if (counts.left + counts.zeros < 1 || zeros < 1) malformed(source);
      counts.exponent = zeros;
      at += zeros;
    } else if (character === "'") {
      const end = source.indexOf("'", at + 1);
      append(end === at + 1 ? "'" : source.slice(at + 1, end < 0 ? undefined : end));
      at = end < 0 ? source.length : end;
    } else {
      if (character === "%") percent = 100n;
      if (character === "\u2030") percent = 1000n;
      append(character === "\u00a4" ? "$" : character);
    }
  }
  return { prefix, suffix, percent, counts };
}

function readPattern(source: string): Pattern {
  const { prefix, suffix, percent, counts } = scan(source);
  // '###.###', '###.' and '.###' still show one digit.
  if (counts.zeros === 0 && counts.left > 0 && counts.point >= 0) {
    const places = Math.max(1, counts.point);
    counts.right = counts.left - places;
    counts.left = places - 1;
    counts.zeros = 1;
  }
  const { left, zeros, right, group, point, exponent } = counts;
  const isMisplaced = point < 0 ? right > 0 : point < left || point > left + zeros;
  if (isMisplaced || group === 0) malformed(source);
  const total = left + zeros + right;
  const isEmpty = total === 0 && point < 0;
  const minInteger = (point < 0 ? total : point) - left;
  return {
    prefix,
    suffix,
    multiplier: percent,
    minInteger,
    maxInteger: left + minInteger,
    minFraction: point < 0 ? 0 : left + zeros - point,
    maxFraction: isEmpty ? MAX_DIGITS : point < 0 ? 0 : total - point,
    group: Math.max(0, group),
    hasPoint: point === 0 ? total > 0 : point === total && point > 0,
    exponentDigits: exponent,
  };
}

/** The exact value of a double as `whole / 10^scale`. */
function exactDecimal(value: number): { readonly digits: bigint; readonly scale: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  const power = (exponent === 0 ? 1 : exponent) - 1075;
  if (power >= 0) return { digits: mantissa << BigInt(power), scale: 0 };
  return { digits: mantissa * 5n ** BigInt(-power), scale: -power };
}

/** Rounds `digits / 10^scale` half to even at `places` decimals. */
function roundHalfEven(digits: bigint, scale: number, places: number): bigint {
  if (scale <= places) return digits * 10n ** BigInt(places - scale);
  const unit = 10n ** BigInt(scale - places);
  const quotient = digits / unit;
  const twice = (digits % unit) * 2n;
  const up = twice > unit || (twice === unit && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

const grouped = (digits: string, size: number): string =>
  size === 0 ? digits : digits.replace(new RegExp(`\\B(?=(?:\\d{${size}})+(?!\\d))`, "g"), ",");

/** Digits without a point, and the position of the point: 1.5 is `15` and 1. Zero has no digits. */
function significant(digits: bigint, scale: number, most: number): { readonly text: string; readonly point: number } {
  let text = digits.toString();
  let point = text.length - scale;
  if (digits === 0n) return { text: "", point: 0 };
  if (most > 0 && text.length > most) {
    const rounded = roundHalfEven(digits, text.length - most, 0).toString();
    point += rounded.length - most;
    text = rounded;
  }
  return { text: text.replace(/0+$/, ""), point };
}

/** `12345` as `1.2345E4`, by the rules for patterns such as `0.###E0` and `##0.##E0`. */
function scientific(digits: bigint, scale: number, pattern: Pattern): string {
  const { minInteger, maxInteger, minFraction, maxFraction, exponentDigits = 1 } = pattern;
  const { text, point } = significant(digits, scale, maxInteger + maxFraction);
  const isRange = maxInteger > 1 && maxInteger > minInteger;
  const whole = isRange ? 1 : minInteger;
  const exponent = isRange
    ? Math.trunc((point >= 1 ? point - 1 : point - maxInteger) / maxInteger) * maxInteger
    : point - minInteger;
  const shownExponent = text === "" ? 0 : exponent;
  const integers = text === "" ? whole : point - exponent;
  const total = Math.max(text.length, minInteger + minFraction, integers);
  const all = text.padEnd(total, "0");
  const decimal = total > integers ? `.${all.slice(integers)}` : pattern.hasPoint ? "." : "";
  const size = String(Math.abs(shownExponent)).padStart(exponentDigits, "0");
  return `${all.slice(0, integers)}${decimal}E${shownExponent < 0 ? "-" : ""}${size}`;
}

function render(digits: bigint, scale: number, pattern: Pattern): string {
  if (pattern.exponentDigits !== undefined) return scientific(digits, scale, pattern);
  const places = Math.min(pattern.maxFraction, MAX_DIGITS);
  const rounded = roundHalfEven(digits, scale, Math.min(places, Math.max(scale, pattern.minFraction)));
  const shownPlaces = Math.min(places, Math.max(scale, pattern.minFraction));
  const text = rounded.toString().padStart(shownPlaces + 1, "0");
  const whole = text.slice(0, text.length - shownPlaces).replace(/^0+/, "");
  let fraction = text.slice(text.length - shownPlaces);
  while (fraction.length > pattern.minFraction && fraction.endsWith("0")) fraction = fraction.slice(0, -1);
  const integer = whole.padStart(Math.max(pattern.minInteger, fraction === "" ? 1 : 0), "0");
  return `${grouped(integer, pattern.group)}${fraction === "" && !pattern.hasPoint ? "" : `.${fraction}`}`;
}

function positiveAndNegative(source: string): readonly [Pattern, string | undefined] {
  let quoted = false;
  for (let at = 0; at < source.length; at++) {
    if (source.charAt(at) === "'") quoted = !quoted;
    if (source.charAt(at) === ";" && !quoted) return [readPattern(source.slice(0, at)), source.slice(at + 1)];
  }
  return [readPattern(source), undefined];
}

/** A number to format: the value of a double, or an exact whole or decimal number. */
export interface FormattedNumber {
  readonly real: number;
  readonly whole?: bigint;
}

/**
 * Formats a number, rounding half to even.
 * @param source the pattern, such as `#,##0.00`; undefined for the default `#,##0.###`.
 * @throws JavaError for a pattern that Java refuses.
 */
export function formatDecimal(value: FormattedNumber, source: string | undefined): string {
  const [pattern, negative] = positiveAndNegative(source ?? "#,##0.###");
  if (value.whole === undefined && Number.isNaN(value.real)) return "NaN";
  const isNegative = value.whole === undefined ? value.real < 0 || Object.is(value.real, -0) : value.whole < 0n;
  // Java multiplies the double before it reads the digits: 0.075 becomes 7.5.
  const size =
    value.whole === undefined
      ? exactDecimal(Math.abs(value.real) * Number(pattern.multiplier))
      : { digits: (isNegative ? -value.whole : value.whole) * pattern.multiplier, scale: 0 };
  const body = Number.isFinite(value.real) ? render(size.digits, size.scale, pattern) : "∞";
  if (!isNegative) return pattern.prefix + body + pattern.suffix;
  if (negative === undefined) return `-${pattern.prefix}${body}${pattern.suffix}`;
  const affixes = readPattern(negative);
  return affixes.prefix + body + affixes.suffix;
}
