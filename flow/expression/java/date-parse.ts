import { DAYS, MONTHS, parseDatePattern, type PatternField, type PatternPart } from "./date-pattern";
import { fixedZone, localToEpoch, zoneByAbbreviation, type JavaZone } from "./time-zone";
import { JavaError } from "./text";

/** The calendar fields read from a text, as in a lenient `GregorianCalendar`. */
interface Fields {
  year: number;
  month: number;
  day: number;
  dayOfYear: number | undefined;
  /** 24-hour clock; preferred to the two fields below. */
  hour: number | undefined;
  hour12: number;
  afternoon: number;
  minute: number;
  second: number;
  millis: number;
  zone: JavaZone;
}

const MAX_LOCAL_MS = 8.63e15;

const NUMERIC = new Set([..."yYMLwWDdFuHkKhmsS"]);
const ERAS = ["BC", "AD"] as const;

const isNumeric = (part: PatternPart | undefined): boolean =>
  part !== undefined &&
  typeof part !== "string" &&
  NUMERIC.has(part.letter) &&
  !("ML".includes(part.letter) && part.count > 2);

/** Reads a text by position. Every method throws when the text does not fit. */
class Reader {
  at = 0;
  constructor(readonly text: string) {}

  literal(expected: string): void {
    if (!this.text.startsWith(expected, this.at)) this.fail();
    this.at += expected.length;
  }

  skipBlanks(): void {
    while (this.text.charAt(this.at) === " " || this.text.charAt(this.at) === "\t") this.at++;
    if (this.at >= this.text.length) this.fail();
  }

  /** @param width exact number of digits where another number follows directly; otherwise all digits. */
  number(width: number | undefined): string {
    const rest = this.text.slice(this.at, width === undefined ? undefined : this.at + width);
    const match = /^-?\d+/.exec(rest)?.[0];
    if (match === undefined) return this.fail();
    this.at += match.length;
    return match;
  }

  /** Index of the longest of these words at the position, ignoring case. Full names and three-letter forms match. */
  word(words: readonly string[]): number {
    const rest = this.text.slice(this.at).toLowerCase();
    let best = -1;
    let length = 0;
    words.forEach((word, index) => {
      for (const form of [word, word.slice(0, 3)]) {
        if (form.length > length && rest.startsWith(form.toLowerCase())) {
          best = index;
          length = form.length;
        }
      }
    });
    if (best < 0) this.fail();
    this.at += length;
    return best;
  }

  match(pattern: RegExp): RegExpExecArray {
    const found = pattern.exec(this.text.slice(this.at));
    if (found === null) return this.fail();
    this.at += found[0].length;
    return found;
  }

  fail(): never {
    throw new JavaError(`'${this.text}' does not fit at position ${this.at}`);
  }
}

function signedOffset(sign: string | undefined, hours: string | undefined, minutes: string | undefined): JavaZone {
  const total = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return fixedZone(sign === "-" ? -total : total);
}

/** ISO offsets by the number of `X`: `+01`, `+0100`, `+01:00`. `Z` is always accepted. */
const ISO_OFFSETS: readonly RegExp[] = [
  /^(?:Z|([+-])(\d{2}))/,
  /^(?:Z|([+-])(\d{2})(\d{2}))/,
  /^(?:Z|([+-])(\d{2}):(\d{2}))/,
];

function readZone(reader: Reader, { letter, count }: PatternField): JavaZone {
  const iso = letter === "X" ? ISO_OFFSETS[count - 1] : undefined;
  if (iso !== undefined) {
    const parts = reader.match(iso);
    return signedOffset(parts[1], parts[2], parts[3]);
  }
  const offset = /^(?:GMT)?([+-])(\d{1,2}):?(\d{2})/.exec(reader.text.slice(reader.at));
  if (offset !== null) {
    reader.at += offset[0].length;
    return signedOffset(offset[1], offset[2], offset[3]);
  }
  return zoneByAbbreviation(reader.match(/^[A-Za-z]+/)[0]) ?? reader.fail();
}

/** The full year of a two-digit year: at most 20 years in the future, else in the past. */
function fullYear(value: number, now: Date): number {
  const start = now.getUTCFullYear() - 80;
  const candidate = Math.floor(start / 100) * 100 + value;
  return candidate < start ? candidate + 100 : candidate;
}

/** By letter. The day of the month is preferred to weeks and week days, so numbers of other letters are only skipped. */
const SETTERS: Readonly<Record<string, (fields: Fields, value: number) => void>> = {
  M: (fields, value) => (fields.month = value - 1),
  L: (fields, value) => (fields.month = value - 1),
  d: (fields, value) => (fields.day = value),
  D: (fields, value) => (fields.dayOfYear = value),
  H: (fields, value) => (fields.hour = value),
  k: (fields, value) => (fields.hour = value === 24 ? 0 : value),
  K: (fields, value) => (fields.hour12 = value),
  h: (fields, value) => (fields.hour12 = value === 12 ? 0 : value),
  m: (fields, value) => (fields.minute = value),
  s: (fields, value) => (fields.second = value),
  S: (fields, value) => (fields.millis = value),
};

function readField(reader: Reader, part: PatternField, next: PatternPart | undefined, fields: Fields, now: Date): void {
  // Spaces are allowed before numbers and zones, not before names.
  const start = reader.at;
  reader.skipBlanks();
  if ("MLEGa".includes(part.letter) && !isNumeric(part)) reader.at = start;
  if (isNumeric(part)) {
    const digits = reader.number(isNumeric(next) ? part.count : undefined);
    const value = Number(digits);
    if (part.letter === "y" || part.letter === "Y")
      fields.year = part.count <= 2 && /^\d\d$/.test(digits) ? fullYear(value, now) : value;
    else SETTERS[part.letter]?.(fields, value);
    return;
  }
  if (part.letter === "M" || part.letter === "L") fields.month = reader.word(MONTHS);
  else if (part.letter === "E") reader.word(DAYS);
  else if (part.letter === "G") reader.word(ERAS);
  else if (part.letter === "a") fields.afternoon = reader.word(["AM", "PM"]);
  else fields.zone = readZone(reader, part);
}

/**
 * `SimpleDateFormat.parse`, lenient: text after the match is ignored, and a 13th month is next January.
 * @param zone used where the text has no zone.
 * @param now reference for the century of two-digit years.
 * @returns milliseconds since 1970.
 * @throws JavaError when the text does not match or the pattern is not valid.
 */
export function parseDate(text: string, pattern: string, zone: JavaZone, now: Date): number {
  const parts = parseDatePattern(pattern, false);
  const reader = new Reader(text);
  const fields: Fields = {
    year: 1970,
    month: 0,
    day: 1,
    dayOfYear: undefined,
    hour: undefined,
    hour12: 0,
    afternoon: 0,
    minute: 0,
    second: 0,
    millis: 0,
    zone,
  };
  parts.forEach((part, index) => {
    if (typeof part === "string") reader.literal(part);
    else readField(reader, part, parts[index + 1], fields, now);
  });
  const hour = fields.hour ?? fields.hour12 + 12 * fields.afternoon;
  const local = new Date(0);
  local.setUTCFullYear(fields.year, fields.dayOfYear === undefined ? fields.month : 0, fields.dayOfYear ?? fields.day);
  local.setUTCHours(hour, fields.minute, fields.second, fields.millis);
  if (!(Math.abs(local.getTime()) <= MAX_LOCAL_MS)) throw new JavaError(`'${text}' is out of range`);
  return localToEpoch(local.getTime(), fields.zone);
}
