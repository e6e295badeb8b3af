import { isArray, isObject, sameJson, type Json, type JsonObject } from "../json";
import { activityRow, kindOf, type ChangeClass } from "../catalogue";

/** One difference in meaning between two flows. */
export interface FlowChange {
  readonly kind: "added" | "removed" | "changed";
  readonly class: ChangeClass;
  /** "main", an event map's key, "variables" for variables, "flow" for the flow as a whole. */
  readonly process: string;
  /** Activity, variable or flow; for links the activity where they start. */
  readonly name: string;
  /** Property path, or `edges.PORT` for a link; absent where a whole activity or variable was added or removed. */
  readonly field?: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** Where a difference was found. */
export type Where = Pick<FlowChange, "class" | "process" | "name">;

/** Differences of two property bags, one per field. Objects are compared by key, arrays of the same length by item. */
export const fieldChanges = (
  was: JsonObject,
  is: JsonObject,
  where: (field: string) => Where,
  prefix = "",
): readonly FlowChange[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) => {
    const field = prefix === "" ? key : `${prefix}.${key}`;
    return valueChanges(
      Object.hasOwn(was, key) ? was[key] : undefined,
      Object.hasOwn(is, key) ? is[key] : undefined,
      field,
      where,
    );
  });

function valueChanges(
  was: Json | undefined,
  is: Json | undefined,
  field: string,
  where: (field: string) => Where,
): readonly FlowChange[] {
  if (was === undefined || is === undefined) return changes(was, is, field, where(field));
  if (isObject(was) && isObject(is)) return fieldChanges(was, is, where, field);
  if (isArray(was) && isArray(is) && was.length === is.length && was.every(isObject) && is.every(isObject))
    return was.flatMap((item, index) => {
      // For a Set Variable with one row use the names that the editor shows.
      const inner = field === "setVariablesArray" && was.length === 1 ? "" : `${field}[${index}]`;
      return fieldChanges(item, is[index] ?? {}, where, inner);
    });
  return changes(was, is, field, where(field));
}

/** The difference of one value, if there is one. */
export function changes(
  was: Json | undefined,
  is: Json | undefined,
  field: string,
  where: Where,
): readonly FlowChange[] {
  if (was === undefined) return is === undefined ? [] : [{ kind: "added", ...where, field, after: is }];
  if (is === undefined) return [{ kind: "removed", ...where, field, before: was }];
  return sameJson(was, is) ? [] : [{ kind: "changed", ...where, field, before: was, after: is }];
}

export type { ChangeClass };

/** The class of a change to a property of an activity, or of the whole activity where `field` is left out. */
export function classOfActivity(type: string, field?: string): ChangeClass {
  if (field === "description" || field === "name") return "cosmetic";
  if (field !== undefined && /^menuLinks(\[|$)/.test(field)) return "routing";
  return activityRow(kindOf(type))?.change ?? "data";
}

const DESKTOP_FIELDS: ReadonlySet<string> = new Set(["isCAD", "desktopLabel", "isAgentEditable", "isReportable"]);

/** The class of a change to a field of a variable. */
export function classOfVariable(field: string): ChangeClass {
  if (field === "description") return "cosmetic";
  return DESKTOP_FIELDS.has(field) ? "desktop" : "data";
}
