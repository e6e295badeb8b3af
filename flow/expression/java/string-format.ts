import { formatDecimal } from "./decimal-format";
import { JavaNumber } from "./numbers";
import { JavaError } from "./text";

/** `String.format` for the conversions a contact flow can use: text, numbers, characters, booleans, percent and new line. */

/** One argument: a number, or another value as text. */
export type FormatArgument = JavaNumber | { readonly text: string; readonly type?: "boolean" | "char" } | null;

const MAX_WIDTH = 10_000;
const SPECIFIER = /%(\d+\$)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

const isNumber = (argument: FormatArgument | undefined): argument is JavaNumber => argument instanceof JavaNumber;

const textOf = (argument: FormatArgument): string =>
  argument === null ? "null" : isNumber(argument) ? argument.toString() : argument.text;

function mismatch(conversion: string): never {
  throw new JavaError(`the format '%${conversion}' does not fit its argument`);
}

function signed(body: string, negative: boolean, flags: string): string {
  if (negative) return flags.includes("(") ? `(${body})` : `-${body}`;
  return flags.includes("+") ? `+${body}` : flags.includes(" ") ? ` ${body}` : body;
}

function decimal(argument: NonNullable<FormatArgument>, flags: string): string {
  if (!isNumber(argument) || !argument.isWhole) return mismatch("d");
  const value = argument.toBigInt();
  const digits = (value < 0n ? -value : value).toString();
  return signed(flags.includes(",") ? digits.replace(/\B(?=(?:\d{3})+$)/g, ",") : digits, value < 0n, flags);
}

function fixed(argument: NonNullable<FormatArgument>, flags: string, precision = 6): string {
  if (!isNumber(argument) || argument.isWhole) return mismatch("f");
  const value = argument.toDouble();
  if (!Number.isFinite(value)) return argument.toString();
  // Formatter rounds half up on the shortest decimal form, unlike DecimalFormat, which rounds half to even on the exact value.
  const body = roundHalfUp(Math.abs(value), precision);
  const [whole = "", fraction] = body.split(".");
  const grouped = flags.includes(",") ? formatDecimal({ real: 0, whole: BigInt(whole) }, "#,##0") : whole;
  return signed(fraction === undefined ? grouped : `${grouped}.${fraction}`, value < 0, flags);
}

function roundHalfUp(value: number, precision: number): string {
  const [mantissa = "0", exponent = "0"] = value.toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const scale = digits.length - 1 - Number(exponent);
  const whole = BigInt(digits);
  if (scale <= precision) return place(whole * 10n ** BigInt(precision - scale), precision);
  const unit = 10n ** BigInt(scale - precision);
  return place((whole + unit / 2n) / unit, precision);
}

function place(digits: bigint, precision: number): string {
  const text = digits.toString().padStart(precision + 1, "0");
  return precision === 0 ? text : `${text.slice(0, -precision)}.${text.slice(-precision)}`;
}

function hexadecimal(argument: NonNullable<FormatArgument>): string {
  if (!isNumber(argument) || !argument.isWhole) return mismatch("x");
  const value = argument.toBigInt();
  return (value >= 0n ? value : BigInt.asUintN(argument.kind === "int" ? 32 : 64, value)).toString(16);
}

function character(argument: NonNullable<FormatArgument>): string {
  if (isNumber(argument)) return argument.kind === "int" ? String.fromCodePoint(argument.toInt()) : mismatch("c");
  return argument.type === "char" ? argument.text : mismatch("c");
}

function convert(conversion: string, argument: FormatArgument, flags: string, precision: number | undefined): string {
  const kind = conversion.toLowerCase();
  switch (kind) {
    case "s":
      return textOf(argument).slice(0, precision);
    case "b": {
      const isFalse =
        argument === null || ("type" in argument && argument.type === "boolean" && argument.text === "false");
      return String(!isFalse).slice(0, precision);
    }
    case "d":
    case "f":
    case "x":
    case "c":
      return argument === null ? "null" : CONVERSIONS[kind](argument, flags, precision);
    default:
      throw new JavaError(`the format '%${conversion}' is not supported`);
  }
}

const CONVERSIONS = { d: decimal, f: fixed, x: hexadecimal, c: character } as const;

function padTo(text: string, width: number, flags: string, numeric: boolean): string {
  if (flags.includes("-")) return text.padEnd(width);
  if (!flags.includes("0") || !numeric) return text.padStart(width);
  const sign = /^[+-]/.exec(text)?.[0] ?? "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}

/**
 * Fills a format.
 * @throws JavaError for a missing argument, one of the wrong type, or an unknown conversion.
 */
export function formatString(format: string, given: readonly FormatArgument[]): string {
  let next = 0;
  const rest = format.replace(SPECIFIER, "");
  if (rest.includes("%")) throw new JavaError(`the format '${format}' has a '%' without a conversion`);
  return format.replace(
    SPECIFIER,
    (
      _all,
      index: string | undefined,
      flags: string,
      width: string | undefined,
      digits: string | undefined,
      conversion: string,
    ) => {
      if (conversion === "n") return "\n";
      if (Math.max(Number(width ?? 0), Number(digits ?? 0)) > MAX_WIDTH)
        throw new JavaError(`the format '${format}' is wider than ${MAX_WIDTH} characters`);
      if (conversion === "%") return padTo("%", Number(width ?? 0), flags, false);
      const position = index === undefined ? next++ : Number.parseInt(index, 10) - 1;
      const argument = given[position];
      if (argument === undefined) throw new JavaError(`the format '${format}' has no argument for '%${conversion}'`);
      const text = convert(conversion, argument, flags, digits === undefined ? undefined : Number(digits));
      const padded = padTo(text, Number(width ?? 0), flags, /[dfx]/i.test(conversion));
      return conversion === conversion.toUpperCase() ? padded.toUpperCase() : padded;
    },
  );
}
