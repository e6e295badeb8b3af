import { z } from "zod";
import type { Problem } from "../../core/resource/types";
import { nameField } from "./common";

/** Fields that working hours, holidays and overrides share. */

/**
 * The published `^[a-zA-Z0-9_-]+(\s?[a-zA-Z0-9_-]+)*$` needs seconds to refuse a bad name of 28 characters. This accepts the same
 * names, except those with whitespace other than spaces.
 */
const NAME = /^[a-zA-Z0-9_-]+(?: [a-zA-Z0-9_-]+)*$/;

export const calendarNameField = (): z.ZodString =>
  nameField(NAME, 80, "letters, digits, - and _, with single spaces between");

export const daysField = (): z.ZodArray<z.ZodEnum<{ [Day in (typeof DAYS)[number]]: Day }>> =>
  z.array(z.enum(DAYS)).min(1, "needs at least one day");
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] as const;

/** `HH:MM`, 00:00 to 23:59. */
export const clockField = (): z.ZodString =>
  z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 08:00, up to 23:59");

/** `YYYY-MM-DD`, a day that exists. */
export const dateField = (): z.ZodString =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, "must be a date such as 2026-12-25")
    .refine(exists, "is not a day of the calendar");

/** `YYYY-MM-DDTHH:MM`, in the time zone of the object; no zone, no seconds. */
export const dateTimeField = (): z.ZodString =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, "must be a date and time such as 2026-12-24T14:00")
    .refine((text) => exists(text.slice(0, 10)), "is not a day of the calendar");

function exists(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

/** Details of an entry's repetition, beside its frequency. */
export const Recurrence = z.strictObject({
  /** Repeats every this many days, weeks, months or years; at least 1. */
  interval: z.number().int("must be a whole number").min(1, "must be at least 1").default(1),
  /** For `Monthly`: which of the `daysOfWeek` in the month. */
  occurrenceInTheMonth: z.enum(["FIRST", "SECOND", "THIRD", "FOURTH", "LAST"]).optional(),
  /** For `Weekly`: on which days. */
  daysOfWeek: daysField().optional(),
  /** For `Monthly` and `Yearly`: on which day of the month, 1 to 31. */
  specificDayOfMonth: z
    .number()
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .max(31, "may be at most 31")
    .optional(),
  /** For `Yearly`: in which month. */
  specificMonth: z
    .enum(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])
    .optional(),
  /** The last day of the repetition. Default: no end. */
  endDate: dateField().optional(),
});

export const FREQUENCIES = ["DontRepeat", "Daily", "Weekly", "Monthly", "Yearly"] as const;

interface Repeated {
  readonly frequency?: (typeof FREQUENCIES)[number] | undefined;
  readonly recurrence?: z.output<typeof Recurrence> | undefined;
}

/** Refuses a recurrence that lacks what its frequency needs, as the service does. `at` is the path of the entry. */
export function recurrenceProblems(at: string, { frequency, recurrence }: Repeated): readonly Problem[] {
  const needs = (field: string, reason: string): readonly Problem[] => [
    { property: `${at}.recurrence${field === "" ? "" : `.${field}`}`, reason },
  ];
  switch (frequency) {
    case undefined:
    case "DontRepeat":
      return recurrence === undefined ? [] : needs("", "needs a frequency other than DontRepeat");
    case "Daily":
      return [];
    case "Weekly":
      return recurrence?.daysOfWeek === undefined ? needs("daysOfWeek", "is required for Weekly") : [];
    case "Monthly":
      return recurrence?.specificDayOfMonth === undefined && recurrence?.occurrenceInTheMonth === undefined
        ? needs("specificDayOfMonth", "or occurrenceInTheMonth is required for Monthly")
        : [];
    case "Yearly":
      return recurrence?.specificMonth === undefined ? needs("specificMonth", "is required for Yearly") : [];
  }
}
