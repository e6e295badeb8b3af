import { arrayAt, isObject, textAt, type JsonObject } from "./json";
import type { ActivityKind, Port } from "./catalogue";

export type FlowType = "FLOW" | "SUBFLOW";

/** A flow variable. `value` is its default, always text as in the file, or null. */
export interface Variable {
  readonly name: string;
  readonly description: string;
  /** STRING, INTEGER, BOOLEAN, JSON, DECIMAL or DATETIME; other words are kept. */
  readonly type: string;
  readonly value: string | null;
  /** Agent viewable on the desktop. */
  readonly isCAD: boolean;
  readonly desktopLabel: string;
  readonly isAgentEditable: boolean;
  readonly isReportable: boolean;
  readonly isSecure: boolean;
  /** "" for local, GLOBAL or GLOBAL_TM for organisation-wide, SUBFLOW_INPUT or SUBFLOW_OUTPUT. */
  readonly source: string;
  /** Control Hub id of a GLOBAL variable, else "". */
  readonly id: string;
  readonly raw: JsonObject;
}

export type { Port };

/** An activity of a process. */
export interface FlowNode {
  /** "unknown" for activity types outside the catalogue. */
  readonly kind: ActivityKind;
  readonly name: string;
  /** `activityName` as written in the file; "Event" for an event handler of an old file without that key. */
  readonly type: string;
  /** Widget type of the diagram: start, action, enum-gateway, event, end ... */
  readonly group: string;
  readonly id: string;
  readonly description: string;
  readonly properties: JsonObject;
  readonly ports: readonly Port[];
}

/** A link from a port of one activity to another activity of the same process. */
export interface Edge {
  readonly id: string;
  /** Name of the activity the link starts at. */
  readonly from: string;
  readonly fromId: string;
  /** The output port it starts at: the link's `condition`. */
  readonly port: string;
  /** Name of the activity the link leads to. */
  readonly to: string;
  readonly toId: string;
}

/** The main process or one event map. */
export interface Process {
  /** "main" or the event map's key, usually "GLOBAL_EVENTS". */
  readonly key: string;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly Edge[];
  /** Event specification name to the name of its event activity; empty for main. */
  readonly onEvents: Readonly<Record<string, string>>;
}

/** Something wrong inside a readable flow. Lint turns each into a finding. */
export interface FlowProblem {
  readonly code:
    | "empty-name"
    | "unknown-activity-type"
    | "duplicate-activity-name"
    | "duplicate-activity-id"
    | "activity-id-mismatch"
    | "activity-name-mismatch"
    | "duplicate-link-id"
    | "duplicate-link"
    | "link-from-nowhere"
    | "link-to-nowhere"
    | "link-by-id"
    | "link-without-condition"
    | "event-to-nowhere"
    | "duplicate-variable"
    | "stale-widget"
    | "subflow-calls-itself";
  readonly process: string;
  readonly activity?: string;
  /** Place in the document, such as `process.links[3]`. */
  readonly path: string;
  readonly message: string;
  /** Only with `link-to-nowhere`: the target of the link, an activity's id in an export, its name or id in FlowV2. */
  readonly target?: string;
}

/** Agent desktop order: names in the pop-over and in the interaction panel, first to last. */
export interface DesktopOrder {
  readonly popOver: readonly string[];
  readonly interactionPanel: readonly string[];
}

/** Standard fields of the agent's pop-over, the default of a file without an order. */
export const DEFAULT_POP_OVER: readonly string[] = Object.freeze(["ani", "dn", "virtualTeamName"]);

/** The order written in `orders`, a `variableOrders` of v1 or a `desktopVariableViewOrder` of FlowV2. */
export function readDesktopOrder(orders: JsonObject | undefined): DesktopOrder {
  const names = (key: string): readonly string[] | undefined =>
    orders !== undefined && Array.isArray(orders[key])
      ? Object.freeze(arrayAt(orders, key).flatMap((entry) => (isObject(entry) ? [textAt(entry, "name") ?? ""] : [])))
      : undefined;
  return Object.freeze({
    popOver: names("pop-over") ?? DEFAULT_POP_OVER,
    interactionPanel: names("interaction-panel") ?? Object.freeze([]),
  });
}

/** A call flow, frozen. `raw` is the whole document it was read from, with the parts that the model does not know. */
export interface Flow {
  readonly format: "v1" | "v2";
  readonly name: string;
  readonly description: string;
  readonly flowType: FlowType;
  readonly version: number | null;
  readonly variables: readonly Variable[];
  /** "main" first, then the event maps in file order. */
  readonly processes: readonly Process[];
  readonly desktopOrder: DesktopOrder;
  readonly problems: readonly FlowProblem[];
  readonly raw: JsonObject;
}

/** The main process, which every flow has. */
export function mainProcess(flow: Flow): Process {
  const main = flow.processes.find((process) => process.key === MAIN);
  if (main === undefined)
    throw new Error(`Flow "${flow.name}" has no main process; build it with readV1 or defineFlow.`);
  return main;
}

export const MAIN = "main";

/** The edges that start at `node`, in file order. */
export const edgesFrom = (process: Process, node: FlowNode): readonly Edge[] =>
  process.edges.filter((edge) => edge.fromId === node.id);

/** The edges that lead to `node`, in file order. */
export const edgesTo = (process: Process, node: FlowNode): readonly Edge[] =>
  process.edges.filter((edge) => edge.toId === node.id);

/** The nodes where a process may start: the start node of main, the event handlers of an event map. */
export const entryNodes = (process: Process): readonly FlowNode[] =>
  process.nodes.filter((node) => node.kind === "start" || node.kind === "start-subflow" || node.kind === "event");

/** The problem of a flow without a name; both formats have the same. */
export const nameProblems = (name: string): FlowProblem[] =>
  name.trim() === ""
    ? [
        {
          code: "empty-name",
          process: MAIN,
          path: "name",
          message: 'The flow has no name; the import answers 400 "Flow name is empty".',
        },
      ]
    : [];
