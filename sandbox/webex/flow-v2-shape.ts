import { isJsonObject, textOf, type Json, type JsonObject } from "../core/json";

/** The objects of a list; none when it is not a list. */
export const rows = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];
export const propertiesOf = (node: JsonObject): JsonObject =>
  isJsonObject(node["properties"]) ? node["properties"] : {};
/** The name by which the registry knows the activity of a node. */
export const activityOf = (node: JsonObject): string => textOf(propertiesOf(node)["activityName"]);
export const groupOf = (node: JsonObject): string => textOf(node["group"], textOf(node["activityType"], "action"));

/** A process of a flow: its nodes and edges. */
export interface Process {
  readonly nodes: readonly JsonObject[];
  readonly edges: readonly JsonObject[];
}

export const processOf = (holder: JsonObject): Process => ({
  nodes: rows(holder["nodes"]),
  edges: rows(holder["edges"]),
});

/** The event flows, in either of the two shapes that the live service takes. */
export const eventFlows = (document: JsonObject): readonly (readonly [string, JsonObject])[] => {
  const events = document["eventFlows"];
  if (!isJsonObject(events)) return [];
  if (Array.isArray(events["nodes"])) return [["GLOBAL_EVENTS", events]];
  return Object.entries(events).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]));
};
