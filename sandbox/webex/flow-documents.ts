import { rowsIn, objectIn, isJsonObject, textOf, type Json, type JsonObject } from "../core/json";

/** A UUID in an activity's properties may be the id of a queue, working hours and so on. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const OBJECT_ID = /^[0-9a-f]{24}$/i;

function strings(value: Json | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((entry: Json) => strings(entry));
  return isJsonObject(value) ? Object.values(value).flatMap(strings) : [];
}

/** The properties of every activity of the main process and of all event flows. */
function activityProperties(document: JsonObject): readonly JsonObject[] {
  const eventFlows = objectIn(document.eventFlows);
  const maps = isJsonObject(eventFlows.eventsMap) ? Object.values(eventFlows.eventsMap) : [];
  return [document, ...maps]
    .filter(isJsonObject)
    .map((holder) => holder.process)
    .filter(isJsonObject)
    .flatMap((process) => (isJsonObject(process.activities) ? Object.values(process.activities) : []))
    .filter(isJsonObject)
    .map((activity) => activity.properties)
    .filter(isJsonObject);
}

/** Everything that a flow refers to: ids of queues, subflows and so on, global variables by id, audio files by name. */
export function heldBy(document: JsonObject): readonly string[] {
  const texts = activityProperties(document).flatMap(strings);
  const variables = Array.isArray(document.variables) ? document.variables : [];
  const globals = variables
    .filter(isJsonObject)
    .filter((variable) => textOf(variable.source).startsWith("GLOBAL"))
    .map((variable) => textOf(variable.id));
  return [
    ...new Set([
      ...texts.filter((text) => UUID.test(text) || OBJECT_ID.test(text)),
      ...texts.filter((text) => /\.(wav|opus|mp3)$/i.test(text)).map((name) => `audio-file:${name}`),
      ...globals.filter((id) => id !== ""),
    ]),
  ];
}

/** The reason why the document is not a flow; undefined when it can be imported. References are not checked. */
export function whyNotImportable(document: Json | undefined, flowType: string): string | undefined {
  if (!isJsonObject(document)) return "Error while parsing the file";
  if (textOf(document.name).trim() === "") return "Flow name is empty";
  const process = document.process;
  if (!isJsonObject(process) || !isJsonObject(process.activities) || !Array.isArray(process.links)) {
    return "Invalid flow: process with activities and links is missing";
  }
  const names = activityProperties(document).map((properties) => textOf(properties.activityName));
  if (flowType === "FLOW" && names.includes("end-subflow")) return "ACTIVITY_NOT_FOUND: end-subflow";
  return undefined;
}

/** Errors of the structure that prevent publishing; an empty list when there are none. */
export function structuralErrors(document: JsonObject): readonly string[] {
  const process = objectIn(document.process);
  const activities = objectIn(process.activities);
  const links = rowsIn(process.links);
  const starts = Object.values(activities).filter(
    // A subflow's start activity has another group.
    (activity) => isJsonObject(activity) && ["start", "start-subflow"].includes(textOf(activity.group)),
  );
  const dangling = links.filter(
    (link) => !(textOf(link.sourceActivityId) in activities) || !(textOf(link.targetActivityId) in activities),
  );
  return [
    ...(starts.length === 1 ? [] : [`A flow has one start activity, this one has ${starts.length}`]),
    ...dangling.map((link) => `Link ${textOf(link.id)} leads from or to an activity that does not exist`),
  ];
}
