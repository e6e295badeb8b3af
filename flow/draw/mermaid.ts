import { groupBy } from "../group";
import type { Flow, FlowNode, Process } from "../model";
import { escapeMermaid, oneLine } from "./escape";
import type { Mark } from "./box";

const LABEL_CHARS = 60;

/** `flow` as a Mermaid flowchart: a subgraph for each process, marks as colours and in the labels. */
export const drawMermaid = (flow: Flow, marks: readonly Mark[] = []): string =>
  [
    "flowchart LR",
    ...flow.processes.flatMap((process, index) => subgraph(process, index, marks)),
    ...linkStyles(flow, marks),
    "classDef bad stroke:#c62828,stroke-width:3px",
    "classDef warned stroke:#c77700,stroke-width:3px",
    "classDef added stroke:#2e7d32,stroke-width:3px",
    "",
  ].join("\n");

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
        ...marked(node)
          .filter(({ message }) => message !== "")
          .map(({ kind, message }) => `${kind}: ${message}`),
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

/** Mermaid numbers the links over the whole flowchart, in the order they are written. */
const linkStyles = (flow: Flow, marks: readonly Mark[]): readonly string[] =>
  flow.processes
    .flatMap(({ key, edges }) => edges.map(({ from, port }) => ({ key, from, port })))
    .flatMap(({ key, from, port }, index) => {
      const mark = marks.find((one) => one.process === key && one.activity === from && one.port === port);
      if (mark?.kind === "uncovered") return [`linkStyle ${index} stroke:#c62828,stroke-width:4px`];
      return mark?.kind === "covered" ? [`linkStyle ${index} stroke:#2e7d32,stroke-width:2px`] : [];
    });

const label = (text: string): string => escapeMermaid(oneLine(text, LABEL_CHARS));

function classOf(all: readonly Mark[]): string {
  const marks = all.filter(({ port }) => port === undefined);
  if (marks.some(({ kind }) => kind === "error" || kind === "removed" || kind === "uncovered")) return ":::bad";
  if (marks.some(({ kind }) => kind === "warning" || kind === "changed")) return ":::warned";
  return marks.some(({ kind }) => kind === "added" || kind === "covered") ? ":::added" : "";
}
