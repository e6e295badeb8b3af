import { casesOf, assignmentsOf, promptsOf } from "../activities";
import { activityRow } from "../catalogue";
import type { FlowNode } from "../model";
import { wrapped } from "./text-width";
import { textAt } from "../json";

/** What the box of an activity shows, and how high it is. */

/** A remark shown at an activity. */
export interface Mark {
  readonly process: string;
  readonly activity: string;
  /** Only the activity's link at this port, which is coloured too. */
  readonly port?: string;
  /** Only the link from that port to this activity. */
  readonly to?: string;
  readonly kind: "error" | "warning" | "info" | "added" | "removed" | "changed" | "covered" | "uncovered";
  /** Not written where empty. */
  readonly message: string;
}

/** An activity, placed. */
export interface Box {
  /** `PROCESS.NODE`, the positions in the flow, by which a page finds the activity. */
  readonly handle: string;
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
  /** Messages of the marks, most serious first, wrapped to the width of the box. */
  readonly notes: readonly { readonly kind: Mark["kind"]; readonly text: string }[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const BOX_WIDTH = 250;
export const HEAD = 52;
export const PORT_ROW = 18;
export const NOTE_ROW = 14;
export const SMALL = 10.5;
const INSET = 10;
const MAX_NOTE_LINES = 3;
const MAX_MARKS = 8;

/** Most serious first. */
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
  const shown = sorted.slice(0, MAX_MARKS).flatMap(({ kind, message }) =>
    wrapped(`${SIGNS[kind]} ${message}`, BOX_WIDTH - 2 * INSET, SMALL, MAX_NOTE_LINES).map((text) => ({
      kind,
      text,
    })),
  );
  const rest = sorted.length - MAX_MARKS;
  return rest > 0 ? [...shown, { kind: "info", text: `and ${rest} more` }] : shown;
}

export function sizeOf(
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

/** The first of these properties that is a text. */
const first = ({ properties }: FlowNode, ...keys: readonly string[]): string =>
  keys.map((key) => textAt(properties, key)).find((text) => text !== undefined) ?? "";

const spoken = (node: FlowNode): string =>
  promptsOf(node)
    .map(({ value }) => value)
    .join(" ");

const SUMMARIES: Readonly<Partial<Record<FlowNode["kind"], (node: FlowNode) => string>>> = {
  "set-variable": (node) =>
    assignmentsOf(node)
      .map(({ variable, expr }) => `${variable} = ${expr}`)
      .join("; "),
  "http-request-v2": (node) =>
    [first(node, "httpRequestMethod"), first(node, "httpRequestPath", "httpRequestUrl")].filter(Boolean).join(" "),
  "parse-activity": (node) => first(node, "inputVariable"),
  "condition-activity": (node) => first(node, "expression"),
  "case-statement": (node) => first(node, "expression"),
  "play-message": spoken,
  "ivr-menu": spoken,
  "ivr-collectdigits": spoken,
  "play-music": (node) => first(node, "prompt"),
  "queue-contact": (node) => first(node, "destination:name", "destination", "destinationVariable"),
  "screen-pop": (node) => first(node, "screenPopUrl"),
  event: (node) => first(node, "displayName"),
};

/** A short summary of an activity from its settings. */
export const summaryOf = (node: FlowNode): string => SUMMARIES[node.kind]?.(node) ?? node.description;
