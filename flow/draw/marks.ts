import { diffFlows } from "../diff";
import type { Flow, FlowProblem } from "../model";
import type { Mark } from "./picture";

/** What the reader found wrong, as marks. */
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

/** What lint found, as marks; findings about the whole flow have no place in the picture. */
export const findingMarks = (findings: readonly PicturedFinding[]): readonly Mark[] =>
  findings
    .filter(({ activity }) => activity !== "")
    .map(({ process, activity, severity, message }) => ({ process, activity, kind: severity, message }));

/** What changed since `before`, as marks on the activities of `after`; what is gone is marked where it was linked from. */
export function changeMarks(before: Flow, after: Flow): readonly Mark[] {
  return diffFlows(before, after).flatMap(({ kind, process, name, field, before: was, after: is }): readonly Mark[] => {
    const side = after.processes.find(({ key }) => key === process);
    if (side === undefined || !side.nodes.some((node) => node.name === name)) return [];
    const change = field === undefined ? kind : `${field}: ${show(was)} => ${show(is)}`;
    return [{ process, activity: name, kind: field === undefined ? kind : "changed", message: change }];
  });
}

const show = (value: unknown): string =>
  value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);
