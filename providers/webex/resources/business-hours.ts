import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { calendarNameField, clockField, daysField } from "../fields/calendar";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { descriptionField, idField, timezoneField, duplicateNames } from "../fields/common";
import { lookUpOf } from "../client/find-by-name";

const WorkingHours = z.strictObject({
  /** Shown to administrators, unique in the list; at most 80 letters, digits, `-` and `_`, with single spaces between. */
  name: calendarNameField(),
  /** The days of the week. */
  days: daysField(),
  /** First minute, `HH:MM`. */
  startTime: clockField(),
  /** Last open minute, `HH:MM`: with `16:59` the centre closes at 17:00. */
  endTime: clockField(),
});

const inputs = z.strictObject({
  /** Unique in the organisation; at most 80 letters, digits, `-` and `_`, with single spaces between. */
  name: calendarNameField(),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** IANA time zone of all its times. */
  timezone: timezoneField(),
  /** Opening times; at least one entry. */
  workingHours: z.array(WorkingHours).min(1, "needs at least one entry"),
  /** Days on which it is closed in spite of `workingHours`. */
  holidaysId: idField("a holiday list").optional(),
  /** Exceptions, which win over working hours and holidays. */
  overridesId: idField("overrides").optional(),
});

const wire = baseWire.extend({ name: z.string(), workingHours: z.array(z.looseObject({})).optional() });

type Inputs = z.output<typeof inputs>;

const rules = ({ workingHours }: Partial<Inputs>): readonly Problem[] =>
  duplicateNames("workingHours", workingHours ?? []);

/**
 * When the contact centre is open. A flow's BusinessHours activity uses it.
 *
 * @example
 * new webex.BusinessHours("Office hours", {
 *   timezone: "Europe/Paris",
 *   workingHours: [{ name: "Weekdays", days: ["MON", "TUE", "WED", "THU", "FRI"], startTime: "08:00", endTime: "16:59" }],
 *   holidaysId: holidays.id,
 * });
 */
export const BusinessHours = defineResource({
  kind: "webex.BusinessHours",
  noun: "business hours",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/business-hour",
  inputs,
  naturalKey: ["name"],
  sets: ["workingHours", "workingHours.days"],
  rules,
  store: webexEntity({
    inputs,
    wire,
    path: "business-hours",
    computed: ["workingHoursCount"],
    fromWire: ({ workingHours = [] }) => ({ workingHours }),
  }),
  permission: "working-hour",
  lookUp: "getBusinessHours",
  export: {},
  trial: {
    inputs: {
      timezone: "UTC",
      workingHours: [{ name: "Weekdays", days: ["MON"], startTime: "08:00", endTime: "16:59" }],
      holidaysId: "{webex.HolidayList}",
      overridesId: "{webex.Overrides}",
    },
  },
  picture: {
    family: "flow",
    detail: ({ timezone }) => (typeof timezone === "string" ? timezone : ""),
  },
});
export type BusinessHours = InstanceType<typeof BusinessHours>;

/** Existing business hours by name. */
export const { plain: getBusinessHours, output: getBusinessHoursOutput } = lookUpOf("webex.BusinessHours");
