import { DAYS, MONTHS, parseDatePattern, type PatternField } from "./date-pattern";
import { zoneName, type JavaZone } from "./time-zone";
import { JavaError } from "./text";

/** An instant in one time zone. The UTC fields of `local` hold the zone's local time. */
interface Moment {
  readonly local: Date;
  readonly epochMs: number;
  readonly zone: JavaZone;
  readonly offset: number;
  readonly temporal: boolean;
}

const DAY_MS = 86_400_000;
/** JavaScript's dates end 275,000 years from 1970; one day is reserved for the time zone's offset. */
const MAX_EPOCH_MS = 8.64e15 - DAY_MS;
const pad = (value: number, width: number): string => String(value).padStart(width, "0");

const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;

/** Week of the year as in the United States: weeks start on Sunday, the week of 1 January is the first. */
function usWeek(date: Date): { week: number; year: number } {
  const year = date.getUTCFullYear();
  const nextFirst = Date.UTC(year + 1, 0, 1);
  const nextStart = nextFirst - new Date(nextFirst).getUTCDay() * DAY_MS;
  const midnight = Date.UTC(year, date.getUTCMonth(), date.getUTCDate());
  if (midnight >= nextStart) return { week: 1, year: year + 1 };
  const first = Date.UTC(year, 0, 1);
  const start = first - new Date(first).getUTCDay() * DAY_MS;
  return { week: Math.floor((midnight - start) / (7 * DAY_MS)) + 1, year };
}

function weekOfMonth(date: Date): number {
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)).getUTCDay();
  return Math.floor((date.getUTCDate() - 1 + first) / 7) + 1;
}

const yearText = (year: number, count: number): string =>
  count === 2 ? pad(((year % 100) + 100) % 100, 2) : pad(year, count);

function offsetText(offset: number, hours: boolean, colon: boolean): string {
  const size = Math.abs(offset);
  const sign = offset < 0 ? "-" : "+";
  const head = `${sign}${pad(Math.floor(size / 60), 2)}`;
  return hours ? head : `${head}${colon ? ":" : ""}${pad(size % 60, 2)}`;
}

function isoOffset(moment: Moment, count: number, zulu: boolean): string {
  if (zulu && moment.offset === 0) return "Z";
  if (count > 3 && !moment.temporal) throw new JavaError(`invalid ISO 8601 format: length=${count}`);
  const hoursOnly = count === 1 && (!moment.temporal || moment.offset % 60 === 0);
  return offsetText(moment.offset, hoursOnly, count === 3 || count === 5);
}

const name = (full: string, count: number): string =>
  count === 5 ? full.charAt(0) : count >= 4 ? full : full.slice(0, 3);

function monthText(moment: Moment, count: number): string {
  const month = moment.local.getUTCMonth();
  // Only `DateTimeFormatter` has the one-letter form (five letters in the pattern).
  return count < 3 ? pad(month + 1, count) : name(MONTHS[month] ?? "", moment.temporal ? count : Math.min(count, 4));
}

const dayName = (moment: Moment, count: number): string =>
  name(DAYS[moment.local.getUTCDay()] ?? "", moment.temporal ? count : Math.min(count, 4));

const isoDay = (date: Date): number => ((date.getUTCDay() + 6) % 7) + 1;

function fraction(moment: Moment, count: number): string {
  const millis = moment.local.getUTCMilliseconds();
  return moment.temporal ? pad(millis, 3).padEnd(count, "0").slice(0, count) : pad(millis, count);
}

const zoneText = (moment: Moment, count: number): string => zoneName(moment.zone, moment.epochMs, count >= 4);

function rfcZone(moment: Moment, count: number): string {
  if (!moment.temporal || count < 4) return offsetText(moment.offset, false, false);
  return count === 4 ? gmtOffset(moment) : isoOffset(moment, 5, true);
}

const gmtOffset = (moment: Moment): string =>
  moment.offset === 0 ? "GMT" : `GMT${offsetText(moment.offset, false, true)}`;

/** Years before 1 count backwards from 1 BC. */
function yearOfEra(moment: Moment): number {
  const year = moment.local.getUTCFullYear();
  return year > 0 ? year : 1 - year;
}

