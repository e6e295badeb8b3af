import { textAt } from "./json";
import type { Flow } from "./model";

/** A flow and the id by which other flows call it. */
export interface NamedFlow {
  readonly id: string;
  readonly flow: Flow;
}

/** Ids of the subflows that `flow` calls. */
export const calledSubflows = (flow: Flow): readonly string[] => [
  ...new Set(
    flow.processes.flatMap(({ nodes }) =>
      nodes.flatMap((node) => (node.kind === "subflow-handoff" ? [textAt(node.properties, "subflowId") ?? ""] : [])),
    ),
  ),
];

/**
 * Circles of flows that call each other, each reported once as the list of its ids. Webex allows one level of subflows.
 */
export function subflowCycles(flows: readonly NamedFlow[]): readonly (readonly string[])[] {
  const calls = new Map(flows.map(({ id, flow }) => [id, calledSubflows(flow)]));
  const cycles: (readonly string[])[] = [];
  const done = new Set<string>();
  for (const { id: start } of flows) {
    // Depth first with an explicit list: recursion over a chain of thousands would overflow the stack.
    const way: { readonly id: string; at: number }[] = done.has(start) ? [] : [{ id: start, at: 0 }];
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const next = calls.get(here.id)?.[here.at];
      here.at += 1;
      if (next === undefined) {
        done.add(here.id);
        way.pop();
        continue;
      }
      const back = way.findIndex(({ id }) => id === next);
      if (back >= 0) cycles.push(way.slice(back).map(({ id }) => id));
      else if (!done.has(next) && calls.has(next)) way.push({ id: next, at: 0 });
    }
  }
  return cycles;
}
