import { arrayAt, isArray, isObject, objectAt, sameJson, textAt, type Json, type JsonObject } from "../json";
import type { JsonPath } from "../json-path";

/** The forms of event flows in FlowV2 documents. Sources disagree, so each can be read and written. */
export type EventShape =
  /** `{ GLOBAL_EVENTS: { onEvents, nodes, edges } }`, tested on live tenants in July 2026. */
  | "map"
  /** `{ nodes, edges }`, tested in October 2026 by another toolkit. */
  | "flat"
  /** `[{ event, nodes, edges }]`, the OpenAPI description. */
  | "list";

/** One event process of a document, in any of the three forms. */
export interface EventSource {
  readonly key: string;
  readonly nodes: readonly Json[];
  readonly edges: readonly Json[];
  /** By event, a node's name or id. */
  readonly onEvents: JsonObject;
  /** Path of each node, in the order of `nodes`. */
  readonly paths: readonly JsonPath[];
}

const GLOBAL = "GLOBAL_EVENTS";

/** The event processes of `eventFlows` in any of the three shapes. */
export function readEventFlows(eventFlows: Json | undefined): readonly EventSource[] {
  if (isArray(eventFlows)) return readList(eventFlows);
  if (!isObject(eventFlows)) return [];
  if (Object.hasOwn(eventFlows, "nodes")) {
    const nodes = arrayAt(eventFlows, "nodes");
    return [
      {
        key: GLOBAL,
        nodes,
        edges: arrayAt(eventFlows, "edges"),
        onEvents: objectAt(eventFlows, "onEvents") ?? {},
        paths: nodes.map((_, index) => ["eventFlows", "nodes", index]),
      },
    ];
  }
  return Object.entries(eventFlows).flatMap(([key, map]) => {
    if (!isObject(map)) return [];
    const nodes = arrayAt(map, "nodes");
    return [
      {
        key,
        nodes,
        edges: arrayAt(map, "edges"),
        onEvents: objectAt(map, "onEvents") ?? {},
        paths: nodes.map((_, index) => ["eventFlows", key, "nodes", index]),
      },
    ];
  });
}

function readList(list: readonly Json[]): readonly EventSource[] {
  const flows = list.flatMap((flow, at) => (isObject(flow) ? [{ flow, at }] : []));
  if (flows.length === 0) return [];
  const handlers = flows.flatMap(({ flow }): readonly [string, Json][] => {
    const event = textAt(flow, "event");
    const nodes = arrayAt(flow, "nodes").filter(isObject);
    const handler = nodes.find((node) => node.activityType === "event" && node.name === event) ?? nodes[0];
    return event === undefined || handler === undefined ? [] : [[event, handler.name ?? null]];
  });
  const nodes = flows.flatMap(({ flow, at }) =>
    arrayAt(flow, "nodes").map((node, index) => ({ node, path: ["eventFlows", at, "nodes", index] as const })),
  );
  return [
    {
      key: GLOBAL,
      // A node that two events reach is in both lists: keep it once.
      ...unzip(nodes.filter(({ node }, index) => nodes.findIndex((other) => sameJson(other.node, node)) === index)),
      edges: distinct(flows.flatMap(({ flow }) => arrayAt(flow, "edges"))),
      onEvents: Object.fromEntries(handlers),
    },
  ];
}

const unzip = (rows: readonly { readonly node: Json; readonly path: JsonPath }[]) => ({
  nodes: rows.map(({ node }) => node),
  paths: rows.map(({ path }) => path),
});

const distinct = (items: readonly Json[]): readonly Json[] =>
  items.filter((item, index) => items.findIndex((other) => sameJson(other, item)) === index);

export interface EventTarget {
  readonly key: string;
  readonly nodes: readonly JsonObject[];
  readonly edges: readonly JsonObject[];
  readonly onEvents: Readonly<Record<string, string>>;
}

/** `eventFlows` in the wanted shape. */
export function writeEventFlows(processes: readonly EventTarget[], shape: EventShape): Json {
  if (shape === "map")
    return Object.fromEntries(
      processes.map(({ key, nodes, edges, onEvents }) => [
        key,
        { id: key, name: "Global events", description: "", onEvents, nodes, edges },
      ]),
    );
  if (shape === "flat")
    return { nodes: processes.flatMap(({ nodes }) => nodes), edges: processes.flatMap(({ edges }) => edges) };
  return processes.flatMap((process) =>
    Object.entries(process.onEvents).map(([event, handler]) => reachedFrom(process, event, handler)),
  );
}

/** The part of a process that one event can reach. */
function reachedFrom({ nodes, edges }: EventTarget, event: string, handler: string): JsonObject {
  const reached = new Set([handler]);
  for (const name of reached)
    for (const edge of edges) if (edge.from === name && typeof edge.to === "string") reached.add(edge.to);
  return {
    event,
    nodes: nodes.filter(({ name }) => typeof name === "string" && reached.has(name)),
    edges: edges.filter(({ from }) => typeof from === "string" && reached.has(from)),
  };
}
