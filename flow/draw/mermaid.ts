import { groupBy } from "../group";
import type { Flow, FlowNode, Process } from "../model";
import { escapeMermaid, oneLine } from "./escape";
import type { Mark } from "./picture";

const LABEL_CHARS = 60;

/** `flow` as a Mermaid flowchart: a subgraph for each process, marks as colours and in the labels. */
export function drawMermaid(flow: Flow, marks: readonly Mark[] = []): string {
  return [
    "flowchart LR",
    ...flow.processes.flatMap((process, index) => subgraph(process, index, marks)),
    "classDef bad stroke:#c62828,stroke-width:3px",
    "classDef warned stroke:#c77700,stroke-width:3px",
    "classDef added stroke:#2e7d32,stroke-width:3px",
    "",
  ].join("\n");
}

function subgraph(process: Process, index: number, marks: readonly Mark[]): readonly string[] {
  const ids = new Map(process.nodes.map(({ id }, at) => [id, `p${index}n${at}`]));
  const byName = groupBy(
    marks.filter((mark) => mark.process === process.key),
    ({ activity }) => activity,
  );
  const marked = (node: FlowNode): readonly Mark[] => byName.get(node.name) ?? [];
  return [
    `subgraph p${index}["${label(process.key)}"]`,
    ...process.nodes.map((node) => {
      const id = ids.get(node.id) ?? "";
      const lines = [
        `${node.name} (${node.type || "no type"})`,
        ...marked(node).map(({ kind, message }) => `${kind}: ${message}`),
      ];
      return `  ${id}["${lines.map(label).join("<br/>")}"]${classOf(marked(node))}`;
    }),
    ...process.edges.map(
      ({ fromId, toId, port }) =>
        `  ${ids.get(fromId) ?? ""} -->|"${label(port === "" ? "(unnamed)" : port)}"| ${ids.get(toId) ?? ""}`,
    ),
    "end",
  ];
}

const label = (text: string): string => escapeMermaid(oneLine(text, LABEL_CHARS));

function classOf(marks: readonly Mark[]): string {
  if (marks.some(({ kind }) => kind === "error" || kind === "removed")) return ":::bad";
  if (marks.some(({ kind }) => kind === "warning" || kind === "changed")) return ":::warned";
  return marks.some(({ kind }) => kind === "added") ? ":::added" : "";
}
