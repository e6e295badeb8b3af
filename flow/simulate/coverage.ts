import type { Mark } from "../draw";
import type { Flow } from "../model";
import type { CallResult } from "./transcript";

/** A link, or an activity where `port` is absent. */
export interface Uncovered {
  readonly process: string;
  readonly node: string;
  readonly port?: string;
  readonly to?: string;
}

export interface Coverage {
  readonly nodes: { readonly total: number; readonly covered: number };
  readonly edges: { readonly total: number; readonly covered: number };
  /** Activities never visited, then links never taken. */
  readonly missing: readonly Uncovered[];
}

const key = (...parts: readonly string[]): string => JSON.stringify(parts);

/** The activities and links of `flow` that the calls used. Event handlers without a link are not counted. */
export function coverageOf(flow: Flow, results: readonly CallResult[]): Coverage {
  const visits = results.flatMap(({ path }) => path.filter((visit) => visit.flow === flow.name));
  const visited = new Set(visits.map(({ process, node }) => key(process, node)));
  const taken = new Set(visits.map(({ process, node, port = "", to = "" }) => key(process, node, port, to)));
  const nodes = flow.processes.flatMap((process) =>
    process.nodes
      .filter(({ kind, name }) => kind !== "event" || process.edges.some(({ from }) => from === name))
      .map(({ name }): Uncovered => ({ process: process.key, node: name })),
  );
  const edges = flow.processes.flatMap((process) =>
    process.edges.map(({ from, port, to }) => ({ process: process.key, node: from, port, to })),
  );
  const missingNodes = nodes.filter(({ process, node }) => !visited.has(key(process, node)));
  const missingEdges = edges.filter(({ process, node, port, to }) => !taken.has(key(process, node, port, to)));
  return {
    nodes: { total: nodes.length, covered: nodes.length - missingNodes.length },
    edges: { total: edges.length, covered: edges.length - missingEdges.length },
    missing: [...missingNodes, ...missingEdges],
  };
}

/** Coverage as marks on the flow's picture: the number of calls at each activity, and the links that no call takes. */
export function coverageMarks(flow: Flow, results: readonly CallResult[]): readonly Mark[] {
  const visits = results.map(({ path }) => path.filter((visit) => visit.flow === flow.name));
  const calls = new Map<string, number>();
  for (const path of visits)
    for (const place of new Set(path.map(({ process, node }) => key(process, node))))
      calls.set(place, (calls.get(place) ?? 0) + 1);
  const { missing } = coverageOf(flow, results);
  const isMissing = new Set(
    missing.map(({ process, node, port = null, to = "" }) => key(process, node, port ?? "-", to)),
  );
  return flow.processes.flatMap(({ key: process, nodes, edges }) => [
    ...nodes.flatMap(({ name }): readonly Mark[] => {
      const count = calls.get(key(process, name)) ?? 0;
      if (count > 0)
        return [{ process, activity: name, kind: "covered", message: `${count} ${count === 1 ? "call" : "calls"}` }];
      const isMeant = isMissing.has(key(process, name, "-", ""));
      return isMeant ? [{ process, activity: name, kind: "uncovered", message: "no call comes here" }] : [];
    }),
    ...edges.map(({ from, port, to }): Mark => {
      const uncovered = isMissing.has(key(process, from, port, to));
      // The links of an activity that no call visits need no message.
      const message = uncovered && calls.has(key(process, from)) ? `no call leaves by "${port}"` : "";
      return { process, activity: from, port, kind: uncovered ? "uncovered" : "covered", message };
    }),
  ]);
}

const share = ({ covered, total }: { readonly covered: number; readonly total: number }): string =>
  `${covered} of ${total} (${total === 0 ? 100 : Math.floor((covered / total) * 100)} %)`;

/** Coverage for a reader at a terminal. */
export const coverageText = (flow: Flow, { nodes, edges, missing }: Coverage): string =>
  [
    `${flow.name}: ${share(nodes)} activities visited, ${share(edges)} links taken`,
    ...missing.map(({ process, node, port, to }) =>
      port === undefined
        ? `  no call visits ${node} (${process})`
        : `  no call leaves ${node} by "${port}" to ${to ?? "nothing"} (${process})`,
    ),
  ].join("\n");
