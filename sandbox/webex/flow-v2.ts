import { rowsIn, objectIn, isJsonObject, textOf, type JsonObject, type Json } from "../core/json";
import type { Ids } from "../core/ids";

export const propertiesOf = (node: JsonObject): JsonObject => objectIn(node.properties);
/** The name of a node's activity in the registry. */
export const activityOf = (node: JsonObject): string => textOf(propertiesOf(node).activityName);
export const groupOf = (node: JsonObject): string => textOf(node.group, textOf(node.activityType, "action"));

/** A process of a flow: its nodes and edges. */
export interface Process {
  readonly nodes: readonly JsonObject[];
  readonly edges: readonly JsonObject[];
}

export const processOf = (holder: JsonObject): Process => ({
  nodes: rowsIn(holder.nodes),
  edges: rowsIn(holder.edges),
});

/** The event flows, in either of the two shapes that the live service accepts. */
export function eventFlows(document: JsonObject): readonly (readonly [string, JsonObject])[] {
  const events = document.eventFlows;
  if (!isJsonObject(events)) return [];
  if (Array.isArray(events.nodes)) return [["GLOBAL_EVENTS", events]];
  return Object.entries(events).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]));
}

/** Port names that the server replaces by another one. */
const ALIASES: Readonly<Record<string, string>> = { done: "out", NewPhoneContact: "out", defaultBranch: "default" };

const GRID = { column: 260, row: 160, columns: 5 };

/** Activities, links and widgets of a process; the server makes the ids. */
function toProcess({ nodes, edges }: Process, ids: Ids) {
  const idOf = new Map(nodes.map((node) => [textOf(node.name), ids.uuid()]));
  const activities = nodes.map((node) => {
    const name = textOf(node.name);
    const id = idOf.get(name) ?? "";
    return [id, { id, name, group: groupOf(node), properties: { ...propertiesOf(node), name } }] as const;
  });
  const links = edges.map((edge) => {
    const condition = textOf(edge.condition);
    const conditionExpr = ALIASES[condition] ?? condition;
    return {
      id: ids.uuid(),
      sourceActivityId: idOf.get(textOf(edge.from)) ?? "",
      targetActivityId: idOf.get(textOf(edge.to)) ?? "",
      conditionExpr,
      properties: { value: conditionExpr },
    };
  });
  const widgets = activities.map(([id, { name, group, properties }], position) => {
    const point = {
      x: (position % GRID.columns) * GRID.column,
      y: Math.floor(position / GRID.columns) * GRID.row,
    };
    return [
      id,
      { id: ids.uuid(), type: group, widgetType: "activity", label: name, point, ports: [], properties },
    ] as const;
  });
  return {
    process: { activities: Object.fromEntries(activities), links },
    diagram: { widgets: Object.fromEntries(widgets), properties: {} },
    idOf,
  };
}

/** A FlowV2 document as the server stores it: in the shape of exports. */
export function toStored(document: JsonObject, ids: Ids): JsonObject {
  const main = toProcess(processOf(document), ids);
  const maps = eventFlows(document).map(([key, flow]) => {
    const { process, diagram, idOf } = toProcess(processOf(flow), ids);
    const handlers = isJsonObject(flow.onEvents) ? Object.entries(flow.onEvents) : [];
    const onEvents = Object.fromEntries(handlers.map(([event, name]) => [event, idOf.get(textOf(name)) ?? ""]));
    return [key, { id: key, name: textOf(flow.name), description: "", process, diagram, onEvents }] as const;
  });
  return {
    name: document.name,
    description: textOf(document.description),
    comment: "",
    variables: rowsIn(document.variables),
    process: main.process,
    diagram: main.diagram,
    eventFlows: { eventsMap: Object.fromEntries(maps), properties: {} },
    runtimeVariables: [],
    validating: true,
    persist: true,
    validationResults: [],
    variableOrders: {},
    settings: [],
  };
}

function fromProcess(process: Json | undefined): JsonObject {
  const holder = objectIn(process);
  const activities = isJsonObject(holder.activities) ? Object.values(holder.activities).filter(isJsonObject) : [];
  const nameOf = new Map(activities.map((activity) => [textOf(activity.id), textOf(activity.name)]));
  return {
    nodes: activities.map(({ id, name, group, properties }) => {
      // The editor's own files do not name the activity of an event.
      const named = group === "event" ? { activityName: "event", ...objectIn(properties) } : properties;
      return { id, name, activityType: group, group, properties: named };
    }),
    edges: rowsIn(holder.links).map((link) => ({
      id: link.id,
      from: nameOf.get(textOf(link.sourceActivityId)),
      to: nameOf.get(textOf(link.targetActivityId)),
      condition: link.conditionExpr,
      properties: link.properties,
    })),
  };
}

export function fromStored(document: JsonObject): JsonObject {
  const holder = isJsonObject(document.eventFlows) ? document.eventFlows.eventsMap : undefined;
  const maps = isJsonObject(holder) ? Object.entries(holder) : [];
  const events = maps.map(([key, map]): [string, JsonObject] => {
    const flow = objectIn(map);
    const activities = isJsonObject(flow.process) ? flow.process.activities : undefined;
    const handlers = isJsonObject(flow.onEvents) ? Object.entries(flow.onEvents) : [];
    const onEvents = handlers.map(([event, id]) => {
      const activity = isJsonObject(activities) ? activities[textOf(id)] : undefined;
      return [event, isJsonObject(activity) ? activity.name : undefined] as const;
    });
    const { nodes, edges } = fromProcess(flow.process);
    return [
      key,
      {
        id: key,
        name: flow.name,
        description: flow.description,
        onEvents: Object.fromEntries(onEvents),
        nodes,
        edges,
      },
    ];
  });
  return {
    schemaVersion: "2.0",
    name: document.name,
    description: document.description ?? "",
    variables: document.variables ?? [],
    ...fromProcess(document.process),
    eventFlows: Object.fromEntries(events),
    preferences: [],
  };
}
