import { entryNodes, type Edge, type FlowNode, type Process } from "../../model";
import { cyclesOf, immediateDominators } from "./dominators";

interface Numbered {
  readonly number: ReadonlyMap<string, number>;
  readonly successors: readonly (readonly number[])[];
}

/** Most decisions remembered for an activity, the nearest ones. The limit bounds time and memory for huge files. */
const MAX_DECISIONS = 200;

/** The links of one process, indexed for the queries of rules. */
export class Graph {
  readonly byId: ReadonlyMap<string, FlowNode>;
  private readonly leaving = new Map<string, Edge[]>();
  private readonly entering = new Map<string, Edge[]>();
  private reachableIds: ReadonlySet<string> | undefined;
  private foundNumbers: Numbered | undefined;
  private decisions: ReadonlyMap<string, readonly Edge[]> | undefined;

  constructor(readonly process: Process) {
    this.byId = new Map(process.nodes.map((node) => [node.id, node]));
    for (const edge of process.edges) {
      append(this.leaving, edge.fromId, edge);
      append(this.entering, edge.toId, edge);
    }
  }

  from(node: FlowNode): readonly Edge[] {
    return this.leaving.get(node.id) ?? [];
  }

  to(node: FlowNode): readonly Edge[] {
    return this.entering.get(node.id) ?? [];
  }

  /** The target activities of links from here, without repeats. */
  next(node: FlowNode): readonly FlowNode[] {
    return [...new Set(this.from(node).map((edge) => edge.toId))].flatMap((id) => this.byId.get(id) ?? []);
  }

  /** Ids of all activities that can run. */
  get reachable(): ReadonlySet<string> {
    return (this.reachableIds ??= this.walk(entryNodes(this.process)));
  }

  /** Ids of the activities that can run after `node`; its own id only in a loop. */
  after(node: FlowNode): ReadonlySet<string> {
    return this.walk(this.next(node));
  }

  /** Ids of the activities reachable from `starts`, themselves included. @param stop activities whose links are not followed. */
  walk(starts: readonly FlowNode[], stop: (node: FlowNode) => boolean = () => false): ReadonlySet<string> {
    const seen = new Set(starts.map((node) => node.id));
    const pending = [...starts];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (stop(node)) continue;
      for (const { toId } of this.from(node)) {
        const target = this.byId.get(toId);
        if (target === undefined || seen.has(toId)) continue;
        seen.add(toId);
        pending.push(target);
      }
    }
    return seen;
  }

  /** Whether one of these can run after `node`. */
  leadsTo(node: FlowNode, targets: ReadonlySet<FlowNode>): boolean {
    const { number, successors } = this.numbered;
    const wanted = new Set([...targets].map(({ id }) => number.get(id)));
    const seen = new Uint8Array(successors.length);
    const queue = [number.get(node.id) ?? -1];
    for (let head = 0; head < queue.length; head++) {
      for (const next of successors[queue[head] ?? -1] ?? []) {
        if (wanted.has(next)) return true;
        if (seen[next] === 1) continue;
        seen[next] = 1;
        queue.push(next);
      }
    }
    return false;
  }

  /** The targets of links as numbers, which are faster for repeated searches in large flows. */
  private get numbered(): Numbered {
    return (this.foundNumbers ??= this.findNumbers());
  }

  private findNumbers(): Numbered {
    const { nodes } = this.process;
    const number = new Map(nodes.map(({ id }, index) => [id, index]));
    const successors = nodes.map((node) => this.from(node).flatMap(({ toId }) => number.get(toId) ?? []));
    return { number, successors };
  }

  /** Links of Conditions and Cases on every path to the activity, the nearest last. */
  decisionsBefore(node: FlowNode): readonly Edge[] {
    return (this.decisions ??= this.findDecisions()).get(node.id) ?? [];
  }

  /** Each link of a decision is a separate vertex. The links among an activity's dominators are on every path to it. */
  private findDecisions(): ReadonlyMap<string, readonly Edge[]> {
    const { nodes, edges } = this.process;
    const number = new Map(nodes.map(({ id }, index) => [id, index + 1]));
    const deciding = edges.filter(({ fromId }) => isDecision(this.byId.get(fromId)));
    const first = nodes.length + 1;
    const successors: number[][] = Array.from({ length: first + deciding.length }, () => []);
    for (const { id } of entryNodes(this.process)) successors[0]?.push(number.get(id) ?? 0);
    const link = (from: number, toId: string): void => {
      const target = number.get(toId);
      if (target !== undefined) successors[from]?.push(target);
    };
    for (const edge of edges)
      if (!isDecision(this.byId.get(edge.fromId))) link(number.get(edge.fromId) ?? 0, edge.toId);
    deciding.forEach((edge, index) => {
      successors[number.get(edge.fromId) ?? 0]?.push(first + index);
      link(first + index, edge.toId);
    });
    const dominators = immediateDominators({ successors });
    const before = new Map<number, readonly Edge[]>();
    const decisionsOf = (vertex: number): readonly Edge[] => {
      const path: number[] = [];
      let at: number | undefined = vertex;
      for (; at !== undefined && !before.has(at); at = dominators[at]) path.push(at);
      let known = at === undefined ? [] : (before.get(at) ?? []);
      for (const step of path.reverse()) {
        const edge = deciding[step - first];
        if (edge !== undefined) known = [...known.slice(1 - MAX_DECISIONS), edge];
        before.set(step, known);
      }
      return known;
    };
    return new Map(nodes.map(({ id }) => [id, decisionsOf(number.get(id) ?? 0)]));
  }

  /** Groups of activities that reach each other, among those that `keep` accepts. A single one only if it links to itself. */
  cycles(keep: (node: FlowNode) => boolean): readonly (readonly FlowNode[])[] {
    const nodes = this.process.nodes.filter((node) => this.reachable.has(node.id) && keep(node));
    const number = new Map(nodes.map(({ id }, index) => [id, index]));
    const successors = nodes.map((node) => this.next(node).flatMap(({ id }) => number.get(id) ?? []));
    return cyclesOf({ successors }).map((group) =>
      [...group].sort((left, right) => left - right).flatMap((index) => nodes[index] ?? []),
    );
  }
}

const isDecision = (node: FlowNode | undefined): boolean =>
  node?.kind === "condition-activity" || node?.kind === "case-statement";

function append(map: Map<string, Edge[]>, key: string, edge: Edge): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [edge]);
  else list.push(edge);
}
