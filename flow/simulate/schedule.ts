/** Business hours in the form of the Contact Center, and their state at an instant. */

import { cache } from "../remembered";

const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] as const;
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"] as const;
const OCCURRENCES = ["FIRST", "SECOND", "THIRD", "FOURTH"] as const;
const DAY_MS = 86_400_000;

/** The days on which a span is repeated. */
export interface Repetition {
  /** `DontRepeat`, `Daily`, `Weekly`, `Monthly` or `Yearly`. */
  readonly frequency?: string | undefined;
  readonly recurrence?:
    | {
        readonly interval?: number | undefined;
        /** `FIRST` to `FOURTH`, or `LAST`. */
        readonly occurrenceInTheMonth?: string | undefined;
        readonly daysOfWeek?: readonly string[] | undefined;
        readonly specificDayOfMonth?: number | undefined;
        readonly specificMonth?: string | undefined;
        /** YYYY-MM-DD. */
        readonly endDate?: string | undefined;
      }
    | undefined;
}

/** A span of time from its first to its last minute, both YYYY-MM-DDTHH:MM, which may be repeated. */
export interface Span extends Repetition {
  readonly name: string;
  readonly first: string;
  readonly last: string;
}

export interface Schedule {
  readonly name: string;
  /** IANA zone of shifts and holidays. */
  readonly timeZone: string;
  /** `days` are SUN to SAT; `startTime` and `endTime` HH:MM, the last minute included. */
  readonly workingHours: readonly {
    readonly name: string;
    readonly days: readonly string[];
    readonly startTime: string;
    readonly endTime: string;
  }[];
  readonly holidays: readonly Span[];
  readonly overrides: readonly (Span & { readonly isOpen: boolean })[];
  readonly overridesZone: string;
}

/** The port of a Business Hours activity, and the name of the entry that decides it. */
export interface Opening {
  readonly port: "override" | "holidays" | "workingHours" | "default";
  readonly name: string;
}

/** Cached by zone: making one takes longer than most calls, and there are only some hundred zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The local time of a zone, as YYYY-MM-DDTHH:MM. */
export function localTime(epochMs: number, timeZone: string): string {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone, ...parts });
  formats.set(timeZone, format);
  return format.format(epochMs).replace(" ", "T");
}

/** Epoch milliseconds of an ISO time. A time without an offset is in the zone's local time. */
export const epochOf = (time: string, timeZone: string): number =>
  epochs(`${timeZone}\n${time}`, () => epochIn(time, timeZone));

const epochs = cache<number>(100);

function epochIn(time: string, timeZone: string): number {
  if (/(?:Z|[+-]\d\d:\d\d)$/.test(time)) return Date.parse(time);
  const wanted = Date.parse(`${time}Z`);
  const ahead = (epochMs: number): number => Date.parse(`${localTime(epochMs, timeZone)}Z`) - epochMs;
  const near = wanted - ahead(Math.floor(wanted / 60_000) * 60_000);
  return wanted - ahead(Math.floor(near / 60_000) * 60_000);
}

/** Overrides are preferred to holidays, and holidays to the hours of the week. */
export function openingAt(schedule: Schedule, epochMs: number): Opening {
  const there = localTime(epochMs, schedule.overridesZone);
  const override = schedule.overrides.find((span) => covers(span, there));
  if (override !== undefined) return { port: "override", name: override.name };
  const here = localTime(epochMs, schedule.timeZone);
  const holiday = schedule.holidays.find((span) => covers(span, here));
  if (holiday !== undefined) return { port: "holidays", name: holiday.name };
  const shift = schedule.workingHours.find((one) => isIn(one, here));
  return shift === undefined ? { port: "default", name: "" } : { port: "workingHours", name: shift.name };
}

const dayOf = (local: string): number => Date.parse(`${local.slice(0, 10)}T00:00Z`) / DAY_MS;
const weekdayOf = (day: number): (typeof DAYS)[number] => DAYS[new Date(day * DAY_MS).getUTCDay()] ?? "SUN";

/** A shift whose end is before its start continues after midnight. */
function isIn({ days, startTime, endTime }: Schedule["workingHours"][number], local: string): boolean {
  const clock = local.slice(11);
  const isOn = (day: number): boolean => days.includes(weekdayOf(day));
  const today = dayOf(local);
  if (startTime <= endTime) return isOn(today) && startTime <= clock && clock <= endTime;
  return (isOn(today) && startTime <= clock) || (isOn(today - 1) && clock <= endTime);
}

/** Whether the time is in one of the span's occurrences. */
function covers(span: Span, local: string): boolean {
  const length = Math.max(0, dayOf(span.last) - dayOf(span.first));
  const today = dayOf(local);
  return Array.from({ length: length + 1 }, (_, back) => today - back).some((begin) => {
    if (!beginsOn(span, begin)) return false;
    const shift = (begin - dayOf(span.first)) * DAY_MS;
    const moved = (text: string): string => new Date(Date.parse(`${text}Z`) + shift).toISOString().slice(0, 16);
    return moved(span.first) <= local && local <= moved(span.last);
  });
}

function beginsOn({ first, frequency, recurrence = {} }: Span, day: number): boolean {
  const start = dayOf(first);
  if (day === start) return true;
  const { interval = 1, endDate, specificMonth } = recurrence;
  if (day < start || (endDate !== undefined && day > dayOf(endDate))) return false;
  const [date, origin] = [new Date(day * DAY_MS), new Date(start * DAY_MS)];
  const years = date.getUTCFullYear() - origin.getUTCFullYear();
  const months = years * 12 + date.getUTCMonth() - origin.getUTCMonth();
  const weekOf = (one: number): number => Math.floor((one + 4) / 7);
  switch (frequency) {
    case "Daily":
      return (day - start) % interval === 0;
    case "Weekly":
      return recurrence.daysOfWeek?.includes(weekdayOf(day)) === true && (weekOf(day) - weekOf(start)) % interval === 0;
    case "Monthly":
      return months % interval === 0 && isDayOfMonth(recurrence, date, origin);
    case "Yearly": {
      const month = MONTHS.findIndex((name) => name === specificMonth);
      const isMonth = date.getUTCMonth() === (month < 0 ? origin.getUTCMonth() : month);
      return years % interval === 0 && isMonth && isDayOfMonth(recurrence, date, origin);
    }
    default:
      return false;
  }
}

/** Whether it is the given day of the month, the nth given weekday, or else the day of the span's start. */
function isDayOfMonth(
  { specificDayOfMonth, occurrenceInTheMonth, daysOfWeek }: NonNullable<Repetition["recurrence"]>,
  date: Date,
  origin: Date,
): boolean {
  const day = date.getUTCDate();
  if (occurrenceInTheMonth === undefined) return day === (specificDayOfMonth ?? origin.getUTCDate());
  if (daysOfWeek?.includes(DAYS[date.getUTCDay()] ?? "") !== true) return false;
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  if (occurrenceInTheMonth === "LAST") return day > last - 7;
  return Math.ceil(day / 7) === OCCURRENCES.findIndex((name) => name === occurrenceInTheMonth) + 1;
}
