import { Option } from "commander";
import { readState } from "../../operations/stack-state";
import { drawEnvironment, environmentMermaid, type Graph, graphOf } from "../../operations/graph";
import { renderPng } from "../shared/png";
import { save } from "../shared/save";
import type { Verb } from "../shared/verb";

const FORMATS = ["svg", "png", "mermaid"] as const;
type Format = (typeof FORMATS)[number];

const ENDINGS: Readonly<Record<string, Format>> = { svg: "svg", png: "png", mmd: "mermaid", md: "mermaid" };

interface Options {
  readonly output: string;
  readonly format?: Format;
  readonly stack?: string;
}

/** `datadip graph`: the environment as a picture, from the stack's state. Asks no cloud. */
export const graphVerb: Verb = (program) => {
  program
    .command("graph")
    .description("draw the environment of a stack: numbers, entry points, flows, queues, people, Salesforce")
    .requiredOption("-o, --output <file>", "picture to write: .svg, .png or .mmd (Mermaid text); - for standard output")
    .addOption(new Option("--format <format>", "format, where the file's name does not say it").choices(FORMATS))
    .option("--stack <stack>", "stack; the selected one by default")
    .action(({ output, format = formatOf(output), stack }: Options) => {
      const { resources } = readState(stack, false);
      const graph = graphOf(resources);
      if (graph.total === 0)
        throw new Error("The stack has no resource of datadip, so there is nothing to draw: run pulumi up first.");
      save(output, draw(graph, titleOf(resources[0]?.urn ?? "", graph.total), format));
    });
};

/** @throws Error where the name ends in nothing that is drawn. */
function formatOf(file: string): Format {
  const [, ending = ""] = /\.(\w+)$/.exec(file.toLowerCase()) ?? [];
  const format = file === "-" ? "svg" : ENDINGS[ending];
  if (format !== undefined) return format;
  throw new Error(`${file} names no picture: end it in .svg, .png or .mmd, or give --format ${FORMATS.join("|")}.`);
}

function draw(graph: Graph, title: string, format: Format): string | Uint8Array {
  if (format === "mermaid") return environmentMermaid(graph);
  const svg = drawEnvironment(graph, title);
  if (format === "svg") return svg;
  const png = renderPng(svg);
  if (png !== undefined) return png;
  throw new Error("This computer has no font, so a .png would have no words; write an .svg instead.");
}

/** `urn:pulumi:STACK::PROJECT::...` as a heading. */
function titleOf(urn: string, total: number): string {
  const [stack = "", project = ""] = urn.replace("urn:pulumi:", "").split("::");
  return `${project}, stack ${stack}: ${total} resource${total === 1 ? "" : "s"}`;
}
