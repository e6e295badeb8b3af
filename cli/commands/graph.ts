import { readState } from "../../operations/stack-state";
import { drawEnvironment, environmentMermaid, type Graph, graphOf } from "../../operations/graph";
import { pictureFormat, withPicture, save } from "../shared/output";
import { renderPng } from "../shared/png";
import type { Verb } from "../shared/verb";

const FORMATS = ["svg", "png", "mermaid"] as const;
type Format = (typeof FORMATS)[number];

interface Options {
  readonly output: string;
  readonly format?: Format;
  readonly stack?: string;
}

/** `datadip graph`: the environment as a picture, from the stack's state. Makes no request. */
export const graphVerb: Verb = (program) => {
  withPicture(program.command("graph"), { what: "picture to write", isNeeded: true }, FORMATS)
    .description("draw the environment of a stack: numbers, entry points, flows, queues, people, Salesforce")
    .option("--stack <stack>", "stack; the selected one by default")
    .action(({ output, format, stack }: Options) => {
      const chosen = pictureFormat(output, FORMATS, format);
      const { resources } = readState(stack, false);
      const graph = graphOf(resources);
      if (graph.total === 0)
        throw new Error("The stack has no resource of datadip, so there is nothing to draw: run pulumi up first.");
      save(output, draw(graph, titleOf(resources[0]?.urn ?? "", graph.total), chosen));
    });
};

function draw(graph: Graph, title: string, format: Format): string | Uint8Array {
  if (format === "mermaid") return environmentMermaid(graph);
  const svg = drawEnvironment(graph, title);
  return format === "svg" ? svg : renderPng(svg);
}

/** `urn:pulumi:STACK::PROJECT::...` as a heading. */
function titleOf(urn: string, total: number): string {
  const [stack = "", project = ""] = urn.replace("urn:pulumi:", "").split("::");
  return `${project}, stack ${stack}: ${total} resource${total === 1 ? "" : "s"}`;
}
