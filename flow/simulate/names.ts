import type { Flow } from "../model";
import { SimulationError } from "./errors";
import { programOf } from "./program";
import type { CallScript } from "./script";

/** A script about activities or ports that are not there would prove nothing. */
export function checkNames(flow: Flow, script: CallScript, flows: Readonly<Record<string, Flow>>): void {
  const nodes = [flow, ...Object.values(flows)].flatMap(({ processes }) =>
    processes.flatMap((process) => process.nodes.map((node) => ({ node, process }))),
  );
  programOf(flow);
  const named = [
    ...Object.keys(script.activities),
    ...(script.caller.hangsUpIn === undefined ? [] : [script.caller.hangsUpIn]),
  ];
  const unknown = named.find((name) => !nodes.some(({ node }) => node.name === name));
  if (unknown !== undefined)
    throw new SimulationError(
      `The script names the activity "${unknown}", which the flow "${flow.name}" does not have${suggestion(
        unknown,
        nodes.map(({ node }) => node.name),
      )}.`,
    );
  for (const [name, rows] of Object.entries(script.activities)) {
    const ports = nodes.flatMap(({ node, process }) =>
      node.name === name
        ? [
            ...node.ports.map((port) => port.name),
            ...process.edges.filter(({ from }) => from === name).map(({ port }) => port),
          ]
        : [],
    );
    const wrong = rows.find(({ port }) => port !== undefined && !ports.includes(port))?.port;
    if (wrong !== undefined)
      throw new SimulationError(
        `The script lets "${name}" leave by the port "${wrong}"; it has ${[...new Set(ports)].join(", ") || "none"}.`,
      );
  }
  const strange = Object.keys(script.variables).find(
    (name) => !flow.variables.some((variable) => variable.name === name),
  );
  if (strange !== undefined)
    throw new SimulationError(
      `The script sets the variable "${strange}", which the flow "${flow.name}" does not declare${suggestion(
        strange,
        flow.variables.map(({ name }) => name),
      )}.`,
    );
}

/** "; did you mean X?" where a name differs in its case alone, or begins the same way. */
export const suggestion = (name: string, known: readonly string[]): string => {
  const lower = name.toLowerCase();
  const near =
    known.find((other) => other.toLowerCase() === lower) ??
    known.find((other) => other.toLowerCase().startsWith(lower.slice(0, Math.max(4, lower.length - 3))));
  return near === undefined ? "" : `; perhaps ${near} is meant`;
};

/**
 * Refuses names of activities that the flow does not have.
 * @throws SimulationError naming the first, and the activity that is probably meant.
 */
export function checkActivities(flow: Flow, names: readonly string[]): void {
  const known = flow.processes.flatMap(({ nodes }) => nodes.map(({ name }) => name));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new SimulationError(
      `The expectations name the activity "${unknown}", which the flow "${flow.name}" does not have${suggestion(unknown, known)}.`,
    );
}
