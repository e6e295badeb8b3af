import { boxOf } from "../diagram/geometry";
import { layoutLeftToRight } from "../diagram/layout";
import { buildWidgets, type MakeId, idsOf } from "../diagram/widgets";
import type { Json, JsonObject } from "../json";
import { MAIN, type FlowType } from "../model";

/** An activity to write, without ids and positions. */
export interface NodeSpec {
  readonly name: string;
  readonly group: string;
  /** All properties, `name`, `activityName` and `activityId` included. */
  readonly properties: JsonObject;
  /** Output ports in drawing order, linked or not. */
  readonly ports: readonly string[];
}

export interface ProcessSpec {
  readonly key: string;
  readonly nodes: readonly NodeSpec[];
  readonly edges: readonly { readonly from: string; readonly port: string; readonly to: string }[];
  readonly onEvents: Readonly<Record<string, string>>;
}

/** A flow to write without an earlier document. */
export interface FlowSpec {
  readonly name: string;
  readonly description: string;
  readonly flowType: FlowType;
  readonly variables: readonly JsonObject[];
  /** "main" first. */
  readonly processes: readonly ProcessSpec[];
  readonly popOver: readonly string[];
  readonly interactionPanel: readonly string[];
  readonly settings: readonly Json[];
}

/** A complete v1 export of `spec`, diagram included. Ids derive from names, so the same spec gives the same bytes. */
export function emitV1(spec: FlowSpec): JsonObject {
  const makeId = idsOf(spec.name);
  const emitted = spec.processes.map((process) => ({ process, ...emitProcess(process, makeId) }));
  const main = emitted.find(({ process }) => process.key === MAIN);
  const events = emitted.filter(({ process }) => process.key !== MAIN);
  const order = (names: readonly string[]): Json => names.map((name, index) => ({ name, variableSeq: String(index) }));
  return {
    name: spec.name,
    description: spec.description,
    comment: "",
    flowType: spec.flowType,
    version: 0,
    variables: spec.variables,
    process: main?.graph ?? { activities: {}, links: [] },
    diagram: { widgets: main?.widgets ?? {}, properties: { offsetX: 0, offsetY: 0, zoom: 100, gridSize: 20 } },
    eventFlows: {
      eventsMap: Object.fromEntries(
        events.map((event) => [event.process.key, eventMap(event.process, event.graph, event.widgets, makeId)]),
      ),
      properties: { offsetX: 0, offsetY: 0, zoom: 0, gridSize: 20 },
    },
    variableOrders: { "pop-over": order(spec.popOver), "interaction-panel": order(spec.interactionPanel) },
    runtimeVariables: [],
    validating: true,
    persist: true,
    validationResults: [],
    settings: spec.settings,
  };
}

const eventMap = (
  { key, onEvents }: ProcessSpec,
  graph: JsonObject,
  widgets: JsonObject,
  makeId: MakeId,
): JsonObject => ({
  id: key,
  name: "name",
  description: "description",
  process: graph,
  onEvents: Object.fromEntries(Object.entries(onEvents).map(([event, node]) => [event, makeId(key, node)])),
  diagram: { widgets, properties: {} },
});

function emitProcess({ key, nodes, edges }: ProcessSpec, makeId: MakeId): { graph: JsonObject; widgets: JsonObject } {
  const idOf = (name: string): string => makeId(key, name);
  const links = edges.map(({ from, port, to }) => ({
    id: makeId(key, from, "link", port),
    widgetId: makeId(key, from, "link", port, "widget"),
    fromId: idOf(from),
    port,
    toId: idOf(to),
  }));
  const { places } = layoutLeftToRight(
    nodes.map(({ name, group, ports }) => ({ id: idOf(name), ...boxOf(group, ports) })),
    links.map(({ fromId, toId }) => ({ from: fromId, to: toId })),
  );
  const widgets = buildWidgets(
    nodes.map(({ name, group, properties, ports }) => ({
      id: idOf(name),
      widgetId: makeId(key, name, "widget"),
      group,
      properties,
      ports,
      at: places.get(idOf(name)) ?? { x: 0, y: 0 },
    })),
    links,
    makeId,
  );
  return {
    graph: {
      activities: Object.fromEntries(
        nodes.map(({ name, group, properties }) => [idOf(name), { id: idOf(name), name, group, properties }]),
      ),
      links: links.map(linkFields),
    },
    widgets,
  };
}

type Link = Readonly<Record<"id" | "fromId" | "port" | "toId", string>>;

/** A link as the file has it. */
export const linkFields = ({ id, fromId, port, toId }: Link): JsonObject => ({
  id,
  sourceActivityId: fromId,
  targetActivityId: toId,
  conditionExpr: port,
  properties: { value: port },
});
