import { parsedText, type PebbleError, type Template, type TemplateUses } from "../expression";
import { mainProcess, type Flow, type FlowNode, type Process } from "../model";
import { SimulationError } from "./simulation-errors";

interface Parsed {
  readonly template: Template | PebbleError;
  readonly uses: TemplateUses | undefined;
  /** Earlier results, by the values of its names; undefined where the clock or the time zone also matters. */
  readonly rendered?: Map<string, string> | undefined;
}

/** Filters and functions that use the clock or the time zone. */
const TIMED: ReadonlySet<string> = new Set(["date", "epoch", "now"]);

const isTimed = ({ filters, functions }: TemplateUses): boolean =>
  [...filters, ...functions].some(({ name }) => TIMED.has(name));

interface Graph {
  readonly process: Process;
  readonly nodes: ReadonlyMap<string, FlowNode>;
  /** Target of a link, by node and then by port. */
  readonly links: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** A flow with look-ups by name. */
export interface Program {
  readonly flow: Flow;
  readonly graphs: ReadonlyMap<string, Graph>;
  readonly start: FlowNode;
  /** Declared type by variable. */
  readonly types: ReadonlyMap<string, string>;
  readonly parse: (source: string) => Parsed;
}

// A cache: a program depends on its flow only.
const programs = new WeakMap<Flow, Program>();

/** @throws SimulationError when the flow has no start node. */
export function programOf(flow: Flow): Program {
  const known = programs.get(flow);
  if (known !== undefined) return known;
  const main = mainProcess(flow);
  const start = main.nodes.find(({ kind }) => kind === "start" || kind === "start-subflow");
  if (start === undefined)
    throw new SimulationError(
      `The flow "${flow.name}" has no start node, so no call can enter it; export it again from Flow Designer.`,
    );
  const parsed = new Map<string, Parsed>();
  const program: Program = {
    flow,
    graphs: new Map(flow.processes.map((process) => [process.key, graphOf(process)])),
    start,
    types: new Map(flow.variables.map(({ name, type }) => [name, type])),
    parse: (source) => {
      const before = parsed.get(source);
      if (before !== undefined) return before;
      const { template, uses } = parsedText(source);
      const rendered = uses === undefined || isTimed(uses) ? undefined : new Map<string, string>();
      const made = { template, uses, rendered };
      parsed.set(source, made);
      return made;
    },
  };
  programs.set(flow, program);
  return program;
}

function graphOf(process: Process): Graph {
  const links = new Map<string, Map<string, string>>();
  for (const { from, port, to } of process.edges) {
    const ports = links.get(from) ?? new Map<string, string>();
    // Of two links at one port the first in the file is used; lint reports the second.
    if (!ports.has(port)) ports.set(port, to);
    links.set(from, ports);
  }
  return { process, nodes: new Map(process.nodes.map((node) => [node.name, node])), links };
}

/** The ports of a node that have a link, in file order. */
export const linkedPorts = (program: Program, process: string, node: string): readonly string[] => [
  ...(program.graphs.get(process)?.links.get(node)?.keys() ?? []),
];
