import { javaTrim } from "./text";

/**
 * The number types of Java's expression engines. Flow Designer gives an INTEGER variable to Pebble as an `Integer`, but a
 * number in a template is a `Long`. The two differ in `contains`, `sort` and overflow, so JavaScript's number type is not enough.
 */
export type JavaNumberKind = "int" | "long" | "double" | "bigint" | "decimal";

/** One boxed Java number. `int`, `long` and `bigint` hold whole numbers; `decimal` keeps the text of a BigDecimal. */
export class JavaNumber {
  private constructor(
    readonly kind: JavaNumberKind,
    private readonly whole: bigint,
    private readonly real: number,
    private readonly source: string,
  ) {}

  /** `Integer`: wraps at 32 bits, as in Java's narrowing. */
  static int(value: bigint | number): JavaNumber {
    const whole = BigInt.asIntN(32, BigInt(value));
    return new JavaNumber("int", whole, Number(whole), "");
  }

  /** `Long`: wraps at 64 bits. */
  static long(value: bigint | number): JavaNumber {
    const whole = BigInt.asIntN(64, BigInt(value));
    return new JavaNumber("long", whole, Number(whole), "");
  }

  static double(value: number): JavaNumber {
    return new JavaNumber("double", 0n, value, "");
  }

  static bigInteger(value: bigint): JavaNumber {
    return new JavaNumber("bigint", value, Number(value), "");
  }

  /** `BigDecimal` of a JSON number too long for a double. */
  static decimal(source: string): JavaNumber {
    return new JavaNumber("decimal", 0n, Number(source), source);
  }

  /** A number in a JSON document: `Integer`, `Long` or `BigInteger` for whole numbers, else `Double`. */
  static fromJson(text: string): JavaNumber {
    if (!/^-?\d+$/.test(text)) return JavaNumber.double(Number(text));
    return JavaNumber.fromBigInt(BigInt(text));
  }

  static fromBigInt(value: bigint): JavaNumber {
    if (BigInt.asIntN(32, value) === value) return JavaNumber.int(value);
    return BigInt.asIntN(64, value) === value ? JavaNumber.long(value) : JavaNumber.bigInteger(value);
  }

  /** A JavaScript number, converted as in `fromJson`. */
  static of(value: number): JavaNumber {
    return Number.isInteger(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER && !Object.is(value, -0)
      ? JavaNumber.fromBigInt(BigInt(value))
      : JavaNumber.double(value);
  }

  get isWhole(): boolean {
    return this.kind !== "double" && this.kind !== "decimal";
  }

  /** `doubleValue()`. */
  toDouble(): number {
    return this.real;
  }

  /** `longValue()`: truncates and saturates a double, wraps a BigInteger. */
  toLong(): bigint {
    if (this.isWhole) return BigInt.asIntN(64, this.whole);
    return saturate(this.real, -(2n ** 63n), 2n ** 63n - 1n);
  }

  /** `intValue()`: saturates a double, wraps whole numbers. */
  toInt(): number {
    if (this.isWhole) return Number(BigInt.asIntN(32, this.whole));
    return Number(saturate(this.real, -(2n ** 31n), 2n ** 31n - 1n));
  }

  /** The exact whole value; only for `isWhole`. */
  toBigInt(): bigint {
    return this.whole;
  }

  /** `toString()`, as a template prints it: `5`, `3.5`, `1.0E10`. */
  toString(): string {
    if (this.isWhole) return this.whole.toString();
    return this.kind === "decimal" ? this.source : doubleToString(this.real);
  }

  toJSON(): number {
    return this.real;
  }
}

function saturate(value: number, low: bigint, high: bigint): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value <= Number(low)) return low;
  if (value >= Number(high)) return high;
  return BigInt(Math.trunc(value));
}

/** `Double.toString`: decimal between 10^-3 and 10^7, scientific with `E` elsewhere, always with a fraction. */
export function doubleToString(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) {
    const plain = size.toString();
    return (value < 0 ? "-" : "") + (plain.includes(".") ? plain : `${plain}.0`);
  }
  // Java prints the smallest double as 4.9E-324, JavaScript as 5e-324.
  if (size === Number.MIN_VALUE) return value < 0 ? "-4.9E-324" : "4.9E-324";
  if (size >= 2 ** 53 && size < 2 ** 63) return (value < 0 ? "-" : "") + longDouble(BigInt(size));
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** Java 18 and older print more digits than necessary: those of the exact number, up to the precision of 53 bits. */
function longDouble(whole: bigint): string {
  const dropped = Math.floor((whole.toString(2).length - 55) * Math.log10(2));
  const unit = 10n ** BigInt(Math.max(0, dropped));
  const digits = ((whole + unit / 2n) / unit) * unit;
  const [first = "", ...rest] = digits.toString().replace(/0+$/, "");
  return `${first}.${rest.join("") || "0"}E${digits.toString().length - 1}`;
}

const LONG = /^[+-]?\d+$/;
const DOUBLE = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)$/;

const OTHER_DIGIT = /\p{Nd}/u;

/** `Character.digit` for digits of other scripts: they are in groups of ten, and the position in the group is the value. */
const latinDigits = (text: string): string =>
  text.replace(/[^\0-\u007f]/g, (digit) => {
    if (!OTHER_DIGIT.test(digit)) return digit;
    let before = 0;
    while (OTHER_DIGIT.test(String.fromCharCode(digit.charCodeAt(0) - before - 1))) before += 1;
    return String(before % 10);
  });

/** `Long.parseLong`; undefined where Java throws NumberFormatException. */
export function parseLong(given: string): JavaNumber | undefined {
  const text = latinDigits(given);
  if (!LONG.test(text)) return undefined;
  const value = BigInt(text.startsWith("+") ? text.slice(1) : text);
  return BigInt.asIntN(64, value) === value ? JavaNumber.long(value) : undefined;
}

/** `Double.parseDouble`; undefined where Java throws. Hexadecimal floats are not read. */
export function parseDouble(text: string): JavaNumber | undefined {
  const trimmed = javaTrim(text);
  return DOUBLE.test(trimmed) ? JavaNumber.double(Number(trimmed.replace(/[fFdD]$/, ""))) : undefined;
}
