import { rowsIn, objectIn, isJsonObject, textOf, type JsonObject } from "../core/json";

export const propertiesOf = (node: JsonObject): JsonObject => objectIn(node["properties"]);
/** The name of a node's activity in the registry. */
export const activityOf = (node: JsonObject): string => textOf(propertiesOf(node)["activityName"]);
export const groupOf = (node: JsonObject): string => textOf(node["group"], textOf(node["activityType"], "action"));

/** A process of a flow: its nodes and edges. */
export interface Process {
  readonly nodes: readonly JsonObject[];
  readonly edges: readonly JsonObject[];
}

export const processOf = (holder: JsonObject): Process => ({
  nodes: rowsIn(holder["nodes"]),
  edges: rowsIn(holder["edges"]),
});

/** The event flows, in either of the two shapes that the live service accepts. */
export const eventFlows = (document: JsonObject): readonly (readonly [string, JsonObject])[] => {
  const events = document["eventFlows"];
  if (!isJsonObject(events)) return [];
  if (Array.isArray(events["nodes"])) return [["GLOBAL_EVENTS", events]];
  return Object.entries(events).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]));
};
