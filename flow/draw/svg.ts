import type { Point } from "../diagram/geometry";
import type { Flow } from "../model";
import { escapeXml, oneLine } from "./escape";
import { GRAVITY, HEAD, NOTE_ROW, PORT_ROW, pictureOf, type Arrow, type Box, type Mark, type Panel } from "./picture";

const NAME_CHARS = 30;
const SMALL_CHARS = 38;

/** Fill by what an activity is for. */
const FILLS: readonly (readonly [kinds: RegExp, fill: string])[] = [
  [/^(start|start-subflow|event)$/, "#e3f4e8"],
  [/^(end|end-subflow|disconnect-contact|blind-transfer|SetCallerID)$/, "#eceff1"],
  [/^(play-message|play-music|ivr-|start-media)/, "#e7f0fd"],
  [/^(condition|case|business|percent)/, "#fff5dc"],
  [/^(queue|callback|bridged|subflow|hand-off|wait)/, "#f1e8fb"],
  [/^(http|parse|set-variable|screen-pop)/, "#e6f6f7"],
];
const UNKNOWN_FILL = "#fdf1f1";

const COLOURS: Readonly<Record<Mark["kind"], string>> = {
  error: "#c62828",
  warning: "#c77700",
  info: "#1565c0",
  added: "#2e7d32",
  removed: "#c62828",
  changed: "#c77700",
  covered: "#2e7d32",
  uncovered: "#c62828",
};

/**
 * A picture of `flow`: every activity with its ports, links left to right, a panel for each process, marks where they belong.
 * Names and texts of the flow are escaped; the result holds no script and refers to nothing outside itself.
 */
export function drawSvg(flow: Flow, marks: readonly Mark[] = []): string {
  const picture = pictureOf(flow, marks);
  const { width, height } = picture;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, DejaVu Sans, sans-serif" font-size="12" role="img">`,
    `<title>${escapeXml(picture.title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text(40, 38, oneLine(picture.title, 90), `font-size="20" font-weight="bold"`),
    ...picture.panels.flatMap(panel),
    "</svg>",
    "",
  ].join("\n");
}

const text = (x: number, y: number, content: string, attributes = ""): string =>
  `<text x="${x}" y="${y}"${attributes === "" ? "" : ` ${attributes}`}>${escapeXml(content)}</text>`;

const panel = ({ key, y, boxes, arrows }: Panel): readonly string[] => [
  text(40, y + 20, oneLine(key, 60), `font-size="14" font-weight="bold" fill="#455a64"`),
  ...arrows.map(arrow),
  ...boxes.map(box),
];

function arrow({ fromX, fromY, toX, toY, isError, paint, isBack, fromBottom, bends }: Arrow): string {
  const below = fromBottom + 24;
  const path = isBack
    ? `M${fromX},${fromY} C${fromX + 60},${fromY} ${fromX + 60},${below} ${(fromX + toX) / 2},${below} S${toX - 60},${toY} ${toX},${toY}`
    : `M${fromX},${fromY}${curve([{ x: fromX, y: fromY }, ...bends, { x: toX, y: toY }])}`;
  const colour = paint !== undefined ? COLOURS[paint] : isError ? "#c62828" : "#607d8b";
  const width = paint === undefined ? 1.4 : paint === "uncovered" ? 3.5 : 2;
  // Drawn rather than a marker: the PNG library aborts on markers at the edge of the picture.
  const head = `M${toX},${toY} l-8,-4 v8 z`;
  return [
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"${isError ? ' stroke-dasharray="5 4"' : ""}/>`,
    `<path d="${head}" fill="${colour}"/>`,
  ].join("");
}

/** From point to point, level where it passes each. */
const curve = (points: readonly Point[]): string =>
  points
    .slice(1)
    .map((point, index) => {
      const before = points[index] ?? point;
      const reach = Math.max(10, (point.x - before.x) / 2);
      return ` C${before.x + reach},${before.y} ${point.x - reach},${point.y} ${point.x},${point.y}`;
    })
    .join("");

function box({ node, title, summary, ports, marks, notes, x, y, width, height }: Box): string {
  // What is said of one link stands on the link, and in the notes.
  const worst = GRAVITY.find((kind) => marks.some((mark) => mark.port === undefined && mark.kind === kind));
  const border = worst === undefined ? "#90a4ae" : COLOURS[worst];
  const fill = FILLS.find(([kinds]) => kinds.test(node.kind))?.[1] ?? UNKNOWN_FILL;
  const last = HEAD + PORT_ROW * ports.length;
  return [
    `<g transform="translate(${x} ${y})">`,
    `<title>${escapeXml([`${node.name} (${node.type || "no type"})`, node.description, ...marks.map(({ message }) => message)].filter(Boolean).join("\n"))}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${fill}" stroke="${border}" stroke-width="${worst === undefined ? 1 : 2.5}"${node.kind === "unknown" ? ' stroke-dasharray="6 3"' : ""}/>`,
    text(10, 16, oneLine(title, SMALL_CHARS), `font-size="10" fill="#546e7a"`),
    text(10, 32, oneLine(node.name, NAME_CHARS), `font-weight="bold"`),
    text(10, 46, oneLine(summary, SMALL_CHARS), `font-size="10" fill="#37474f"`),
    ...ports.map(({ label, y: at, missing }) =>
      text(
        width - 8,
        at + 4,
        missing ? `${oneLine(label, 24) || "(unnamed)"} leads nowhere` : oneLine(label, 38) || "(unnamed)",
        `font-size="10" text-anchor="end" fill="${missing ? COLOURS.error : "#455a64"}"`,
      ),
    ),
    ...notes.map(({ kind, text: line }, index) =>
      text(10, last + NOTE_ROW * (index + 1), line, `font-size="10" fill="${COLOURS[kind]}"`),
    ),
    "</g>",
  ].join("\n");
}
