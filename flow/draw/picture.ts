import { casesOf } from "../activities";
import { activityRow } from "../catalogue";
import { groupBy } from "../group";
import type { Point } from "../diagram/geometry";
import { layoutLeftToRight } from "../diagram/layout";
import type { Flow, FlowNode, Process } from "../model";
import { wrap } from "./escape";
import { summaryOf } from "./summary";

/** Something to show at an activity. */
export interface Mark {
  readonly process: string;
  readonly activity: string;
  /** Of the activity's links, only this one; it is painted too. */
  readonly port?: string;
  readonly kind: "error" | "warning" | "info" | "added" | "removed" | "changed" | "covered" | "uncovered";
  /** Nothing is written where it is empty. */
  readonly message: string;
}

/** An activity, placed. */
export interface Box {
  readonly node: FlowNode;
  readonly title: string;
  readonly summary: string;
  readonly ports: readonly {
    readonly name: string;
    readonly label: string;
    readonly y: number;
    readonly missing: boolean;
  }[];
  readonly marks: readonly Mark[];
  /** What the marks say, gravest first, wrapped to the width of the box. */
  readonly notes: readonly { readonly kind: Mark["kind"]; readonly text: string }[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A link, placed. */
export interface Arrow {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
  readonly isError: boolean;
  /** What a mark says of this link. */
  readonly paint: Mark["kind"] | undefined;
  /** Leads to the left or to itself. */
  readonly isBack: boolean;
  readonly fromBottom: number;
  /** Points to pass by, so as not to cross other boxes. */
  readonly bends: readonly Point[];
}

/** A process, placed: pixels from the upper left corner of the picture. */
export interface Panel {
  readonly key: string;
  readonly y: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

export interface Picture {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly panels: readonly Panel[];
}

const BOX_WIDTH = 250;
const COLUMN_GAP = 80;
export const HEAD = 52;
export const PORT_ROW = 18;
export const NOTE_ROW = 14;
const NOTE_CHARS = 42;
const MAX_NOTE_LINES = 3;
const MAX_MARKS = 8;
const TITLE = 60;
const PANEL_TITLE = 34;
const MARGIN = 40;

/** Where everything of `flow` goes: a panel for each process, left to right inside, one under the other. */
export function pictureOf(flow: Flow, marks: readonly Mark[]): Picture {
  const panels: Panel[] = [];
  let bottom = TITLE;
  for (const process of flow.processes) {
    if (process.nodes.length === 0) continue;
    const panel = panelOf(
      process,
      bottom,
      marks.filter((mark) => mark.process === process.key),
    );
    panels.push(panel);
    bottom = extent(panel.boxes, ({ y, height }) => y + height) + MARGIN;
  }
  const width = Math.max(
    MIN_WIDTH,
    extent(
      panels.flatMap(({ boxes }) => boxes),
      (box) => box.x + box.width,
    ) +
      MARGIN * 2,
  );
  return {
    title: `${flow.name}${flow.version === null ? "" : `, version ${flow.version}`}`,
    width,
    height: bottom + MARGIN,
    panels,
  };
}

const MIN_WIDTH = 480;

const extent = (boxes: readonly Box[], edge: (box: Box) => number): number =>
  boxes.reduce((most, box) => Math.max(most, edge(box)), 0);

function panelOf(process: Process, top: number, marks: readonly Mark[]): Panel {
  const linked = new Set(process.edges.map(({ fromId, port }) => JSON.stringify([fromId, port])));
  const marked = groupBy(marks, ({ activity }) => activity);
  const sized = process.nodes.map((node) => ({
    node,
    ...sizeOf(node, linked, marked.get(node.name) ?? []),
  }));
  const { places, bends } = layoutLeftToRight(
    sized.map(({ node, height }) => ({ id: node.id, width: BOX_WIDTH, height })),
    process.edges.map(({ fromId, toId }) => ({ from: fromId, to: toId })),
    COLUMN_GAP,
  );
  const boxes = sized.map((box): Box => {
    const { x, y } = places.get(box.node.id) ?? { x: 0, y: 0 };
    return { ...box, x, y: y + top + PANEL_TITLE, width: BOX_WIDTH };
  });
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const arrows = process.edges.flatMap(({ fromId, toId, port }, index): readonly Arrow[] => {
    const [from, to] = [byId.get(fromId), byId.get(toId)];
    if (from === undefined || to === undefined) return [];
    const row = from.ports.find(({ name }) => name === port);
    return [
      {
        fromX: from.x + from.width,
        fromY: from.y + (row?.y ?? HEAD),
        toX: to.x,
        toY: to.y + HEAD / 2,
        paint: marked.get(from.node.name)?.find((mark) => mark.port === port)?.kind,
        isError: from.node.ports.find(({ name }) => name === port)?.error ?? false,
        isBack: to.x <= from.x,
        bends: passing(bends.get(index)).map(({ x, y }) => ({ x, y: y + top + PANEL_TITLE })),
        fromBottom: Math.max(from.y + from.height, to.y + to.height),
      },
    ];
  });
  return { key: process.key, y: top, boxes, arrows };
}

/** A single bend stands between neighbouring columns, where nothing is in the way. */
const passing = (bends: readonly Point[] | undefined): readonly Point[] =>
  bends === undefined || bends.length < 2 ? [] : bends;

/** Gravest first. */
export const GRAVITY: readonly Mark["kind"][] = [
  "error",
  "removed",
  "uncovered",
  "warning",
  "changed",
  "added",
  "covered",
  "info",
];

const SIGNS: Readonly<Record<Mark["kind"], string>> = {
  error: "!!",
  warning: "!",
  info: "i",
  added: "+",
  removed: "-",
  changed: "~",
  covered: "ok",
  uncovered: "!!",
};

function notesOf(marks: readonly Mark[]): Box["notes"] {
  const sorted = marks
    .filter(({ message }) => message !== "")
    .sort((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind));
  const shown = sorted
    .slice(0, MAX_MARKS)
    .flatMap(({ kind, message }) =>
      wrap(`${SIGNS[kind]} ${message}`, NOTE_CHARS, MAX_NOTE_LINES).map((text) => ({ kind, text })),
    );
  const rest = sorted.length - MAX_MARKS;
  return rest > 0 ? [...shown, { kind: "info", text: `and ${rest} more` }] : shown;
}

function sizeOf(
  node: FlowNode,
  linked: ReadonlySet<string>,
  marks: readonly Mark[],
): Pick<Box, "title" | "summary" | "ports" | "marks" | "notes"> & { readonly height: number } {
  const shown = node.ports.filter((port) => port.mandatory || linked.has(JSON.stringify([node.id, port.name])));
  const rows = new Map(casesOf(node).map(({ port, value }) => [port, `${port}: ${value}`]));
  const ports = shown.map((port, index) => ({
    name: port.name,
    label: rows.get(port.name) ?? port.name,
    y: HEAD + PORT_ROW * index + PORT_ROW / 2,
    missing: port.mandatory && !linked.has(JSON.stringify([node.id, port.name])),
  }));
  const title = activityRow(node.kind)?.palette ?? (node.type === "" ? "Unknown activity" : node.type);
  const notes = notesOf(marks);
  return {
    title,
    summary: summaryOf(node),
    ports,
    marks,
    notes,
    height: HEAD + PORT_ROW * ports.length + NOTE_ROW * notes.length + 10,
  };
}
