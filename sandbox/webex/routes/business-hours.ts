import { rowsIn, objectIn, type JsonObject } from "../../core/json";
import { invalidFields } from "../webex-errors";
import { nounOf } from "../read-nouns";

function repeats(row: JsonObject): boolean {
  const rule = objectIn(row.recurrence);
  switch (row.frequency) {
    case "Yearly":
      return rule.specificMonth !== undefined;
    case "Monthly":
      return rule.specificDayOfMonth !== undefined || rule.occurrenceInTheMonth !== undefined;
    case "Weekly":
      return rule.daysOfWeek !== undefined;
    default:
      return true;
  }
}

const checkRepetition =
  (field: string) =>
  (body: JsonObject): void => {
    if (!rowsIn(body[field]).every(repeats)) throw invalidFields([`${field}.recurrence`]);
  };

const count = (entity: JsonObject, field: string): number => rowsIn(entity[field]).length;

export const businessHours = nounOf("business-hours", {
  present: (entity, { query }) =>
    query.get("includeCount") === "true" ? { ...entity, workingHoursCount: count(entity, "workingHours") } : entity,
});

export const holidayList = nounOf("holiday-list", {
  check: checkRepetition("holidays"),
  present: (entity, { query }) =>
    query.get("includeCount") === "true" ? { ...entity, holidaysCount: count(entity, "holidays") } : entity,
});

/** Periods with other hours than usual. */
export const overrides = nounOf("overrides", {
  check: checkRepetition("overrides"),
});
