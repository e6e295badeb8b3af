import { epochOf, openingAt, type Schedule } from "../../../flow/simulate/schedule";

const schedule = (more: Partial<Schedule>): Schedule => ({
  name: "Main",
  timeZone: "America/New_York",
  workingHours: [],
  holidays: [],
  overrides: [],
  overridesZone: "America/New_York",
  ...more,
});
const shift = (startTime: string, endTime: string, ...days: readonly string[]) =>
  schedule({ workingHours: [{ name: "Shift", days, startTime, endTime }] });
const again = (first: string, last: string, frequency: string, recurrence: object) =>
  schedule({ holidays: [{ name: "Again", first, last, frequency, recurrence }] });

it.each([
  ["the last minute counts", shift("09:00", "16:59", "MON"), "2026-01-05T16:59:59", "workingHours"],
  ["and the next does not", shift("09:00", "16:59", "MON"), "2026-01-05T17:00", "default"],
  ["past midnight a shift goes on", shift("22:00", "05:59", "MON"), "2026-01-06T05:00", "workingHours"],
  ["before its day it does not", shift("22:00", "05:59", "MON"), "2026-01-05T05:00", "default"],
  [
    "every second week",
    again("2026-01-05T00:00", "2026-01-05T23:59", "Weekly", { interval: 2, daysOfWeek: ["WED"] }),
    "2026-01-21T12:00",
    "holidays",
  ],
  [
    "not the week between",
    again("2026-01-05T00:00", "2026-01-05T23:59", "Weekly", { interval: 2, daysOfWeek: ["WED"] }),
    "2026-01-14T12:00",
    "default",
  ],
  [
    "the last Monday of May",
    again("2020-05-25T00:00", "2020-05-25T23:59", "Yearly", {
      specificMonth: "MAY",
      occurrenceInTheMonth: "LAST",
      daysOfWeek: ["MON"],
    }),
    "2026-05-25T12:00",
    "holidays",
  ],
  [
    "a night on the third of each month, on its second day",
    again("2026-01-03T20:00", "2026-01-04T08:00", "Monthly", { specificDayOfMonth: 3 }),
    "2026-03-04T07:00",
    "holidays",
  ],
  [
    "not after its end",
    again("2026-01-03T20:00", "2026-01-04T08:00", "Monthly", { specificDayOfMonth: 3, endDate: "2026-02-28" }),
    "2026-03-04T07:00",
    "default",
  ],
  [
    "each third day",
    again("2026-01-01T00:00", "2026-01-01T23:59", "Daily", { interval: 3 }),
    "2026-01-07T01:00",
    "holidays",
  ],
] as const)("%s", (_name, hours, local, port) => {
  expect(openingAt(hours, epochOf(local, "America/New_York")).port).toBe(port);
});

it("reads a local time by the clocks of its zone, summer and winter", () => {
  expect(epochOf("2026-07-01T09:00", "Europe/Paris")).toBe(Date.parse("2026-07-01T07:00:00Z"));
  expect(epochOf("2026-12-24T09:00", "Europe/Paris")).toBe(Date.parse("2026-12-24T08:00:00Z"));
  expect(epochOf("2026-12-24T09:00+05:00", "Europe/Paris")).toBe(Date.parse("2026-12-24T04:00:00Z"));
});
