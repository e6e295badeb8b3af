import { openBindings } from "../../bindings";
import { groupBy } from "../../group";
import { entryNodes, MAIN, type Edge, type Flow, type FlowNode, type Process } from "../../model";
import type { LintOptions } from "../options";
import { parsedText, type VariableUse } from "../../expression";
import { Answers, parsedName } from "./answers";
import type { Basis, Placed } from "./basis";
import { callsOf, type HttpCall } from "./calls";
import { digitsAfter } from "./digits";
import { Graph } from "./graph";
import { EVENT_OUTPUTS, NODE_OUTPUTS, type ValueType } from "./outputs";
import { findTaint, type Taint } from "./taint";
import { textsOf, type Text } from "./texts";
import { FlowValues, plainText } from "./values";
import { Variables } from "./variables";

export type { Placed } from "./basis";
export { worstCaseMs, parameterName, type HttpCall } from "./calls";
export { nameOf, soleExpression } from "./digits";
export { Graph } from "./graph";
export { EVENT_OUTPUTS, typeOfVariable, type ValueType } from "./outputs";
export { escapesQuotes } from "./taint";
export type { Text } from "./texts";
export { isBlank, MAX_ACTIVITIES, type ValueFailure } from "./values";
export { fullName, type Variables } from "./variables";

/** Facts about a flow for all rules, computed once. */
export class Context implements Basis {
  readonly texts: readonly Text[];
  readonly variables: Variables;
  readonly nodes: readonly Placed[];
  readonly calls: readonly HttpCall[];
  private readonly graphs: ReadonlyMap<string, Graph>;
  private readonly textsByNode = new Map<FlowNode, Text[]>();
  private readonly nodesByName: ReadonlyMap<string, FlowNode>;
  private readonly digits = new Map<Edge, readonly string[]>();
  private foundTaint: Taint | undefined;
  private foundAnswers: Answers | undefined;
  private spellings: ReadonlyMap<string, string> | undefined;
  private readonly callsByNode: ReadonlyMap<FlowNode, HttpCall>;
  private readonly nodesByKind: ReadonlyMap<string, readonly Placed[]>;
  private openPlaces: ReadonlySet<string> | undefined;
  /** Possible values of variables on each path through the flow. */
  readonly values: FlowValues;
  readonly program: Basis["program"];
  readonly parsedName = parsedName;

  constructor(
    readonly flow: Flow,
    readonly options: LintOptions,
  ) {
    this.graphs = new Map(flow.processes.map((process) => [process.key, new Graph(process)]));
    this.texts = textsOf(flow);
    for (const { node } of this.texts) this.textsByNode.set(node, []);
    for (const text of this.texts) this.textsByNode.get(text.node)?.push(text);
    this.variables = new Variables(flow, this.texts, this.textsFor);
    this.nodes = flow.processes.flatMap(({ key, nodes }) => nodes.map((node) => ({ process: key, node })));
    this.nodesByName = new Map(this.nodes.map(({ node }) => [node.name, node]));
    this.nodesByKind = groupBy(this.nodes, ({ node }) => node.kind);
    this.calls = callsOf(this.nodes, this.textsFor);
    this.callsByNode = new Map(this.calls.map((call) => [call.node, call]));
    this.program = {
      types: new Map(flow.variables.map(({ name, type }) => [name, type])),
      parse: parsedText,
    };
    this.values = new FlowValues(this);
  }

  valueName({ root, members: [member] }: Pick<VariableUse, "root" | "members">): string | undefined {
    const variable =
      this.variables.get(root) ?? (this.nodesByName.has(root) ? undefined : this.variables.getIgnoringCase(root));
    if (variable !== undefined) return variable.name;
    if (member === undefined) return undefined;
    const node = this.nodesByName.has(root) ? root : (this.otherSpelling(root) ?? root);
    return `${node}.${member}`.toLowerCase();
  }

  /** Whether a property is an open binding, which gets its value when the flow is deployed. */
  isOpen({ process, node }: Placed, property: string): boolean {
    this.openPlaces ??= new Set(
      openBindings(this.flow).map((place) => `${place.process}/${place.activity}.${place.property}`),
    );
    return this.openPlaces.has(`${process}/${node.name}.${property}`);
  }

  get processes(): readonly Process[] {
    return this.flow.processes;
  }

