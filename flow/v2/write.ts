import { isObject, type JsonObject } from "../json";
import { MAIN, type Flow, type FlowNode, type Process } from "../model";
import { writeEventFlows, type EventShape } from "./event-shapes";
import { activityType, conditionOfPort, toV2, V2_PROFILE, type V2Profile } from "./properties";

/** A FlowV2 document, as `v2/flows:validate` and `v2/flows:import` accept it. */
export type V2Document = JsonObject;

export interface V2Options {
  /** The dialect for the names of ports and queue properties. */
  readonly profile?: V2Profile;
  readonly eventShape?: EventShape;
}

/**
 * `flow` as FlowV2: names instead of ids, no diagram. A flow read from FlowV2 is returned unchanged, unless the options name another dialect.
 * Use it to validate and to create; an existing flow is updated through v1, because v2 saves break the diagram.
 */
export function writeV2(flow: Flow, options: V2Options = {}): V2Document {
  if (flow.format === "v2" && options.profile === undefined && options.eventShape === undefined) return flow.raw;
  const profile = options.profile ?? V2_PROFILE;
  const written = flow.processes.map((process) => ({ process, ...writeProcess(process, profile) }));
  const main = written.find(({ process }) => process.key === MAIN);
  const events = written
    .filter(({ process }) => process.key !== MAIN)
    .map(({ process, nodes, edges }) => ({ key: process.key, nodes, edges, onEvents: process.onEvents }));
  const order = flow.raw[flow.format === "v2" ? "desktopVariableViewOrder" : "variableOrders"];
  return {
    schemaVersion: "2.0",
    name: flow.name,
    flowType: flow.flowType,
    contactType: "telephony",
    description: flow.description,
    variables: flow.variables.map(({ raw }) => raw),
    nodes: main?.nodes ?? [],
    edges: main?.edges ?? [],
    eventFlows:
      flow.flowType === "SUBFLOW" && events.length === 0 ? {} : writeEventFlows(events, options.eventShape ?? "map"),
    ...(isObject(order) && { desktopVariableViewOrder: order }),
    preferences: flow.raw.preferences ?? [],
  };
}

function writeProcess(
  { key, nodes, edges }: Process,
  profile: V2Profile,
): { nodes: readonly JsonObject[]; edges: readonly JsonObject[] } {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const prefix = key === MAIN ? "" : "g";
  return {
    nodes: nodes.map((node, index) => ({
      id: `${prefix}n${index + 1}`,
      name: node.name,
      activityType: activityType(node.kind),
      group: node.group,
      properties: toV2(node.kind, typeName(node), node.properties, profile),
    })),
    edges: edges.map(({ from, fromId, port, to }, index) => {
      const node = byId.get(fromId);
      const condition = node === undefined ? port : conditionOfPort(node.kind, node.properties, port, profile);
      return { id: `${prefix}e${index + 1}`, from, to, condition, properties: { value: condition } };
    }),
  };
}

const typeName = ({ kind, type }: FlowNode): string => (kind === "unknown" ? type : kind);
