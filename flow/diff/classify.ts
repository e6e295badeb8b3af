import { activityRow, kindOf, type ChangeClass } from "../catalogue";

export type { ChangeClass };

/** The class of a change to a property of an activity, or of the whole activity where `field` is left out. */
export function classOfActivity(type: string, field?: string): ChangeClass {
  if (field === "description" || field === "name") return "cosmetic";
  if (field !== undefined && /^menuLinks(\[|$)/.test(field)) return "routing";
  return activityRow(kindOf(type))?.change ?? "data";
}

const DESKTOP_FIELDS: ReadonlySet<string> = new Set(["isCAD", "desktopLabel", "isAgentEditable", "isReportable"]);

/** The class of a change to a field of a variable. */
export const classOfVariable = (field: string): ChangeClass => {
  if (field === "description") return "cosmetic";
  return DESKTOP_FIELDS.has(field) ? "desktop" : "data";
};
