import { kindOf, type ActivityKind } from "../catalogue";

/** Who should look at a change: the queue planner, anybody who writes prompts, the integrator, the agents' supervisor, or nobody. */
export type ChangeClass = "routing" | "caller-facing" | "data" | "desktop" | "cosmetic";

const CLASS_OF_KIND: Readonly<Record<ActivityKind, ChangeClass>> = {
  start: "routing",
  event: "routing",
  end: "routing",
  "set-variable": "data",
  "http-request-v2": "data",
  "parse-activity": "data",
  "condition-activity": "routing",
  "case-statement": "routing",
  "business-hours": "routing",
  "percent-allocation": "routing",
  "play-message": "caller-facing",
  "play-music": "caller-facing",
  "ivr-menu": "caller-facing",
  "ivr-collectdigits": "caller-facing",
  "queue-contact": "routing",
  "queue-to-agent": "routing",
  "queue-lookup": "routing",
  callback: "routing",
  "screen-pop": "desktop",
  "disconnect-contact": "routing",
  "blind-transfer": "routing",
  "bridged-transfer": "routing",
  SetCallerID: "caller-facing",
  "ivr-virtualassistantvoice": "caller-facing",
  "ivr-virtualassistant": "caller-facing",
  "start-media-stream": "data",
  "subflow-handoff": "routing",
  "hand-off": "routing",
  "wait-activity": "caller-facing",
  "start-subflow": "routing",
  "end-subflow": "routing",
  unknown: "data",
};

/** The class of a change to a property of an activity, or of the whole activity where `field` is left out. */
export function classOfActivity(type: string, field?: string): ChangeClass {
  if (field === "description" || field === "name") return "cosmetic";
  if (field !== undefined && /^menuLinks(\[|$)/.test(field)) return "routing";
  return CLASS_OF_KIND[kindOf(type)];
}

const DESKTOP_FIELDS: ReadonlySet<string> = new Set(["isCAD", "desktopLabel", "isAgentEditable", "isReportable"]);

/** The class of a change to a field of a variable. */
export const classOfVariable = (field: string): ChangeClass => {
  if (field === "description") return "cosmetic";
  return DESKTOP_FIELDS.has(field) ? "desktop" : "data";
};
