import { entryNodes, type Edge, type FlowNode, type Process } from "../../model";

/** The links of one process, indexed, with the questions that rules ask about them. */
export class Graph {
  readonly byId: ReadonlyMap<string, FlowNode>;
  private readonly leaving = new Map<string, Edge[]>();
  private readonly entering = new Map<string, Edge[]>();
  private readonly dominated = new Map<Edge, ReadonlySet<string>>();
  private reachableIds: ReadonlySet<string> | undefined;

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

  /** The activities that links from here lead to, each once. */
  next(node: FlowNode): readonly FlowNode[] {
    return [...new Set(this.from(node).map((edge) => edge.toId))].flatMap((id) => this.byId.get(id) ?? []);
  }

  /** Ids of all activities that can run. */
  get reachable(): ReadonlySet<string> {
    return (this.reachableIds ??= this.walk(entryNodes(this.process)));
  }

  /** Ids of the activities that can run after `node`, itself only in a loop. */
  after(node: FlowNode, stop: (node: FlowNode) => boolean = () => false): ReadonlySet<string> {
    return this.walk(this.next(node), undefined, stop);
  }

  /** Ids of the activities that run only if this link has been taken. */
  onlyAfter(edge: Edge): ReadonlySet<string> {
    const known = this.dominated.get(edge);
    if (known !== undefined) return known;
    const others = this.walk(entryNodes(this.process), edge);
    const only = new Set([...this.reachable].filter((id) => !others.has(id)));
    this.dominated.set(edge, only);
    return only;
  }

  /** @param stop activities that are reached but not passed. */
  walk(
    starts: readonly FlowNode[],
    without?: Edge,
    stop: (node: FlowNode) => boolean = () => false,
  ): ReadonlySet<string> {
    const seen = new Set(starts.map((node) => node.id));
    const pending = [...starts];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (stop(node)) continue;
      for (const edge of this.from(node)) {
        const target = this.byId.get(edge.toId);
        if (edge === without || target === undefined || seen.has(target.id)) continue;
        seen.add(target.id);
        pending.push(target);
      }
    }
    return seen;
  }

  /** Groups of activities that lead to each other, among those that `keep` admits; a single one only if it leads to itself. */
  cycles(keep: (node: FlowNode) => boolean): readonly (readonly FlowNode[])[] {
    const nodes = this.process.nodes.filter((node) => this.reachable.has(node.id) && keep(node));
    const ids = new Set(nodes.map((node) => node.id));
    const inside = (node: FlowNode): readonly FlowNode[] => this.next(node).filter(({ id }) => ids.has(id));
    const below = new Map(nodes.map((node) => [node.id, this.within(inside(node), ids)]));
    const placed = new Set<string>();
    return nodes.flatMap((node) => {
      if (placed.has(node.id) || below.get(node.id)?.has(node.id) !== true) return [];
      const group = nodes.filter(
        ({ id }) => below.get(node.id)?.has(id) === true && below.get(id)?.has(node.id) === true,
      );
      for (const { id } of group) placed.add(id);
      return [group];
    });
  }

  private within(starts: readonly FlowNode[], ids: ReadonlySet<string>): ReadonlySet<string> {
    const seen = this.walk(starts, undefined, (node) => !ids.has(node.id));
    return new Set([...seen].filter((id) => ids.has(id)));
  }
}

const append = (map: Map<string, Edge[]>, key: string, edge: Edge): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [edge]);
  else list.push(edge);
};
