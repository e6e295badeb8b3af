import { graphlib, layout } from "@dagrejs/dagre";
import type { Point } from "../../flow/diagram/geometry";
import type { Box, Graph } from "./graph";
import { type Face, fitted, widthOf, wrapped } from "./text";

/** A box with its upper left corner, in pixels. */
export interface PlacedBox {
  readonly box: Box;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** Lines of text under the title. */
  readonly notes: readonly { readonly text: string; readonly isBad: boolean }[];
}

export interface PlacedLine {
  readonly points: readonly Point[];
  readonly count: number;
}

export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly lines: readonly PlacedLine[];
  /** Top of the boxes without references, in pixels; undefined where there are none. */
  readonly aloneY?: number;
}

export const NOUN: Face = { pixels: 10, isBold: false };
export const TITLE: Face = { pixels: 13, isBold: true };
export const NOTE: Face = { pixels: 10.5, isBold: false };
const PADDING = 12;
const MIN_WIDTH = 128;
const MAX_WIDTH = 232;
export const HEAD = 40;
export const NOTE_ROW = 14;
const MAX_NOTE_LINES = 3;
const MARGIN = 28;
/** Room for the title above and the legend below. */
export const TOP = 64;
export const BOTTOM = 40;
const GAP = 26;
/** Least distance between a corner and the end of a line, in pixels. */
const DOCK = 22;
const RANK_GAP = 46;
const ROW_PIXELS = 860;
const MIN_PICTURE_WIDTH = 560;

/** Places of all boxes: top to bottom along the references, boxes without references in rows below. Equal graphs give equal places. */
export function placed({ boxes, lines }: Graph): Placed {
  const linked = new Set(lines.flatMap(({ from, to }) => [from, to]));
  const sized = boxes.map((box) => ({ box, ...sizeOf(box) }));
  const graph = new graphlib.Graph<
    object,
    { width: number; height: number; x?: number; y?: number },
    { points?: Point[] }
  >();
  graph.setGraph({ rankdir: "TB", nodesep: GAP, ranksep: RANK_GAP, marginx: MARGIN, marginy: 0 });
  // The library keeps nodes in plain objects. Ids are our own, so no name of a tenant becomes a key.
  for (const { box, width, height } of sized) if (linked.has(box.id)) graph.setNode(box.id, { width, height });
  for (const { from, to } of lines) graph.setEdge(from, to, {});
  layout(graph);
  const tied = sized.flatMap((one): readonly PlacedBox[] => {
    if (!linked.has(one.box.id)) return [];
    const { x = 0, y = 0 } = graph.node(one.box.id);
    return [{ ...one, x: Math.round(x - one.width / 2), y: Math.round(y - one.height / 2) + TOP }];
  });
  const byId = new Map(tied.map((one) => [one.box.id, one]));
  const drawn = lines.map(({ from, to, count }) => {
    const points = (graph.edge(from, to).points ?? []).map(({ x, y }) => ({
      x: Math.round(x),
      y: Math.round(y) + TOP,
    }));
    return { count, points: docked(points, byId.get(from), byId.get(to)) };
  });
  const bottom = tied.reduce((most, { y, height }) => Math.max(most, y + height), TOP - GAP);
  const right = tied.reduce((most, { x, width }) => Math.max(most, x + width), 0);
  const alone = sized.filter(({ box }) => !linked.has(box.id));
  const aloneY = bottom + RANK_GAP;
  const rows = inRows(alone, aloneY + 12, Math.max(ROW_PIXELS, right));
  const all = [...tied, ...rows];
  return {
    width: Math.max(MIN_PICTURE_WIDTH, ...all.map(({ x, width }) => x + width + MARGIN)),
    height: Math.max(bottom, ...rows.map(({ y, height }) => y + height)) + BOTTOM + GAP,
    boxes: all,
    lines: drawn,
    ...(alone.length === 0 ? {} : { aloneY }),
  };
}

/** A line that leads down leaves at the lower edge of its box and ends at the upper edge of the other, off the corners. */
function docked(points: readonly Point[], from?: PlacedBox, to?: PlacedBox): readonly Point[] {
  const [first, last] = [points.at(0), points.at(-1)];
  if (!first || !last || !from || !to || from.y + from.height >= to.y) return points;
  const within = ({ x }: Point, box: PlacedBox): number =>
    Math.min(Math.max(x, box.x + DOCK), box.x + box.width - DOCK);
  const start = { x: within(first, from), y: from.y + from.height };
  return [start, ...points.slice(1, -1), { x: within(last, to), y: to.y }];
}

function inRows(boxes: readonly Omit<PlacedBox, "x" | "y">[], top: number, right: number): readonly PlacedBox[] {
  let [x, y, tallest] = [MARGIN, top, 0];
  return boxes.map((box) => {
    if (x > MARGIN && x + box.width > right) [x, y, tallest] = [MARGIN, y + tallest + GAP, 0];
    const place = { ...box, x, y };
    x += box.width + GAP;
    tallest = Math.max(tallest, box.height);
    return place;
  });
}

function sizeOf(box: Box): Pick<PlacedBox, "width" | "height" | "title" | "notes"> {
  const { title, noun, detail, count, halfMade, isProtected, isLeftover } = box;
  const isWide = halfMade !== undefined || isLeftover || count > 1;
  const words = [widthOf(noun, NOUN), widthOf(title, TITLE), widthOf(detail, NOTE), isWide ? MAX_WIDTH : 0];
  const width = Math.ceil(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, ...words.map((word) => word + 2 * PADDING))));
  const room = width - 2 * PADDING;
  const said = (text: string, lines: number, isBad: boolean): PlacedBox["notes"] =>
    text === "" ? [] : wrapped(text, room, NOTE, lines).map((line) => ({ text: line, isBad }));
  const notes = [
    ...said(detail, count > 1 ? MAX_NOTE_LINES : 1, false),
    ...said(isProtected ? "protected" : "", 1, false),
    ...said(isLeftover ? "waits to be deleted" : "", 1, true),
    ...said(halfMade === undefined ? "" : `half made: ${halfMade}`, MAX_NOTE_LINES, true),
  ];
  const height = HEAD + NOTE_ROW * notes.length + (notes.length === 0 ? 4 : 8);
  return { width, height, title: fitted(title, room, TITLE), notes };
}
