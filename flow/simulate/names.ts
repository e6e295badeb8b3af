import type { Flow, Process } from "../model";
import { SimulationError } from "./simulation-errors";
import { programOf } from "./program";
import type { CallScript } from "./script";

/**
 * Refuses a script with unknown activities, ports or variables, which would test nothing.
 * @throws SimulationError with the first unknown name and the name that is probably meant.
 */
export function checkNames(flow: Flow, script: CallScript, flows: Readonly<Record<string, Flow>>): void {
  programOf(flow);
  const { hangsUpIn } = script.caller;
  if (hangsUpIn !== undefined || Object.keys(script.activities).length > 0) {
    const processes = [flow, ...Object.values(flows)].flatMap((each) => each.processes);
    const names = [...Object.keys(script.activities), ...(hangsUpIn === undefined ? [] : [hangsUpIn])];
    checkNodes(flow, processes, names, "The script names");
    checkPorts(processes, script.activities);
  }
  const known = flow.variables.map(({ name }) => name);
  const strange = Object.keys(script.variables).find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new SimulationError(
      `The script sets the variable "${strange}", which the flow "${flow.name}" does not declare${suggestion(strange, known)}.`,
    );
}

function checkNodes(flow: Flow, processes: readonly Process[], names: readonly string[], whose: string): void {
  const known = processes.flatMap(({ nodes }) => nodes.map(({ name }) => name));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new SimulationError(
      `${whose} the activity "${unknown}", which the flow "${flow.name}" does not have${suggestion(unknown, known)}.`,
    );
}

function checkPorts(processes: readonly Process[], activities: CallScript["activities"]): void {
  for (const [name, rows] of Object.entries(activities)) {
    const ports = processes.flatMap(({ nodes, edges }) => [
      ...nodes.filter((node) => node.name === name).flatMap((node) => node.ports.map((port) => port.name)),
      ...edges.filter(({ from }) => from === name).map(({ port }) => port),
    ]);
    const wrong = rows.find(({ port }) => port !== undefined && !ports.includes(port))?.port;
    if (wrong !== undefined)
      throw new SimulationError(
        `The script lets "${name}" leave by the port "${wrong}"; it has ${[...new Set(ports)].join(", ") || "none"}.`,
      );
  }
}

/** "; perhaps X is meant" where a known name differs only in case, or begins the same way. */
export function suggestion(name: string, known: readonly string[]): string {
  const lower = name.toLowerCase();
  const near =
    known.find((other) => other.toLowerCase() === lower) ??
    known.find((other) => other.toLowerCase().startsWith(lower.slice(0, Math.max(4, lower.length - 3))));
  return near === undefined ? "" : `; perhaps ${near} is meant`;
}

/**
 * Refuses names of activities that the flow does not have.
 * @throws SimulationError with the first unknown name and the activity that is probably meant.
 */
export function checkActivities(flow: Flow, names: readonly string[]): void {
  checkNodes(flow, flow.processes, names, "The expectations name");
}
