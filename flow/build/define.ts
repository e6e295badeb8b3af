import { activityRow, catalogPorts, kindOf } from "../catalogue";
import type { JsonObject } from "../json";
import { DEFAULT_POP_OVER, MAIN, type Flow, type FlowType } from "../model";
import { emitV1, type NodeSpec, type ProcessSpec } from "../v1/emit";
import { readV1 } from "../v1/read";
import { checkDefinition, checkLinks } from "./check";
import { compileNode, type NodeInput } from "./compile";
import type { Compiled } from "./compiled";
import { eventProperties, startProperties, type EventName } from "../events";
import { variableRow, type VariableInput } from "./variables";
import { FlowDefinitionError } from "../flow-errors";
import { idsOf } from "../diagram/widgets";

type Nodes<N extends string, V extends string> = { readonly [K in N]: NodeInput<NoInfer<N>, NoInfer<V>> };

/** Standard fields of the agent's pop-over. */
type StandardField = "ani" | "dn" | "virtualTeamName";

/** A flow in typed form: `N` are the names of the main nodes, `V` of the variables, `E` of the nodes of the event flows. */
export interface FlowDefinition<N extends string, V extends string, E extends string> {
  readonly description?: string;
  /** FLOW by default. A SUBFLOW ends in end-subflow and has no events. */
  readonly flowType?: FlowType;
  readonly variables?: { readonly [K in V]: VariableInput };
  /** The node that the call goes to first. */
  readonly start: NoInfer<N>;
  /** By name: letters, digits and underscores. Expressions use the names: `{{ Lookup.httpStatusCode }}`. */
  readonly nodes: Nodes<N, V>;
  readonly events?: {
    /** By event, the node that handles it. */
    readonly on: { readonly [K in EventName]?: NoInfer<E> };
    readonly nodes: Nodes<E, V>;
  };
  readonly desktop?: {
    /** Three to six names, first to last; ani, dn and virtualTeamName by default. */
    readonly popOver?: readonly (NoInfer<V> | StandardField)[];
    readonly interactionPanel?: readonly (NoInfer<V> | StandardField)[];
  };
}

/**
 * Makes a flow from its typed form. A target that is not a node, a wrong port or an undeclared variable does not compile.
 * Ids derive from names and the diagram is laid out, so the same source gives the same bytes.
 * @param name unique in the organisation: letters, digits and underscores, 80 at most.
 * @throws FlowDefinitionError for what the TypeScript compiler does not check, such as a timeout out of range.
 * @example
 * defineFlow("Hello", {
 *   start: "Greeting",
 *   nodes: {
 *     Greeting: { type: "play-message", say: "Welcome.", to: "Bye" },
 *     Bye: { type: "disconnect-contact" },
 *   },
 * })
 */
export function defineFlow<const N extends string, const V extends string = never, const E extends string = never>(
  name: string,
  definition: FlowDefinition<N, V, E>,
): Flow {
  const { flowType = "FLOW", events } = definition;
  const variables: Readonly<Record<string, VariableInput>> = definition.variables ?? {};
  const nodes: Readonly<Record<string, NodeInput<string, string>>> = definition.nodes;
  const eventNodes: Readonly<Record<string, NodeInput<string, string>>> = events?.nodes ?? {};
  const on = handlers(events?.on ?? {});
  checkDefinition({ name, flowType, variables, start: definition.start, nodes, on, eventNodes });
  const compile = (key: string, table: Readonly<Record<string, NodeInput<string, string>>>): readonly Built[] =>
    Object.entries(table).map(([node, input]) => build(name, key, node, input, variables));
  const start = startNode(flowType);
  const main = process(MAIN, [start, ...compile(MAIN, nodes)], [[start.spec.name, "out", definition.start]], {});
  const handled = on.map(([event]) => handler(event));
  const global = process(
    "GLOBAL_EVENTS",
    [...handled, ...compile("GLOBAL_EVENTS", eventNodes)],
    on.map(([event, target]) => [event, "out", target]),
    Object.fromEntries(on.map(([event]) => [event, event])),
  );
  checkLinks(name, main);
  checkLinks(name, global);
  return readV1(
    emitV1({
      name,
      description: definition.description ?? "",
      flowType,
      variables: Object.entries(variables).map(([variable, input]) => variableRow(variable, input)),
      processes: flowType === "FLOW" ? [main, global] : [main],
      popOver: definition.desktop?.popOver ?? DEFAULT_POP_OVER,
      interactionPanel: definition.desktop?.interactionPanel ?? [],
      settings: [],
    }),
  );
}

