import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { calendarNameField, dateTimeField, FREQUENCIES, Recurrence, recurrenceProblems } from "../fields/calendar";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { descriptionField, timezoneField, duplicateNames } from "../fields/common";
import { lookUpOf } from "../client/find-by-name";

const Override = z.strictObject({
  /** Shown to administrators, unique in the list; at most 80 letters, digits, `-` and `_`, with single spaces between. */
  name: calendarNameField(),
  /** First minute, `YYYY-MM-DDTHH:MM` in `timezone`. */
  startDateTime: dateTimeField(),
  /** Last minute, `YYYY-MM-DDTHH:MM` in `timezone`. */
  endDateTime: dateTimeField(),
  /** Whether the contact centre is open during this time. */
  workingHours: z.boolean(),
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
  /** IANA time zone of all its times. */
  timezone: timezoneField(),
  /** The exceptions; at least one. */
  overrides: z.array(Override).min(1, "needs at least one override"),
});

const wire = baseWire.extend({ name: z.string(), overrides: z.array(z.looseObject({})).optional() });

type Inputs = z.output<typeof inputs>;

const rules = ({ overrides = [] }: Partial<Inputs>): readonly Problem[] => [
  ...duplicateNames("overrides", overrides),
  ...overrides.flatMap((override, i) => recurrenceProblems(`overrides[${i}]`, override)),
];

/**
 * Times at which the contact centre is open or closed regardless of its working hours and holidays.
 *
 * @example
 * new webex.Overrides("Late openings", {
 *   timezone: "Europe/Paris",
 *   overrides: [{ name: "Sale", startDateTime: "2026-12-01T18:00", endDateTime: "2026-12-01T21:59", workingHours: true }],
 * });
 */
export const Overrides = defineResource({
  kind: "webex.Overrides",
  noun: "overrides",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/overrides",
  inputs,
  naturalKey: ["name"],
  sets: ["overrides", "overrides.recurrence.daysOfWeek"],
  rules,
  store: webexEntity({
    inputs,
    wire,
    path: "overrides",
    computed: ["overridesCount", "latestOverride"],
    fromWire: ({ overrides = [] }) => ({ overrides }),
  }),
  permission: "override",
  lookUp: "getOverrides",
  export: {},
  trial: {
    inputs: {
      timezone: "UTC",
      overrides: [
        { name: "Day", startDateTime: "2036-12-24T14:00", endDateTime: "2036-12-24T15:59", workingHours: false },
      ],
    },
  },
  picture: { family: "other" },
});
export type Overrides = InstanceType<typeof Overrides>;

/** Existing overrides by name. */
export const { plain: getOverrides, output: getOverridesOutput } = lookUpOf("webex.Overrides");
