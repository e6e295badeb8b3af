import { isJsonObject, textOf, type Json, type JsonObject } from "../core/json";
import { rows } from "./flow-v2-shape";

const fromProcess = (process: Json | undefined): JsonObject => {
  const holder = isJsonObject(process) ? process : {};
  const activities = isJsonObject(holder["activities"]) ? Object.values(holder["activities"]).filter(isJsonObject) : [];
  const nameOf = new Map(activities.map((activity) => [textOf(activity["id"]), textOf(activity["name"])]));
  return {
    nodes: activities.map(({ id, name, group, properties }) => ({ id, name, activityType: group, group, properties })),
    edges: rows(holder["links"]).map((link) => ({
      id: link["id"],
      from: nameOf.get(textOf(link["sourceActivityId"])),
      to: nameOf.get(textOf(link["targetActivityId"])),
      condition: link["conditionExpr"],
      properties: link["properties"],
    })),
  };
};

/** A kept flow as FlowV2. */
export const fromStored = (document: JsonObject): JsonObject => {
  const holder = isJsonObject(document["eventFlows"]) ? document["eventFlows"]["eventsMap"] : undefined;
  const maps = isJsonObject(holder) ? Object.entries(holder) : [];
  const events = maps.map(([key, map]): [string, JsonObject] => {
    const flow = isJsonObject(map) ? map : {};
    const activities = isJsonObject(flow["process"]) ? flow["process"]["activities"] : undefined;
    const handlers = isJsonObject(flow["onEvents"]) ? Object.entries(flow["onEvents"]) : [];
    const onEvents = handlers.map(([event, id]) => {
      const activity = isJsonObject(activities) ? activities[textOf(id)] : undefined;
      return [event, isJsonObject(activity) ? activity["name"] : undefined] as const;
    });
    const { nodes, edges } = fromProcess(flow["process"]);
    return [
      key,
      {
        id: key,
        name: flow["name"],
        description: flow["description"],
        onEvents: Object.fromEntries(onEvents),
        nodes,
        edges,
      },
    ];
  });
  return {
    schemaVersion: "2.0",
    name: document["name"],
    description: document["description"] ?? "",
    variables: document["variables"] ?? [],
    ...fromProcess(document["process"]),
    eventFlows: Object.fromEntries(events),
    preferences: [],
  };
};
