import { z } from "zod";
import { isJsonObject, type Json, type JsonObject } from "../../core/json";
import { invalidFields } from "../webex-errors";
import { description, flag, HOURS_NAME, id, nameOf } from "../fields";
import type { Noun } from "../noun";

const name = nameOf(HOURS_NAME);
const days = z.array(z.enum(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]));
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const dateTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"] as const;

const repetition = {
  frequency: z.enum(["DontRepeat", "Daily", "Weekly", "Monthly", "Yearly"]).optional(),
  recurrence: z
    .object({
      interval: z.number().int().min(1),
      occurrenceInTheMonth: z.enum(["FIRST", "SECOND", "THIRD", "FOURTH", "LAST"]).optional(),
      daysOfWeek: days.optional(),
      specificDayOfMonth: z.number().int().min(1).max(31).optional(),
      specificMonth: z.enum(months).optional(),
      endDate: date.optional(),
    })
    .optional(),
};

const rows = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

const repeats = (row: JsonObject): boolean => {
  const rule = isJsonObject(row["recurrence"]) ? row["recurrence"] : {};
  switch (row["frequency"]) {
    case "Yearly":
      return rule["specificMonth"] !== undefined;
    case "Monthly":
      return rule["specificDayOfMonth"] !== undefined || rule["occurrenceInTheMonth"] !== undefined;
    case "Weekly":
      return rule["daysOfWeek"] !== undefined;
    default:
      return true;
  }
};

const checkRepetition =
  (field: string) =>
  (body: JsonObject): void => {
    if (!rows(body[field]).every(repeats)) throw invalidFields([`${field}.recurrence`]);
  };

const count = (entity: JsonObject, field: string): number => rows(entity[field]).length;

/** When the contact centre is open. */
export const businessHours: Noun = {
  kind: "business-hours",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/business-hour",
  schema: z.object({
    name,
    description,
    timezone: id,
    workingHours: z.array(z.object({ name, days, startTime: clockTime, endTime: clockTime })).min(1),
    holidaysId: id.optional(),
    overridesId: id.optional(),
  }),
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  created: 201,
  deleted: 204,
  unique: ["name"],
  references: { holidaysId: "holiday-list", overridesId: "overrides" },
  listMayOmit: ["workingHours"],
  sortable: ["timezone", "name", "createdTime", "lastUpdatedTime"],
  present: (entity, { query }) =>
    query.get("includeCount") === "true" ? { ...entity, workingHoursCount: count(entity, "workingHours") } : entity,
  bulk: "create",
};

/** Days on which the contact centre is closed. */
export const holidayList: Noun = {
  kind: "holiday-list",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/holiday-list",
  schema: z.object({
    name,
    description,
    holidays: z
      .array(
        z.object({
          name,
          startDate: date.optional(),
          endDate: date.optional(),
          startTime: clockTime.optional(),
          endTime: clockTime.optional(),
          ...repetition,
          overlapsWith: z.array(z.string()).optional(),
        }),
      )
      .min(1),
  }),
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  created: 201,
  deleted: 204,
  unique: ["name"],
  listMayOmit: ["holidays"],
  sortable: ["name", "createdTime", "lastUpdatedTime"],
  check: checkRepetition("holidays"),
  present: (entity, { query }) =>
    query.get("includeCount") === "true" ? { ...entity, holidaysCount: count(entity, "holidays") } : entity,
  bulk: "create",
};

/** Windows of time in which other hours hold than usual. */
export const overrides: Noun = {
  kind: "overrides",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/overrides",
  schema: z.object({
    name,
    description,
    timezone: id,
    overrides: z
      .array(
        z.object({
          name,
          startDateTime: dateTime.optional(),
          endDateTime: dateTime.optional(),
          workingHours: flag,
          ...repetition,
        }),
      )
      .min(1),
  }),
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  created: 201,
  deleted: 204,
  unique: ["name"],
  listMayOmit: ["overrides"],
  sortable: ["name", "timezone", "createdTime", "lastUpdatedTime"],
  check: checkRepetition("overrides"),
  bulk: "create",
};