const handlers = (on: { readonly [K in EventName]?: string }): readonly (readonly [EventName, string])[] =>
  // Object.entries types the keys as string; by the type of `on` they are event names.
  (Object.entries(on) as [EventName, string | undefined][]).flatMap(([event, target]) =>
    target === undefined ? [] : [[event, target] as const],
  );

interface Built {
  readonly spec: NodeSpec;
  readonly links: Compiled["links"];
}

function build(
  flow: string,
  key: string,
  name: string,
  input: NodeInput<string, string>,
  variables: Readonly<Record<string, VariableInput>>,
): Built {
  const makeId = idsOf(flow);
  const { properties, links } = compileNode(input, {
    name,
    makeId: (...role) => makeId(key, name, ...role),
    typeOf: (variable) => typeOf(flow, name, variable, variables),
  });
  const activityName = input.type === "raw" ? input.activityName : input.type;
  const kind = kindOf(activityName);
  const row = activityRow(kind);
  const rest: JsonObject = { ...properties, description: input.description ?? "" };
  const ports = catalogPorts(kind, rest).map((port) => port.name);
  const stray = links.find(([port]) => input.type !== "raw" && !ports.includes(port))?.[0];
  if (stray !== undefined)
    throw new FlowDefinitionError(
      `${flow}: "${name}" has no port "${stray}"; ${activityName} has ${ports.join(", ")}.`,
    );
  return {
    spec: {
      name,
      group: (input.type === "raw" ? input.group : undefined) ?? row?.group ?? "action",
      properties: {
        name,
        activityName,
        activityId: (input.type === "raw" ? input.activityId : undefined) ?? row?.activityId ?? activityName,
        ...rest,
      },
      ports: [...ports, ...links.map(([port]) => port).filter((port) => !ports.includes(port))],
    },
    links,
  };
}

function typeOf(
  flow: string,
  node: string,
  variable: string,
  variables: Readonly<Record<string, VariableInput>>,
): string {
  const type = variables[variable]?.type;
  if (type === undefined)
    throw new FlowDefinitionError(`${flow}: "${node}" uses the variable "${variable}", which is not declared.`);
  return type;
}

const startNode = (flowType: FlowType): Built =>
  flowType === "FLOW"
    ? {
        spec: {
          name: "NewPhoneContact",
          group: "start",
          properties: startProperties("NewPhoneContact"),
          ports: ["out"],
        },
        links: [],
      }
    : {
        spec: {
          name: "StartSubflow",
          group: "start-subflow",
          properties: { name: "StartSubflow", activityName: "NewSubFlowStart", activityId: "start-subflow" },
          ports: ["out"],
        },
        links: [],
      };

const handler = (event: EventName): Built => ({
  spec: { name: event, group: "event", properties: eventProperties(event), ports: ["out"] },
  links: [],
});

const process = (
  key: string,
  nodes: readonly Built[],
  first: readonly (readonly [string, string, string])[],
  onEvents: Readonly<Record<string, string>>,
): ProcessSpec => ({
  key,
  nodes: nodes.map(({ spec }) => spec),
  edges: [
    ...first.map(([from, port, to]) => ({ from, port, to })),
    ...nodes.flatMap(({ spec, links }) => links.map(([port, to]) => ({ from: spec.name, port, to }))),
  ],
  onEvents,
});
