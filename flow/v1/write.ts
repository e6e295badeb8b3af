import { activityRow, type ActivityKind } from "../catalogue";
import { eventProperties, isEventName, startProperties } from "../events";
import { arrayAt, textAt, type JsonObject } from "../json";
import type { Flow, FlowNode, Process } from "../model";
import { toV1 } from "../v2/properties";
import { emitV1, type NodeSpec, type ProcessSpec } from "./emit";
import { patchV1 } from "./patch";

/** A v1 export document. */
export type V1Document = JsonObject;

/**
 * `flow` as the document that Flow Designer imports. For a flow read from v1 its own document is patched: unknown parts are kept, and an
 * unchanged flow gives an unchanged document. For a flow read from FlowV2 a new document is made, diagram included.
 */
export const writeV1 = (flow: Flow): V1Document => (flow.format === "v1" ? patchV1(flow) : emitFromV2(flow));

/** The text of a v1 export: indented by two spaces, with a newline at the end. The same flow always gives the same bytes. */
export const stringifyFlow = (flow: Flow): string => `${JSON.stringify(writeV1(flow), null, 2)}\n`;

const emitFromV2 = (flow: Flow): V1Document =>
  emitV1({
    name: flow.name,
    description: flow.description,
    flowType: flow.flowType,
    variables: flow.variables.map(({ raw }) => raw),
    processes: flow.processes.map(processSpec),
    popOver: flow.desktopOrder.popOver,
    interactionPanel: flow.desktopOrder.interactionPanel,
    settings: arrayAt(flow.raw, "settings"),
  });

const processSpec = ({ key, nodes, edges, onEvents }: Process): ProcessSpec => ({
  key,
  nodes: nodes.map(nodeSpec),
  edges: edges.map(({ from, port, to }) => ({ from, port, to })),
  onEvents,
});

const nodeSpec = (node: FlowNode): NodeSpec => ({
  name: node.name,
  // FlowV2 documents rebuilt by a save have wrong groups, which the editor cannot draw.
  group: activityRow(node.kind)?.group ?? node.group,
  properties: v1Properties(node),
  ports: node.ports.map(({ name }) => name),
});

function v1Properties(node: FlowNode): JsonObject {
  const { kind, name, properties } = node;
  if (kind === "start") return startProperties(name);
  if (kind === "start-subflow") return { name, activityName: "NewSubFlowStart", activityId: "start-subflow" };
  const event = textAt(properties, "eventSpecificationName") ?? name;
  if (kind === "event" && isEventName(event)) return { ...eventProperties(event), name };
  return {
    ...toV1(kind, properties),
    name,
    activityName: v1Name(kind, node.type),
    activityId: activityRow(kind)?.activityId ?? node.type,
  };
}

const v1Name = (kind: ActivityKind, type: string): string => activityRow(kind)?.names[0] ?? type;
