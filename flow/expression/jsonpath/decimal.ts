/** The parts of `java.math.BigDecimal` that filters need: reading, comparing, printing. */
export interface Decimal {
  readonly unscaled: bigint;
  /** Digits after the point; negative for trailing zeros that are not written. */
  readonly scale: number;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,10}))?$/;

/** `new BigDecimal(text)`; undefined where Java throws. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return undefined;
  const scale = fraction.length - Number(exponent);
  if (Math.abs(scale) > 2 ** 31) return undefined;
  return { unscaled: BigInt(`${whole}${fraction}`) * (sign === "-" ? -1n : 1n), scale };
}

const size = (value: bigint): string => (value < 0n ? -value : value).toString();

/** Exponent of the first digit in scientific notation. */
const magnitude = ({ unscaled, scale }: Decimal): number => size(unscaled).length - scale;

const signOf = (value: bigint): number => (value < 0n ? -1 : Number(value > 0n));

/** `compareTo`: 1.0 and 1 are equal. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const sign = signOf(left.unscaled);
  if (sign !== signOf(right.unscaled)) return sign - signOf(right.unscaled);
  if (sign === 0) return 0;
  const order = magnitude(left) - magnitude(right);
  if (order !== 0) return order > 0 ? sign : -sign;
  // With equal magnitudes the scales differ by at most the number of digits.
  const scale = Math.max(left.scale, right.scale);
  const first = left.unscaled * 10n ** BigInt(scale - left.scale);
  const second = right.unscaled * 10n ** BigInt(scale - right.scale);
  return signOf(first - second);
}

/** `toString()`: plain while the exponent is small, else scientific. */
export function printDecimal({ unscaled, scale }: Decimal): string {
  const digits = size(unscaled);
  const sign = unscaled < 0n ? "-" : "";
  const exponent = digits.length - 1 - scale;
  if (scale === 0) return sign + digits;
  if (scale > 0 && exponent >= -6) {
    const padded = digits.padStart(scale + 1, "0");
    return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  }
  const mantissa = digits.length === 1 ? digits : `${digits.charAt(0)}.${digits.slice(1)}`;
  return exponent === 0 ? sign + mantissa : `${sign}${mantissa}E${exponent > 0 ? "+" : ""}${exponent}`;
}

/** `intValue()`: the whole part, wrapped to 32 bits. */
export function decimalToInt({ unscaled, scale }: Decimal): number {
  if (scale <= -32) return 0;
  const whole = scale > 0 ? unscaled / 10n ** BigInt(Math.min(scale, 10_000)) : unscaled * 10n ** BigInt(-scale);
  return Number(BigInt.asIntN(32, whole));
}