  get isSubflow(): boolean {
    return this.flow.flowType === "SUBFLOW";
  }

  graph(process: string): Graph {
    const graph = this.graphs.get(process);
    if (graph === undefined) throw new Error(`The flow has no process "${process}".`);
    return graph;
  }

  get main(): Graph {
    return this.graph(MAIN);
  }

  readonly textsFor = (node: FlowNode): readonly Text[] => this.textsByNode.get(node) ?? [];

  /** The activity with this name, in any process. */
  nodeNamed(name: string): FlowNode | undefined {
    return this.nodesByName.get(name);
  }

  /** The variable, event or activity whose name differs from this one only in upper and lower case. */
  otherSpelling(name: string): string | undefined {
    this.spellings ??= new Map(
      [...this.nodes.map(({ node }) => node.name).reverse(), ...Object.keys(EVENT_OUTPUTS).reverse()].map((known) => [
        known.toLowerCase(),
        known,
      ]),
    );
    return this.variables.getIgnoringCase(name)?.name ?? this.spellings.get(name.toLowerCase());
  }

  isReachable({ process, node }: Placed): boolean {
    return this.graph(process).reachable.has(node.id);
  }

  nodesOf(...kinds: readonly FlowNode["kind"][]): readonly Placed[] {
    return kinds.flatMap((kind) => this.nodesByKind.get(kind) ?? []);
  }

  /** The call of this activity, if it is an HTTP Request. */
  callOf(node: FlowNode): HttpCall | undefined {
    return this.callsByNode.get(node);
  }

  get answers(): Answers {
    return (this.foundAnswers ??= new Answers(this));
  }

  /** The handler of an event, if it has a link. */
  handler(event: string): Placed | undefined {
    for (const process of this.processes) {
      const name = process.onEvents[event];
      const node = entryNodes(process).find((candidate) => candidate.name === name);
      if (node !== undefined && this.graph(process.key).from(node).length > 0) return { process: process.key, node };
    }
    return undefined;
  }

  /**
   * Values in a name before the activity that come from the flow itself: its default, or the result of an answer without the value.
   * Valid values from outside are not included. Undefined where nothing is known.
   */
  leftIn(node: FlowNode, use: Pick<VariableUse, "root" | "members">): readonly string[] | undefined {
    return this.values
      .at(node, use)
      ?.filter(({ isExternal }) => !isExternal)
      .flatMap(({ shapes }) => shapes.map(plainText));
  }

  /** Whether every path to the activity checks that the name, or one of its sources, holds digits only. */
  isDigitsOnly(process: string, node: FlowNode, name: string): boolean {
    return this.graph(process)
      .decisionsBefore(node)
      .some((edge) => this.digitsBehind(process, edge).some((checked) => this.variables.areRelated(checked, name)));
  }

  private digitsBehind(process: string, edge: Edge): readonly string[] {
    const known = this.digits.get(edge);
    if (known !== undefined) return known;
    const from = this.graph(process).byId.get(edge.fromId);
    const names = from === undefined ? [] : digitsAfter(from, this.textsFor(from), edge.port);
    this.digits.set(edge, names);
    return names;
  }

  /** Whether a loop can end: it changes a variable that one of its decisions tests. */
  isCounted(loop: readonly FlowNode[]): boolean {
    const members = new Set(loop);
    const written = new Set(
      this.variables.writes.filter(({ node }) => members.has(node)).map(({ variable }) => variable),
    );
    return this.variables.reads.some(
      ({ variable, node }) =>
        members.has(node) &&
        (node.kind === "condition-activity" || node.kind === "case-statement") &&
        written.has(variable),
    );
  }

  get taint(): Taint {
    return (this.foundTaint ??= findTaint(this));
  }

  /** Outputs of an activity or event by their name in expressions; undefined where they are not known. */
  outputsOf(root: string): Readonly<Record<string, ValueType>> | undefined {
    const node = this.nodeNamed(root);
    if (node !== undefined) {
      if (node.kind === "start" || node.kind === "start-subflow") return EVENT_OUTPUTS.NewPhoneContact?.outputs;
      return node.kind === "event" ? undefined : NODE_OUTPUTS[node.kind];
    }
    return Object.hasOwn(EVENT_OUTPUTS, root) ? EVENT_OUTPUTS[root]?.outputs : undefined;
  }
}
