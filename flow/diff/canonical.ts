import { arrayAt, isObject, sameJson, textAt, type Json, type JsonObject } from "../json";
import type { Flow, FlowNode, Process } from "../model";
import { compact, normalProperties, normalVariable, sortKeys } from "./normalise";

/** The parts of an activity that a comparison looks at. */
export interface CanonicalNode {
  readonly name: string;
  readonly type: string;
  readonly properties: JsonObject;
}

/** The parts of a process that a comparison looks at, with names instead of ids. */
export interface CanonicalProcess {
  readonly key: string;
  readonly nodes: readonly CanonicalNode[];
  readonly edges: readonly { readonly from: string; readonly port: string; readonly to: string }[];
  readonly onEvents: Readonly<Record<string, string>>;
}

export function canonicalProcess(process: Process): CanonicalProcess {
  const leaving = new Set(process.edges.map(({ fromId }) => fromId));
  // Flow Designer itself adds a handler for every event; a handler without links does nothing.
  const nodes = process.nodes.filter((node) => node.kind !== "event" || leaving.has(node.id));
  const names = new Set(nodes.map(({ name }) => name));
  return {
    key: process.key,
    nodes: nodes.map((node) => ({
      name: node.name,
      type: canonicalType(node),
      properties: normalProperties(node),
    })),
    edges: process.edges.map(({ from, port, to }) => ({ from, port, to })),
    onEvents: Object.fromEntries(Object.entries(process.onEvents).filter(([, name]) => names.has(name))),
  };
}

/** Start nodes and event handlers have had several activity names over the years; the kind is the same. */
const canonicalType = (node: FlowNode): string => (node.kind === "unknown" ? node.type : node.kind);

/** The order of the fields on the agents' desktop. */
export const canonicalDesktop = ({ desktopOrder }: Flow): JsonObject => ({ ...desktopOrder });

const SETTING_DEFAULTS: Readonly<Record<string, string>> = {
  showActivityWait: "false",
  audioFile: "",
  delayTime: "2000",
};

/** Settings of the flow that differ from their defaults, without the log switch `flowDecryptAccess`. */
export const canonicalSettings = (flow: Flow): JsonObject =>
  compact(
    Object.fromEntries(
      arrayAt(flow.raw, "settings").flatMap((setting): [string, Json][] => {
        if (!isObject(setting)) return [];
        const name = textAt(setting, "name");
        const written = setting.value ?? null;
        const value = typeof written === "number" || typeof written === "boolean" ? String(written) : written;
        if (name === undefined || name === "flowDecryptAccess" || SETTING_DEFAULTS[name] === value) return [];
        return [[name, value]];
      }),
    ),
  );

/**
 * The meaning of `flow` as JSON with sorted keys, without ids of the format, layout and noise. Two flows mean the same exactly when these are equal.
 * For a hash of a flow use the text of this object.
 */
export function canonicalFlow(flow: Flow): JsonObject {
  const variables = flow.variables.map((variable) => [variable.name, normalVariable(variable)] as const);
  const processes = flow.processes.map(canonicalProcess).filter(({ key, nodes }) => key === "main" || nodes.length > 0);
  const canonical = sortKeys({
    name: flow.name,
    description: flow.description,
    flowType: flow.flowType,
    variables: Object.fromEntries(variables),
    desktop: canonicalDesktop(flow),
    settings: canonicalSettings(flow),
    processes: Object.fromEntries(
      processes.map(({ key, nodes, edges, onEvents }) => [
        key,
        {
          activities: Object.fromEntries(nodes.map(({ name, type, properties }) => [name, { type, properties }])),
          edges: edges
            .map(({ from, port, to }) => [from, port, to])
            .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
          onEvents,
        },
      ]),
    ),
  });
  return isObject(canonical) ? canonical : {};
}

/** Whether two flows mean the same. Ids, layout and spelling are ignored. */
export const sameFlow = (a: Flow, b: Flow): boolean => sameJson(canonicalFlow(a), canonicalFlow(b));
