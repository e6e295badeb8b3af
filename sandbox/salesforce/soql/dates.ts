/** A calendar day as the number of days since 1970-01-01. */
export type Day = number;

/** Days from `from` to `to`; `to` is not included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

const DAY_MS = 86_400_000;

const dayOf = (year: number, month: number, date: number): Day => Date.UTC(year, month, date) / DAY_MS;
const dateOf = (day: Day): Date => new Date(day * DAY_MS);

/** The offset of a zone from UTC at a time, in milliseconds. */
export function offsetOf(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return local - Math.floor(at / 1000) * 1000;
}

/** The current day in a zone. */
export const today = (now: number, timeZone: string): Day => Math.floor((now + offsetOf(timeZone, now)) / DAY_MS);

/** The start of a day in a zone, in milliseconds since 1970. */
export function startOfDay(day: Day, timeZone: string): number {
  const utc = day * DAY_MS;
  const first = utc - offsetOf(timeZone, utc);
  // The offset may change between midnight here and midnight in UTC.
  return utc - offsetOf(timeZone, first);
}

/** `yyyy-mm-dd` */
export const dayText = (day: Day): string => dateOf(day).toISOString().slice(0, 10);

type Unit = "day" | "week" | "month" | "quarter" | "year";

/** The first day of the unit that is `steps` units after the unit of a day. */
function startOfUnit(unit: Unit, day: Day, steps: number): Day {
  const date = dateOf(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit) {
    case "day":
      return day + steps;
    case "week":
      // Weeks begin on Sunday, as for users with a locale of the United States.
      return day - date.getUTCDay() + 7 * steps;
    case "month":
      return dayOf(year, month + steps, 1);
    case "quarter":
      return dayOf(year, Math.floor(month / 3) * 3 + 3 * steps, 1);
    case "year":
      return dayOf(year + steps, 0, 1);
  }
}

const UNITS: Readonly<Record<string, Unit>> = {
  DAY: "day",
  WEEK: "week",
  MONTH: "month",
  QUARTER: "quarter",
  YEAR: "year",
};

/** The org's fiscal year is the calendar year. */
const unitOf = (word: string): Unit | undefined => UNITS[word.replace("FISCAL_", "").replace(/S$/, "")];

/** Units from `from` to `to`, relative to the current one; `to` is not included. */
const unitRange = (unit: Unit, day: Day, from: number, to: number): DayRange => ({
  from: startOfUnit(unit, day, from),
  to: startOfUnit(unit, day, to),
});

const FIXED: Readonly<Record<string, readonly [number, number]>> = {
  YESTERDAY: [-1, 0],
  TODAY: [0, 1],
  TOMORROW: [1, 2],
  LAST_90_DAYS: [-90, 1],
  NEXT_90_DAYS: [1, 91],
};

/**
 * The days that a date literal such as `TODAY` or `LAST_N_DAYS:7` means; undefined for an unknown one.
 * @see https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm
 */
export function literalRange(literal: string, now: number, timeZone: string): DayRange | undefined {
  const day = today(now, timeZone);
  const [name = "", count = ""] = literal.toUpperCase().split(":");
  const fixed = FIXED[name];
  if (fixed !== undefined) return unitRange("day", day, ...fixed);
  const single = /^(LAST|THIS|NEXT)_(.+)$/.exec(name);
  const n = Number(count);
  const many = /^(LAST|NEXT)_N_(.+)$/.exec(name);
  const ago = /^N_(.+)_AGO$/.exec(name);
  const unit = unitOf(many?.[2] ?? ago?.[1] ?? single?.[2] ?? "");
  if (unit === undefined || (count !== "" && !Number.isInteger(n))) return undefined;
  if (ago !== null) return unitRange(unit, day, -n, 1 - n);
  if (many !== null) {
    if (many[1] === "NEXT") return unitRange(unit, day, 1, n + 1);
    // The last n days include today; the last n weeks and longer units end with the last complete one.
    return unitRange(unit, day, -n, unit === "day" ? 1 : 0);
  }
  const step = { LAST: -1, THIS: 0, NEXT: 1 }[single?.[1] ?? ""] ?? 0;
  return unitRange(unit, day, step, step + 1);
}

/** A time as stored in records: `yyyy-mm-ddThh:mm:ss.sss+0000`. Such texts sort by time. */
export const stamp = (ms: number): string => new Date(ms).toISOString().replace("Z", "+0000");
