/** Business hours as the Contact Center keeps them, and what they say at an instant. */

const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] as const;
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"] as const;
const OCCURRENCES = ["FIRST", "SECOND", "THIRD", "FOURTH"] as const;
const DAY_MS = 86_400_000;

/** On which days something comes again. */
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

/** A time that lasts from its first minute to its last, both YYYY-MM-DDTHH:MM, and may come again. */
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

/** What a Business Hours activity leaves by, and the name of the entry that decides. */
export interface Opening {
  readonly port: "override" | "holidays" | "workingHours" | "default";
  readonly name: string;
}

/** Making one takes longer than most calls; there are some hundred zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** YYYY-MM-DDTHH:MM on the clocks of a zone. */
export function localTime(epochMs: number, timeZone: string): string {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone, ...parts });
  formats.set(timeZone, format);
  return format.format(epochMs).replace(" ", "T");
}

/** Epoch milliseconds of an ISO time; one without an offset is on the clocks of the zone. */
export function epochOf(time: string, timeZone: string): number {
  if (/(?:Z|[+-]\d\d:\d\d)$/.test(time)) return Date.parse(time);
  const wanted = Date.parse(`${time}Z`);
  const ahead = (epochMs: number): number => Date.parse(`${localTime(epochMs, timeZone)}Z`) - epochMs;
  const near = wanted - ahead(Math.floor(wanted / 60_000) * 60_000);
  return wanted - ahead(Math.floor(near / 60_000) * 60_000);
}

/** Overrides count before holidays, and these before the hours of the week. */
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

/** A shift that ends before it begins goes on past midnight. */
function isIn({ days, startTime, endTime }: Schedule["workingHours"][number], local: string): boolean {
  const clock = local.slice(11);
  const isOn = (day: number): boolean => days.includes(weekdayOf(day));
  const today = dayOf(local);
  if (startTime <= endTime) return isOn(today) && startTime <= clock && clock <= endTime;
  return (isOn(today) && startTime <= clock) || (isOn(today - 1) && clock <= endTime);
}

/** Whether one of the span's occurrences is under way. */
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

/** The day of the month that is named, the nth such weekday, or else the day on which it began. */
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
