import { diffFlows, type FlowChange } from "../diff";
import type { Flow, FlowProblem, Process } from "../model";
import type { Mark } from "./box";

/** The problems that reading the flow found, as marks. */
export const problemMarks = (flow: Flow): readonly Mark[] =>
  flow.problems.flatMap((problem: FlowProblem): readonly Mark[] =>
    problem.activity === undefined
      ? []
      : [
          {
            process: problem.process,
            activity: problem.activity,
            kind: problem.code === "unknown-activity-type" ? "info" : "error",
            message: problem.message,
          },
        ],
  );

/** The part of a lint finding that a picture shows. */
export interface PicturedFinding {
  readonly process: string;
  readonly activity: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
}

/** Lint findings as marks, without those about the whole flow, which have no place in the picture. */
export const findingMarks = (findings: readonly PicturedFinding[]): readonly Mark[] =>
  findings
    .filter(({ activity }) => activity !== "")
    .map(({ process, activity, severity, message }) => ({ process, activity, kind: severity, message }));

/** One picture of two versions, with additions, changes and removals marked. */
export interface ChangePicture {
  /** `after`, followed in each process by the activities and links of `before` that are gone. */
  readonly flow: Flow;
  readonly marks: readonly Mark[];
}

/** The changes from `before` to `after`, in one picture. */
export function changePicture(before: Flow, after: Flow): ChangePicture {
  const changes = diffFlows(before, after);
  const keys = [...new Set([...after.processes, ...before.processes].map(({ key }) => key))];
  const processes = keys.map((key) => {
    const own = changes.filter(({ process }) => process === key);
    return merged(processOf(before, key), processOf(after, key), own);
  });
  const flow = { ...after, processes };
  const marks = changes.flatMap((change): readonly Mark[] => {
    const { process, name: activity } = change;
    const nodes = processes.find(({ key }) => key === process)?.nodes ?? [];
    return nodes.some(({ name }) => name === activity) ? marksOf({ process, activity }, change) : [];
  });
  return { flow, marks };
}

const processOf = (flow: Flow, key: string): Process =>
  flow.processes.find((process) => process.key === key) ?? { key, nodes: [], edges: [], onEvents: {} };

function merged(before: Process, after: Process, changes: readonly FlowChange[]): Process {
  const gone = new Set(
    changes.flatMap(({ kind, field, name }) => (kind === "removed" && field === undefined ? [name] : [])),
  );
  const nodes = [...after.nodes, ...before.nodes.filter(({ name }) => gone.has(name))];
  const idOf = new Map(nodes.map(({ name, id }) => [name, id]));
  const has = new Set(after.edges.map(({ from, port, to }) => JSON.stringify([from, port, to])));
  const cut = new Set(
    changes.flatMap(({ name, field }) => (field === undefined ? [] : [JSON.stringify([name, field])])),
  );
  const old = before.edges.flatMap((edge) => {
    const { from, port, to } = edge;
    const [fromId, toId] = [idOf.get(from), idOf.get(to)];
    const isGone = gone.has(from) || cut.has(JSON.stringify([from, `edges.${port}`]));
    return fromId === undefined || toId === undefined || !isGone || has.has(JSON.stringify([from, port, to]))
      ? []
      : [{ ...edge, fromId, toId }];
  });
  return { ...after, nodes, edges: [...after.edges, ...old] };
}

function marksOf(
  place: Pick<Mark, "process" | "activity">,
  { kind, field, before, after }: FlowChange,
): readonly Mark[] {
  const port = field?.startsWith("edges.") === true ? field.slice("edges.".length) : undefined;
  if (port === undefined) {
    const message = field === undefined ? kind : `${field}: ${show(before)} => ${show(after)}`;
    return [{ ...place, kind: field === undefined ? kind : "changed", message }];
  }
  // Both links are coloured; the message is written once.
  const end = (to: unknown, one: Mark["kind"], message: string): readonly Mark[] =>
    typeof to === "string" ? [{ ...place, port, to, kind: one, message }] : [];
  return [
    ...end(before, "removed", `${port} led to ${show(before)}`),
    ...end(after, "added", `${port} leads to ${show(after)}`),
  ];
}

const show = (value: unknown): string =>
  value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);
