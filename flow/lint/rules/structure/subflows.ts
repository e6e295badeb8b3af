import { textAt } from "../../../json";
import type { Flow } from "../../../model";
import type { Context } from "../../context";
import type { Report, Checks } from "../../rule";
import { report } from "../shared";

const idOf = ({ raw }: Flow): string | undefined => textAt(raw, "flowId") ?? textAt(raw, "id");

const calledBy = (flow: Flow): readonly string[] =>
  flow.processes.flatMap(({ nodes }) =>
    nodes.flatMap((node) => (node.kind === "subflow-handoff" ? (textAt(node.properties, "subflowId") ?? []) : [])),
  );

/** Calls of subflows that lead back to this flow. */
function recursion(context: Context): readonly Report[] {
  const own = idOf(context.flow);
  if (own === undefined) return [];
  const known = new Map([context.flow, ...(context.options.siblings ?? [])].map((flow) => [idOf(flow), flow]));
  const comesBack = (start: string): boolean => {
    const seen = new Set<string>();
    const pending = [start];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (id === own) return true;
      const flow = seen.has(id) ? undefined : known.get(id);
      seen.add(id);
      if (flow !== undefined) pending.push(...calledBy(flow));
    }
    return false;
  };
  return context
    .nodesOf("subflow-handoff")
    .filter(({ node }) => comesBack(textAt(node.properties, "subflowId") ?? ""))
    .map(({ process, node }) =>
      report({ process, node }, "subflowId", `"${node.name}" calls a subflow that leads back to this flow.`),
    );
}

const nestedSubflows = (context: Context): readonly Report[] =>
  context.isSubflow
    ? context
        .nodesOf("subflow-handoff")
        .map(({ process, node }) =>
          report({ process, node }, "subflowId", `"${node.name}" calls a subflow from inside a subflow.`),
        )
    : [];

export const SUBFLOWS_CHECKS: Checks = {
  "structure/recursive-subflow": recursion,
  "structure/nested-subflow": nestedSubflows,
};
