import { graphlib, layout as arrange } from "@dagrejs/dagre";
import { GRID, heightOf, WIDTH, type Point } from "./geometry";

/** What the layout needs to know of an activity. */
export interface LayoutNode {
  readonly id: string;
  readonly group: string;
  readonly ports: readonly string[];
}

export interface LayoutEdge {
  readonly from: string;
  readonly to: string;
}

interface Box {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
}

const MARGIN = 60;
const COLUMN_GAP = 132;
const ROW_GAP = 60;
/** The library needs seconds beyond this; flows of this size are machine-made or hostile. */
const MAX_LIBRARY_NODES = 200;
const MAX_LIBRARY_EDGES = 500;

/** Upper left corners, left to right in the direction of the links, on the editor's grid, without overlap. The same input gives the same points. */
export function layoutLeftToRight(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
): ReadonlyMap<string, Point> {
  const known = new Set(nodes.map(({ id }) => id));
  const inside = edges.filter(({ from, to }) => known.has(from) && known.has(to) && from !== to);
  if (nodes.length > MAX_LIBRARY_NODES || inside.length > MAX_LIBRARY_EDGES) return columns(nodes, inside);
  const graph = new graphlib.Graph<object, Box, object>({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: ROW_GAP, ranksep: COLUMN_GAP, marginx: MARGIN, marginy: MARGIN });
  // The library keeps nodes in plain objects; an id such as "__proto__" must not become a key there.
  const handle = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const of = (id: string): string => handle.get(id) ?? "";
  for (const { id, group, ports } of nodes) graph.setNode(of(id), { width: WIDTH, height: heightOf(group, ports) });
  inside.forEach(({ from, to }, index) => graph.setEdge(of(from), of(to), {}, String(index)));
  arrange(graph);
  return new Map(
    nodes.map(({ id, group, ports }) => {
      const { x = 0, y = 0 } = graph.node(of(id));
      return [id, onGrid({ x: x - WIDTH / 2, y: y - heightOf(group, ports) / 2 })];
    }),
  );
}

const onGrid = ({ x, y }: Point): Point => ({ x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID });

/** Breadth-first columns: plain, but as fast for ten thousand activities as for ten. */
function columns(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): ReadonlyMap<string, Point> {
  const next = new Map<string, string[]>();
  const entered = new Set(edges.map(({ to }) => to));
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const column = new Map<string, number>();
  const visit = (start: readonly string[]): void => {
    let front = start.filter((id) => !column.has(id));
    for (let depth = 0; front.length > 0; depth += 1) {
      for (const id of front) column.set(id, depth);
      front = [...new Set(front.flatMap((id) => next.get(id) ?? []))].filter((id) => !column.has(id));
    }
  };
  visit(nodes.filter(({ id }) => !entered.has(id)).map(({ id }) => id));
  for (const { id } of nodes) visit([id]);
  const filled = new Map<number, number>();
  return new Map(
    nodes.map(({ id, group, ports }) => {
      const at = column.get(id) ?? 0;
      const y = filled.get(at) ?? MARGIN;
      filled.set(at, y + heightOf(group, ports) + ROW_GAP);
      return [id, onGrid({ x: MARGIN + at * (WIDTH + COLUMN_GAP), y })];
    }),
  );
}
