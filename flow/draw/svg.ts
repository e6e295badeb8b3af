import type { Point } from "../diagram/geometry";
import type { Flow } from "../model";
import { escapeXml } from "./escape";
import { GRAVITY, HEAD, NOTE_ROW, PORT_ROW, SMALL, type Box, type Mark } from "./box";
import { CHIP, pictureOf, type Arrow, type Panel, type Picture } from "./picture";
import { fitted } from "./text-width";

const INSET = 10;

/** Fill colour by kind of activity. */
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
 * A picture of `flow`: every activity with its ports, links left to right, a panel for each process, and the marks.
 * Names and texts of the flow are escaped; the result holds no script and no references to other files.
 */
export function drawSvg(flow: Flow, marks: readonly Mark[] = []): string {
  const picture = pictureOf(flow, marks);
  return svgOf(picture, 0, picture.height);
}

/** Height to width of a landscape A4 page, without the margins of printers. */
const PAGE_RATIO = 180 / 277;

/** The same picture in printable pages, cut between activities. */
export function drawSvgPages(flow: Flow, marks: readonly Mark[] = []): readonly string[] {
  const picture = pictureOf(flow, marks);
  const most = picture.width * PAGE_RATIO;
  const stands = picture.panels.flatMap(({ boxes, unhandled }) => [
    ...boxes.map(({ y, height }) => [y - CUT_MARGIN, y + height + CUT_MARGIN] as const),
    ...unhandled.map(({ y }) => [y - CHIP.height, y + CHIP.height] as const),
  ]);
  const pages: string[] = [];
  for (let top = 0; top < picture.height;) {
    const limit = Math.min(top + most, picture.height);
    const bottom = limit === picture.height ? limit : (freeLine(stands, top + most / 2, limit) ?? limit);
    pages.push(svgOf(picture, top, bottom));
    top = bottom;
  }
  return pages;
}

const CUT_MARGIN = 4;

/** The lowest line between two heights that crosses no activity. */
function freeLine(
  stands: readonly (readonly [top: number, bottom: number])[],
  from: number,
  to: number,
): number | undefined {
  for (let y = Math.floor(to); y > from; y -= 2) if (!stands.some(([top, bottom]) => top < y && y < bottom)) return y;
  return undefined;
}

function svgOf(picture: Picture, top: number, bottom: number): string {
  const { width } = picture;
  const height = bottom - top;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${round(height)}" viewBox="0 ${round(top)} ${width} ${round(height)}" font-family="Helvetica, Arial, DejaVu Sans, sans-serif" font-size="12" role="img">`,
    `<title>${escapeXml(picture.title)}</title>`,
    `<rect y="${round(top)}" width="100%" height="100%" fill="#ffffff"/>`,
    text(40, 38, fitted(picture.title, width - 80, 20), `font-size="20" font-weight="bold"`),
    ...picture.panels.flatMap(panel),
    "</svg>",
    "",
  ].join("\n");
}

const text = (x: number, y: number, content: string, attributes = ""): string =>
  `<text x="${x}" y="${y}"${attributes === "" ? "" : ` ${attributes}`}>${escapeXml(content)}</text>`;

const panel = ({ title, y, boxes, arrows, unhandled }: Panel): readonly string[] => [
  text(40, y + 20, fitted(title, 600, 14), `font-size="14" font-weight="bold" fill="#455a64"`),
  ...arrows.map(arrow),
  ...boxes.map(box),
  ...(unhandled[0] === undefined
    ? []
    : [text(40, unhandled[0].y - 8, "Nothing happens on", `font-size="11" fill="#78909c"`), ...unhandled.map(chip)]),
];

const chip = ({ handle, node, title, x, y }: Panel["unhandled"][number]): string =>
  [
    `<g class="activity" data-node="${handle}" transform="translate(${x} ${y})">`,
    `<title>${escapeXml(`${node.name} (${node.type || "no type"})`)}</title>`,
    `<rect width="${CHIP.width}" height="${CHIP.height}" rx="12" fill="#ffffff" stroke="#cfd8dc"/>`,
    text(12, 16, fitted(title, CHIP.width - 24, SMALL), `font-size="${SMALL}" fill="#78909c"`),
    "</g>",
  ].join("\n");

