import type { VariableUse } from "../../../expression";
import { entryNodes, MAIN, type FlowNode, type Process } from "../../../model";
import { EVENT_OUTPUTS } from "../outputs";
import type { Basis } from "../basis";
import type { Text } from "../texts";
import { type Alternatives, constant, external, possible } from "./alternatives";
import { type Environment, joined, NOWHERE, withValues } from "./environment";
import type { Choice } from "./evaluate";
import { eventValue, initialValue, shapesOf } from "./world";
import { Transfer } from "./transfer";

/** After so many visits the environment of an activity is joined without reasons; after `MOST_VISITS` it no longer changes. */
const EXACT_VISITS = 6;
const MOST_VISITS = 24;

/** Events that happen only after the call has been queued. */
const AFTER_QUEUE: ReadonlySet<string> = new Set([
  "AgentContactAssigned",
  "AgentOfferContact",
  "ContactPredial",
  "FCAsk(ContactLastAgentRemoved)",
]);

/** Computes the possible values of tracked variables before each activity, on all paths together, until nothing changes. */
export class Walk {
  private readonly before = new Map<FlowNode, Environment>();
  private readonly visits = new Map<FlowNode, number>();
  private readonly transfer: Transfer;
  private readonly read: ReadonlySet<string>;

  constructor(
    private readonly basis: Basis,
    /** Variables to follow. */
    private readonly tracked: ReadonlySet<string>,
  ) {
    this.transfer = new Transfer(basis, this);
    this.read = new Set([
      ...basis.texts.flatMap(({ uses }) => uses.variables.flatMap((use) => basis.valueName(use) ?? [])),
      ...basis.nodesOf("parse-activity").map(({ node }) => basis.parsedName(node).toLowerCase()),
    ]);
    const main = basis.graph(MAIN).process;
    this.run(main, entryNodes(main), this.initial());
    this.events();
  }

  /** The environment before an activity; undefined where no path reaches it. */
  at(node: FlowNode): Environment | undefined {
    return this.before.get(node);
  }

  isRead(output: string): boolean {
    return this.read.has(output);
  }

  isTracked(variable: string): boolean {
    return this.tracked.has(variable);
  }

  /** The names in a text and their possible values. */
  choices(environment: Environment, texts: readonly Text[]): readonly Choice[] {
    const found = new Map<string, Choice>();
    for (const { uses } of texts)
      for (const use of uses.variables) {
        const name = this.basis.valueName(use);
        if (name !== undefined && !found.has(name))
          found.set(name, { name, use, alternatives: this.valueOf(environment, name, use) });
      }
    return [...found.values()];
  }

  valueOf(
    environment: Environment,
    name: string,
    { root, members }: Pick<VariableUse, "root" | "members">,
  ): Alternatives {
    const known = environment.values.get(name);
    if (known !== undefined) return known;
    const variable = this.basis.variables.get(name);
    if (variable !== undefined)
      return [...initialValue(variable), external(shapesOf(variable.type), "an earlier value")];
    const node = this.basis.nodeNamed(root);
    const isStart = node?.kind === "start" || node?.kind === "start-subflow";
    if (isStart || (node === undefined && Object.hasOwn(EVENT_OUTPUTS, root)))
      return possible(eventValue(`${isStart ? "NewPhoneContact" : root}.${members[0] ?? ""}`), environment.outcomes);
    return [constant(undefined, node === undefined ? `${root} is not known` : `"${root}" has not run`)];
  }

  private initial(): Environment {
    const values = this.basis.flow.variables
      .filter(({ name }) => this.tracked.has(name))
      .map((variable) => [variable.name, initialValue(variable)] as const);
    return withValues(NOWHERE, values);
  }

