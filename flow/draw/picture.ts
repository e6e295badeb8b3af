import { groupBy } from "../group";
import type { Point } from "../diagram/geometry";
import { textAt } from "../json";
import { MAIN, type Flow, type FlowNode, type Process } from "../model";
import { type Box, BOX_WIDTH, HEAD, type Mark, sizeOf } from "./box";
import { placed } from "./place";

/** A link, placed. */
export interface Arrow {
  /** `PROCESS.EDGE`, the positions in the flow. */
  readonly handle: string;
  readonly isError: boolean;
  /** Kind of the mark on this link. */
  readonly paint: Mark["kind"] | undefined;
  /** From the output port over the corners to the input port. */
  readonly points: readonly Point[];
}

/** A process, placed: pixels from the upper left corner of the picture. */
export interface Panel {
  readonly key: string;
  readonly y: number;
  readonly title: string;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** Events without a link, by display name. */
  readonly unhandled: readonly {
    readonly handle: string;
    readonly node: FlowNode;
    readonly title: string;
    readonly x: number;
    readonly y: number;
  }[];
}

export interface Picture {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly panels: readonly Panel[];
}

const TITLE = 60;
const PANEL_TITLE = 34;
const MARGIN = 40;
/** Five boxes in a row: fits a wide screen and a landscape page. */
const PAGE_WIDTH = 1_480;
export const CHIP = { width: 196, height: 24, gap: 10 } as const;
const CHIPS_TITLE = 22;

/** The picture of `flow`: one panel below the other for each process, each with rows from left to right. */
export function pictureOf(flow: Flow, marks: readonly Mark[]): Picture {
  const panels: Panel[] = [];
  let bottom = TITLE;
  let widest = MIN_WIDTH;
  for (const [number, process] of flow.processes.entries()) {
    if (process.nodes.length === 0) continue;
    const { panel, width } = panelOf(
      process,
      number,
      bottom,
      marks.filter((mark) => mark.process === process.key),
    );
    panels.push(panel);
    bottom += panel.height + MARGIN;
    widest = Math.max(widest, width);
  }
  return {
    title: `${flow.name}${flow.version === null ? "" : `, version ${flow.version}`}`,
    width: Math.ceil(widest + MARGIN * 2),
    height: Math.ceil(bottom),
    panels,
  };
}

const MIN_WIDTH = 480;

const PANEL_TITLES: Readonly<Record<string, string>> = { [MAIN]: "Main flow", GLOBAL_EVENTS: "Event flows" };

function panelOf(
  process: Process,
  number: number,
  top: number,
  marks: readonly Mark[],
): { readonly panel: Panel; readonly width: number } {
  const linked = new Set(process.edges.map(({ fromId, port }) => JSON.stringify([fromId, port])));
  const touched = new Set(process.edges.flatMap(({ fromId, toId }) => [fromId, toId]));
  const marked = groupBy(marks, ({ activity }) => activity);
  // An event without links and without marks needs no box.
  const handles = new Map(process.nodes.map(({ id }, index) => [id, `${number}.${index}`]));
  const handleOf = ({ id }: FlowNode): string => handles.get(id) ?? "";
  const isIdle = ({ id, kind, name }: FlowNode): boolean => kind === "event" && !touched.has(id) && !marked.has(name);
  const sized = process.nodes
    .filter((node) => !isIdle(node))
    .map((node) => ({ node, handle: handleOf(node), ...sizeOf(node, linked, marked.get(node.name) ?? []) }));
  const links = process.edges.map(({ fromId: from, port, toId: to }, index) => ({ id: `e${index}`, from, port, to }));
  const laid = placed(
    sized.map(({ node, height, ports }) => ({
      id: node.id,
      width: BOX_WIDTH,
      height,
      inY: HEAD / 2,
      outputs: ports,
      isFirst: node.kind === "start" || node.kind === "start-subflow" || node.kind === "event",
    })),
    links,
    PAGE_WIDTH,
  );
  const shift = ({ x, y }: Point): Point => ({ x: x + MARGIN, y: y + top + PANEL_TITLE });
  const boxes = sized.map((box): Box => ({
    ...box,
    ...shift(laid.places.get(box.node.id) ?? { x: 0, y: 0 }),
    width: BOX_WIDTH,
  }));
  const arrows = arrowsOf(process, number, laid.routes, marked, shift);
  const chips = chipsOf(
    process.nodes.filter(isIdle).map((node) => ({ node, handle: handleOf(node) })),
    top + PANEL_TITLE + laid.height + (laid.height > 0 ? CHIPS_TITLE : 0),
  );
  const height = PANEL_TITLE + laid.height + (chips.height === 0 ? 0 : CHIPS_TITLE + chips.height);
  const title = PANEL_TITLES[process.key] ?? process.key;
  return {
    panel: { key: process.key, title, y: top, height, boxes, arrows, unhandled: chips.chips },
    width: Math.max(laid.width, chips.width),
  };
}

/** The links that the layout routed. */
function arrowsOf(
  { nodes, edges }: Process,
  number: number,
  routes: ReadonlyMap<string, readonly Point[]>,
  marked: ReadonlyMap<string, readonly Mark[]>,
  shift: (point: Point) => Point,
): readonly Arrow[] {
  const ports = new Map(nodes.map((node) => [node.id, node.ports]));
  return edges.flatMap(({ from, fromId, port, to }, index): readonly Arrow[] => {
    const points = routes.get(`e${index}`) ?? [];
    if (points.length < 2) return [];
    const isError = ports.get(fromId)?.find(({ name }) => name === port)?.error ?? false;
    const paint = marked.get(from)?.find((mark) => mark.port === port && (mark.to ?? to) === to)?.kind;
    return [{ handle: `${number}.${index}`, isError, paint, points: points.map(shift) }];
  });
}

/** Small boxes in a row. */
function chipsOf(nodes: readonly { readonly node: FlowNode; readonly handle: string }[], top: number) {
  const perRow = Math.floor((PAGE_WIDTH + CHIP.gap) / (CHIP.width + CHIP.gap));
  const chips = nodes.map(({ node, handle }, index) => ({
    node,
    handle,
    title: textAt(node.properties, "displayName") ?? node.name,
    x: MARGIN + (index % perRow) * (CHIP.width + CHIP.gap),
    y: top + CHIPS_TITLE + Math.floor(index / perRow) * (CHIP.height + CHIP.gap),
  }));
  const rows = Math.ceil(nodes.length / perRow);
  return {
    chips,
    height: rows * (CHIP.height + CHIP.gap),
    width: Math.min(nodes.length, perRow) * (CHIP.width + CHIP.gap),
  };
}
