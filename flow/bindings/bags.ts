import { isObject, type JsonObject } from "../json";
import { valueAt, type JsonPath } from "../json-path";
import { MAIN, type Flow } from "../model";

/** Where the properties of an activity stand in the raw document: in the process first, then mirrored in the diagram. */
export function propertyBags(flow: Flow, process: string, nodeId: string): readonly JsonPath[] {
  const top: JsonPath = process === MAIN ? [] : ["eventFlows", "eventsMap", process];
  const paths: readonly JsonPath[] = [
    [...top, "process", "activities", nodeId, "properties"],
    [...top, "diagram", "widgets", nodeId, "properties"],
  ];
  return paths.filter((path) => isObject(valueAt(flow.raw, path)));
}

/** The bag at `path`, empty when there is none. */
export const bagAt = (raw: JsonObject, path: JsonPath): JsonObject => {
  const value = valueAt(raw, path);
  return isObject(value) ? value : {};
};
