import { escapeMermaid, oneLine } from "../../flow/draw/escape";
import type { Box, Graph } from "./graph";

const LABEL_CHARS = 60;

/** The same picture as a Mermaid flowchart, for pages that render Mermaid. */
export function environmentMermaid({ boxes, lines }: Graph): string {
  const ids = new Map(boxes.map(({ id }, index) => [id, `b${index}`]));
  return [
    "flowchart TD",
    ...boxes.map((box) => `${ids.get(box.id) ?? ""}["${labelsOf(box).map(label).join("<br/>")}"]${classOf(box)}`),
    ...lines.map(
      ({ from, to, count }) => `${ids.get(from) ?? ""} -->${count > 1 ? `|"${count}"|` : ""} ${ids.get(to) ?? ""}`,
    ),
    "classDef bad stroke:#c62828,stroke-width:3px,stroke-dasharray:6 3",
    "classDef kept stroke-width:3px",
    "",
  ].join("\n");
}

const labelsOf = ({ noun, title, detail, halfMade, isProtected, isLeftover }: Box): readonly string[] =>
  [
    noun,
    title,
    detail,
    isProtected ? "protected" : "",
    isLeftover ? "waits to be deleted" : "",
    halfMade === undefined ? "" : `half made: ${halfMade}`,
  ].filter((part) => part !== "");

const label = (text: string): string => escapeMermaid(oneLine(text, LABEL_CHARS));

function classOf({ halfMade, isLeftover, isProtected }: Box): string {
  if (halfMade !== undefined || isLeftover) return ":::bad";
  return isProtected ? ":::kept" : "";
}
