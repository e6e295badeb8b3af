/** A graph by vertex numbers. Vertex 0 is the start. */
export interface NumberedGraph {
  readonly successors: readonly (readonly number[])[];
}

function postorder({ successors }: NumberedGraph): readonly number[] {
  const order: number[] = [];
  const seen = new Set([0]);
  const stack: { readonly vertex: number; next: number }[] = [{ vertex: 0, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const child = successors[top.vertex]?.[top.next++];
    if (child === undefined) {
      order.push(top.vertex);
      stack.pop();
    } else if (!seen.has(child)) {
      seen.add(child);
      stack.push({ vertex: child, next: 0 });
    }
  }
  return order;
}

/**
 * The immediate dominator of each vertex: the last vertex before it on every path from 0; undefined for 0 and for unreachable
 * vertices. After Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001).
 */
export function immediateDominators(graph: NumberedGraph): readonly (number | undefined)[] {
  const order = postorder(graph);
  const rank = new Map(order.map((vertex, index) => [vertex, index]));
  const predecessors: number[][] = graph.successors.map(() => []);
  for (const vertex of order) for (const target of graph.successors[vertex] ?? []) predecessors[target]?.push(vertex);
  const dominator: (number | undefined)[] = graph.successors.map(() => undefined);
  dominator[0] = 0;
  const rankOf = (vertex: number): number => rank.get(vertex) ?? -1;
  const intersect = (first: number, second: number): number => {
    let [left, right] = [first, second];
    while (left !== right) {
      while (rankOf(left) < rankOf(right)) left = dominator[left] ?? 0;
      while (rankOf(right) < rankOf(left)) right = dominator[right] ?? 0;
    }
    return left;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const vertex of [...order].reverse().slice(1)) {
      const known = (predecessors[vertex] ?? []).filter((source) => dominator[source] !== undefined);
      const [first, ...rest] = known;
      if (first === undefined) continue;
      const next = rest.reduce(intersect, first);
      if (dominator[vertex] !== next) {
        dominator[vertex] = next;
        changed = true;
      }
    }
  }
  dominator[0] = undefined;
  return dominator;
}

/** Groups of vertices that reach each other (Tarjan), without recursion. A single vertex is a group only where it has an edge to itself. */
export function cyclesOf({ successors }: NumberedGraph): readonly (readonly number[])[] {
  const index = new Map<number, number>();
  const low: number[] = [];
  const open: number[] = [];
  const isOpen = new Set<number>();
  const groups: number[][] = [];
  const visit = (start: number): void => {
    const work: { readonly vertex: number; next: number }[] = [];
    const enter = (vertex: number): void => {
      index.set(vertex, index.size);
      low[vertex] = index.size - 1;
      open.push(vertex);
      isOpen.add(vertex);
      work.push({ vertex, next: 0 });
    };
    enter(start);
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const { vertex } = top;
      const child = successors[vertex]?.[top.next++];
      if (child === undefined) {
        work.pop();
        const parent = work.at(-1);
        if (parent !== undefined) low[parent.vertex] = Math.min(low[parent.vertex] ?? 0, low[vertex] ?? 0);
        if (low[vertex] === index.get(vertex)) close(vertex);
      } else if (!index.has(child)) enter(child);
      else if (isOpen.has(child)) low[vertex] = Math.min(low[vertex] ?? 0, index.get(child) ?? 0);
    }
  };
  const close = (root: number): void => {
    const group: number[] = [];
    for (let vertex = open.pop(); vertex !== undefined; vertex = open.pop()) {
      isOpen.delete(vertex);
      group.push(vertex);
      if (vertex === root) break;
    }
    if (group.length > 1 || successors[root]?.includes(root) === true) groups.push(group.reverse());
  };
  successors.forEach((_targets, vertex) => {
    if (!index.has(vertex)) visit(vertex);
  });
  return groups;
}
