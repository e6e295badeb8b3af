import { listBindings, type Binding } from "./bindings";
import type { Flow, FlowProblem, FlowType } from "./model";
import type { ReferenceKind } from "./references";

/** What a flow is made of. The keys are stable: scripts may rely on them. */
export interface FlowFacts {
  readonly name: string;
  readonly version: number | null;
  readonly flowType: FlowType;
  readonly variables: readonly {
    readonly name: string;
    readonly type: string;
    readonly value: string | null;
    readonly isCAD: boolean;
    readonly isAgentEditable: boolean;
    readonly source: string;
  }[];
  /** By process key: activity name to type, and links as [from, condition, to]. */
  readonly processes: Readonly<
    Record<
      string,
      {
        readonly activities: Readonly<Record<string, string>>;
        readonly edges: readonly (readonly [string, string, string])[];
      }
    >
  >;
  /** Event specification name to the activity that handles it. */
  readonly onEvents: Readonly<Record<string, string>>;
  /** References to objects outside the flow, without repeats, in file order. */
  readonly externals: {
    readonly queues: readonly string[];
    readonly connectors: readonly string[];
    readonly audio: readonly string[];
    readonly subflows: readonly string[];
  };
  /** Every value that `bindFlow` can replace. */
  readonly bindings: readonly Binding[];
  readonly problems: readonly FlowProblem[];
}

/** The facts of `flow`. */
export function flowFacts(flow: Flow): FlowFacts {
  const bindings = listBindings(flow);
  const valuesOf = (kind: ReferenceKind): readonly string[] => [
    ...new Set(bindings.filter((binding) => binding.kind === kind).map(({ value }) => value)),
  ];
  return {
    name: flow.name,
    version: flow.version,
    flowType: flow.flowType,
    variables: flow.variables.map(({ name, type, value, isCAD, isAgentEditable, source }) => ({
      name,
      type,
      value,
      isCAD,
      isAgentEditable,
      source,
    })),
    processes: Object.fromEntries(
      flow.processes.map(({ key, nodes, edges }) => [
        key,
        {
          activities: Object.fromEntries(nodes.map(({ name, type }) => [name, type])),
          edges: edges.map(({ from, port, to }) => [from, port, to] as const),
        },
      ]),
    ),
    onEvents: Object.fromEntries(flow.processes.flatMap(({ onEvents }) => Object.entries(onEvents))),
    externals: {
      queues: valuesOf("queue"),
      connectors: valuesOf("connector"),
      audio: valuesOf("audio"),
      subflows: valuesOf("subflow"),
    },
    bindings,
    problems: flow.problems,
  };
}
