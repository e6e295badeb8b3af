/** `java.text.DecimalFormat` for English: the `numberformat` filter. */
export class DecimalFormatError extends Error {}

interface Pattern {
  readonly prefix: string;
  readonly suffix: string;
  readonly multiplier: bigint;
  readonly minInteger: number;
  readonly minFraction: number;
  readonly maxFraction: number;
  /** Digits between grouping commas; 0 for none. */
  readonly group: number;
  readonly scientific: boolean;
}

const SPECIAL = /[#0,.]/;

/** Reads literal text up to the first digit character, unquoting; `%` and the per-mille sign set the multiplier. */
const readAffix = (pattern: string, start: number, stop: RegExp): { text: string; next: number; percent: bigint } => {
  let text = "";
  let percent = 1n;
  let at = start;
  while (at < pattern.length && !stop.test(pattern.charAt(at)) && pattern.charAt(at) !== ";") {
    const character = pattern.charAt(at++);
    if (character === "'") {
      const end = pattern.indexOf("'", at);
      text += end === at ? "'" : pattern.slice(at, end < 0 ? undefined : end);
      at = end < 0 ? pattern.length : end + 1;
      continue;
    }
    if (character === "%") percent = 100n;
    if (character === "\u2030") percent = 1000n;
    text += character === "\u00a4" ? "$" : character;
  }
  return { text, next: at, percent };
};

const readPattern = (source: string): Pattern => {
  const prefix = readAffix(source, 0, SPECIAL);
  const body = /^[#0,]*(?:\.[0#]*)?(?:E0+)?/.exec(source.slice(prefix.next))?.[0] ?? "";
  const suffix = readAffix(source, prefix.next + body.length, SPECIAL);
  if (suffix.next < source.length && source.charAt(suffix.next) !== ";")
    throw new DecimalFormatError(`the number format '${source}' is malformed`);
  const [number = "", exponent] = body.split("E");
  const [whole = "", decimals = ""] = number.split(".");
  if (/0[,]*#/.test(whole) || /#0/.test(decimals))
    throw new DecimalFormatError(`the number format '${source}' is malformed`);
  const comma = whole.lastIndexOf(",");
  const digits = whole.replaceAll(",", "");
  const implied = !number.includes("0") && decimals !== "";
  return {
    prefix: prefix.text,
    suffix: suffix.text,
    multiplier: prefix.percent === 1n ? suffix.percent : prefix.percent,
    // '#.##' without any zero shows one digit before the point, '.##' one behind it.
    minInteger: implied && digits !== "" ? 1 : digits.replaceAll("#", "").length,
    minFraction: implied && digits === "" ? 1 : decimals.replaceAll("#", "").length,
    maxFraction: body === "" ? 340 : decimals.length,
    group: comma < 0 ? 0 : whole.length - comma - 1,
    scientific: exponent !== undefined,
  };
};

/** The exact value of a double as `whole / 10^scale`. */
const exactDecimal = (value: number): { readonly digits: bigint; readonly scale: number } => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  const power = (exponent === 0 ? 1 : exponent) - 1075;
  if (power >= 0) return { digits: mantissa << BigInt(power), scale: 0 };
  return { digits: mantissa * 5n ** BigInt(-power), scale: -power };
};

/** Rounds `digits / 10^scale` half to even at `places` decimals. */
const roundHalfEven = (digits: bigint, scale: number, places: number): bigint => {
  if (scale <= places) return digits * 10n ** BigInt(places - scale);
  const unit = 10n ** BigInt(scale - places);
  const quotient = digits / unit;
  const twice = (digits % unit) * 2n;
  const up = twice > unit || (twice === unit && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
};

const grouped = (digits: string, size: number): string =>
  size === 0 ? digits : digits.replace(new RegExp(`\\B(?=(?:\\d{${size}})+(?!\\d))`, "g"), ",");

const render = (digits: bigint, scale: number, pattern: Pattern): string => {
  const places = Math.min(pattern.maxFraction, 340);
  const rounded = roundHalfEven(
    digits * pattern.multiplier,
    scale,
    Math.min(places, Math.max(scale, pattern.minFraction)),
  );
  const shownPlaces = Math.min(places, Math.max(scale, pattern.minFraction));
  const text = rounded.toString().padStart(shownPlaces + 1, "0");
  const whole = text.slice(0, text.length - shownPlaces).replace(/^0+/, "");
  let fraction = text.slice(text.length - shownPlaces);
  while (fraction.length > pattern.minFraction && fraction.endsWith("0")) fraction = fraction.slice(0, -1);
  const integer = whole.padStart(Math.max(pattern.minInteger, fraction === "" ? 1 : 0), "0");
  return `${grouped(integer, pattern.group)}${fraction === "" ? "" : `.${fraction}`}`;
};

const positiveAndNegative = (source: string): readonly [Pattern, string | undefined] => {
  let quoted = false;
  for (let at = 0; at < source.length; at++) {
    if (source.charAt(at) === "'") quoted = !quoted;
    if (source.charAt(at) === ";" && !quoted) return [readPattern(source.slice(0, at)), source.slice(at + 1)];
  }
  return [readPattern(source), undefined];
};

/** A number to format: a double by value, whole numbers and decimals exactly. */
export interface FormattedNumber {
  readonly real: number;
  readonly whole?: bigint;
}

/**
 * Formats a number, rounding half to even.
 * @param source the pattern, such as `#,##0.00`; undefined for the default `#,##0.###`.
 * @throws DecimalFormatError for a pattern that Java refuses, or for one with an exponent.
 */
export const formatDecimal = (value: FormattedNumber, source: string | undefined): string => {
  const [pattern, negative] = positiveAndNegative(source ?? "#,##0.###");
  if (pattern.scientific)
    throw new DecimalFormatError(`the number format '${source ?? ""}' has an exponent, which is not supported`);
  if (value.whole === undefined && Number.isNaN(value.real)) return "NaN";
  const isNegative = value.whole === undefined ? value.real < 0 || Object.is(value.real, -0) : value.whole < 0n;
  const size =
    value.whole === undefined
      ? exactDecimal(Math.abs(value.real))
      : { digits: isNegative ? -value.whole : value.whole, scale: 0 };
  const body = Number.isFinite(value.real) ? render(size.digits, size.scale, pattern) : "∞";
  if (!isNegative) return pattern.prefix + body + pattern.suffix;
  if (negative === undefined) return `-${pattern.prefix}${body}${pattern.suffix}`;
  const affixes = readPattern(negative);
  return affixes.prefix + body + affixes.suffix;
};