  private run(process: Process, starts: readonly FlowNode[], environment: Environment): void {
    const graph = this.basis.graph(process.key);
    const pending = new Pending(orderOf(starts, (node) => graph.next(node)));
    for (const start of starts) this.enter(start, environment, pending);
    for (let node = pending.next(); node !== undefined; node = pending.next()) {
      const before = this.before.get(node);
      if (before === undefined) continue;
      const after = this.transfer.after(node, before);
      for (const edge of graph.from(node)) {
        const target = graph.byId.get(edge.toId);
        if (target !== undefined) this.enter(target, after(edge.port), pending);
      }
    }
  }

  private enter(node: FlowNode, environment: Environment, pending: Pending): void {
    const known = this.before.get(node);
    const visits = (this.visits.get(node) ?? 0) + 1;
    const met = known === undefined ? environment : joined(known, environment, visits > EXACT_VISITS);
    if (met === known || visits > MOST_VISITS) return;
    this.before.set(node, met);
    this.visits.set(node, visits);
    pending.add(node);
  }

  /** Handlers of events: they may start at any place of the call, with values that other handlers have set. */
  private events(): void {
    const processes = this.basis.flow.processes.filter(({ key }) => key !== MAIN);
    const main = this.basis.graph(MAIN);
    const queues = main.process.nodes.filter(({ kind }) => kind === "queue-contact" || kind === "queue-to-agent");
    const queued = main.walk(queues);
    const anywhere = this.union(main.process.nodes);
    const afterQueue =
      queues.length === 0 ? anywhere : this.union(main.process.nodes.filter(({ id }) => queued.has(id)));
    const writes = this.basis.variables.definitions.some(
      ({ process, variable }) => process !== MAIN && this.tracked.has(variable),
    );
    for (const round of writes ? [1, 2] : [1]) {
      const left = round === 1 ? NOWHERE : this.union(processes.flatMap(({ nodes }) => nodes));
      for (const process of processes)
        for (const [event, name] of Object.entries(process.onEvents)) {
          const start = entryNodes(process).find((node) => node.name === name);
          const base = AFTER_QUEUE.has(event) ? afterQueue : anywhere;
          if (start !== undefined) this.run(process, [start], round === 1 ? base : joined(base, left, true));
        }
    }
  }

  private union(nodes: readonly FlowNode[]): Environment {
    let all: Environment | undefined;
    for (const node of nodes) {
      const environment = this.before.get(node);
      if (environment !== undefined) all = all === undefined ? environment : joined(all, environment, true);
    }
    return all ?? NOWHERE;
  }
}

/** Activities still to visit, the earliest first, so that most paths have joined before later activities are visited. */
class Pending {
  private readonly positions: ReadonlyMap<FlowNode, number>;
  private readonly isPending: Uint8Array;
  private cursor = 0;

  constructor(private readonly order: readonly FlowNode[]) {
    this.positions = new Map(order.map((node, index) => [node, index]));
    this.isPending = new Uint8Array(order.length);
  }

  add(node: FlowNode): void {
    const position = this.positions.get(node);
    if (position === undefined) return;
    this.isPending[position] = 1;
    this.cursor = Math.min(this.cursor, position);
  }

  next(): FlowNode | undefined {
    while (this.cursor < this.order.length && this.isPending[this.cursor] === 0) this.cursor += 1;
    this.isPending[this.cursor] = 0;
    return this.order[this.cursor];
  }
}

/** Activities in reverse depth-first postorder: each before its successors, except in loops. */
function orderOf(starts: readonly FlowNode[], next: (node: FlowNode) => readonly FlowNode[]): readonly FlowNode[] {
  const left: FlowNode[] = [];
  const seen = new Set<FlowNode>(starts);
  const stack = starts.map((node) => ({ node, rest: [...next(node)] }));
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const child = top.rest.pop();
    if (child === undefined) {
      left.push(top.node);
      stack.pop();
    } else if (!seen.has(child)) {
      seen.add(child);
      stack.push({ node: child, rest: [...next(child)] });
    }
  }
  return left.reverse();
}
