import { formatDate } from "../../java/date-format";
import { parseDate } from "../../java/date-parse";
import { formatDecimal } from "../../java/decimal-format";
import { JavaNumber } from "../../java/numbers";
import { fixedZone, zoneOrGmt } from "../../java/time-zone";
import { OperandError } from "../operators";
import { Moment, SafeText, className, toText, type Value } from "../values";
import { asNumber, filter, optionalText, type CallArguments, type Filter, type Surroundings } from "./filter";

const DEFAULT_FORMAT = "yyyy-MM-dd'T'HH:mm:ssZ";

const abs: Filter = {
  parameters: [],
  apply: (input) => {
    if (input === null) throw new OperandError('Can not pass null value to "abs" filter.');
    const number = asNumber(input, "the input of 'abs'");
    if (!number.isWhole) return JavaNumber.double(Math.abs(number.toDouble()));
    const whole = number.toBigInt();
    const size = whole < 0n ? -whole : whole;
    if (number.kind === "int") return JavaNumber.int(size);
    return number.kind === "long" ? JavaNumber.long(size) : JavaNumber.bigInteger(size);
  },
};

function numberformat(input: Value, call: CallArguments): string {
  if (!(input instanceof JavaNumber))
    throw new OperandError("The input for the 'NumberFormat' filter has to be a number.");
  const pattern = optionalText(call.get("format"), "the format of 'numberformat'");
  return formatDecimal(
    input.isWhole ? { real: input.toDouble(), whole: input.toBigInt() } : { real: input.toDouble() },
    pattern,
  );
}

function parseText(text: string, format: string, { zone, now }: Surroundings): number {
  try {
    return parseDate(text, format, zone, now);
  } catch (cause) {
    throw new OperandError(`Could not parse the string '${text}' into a date, with formatting: ${format}`, { cause });
  }
}

/** Milliseconds since 1970: a number unchanged, or a text in the given format. */
function epochOf(input: Value, format: string, surroundings: Surroundings): number {
  if (input instanceof Moment) return input.epochMs;
  if (input instanceof JavaNumber) return Number(input.toLong());
  if (typeof input === "string") return parseText(input, format, surroundings);
  throw new OperandError(`Unsupported argument type: ${className(input)} (value: ${toText(input)})`);
}

function date(input: Value, call: CallArguments, surroundings: Surroundings): SafeText {
  const format = optionalText(call.get("format"), "the format of 'date'");
  const timeZone = optionalText(call.get("timeZone"), "the time zone of 'date'");
  const existing = optionalText(call.get("existingFormat"), "the existing format of 'date'");
  if (input instanceof Moment) {
    // The moment has its own zone, UTC; the argument is ignored.
    const pattern = format ?? "yyyy-MM-dd'T'HH:mm:ss.SSSXXX'[UTC]'";
    return new SafeText(formatDate(input.epochMs, pattern, fixedZone(0, "UTC"), true));
  }
  const zone = timeZone === undefined ? surroundings.zone : zoneOrGmt(timeZone);
  return new SafeText(
    formatDate(epochOf(input, existing ?? DEFAULT_FORMAT, surroundings), format ?? DEFAULT_FORMAT, zone, false),
  );
}

/** A filter that Flow Designer adds: seconds (or milliseconds) since 1970 of a date. */
function epoch(input: Value, call: CallArguments, surroundings: Surroundings): JavaNumber {
  const format = optionalText(call.get("format"), "the format of 'epoch'");
  const isoMs =
    format === undefined && typeof input === "string" ? Date.parse(input.replace(/\[.*\]$/, "")) : Number.NaN;
  const millis = Number.isNaN(isoMs) ? epochOf(input, format ?? DEFAULT_FORMAT, surroundings) : isoMs;
  return JavaNumber.long(call.get("inMillis") === true ? millis : Math.floor(millis / 1000));
}

export const NUMBER_AND_DATE_FILTERS: Readonly<Record<string, Filter>> = {
  abs,
  date: filter(["format", "existingFormat", "timeZone"], date),
  epoch: filter(["inMillis", "format"], epoch),
  numberformat: filter(["format"], numberformat),
};