function arrow({ handle, isError, paint, points }: Arrow): string {
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const colour = paint !== undefined ? COLOURS[paint] : isError ? "#c62828" : "#607d8b";
  const width = paint === undefined ? 1.4 : paint === "uncovered" ? 3.5 : 2.4;
  // A path, not a marker: the PNG library aborts on markers at the edge of the picture.
  const head = `M${round(end.x)},${round(end.y)} l-8,-4 v8 z`;
  return [
    `<g class="link" data-link="${handle}">`,
    `<path d="${rounded(points)}" fill="none" stroke="${colour}" stroke-width="${width}"${isError ? ' stroke-dasharray="5 4"' : ""}/>`,
    `<path d="${head}" fill="${colour}"/>`,
    "</g>",
  ].join("");
}

const round = (value: number): number => Math.round(value * 10) / 10;

const CORNER = 6;

/** From point to point, corners rounded. */
const rounded = (points: readonly Point[]): string =>
  points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (before === undefined) return `M${round(point.x)},${round(point.y)}`;
      if (after === undefined) return `L${round(point.x)},${round(point.y)}`;
      const [a, b] = [towards(point, before), towards(point, after)];
      return `L${round(a.x)},${round(a.y)} Q${round(point.x)},${round(point.y)} ${round(b.x)},${round(b.y)}`;
    })
    .join(" ");

/** A point near a corner, in the direction of the next point. */
function towards(from: Point, to: Point): Point {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(x, y) || 1;
  const reach = Math.min(CORNER, length / 2) / length;
  return { x: from.x + x * reach, y: from.y + y * reach };
}

function box({ handle, node, title, summary, ports, marks, notes, x, y, width, height }: Box): string {
  // A mark of a link colours the link, not the box.
  const worst = GRAVITY.find((kind) => marks.some((mark) => mark.port === undefined && mark.kind === kind));
  const border = worst === undefined ? "#90a4ae" : COLOURS[worst];
  const fill = FILLS.find(([kinds]) => kinds.test(node.kind))?.[1] ?? UNKNOWN_FILL;
  const last = HEAD + PORT_ROW * ports.length;
  const inner = width - 2 * INSET;
  return [
    `<g class="activity" data-node="${handle}" transform="translate(${round(x)} ${round(y)})">`,
    `<title>${escapeXml([`${node.name} (${node.type || "no type"})`, node.description, ...marks.map(({ message }) => message)].filter(Boolean).join("\n"))}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${fill}" stroke="${border}" stroke-width="${worst === undefined ? 1 : 2.5}"${node.kind === "unknown" ? ' stroke-dasharray="6 3"' : ""}/>`,
    text(INSET, 16, fitted(title, inner, SMALL), `font-size="${SMALL}" fill="#546e7a"`),
    text(INSET, 32, fitted(node.name, inner, 13), `font-weight="bold"`),
    text(INSET, 46, fitted(summary, inner, SMALL), `font-size="${SMALL}" fill="#37474f"`),
    ...ports.map(({ label, y: at, missing }) =>
      text(
        width - 8,
        at + 4,
        missing
          ? `${fitted(label, inner - 90, SMALL) || "(unnamed)"} leads nowhere`
          : fitted(label, inner, SMALL) || "(unnamed)",
        `font-size="${SMALL}" text-anchor="end" fill="${missing ? COLOURS.error : "#455a64"}"`,
      ),
    ),
    ...notes.map(({ kind, text: line }, index) =>
      text(10, last + NOTE_ROW * (index + 1), line, `font-size="${SMALL}" fill="${COLOURS[kind]}"`),
    ),
    "</g>",
  ].join("\n");
}
