import { graphlib, layout as arrange } from "@dagrejs/dagre";
import { GRID, type Point } from "./geometry";

export interface LayoutNode {
  readonly id: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
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

interface Line {
  readonly points?: readonly Point[];
}

const MARGIN = 60;
const COLUMN_GAP = 132;
const ROW_GAP = 60;
/** Above this size the library needs seconds; such flows are generated or hostile. */
const MAX_LIBRARY_NODES = 200;
const MAX_LIBRARY_EDGES = 500;

export interface Layout {
  /** Upper left corners by id. */
  readonly places: ReadonlyMap<string, Point>;
  /** Corners of a link that passes between boxes, by the link's position in the input; absent for a straight link. */
  readonly bends: ReadonlyMap<number, readonly Point[]>;
}

/** Left to right in the direction of the links, on the editor's grid, without overlap. The same input gives the same places. */
export function layoutLeftToRight(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Layout {
  const known = new Set(nodes.map(({ id }) => id));
  const inside = edges.flatMap(({ from, to }, index) =>
    known.has(from) && known.has(to) && from !== to ? [{ from, to, index }] : [],
  );
  if (nodes.length > MAX_LIBRARY_NODES || inside.length > MAX_LIBRARY_EDGES)
    return { places: columns(nodes, inside), bends: new Map() };
  const graph = new graphlib.Graph<object, Box, Line>({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: ROW_GAP, ranksep: COLUMN_GAP, marginx: MARGIN, marginy: MARGIN });
  // The library uses ids as keys of plain objects; an id such as "__proto__" must not reach it.
  const handle = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const of = (id: string): string => handle.get(id) ?? "";
  for (const { id, width, height } of nodes) graph.setNode(of(id), { width, height });
  for (const { from, to, index } of inside) graph.setEdge(of(from), of(to), {}, String(index));
  arrange(graph);
  const places = nodes.map(({ id, width, height }): [string, Point] => {
    const { x = 0, y = 0 } = graph.node(of(id));
    return [id, onGrid({ x: x - width / 2, y: y - height / 2 })];
  });
  const bends = inside.map(({ from, to, index }): [number, readonly Point[]] => [
    index,
    (graph.edge(of(from), of(to), String(index)).points ?? []).slice(1, -1),
  ]);
  return { places: new Map(places), bends: new Map(bends) };
}

const onGrid = ({ x, y }: Point): Point => ({ x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID });

/** Breadth-first columns: simpler, but fast enough for ten thousand activities. */
function columns(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): ReadonlyMap<string, Point> {
  const next = new Map<string, string[]>();
  const entered = new Set(edges.map(({ to }) => to));
  for (const { from, to } of edges) {
    const targets = next.get(from) ?? [];
    targets.push(to);
    next.set(from, targets);
  }
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
  const widest = nodes.reduce((most, { width }) => Math.max(most, width), 0);
  return new Map(
    nodes.map(({ id, height }) => {
      const at = column.get(id) ?? 0;
      const y = filled.get(at) ?? MARGIN;
      filled.set(at, y + height + ROW_GAP);
      return [id, onGrid({ x: MARGIN + at * (widest + COLUMN_GAP), y })];
    }),
  );
}
