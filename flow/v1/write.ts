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
 * `flow` as the document that Flow Designer imports. A flow read from v1 is written by patching its own document, so that what is unknown survives and
 * an unchanged flow comes back unchanged; one read from FlowV2 is written anew, diagram included.
 */
export const writeV1 = (flow: Flow): V1Document => (flow.format === "v1" ? patchV1(flow) : emitFromV2(flow));

/** The text of a v1 export: two blanks of indent, a newline at the end; the same flow always gives the same bytes. */
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
  // FlowV2 documents that a save has rebuilt carry wrong groups; the editor cannot draw those.
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