function era(moment: Moment, count: number): string {
  const after = moment.local.getUTCFullYear() > 0;
  if (moment.temporal && count === 4) return after ? "Anno Domini" : "Before Christ";
  return after ? "AD" : "BC";
}

type Render = (moment: Moment, count: number) => string;

const FIELDS: Readonly<Record<string, Render>> = {
  G: era,
  y: (moment, count) => yearText(yearOfEra(moment), count),
  u: (moment, count) =>
    moment.temporal ? yearText(moment.local.getUTCFullYear(), count) : pad(isoDay(moment.local), count),
  Y: (moment, count) => yearText(usWeek(moment.local).year, count),
  Q: (moment, count) => pad(Math.floor(moment.local.getUTCMonth() / 3) + 1, count),
  q: (moment, count) => pad(Math.floor(moment.local.getUTCMonth() / 3) + 1, count),
  M: monthText,
  L: monthText,
  w: (moment, count) => pad(usWeek(moment.local).week, count),
  W: (moment, count) => pad(weekOfMonth(moment.local), count),
  D: (moment, count) => pad(dayOfYear(moment.local), count),
  d: (moment, count) => pad(moment.local.getUTCDate(), count),
  F: (moment, count) => pad(Math.floor((moment.local.getUTCDate() - 1) / 7) + 1, count),
  E: dayName,
  e: (moment, count) => (count < 3 ? pad(moment.local.getUTCDay() + 1, count) : dayName(moment, count)),
  c: (moment, count) => (count < 3 ? pad(moment.local.getUTCDay() + 1, count) : dayName(moment, count)),
  a: (moment) => (moment.local.getUTCHours() < 12 ? "AM" : "PM"),
  H: (moment, count) => pad(moment.local.getUTCHours(), count),
  k: (moment, count) => pad(moment.local.getUTCHours() || 24, count),
  K: (moment, count) => pad(moment.local.getUTCHours() % 12, count),
  h: (moment, count) => pad(moment.local.getUTCHours() % 12 || 12, count),
  m: (moment, count) => pad(moment.local.getUTCMinutes(), count),
  s: (moment, count) => pad(moment.local.getUTCSeconds(), count),
  S: fraction,
  n: (moment, count) => pad(moment.local.getUTCMilliseconds() * 1_000_000, count),
  z: zoneText,
  Z: rfcZone,
  X: (moment, count) => isoOffset(moment, count, true),
  x: (moment, count) => isoOffset(moment, count, false),
  O: gmtOffset,
  V: (moment) => moment.zone.id,
};

function renderField(field: PatternField, moment: Moment): string {
  const render = FIELDS[field.letter];
  if (render === undefined) throw new JavaError(`the date pattern letter '${field.letter}' is not supported`);
  return render(moment, field.count);
}

/**
 * Formats an instant.
 * @param epochMs milliseconds since 1970.
 * @param temporal true for the rules of `DateTimeFormatter`, false for `SimpleDateFormat`.
 * @throws JavaError for a pattern with an unknown letter.
 */
export function formatDate(epochMs: number, pattern: string, zone: JavaZone, temporal: boolean): string {
  if (!(Math.abs(epochMs) <= MAX_EPOCH_MS)) throw new JavaError(`the date ${epochMs} ms after 1970 is out of range`);
  const offset = zone.offsetAt(epochMs);
  const moment: Moment = { local: new Date(epochMs + offset * 60_000), epochMs, zone, offset, temporal };
  return parseDatePattern(pattern, temporal)
    .map((part) => (typeof part === "string" ? part : renderField(part, moment)))
    .join("");
}

/** `ZonedDateTime.toString()` in UTC: `2025-02-06T21:09:02.712Z[UTC]`; seconds are left out when they and the fraction are zero. */
export function zonedText(epochMs: number): string {
  const iso = new Date(epochMs).toISOString().replace(/\.000Z$/, "Z");
  const seconds = new Date(epochMs).getUTCSeconds();
  return `${seconds === 0 && !iso.includes(".") ? iso.replace(/:00Z$/, "Z") : iso}[UTC]`;
}
