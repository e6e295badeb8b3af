import { arrayAt, isObject, type JsonObject } from "../json";
import { valueAt, type JsonPath } from "../json-path";
import { MAIN, type Flow } from "../model";
import { readEventFlows } from "../v2/event-shapes";

/** Where the raw document holds the properties of an activity: in the process first, then the copy in the diagram. */
export function propertyBags(flow: Flow, process: string, nodeId: string): readonly JsonPath[] {
  if (flow.format === "v2") return v2Bags(flow, process, nodeId);
  const top: JsonPath = process === MAIN ? [] : ["eventFlows", "eventsMap", process];
  const paths: readonly JsonPath[] = [
    [...top, "process", "activities", nodeId, "properties"],
    [...top, "diagram", "widgets", nodeId, "properties"],
  ];
  return paths.filter((path) => isObject(valueAt(flow.raw, path)));
}

/** The properties at `path`, empty when the path does not exist. */
export const bagAt = (raw: JsonObject, path: JsonPath): JsonObject => {
  const value = valueAt(raw, path);
  return isObject(value) ? value : {};
};

function v2Bags(flow: Flow, process: string, nodeId: string): readonly JsonPath[] {
  const nodes =
    process === MAIN
      ? arrayAt(flow.raw, "nodes").map((node, index) => ({ node, path: ["nodes", index] }))
      : readEventFlows(flow.raw["eventFlows"])
          .filter(({ key }) => key === process)
          .flatMap(({ nodes: all, paths }) => all.map((node, index) => ({ node, path: paths[index] ?? [] })));
  // The model uses the name as id where a document gives no id.
  return nodes
    .filter(({ node }) => isObject(node) && (node["id"] ?? node["name"]) === nodeId)
    .map(({ path }) => [...path, "properties"])
    .filter((path) => isObject(valueAt(flow.raw, path)));
}
