import { escapeXml } from "../../flow/draw/escape";
import type { Box, Graph } from "./graph";
import type { Family } from "../../providers/core/resource/facets";
import { BOTTOM, HEAD, NOTE, NOTE_ROW, NOUN, placed, type PlacedBox, type PlacedLine, TITLE } from "./graph-layout";
import { type Face, fitted, widthOf } from "./text";

const COLOURS: Readonly<Record<Family, { readonly fill: string; readonly edge: string; readonly said: string }>> = {
  "way in": { fill: "#e3f4e8", edge: "#4a9d63", said: "ways in" },
  flow: { fill: "#f1e8fb", edge: "#8a5cc2", said: "flows and hours" },
  people: { fill: "#fff5dc", edge: "#c29a35", said: "queues and people" },
  salesforce: { fill: "#e3f0fd", edge: "#3d83c6", said: "Salesforce" },
  media: { fill: "#fbe9ee", edge: "#bf6480", said: "sound" },
  other: { fill: "#eef1f3", edge: "#8497a1", said: "settings" },
};
const BAD = "#c62828";
const HEADING: Face = { pixels: 18, isBold: true };
const LEGEND: Face = { pixels: 11, isBold: false };

/** Link addresses of the boxes, and which boxes differ from their tenant. */
export interface Links {
  readonly hrefOf: (box: Box) => string;
  readonly isDrifted: (box: Box) => boolean;
}

/**
 * A picture of a stack: numbers on top, agents below, Salesforce at the side; half-made and protected resources are marked.
 * Names are escaped; the result holds no script and refers to nothing outside itself.
 */
export function drawEnvironment(graph: Graph, title: string, links?: Links): string {
  const { width, height, boxes, lines, aloneY } = placed(graph);
  const families = [...new Set(graph.boxes.map(({ family }) => family))];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, DejaVu Sans, sans-serif" font-size="12" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text(28, 36, fitted(title, width - 56, HEADING), `font-size="${HEADING.pixels}" font-weight="bold" fill="#263238"`),
    ...lines.map(line),
    ...boxes.map((one) => (links === undefined ? box(one) : linked(one, links))),
    ...(aloneY === undefined
      ? []
      : [text(28, aloneY, "Nothing in this stack refers to these", `font-size="11" fill="#607d8b"`)]),
    ...legend(families, height - BOTTOM / 2),
    "</svg>",
    "",
  ].join("\n");
}

const text = (x: number, y: number, content: string, attributes: string): string =>
  `<text x="${x}" y="${y}" ${attributes}>${escapeXml(content)}</text>`;

function box({ box: one, x, y, width, height, title, notes }: PlacedBox): string {
  const { fill, edge } = COLOURS[one.family];
  const isBad = one.halfMade !== undefined || one.isLeftover;
  const border = isBad
    ? `stroke="${BAD}" stroke-width="2" stroke-dasharray="6 3"`
    : `stroke="${edge}" stroke-width="${one.isProtected ? 3 : 1.3}"`;
  // A second rectangle behind the box stands for more than one resource.
  const behind =
    one.count > 1
      ? `<rect x="5" y="5" width="${width}" height="${height}" rx="8" fill="${fill}" stroke="${edge}" stroke-width="1"/>`
      : "";
  return [
    `<g transform="translate(${x} ${y})">`,
    `<title>${escapeXml([one.noun, ...one.names, one.halfMade ?? ""].filter(Boolean).join("\n"))}</title>`,
    behind,
    `<rect width="${width}" height="${height}" rx="8" fill="${fill}" ${border}/>`,
    text(12, 16, one.noun, `font-size="${NOUN.pixels}" fill="#546e7a"`),
    text(12, 33, title, `font-size="${TITLE.pixels}" font-weight="bold" fill="#1c2b33"`),
    ...notes.map(({ text: note, isBad: bad }, index) =>
      text(12, HEAD + NOTE_ROW * index + 8, note, `font-size="${NOTE.pixels}" fill="${bad ? BAD : "#455a64"}"`),
    ),
    "</g>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function linked(one: PlacedBox, { hrefOf, isDrifted }: Links): string {
  const { x, y, width, height } = one;
  const mark = isDrifted(one.box)
    ? `<rect x="${x - 4}" y="${y - 4}" width="${width + 8}" height="${height + 8}" rx="11" fill="none" stroke="${BAD}" stroke-width="2.5"/>${text(x + width - 46, y + 16, "drifted", `font-size="${NOUN.pixels}" font-weight="bold" fill="${BAD}"`)}`
    : "";
  return `<a href="${escapeXml(hrefOf(one.box))}">${box(one)}${mark}</a>`;
}

function line({ points, count }: PlacedLine): string {
  const [end, middle] = [points.at(-1), points[Math.floor(points.length / 2)]];
  if (end === undefined || middle === undefined) return "";
  const head = `M${end.x},${end.y} l-4.5,-8 h9 z`;
  return [
    `<path d="${smooth(points)}" fill="none" stroke="#78909c" stroke-width="1.4"/>`,
    `<path d="${head}" fill="#78909c"/>`,
    ...(count > 1 ? [text(middle.x + 6, middle.y + 4, `\u00d7${count}`, `font-size="10" fill="#546e7a"`)] : []),
  ].join("");
}

/** A curved path through the points, vertical at each point. */
const smooth = (points: readonly { readonly x: number; readonly y: number }[]): string =>
  points
    .map((point, index) => {
      const before = points[index - 1];
      if (before === undefined) return `M${point.x},${point.y}`;
      const half = (point.y - before.y) / 2;
      return ` C${before.x},${before.y + half} ${point.x},${point.y - half} ${point.x},${point.y}`;
    })
    .join("");

function legend(families: readonly Family[], y: number): readonly string[] {
  let x = 28;
  return (Object.keys(COLOURS) as Family[]).flatMap((family) => {
    if (!families.includes(family)) return [];
    const { fill, edge, said } = COLOURS[family];
    const drawn = [
      `<rect x="${x}" y="${y - 9}" width="12" height="12" rx="3" fill="${fill}" stroke="${edge}"/>`,
      text(x + 18, y + 1, said, `font-size="${LEGEND.pixels}" fill="#546e7a"`),
    ];
    x += Math.ceil(36 + widthOf(said, LEGEND));
    return drawn;
  });
}
