import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import {
  calendarNameField,
  clockField,
  dateField,
  FREQUENCIES,
  Recurrence,
  recurrenceProblems,
} from "../fields/calendar";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { descriptionField, duplicateNames } from "../fields/common";
import { lookUpOf } from "../client/find-by-name";

const Holiday = z.strictObject({
  /** Shown to administrators, unique in the list; at most 80 letters, digits, `-` and `_`, with single spaces between. */
  name: calendarNameField(),
  /** First day, `YYYY-MM-DD`. */
  startDate: dateField(),
  /** Last day, `YYYY-MM-DD`; the same for a single day. */
  endDate: dateField(),
  /** First minute of the first day, `HH:MM`. Default: the whole day. */
  startTime: clockField().optional(),
  /** Last minute of the last day, `HH:MM`. */
  endTime: clockField().optional(),
  /** How often it repeats. Default: `DontRepeat`. */
  frequency: z.enum(FREQUENCIES).optional(),
  /** How it repeats. `Weekly` needs `daysOfWeek`, `Monthly` a day or occurrence, `Yearly` `specificMonth`. */
  recurrence: Recurrence.optional(),
});

const inputs = z.strictObject({
  /** Unique in the organisation; at most 80 letters, digits, `-` and `_`, with single spaces between. */
  name: calendarNameField(),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** The days; at least one. Their time zone is that of the business hours that use the list. */
  holidays: z.array(Holiday).min(1, "needs at least one holiday"),
});

const wire = baseWire.extend({ name: z.string(), holidays: z.array(z.looseObject({})).optional() });

type Inputs = z.output<typeof inputs>;

const rules = ({ holidays = [] }: Partial<Inputs>): readonly Problem[] => [
  ...duplicateNames("holidays", holidays),
  ...holidays.flatMap((holiday, i) => recurrenceProblems(`holidays[${i}]`, holiday)),
];

/**
 * Days on which business hours are closed.
 *
 * @example
 * new webex.HolidayList("France", {
 *   holidays: [{
 *     name: "Christmas", startDate: "2026-12-25", endDate: "2026-12-25",
 *     frequency: "Yearly", recurrence: { specificMonth: "DEC", specificDayOfMonth: 25 },
 *   }],
 * });
 */
export const HolidayList = defineResource({
  kind: "webex.HolidayList",
  noun: "holiday list",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/holiday-list",
  inputs,
  naturalKey: ["name"],
  sets: ["holidays", "holidays.recurrence.daysOfWeek"],
  rules,
  store: webexEntity({
    inputs,
    wire,
    path: "holiday-list",
    computed: ["holidaysCount"],
    fromWire: ({ holidays = [] }) => ({ holidays }),
  }),
  permission: "holiday-list",
  lookUp: "getHolidayList",
  export: {},
  trial: {
    inputs: {
      holidays: [{ name: "Day", startDate: "2036-12-25", endDate: "2036-12-25", startTime: "00:00", endTime: "23:59" }],
    },
  },
  picture: { family: "other" },
});
export type HolidayList = InstanceType<typeof HolidayList>;

/** An existing holiday list by name. */
export const { plain: getHolidayList, output: getHolidayListOutput } = lookUpOf("webex.HolidayList");
