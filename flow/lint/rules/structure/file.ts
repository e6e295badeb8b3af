import type { FlowProblem } from "../../../model";
import { RESERVED_WORDS } from "../../../template";
import type { Context } from "../../context";
import type { Report, Checks } from "../../rule";
import { report, variableReport } from "../shared";

type Code = FlowProblem["code"];

const isIntoMain = (context: Context, problem: FlowProblem): boolean =>
  problem.target !== undefined &&
  context.nodes.some(
    ({ process, node }) => process !== problem.process && (node.id === problem.target || node.name === problem.target),
  );

const problems =
  (codes: readonly Code[], keep: (context: Context, problem: FlowProblem) => boolean = () => true) =>
  (context: Context): readonly Report[] =>
    context.flow.problems
      .filter((problem) => codes.includes(problem.code) && keep(context, problem))
      .map(({ process, activity, path, message }) => ({ process, activity: activity ?? "", path, message }));

function crossDuplicates(context: Context): readonly Report[] {
  const seen = new Map<string, string>();
  return context.nodes.flatMap(({ process, node }) => {
    const first = seen.get(node.name);
    if (first === undefined) seen.set(node.name, process);
    if (first === undefined || first === process) return [];
    return report({ process, node }, "name", `"${node.name}" is also the name of an activity of ${first}.`);
  });
}

const NODE_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

const badNames = (context: Context): readonly Report[] =>
  context.nodes
    .filter(({ node }) => node.kind !== "event" && !NODE_NAME.test(node.name))
    .map(({ process, node }) =>
      report({ process, node }, "name", `The name "${node.name}" cannot be written in an expression.`),
    );

/** Words that only some expressions reserve count too. */
const RESERVED = new Set([...RESERVED_WORDS, "none", "in", "loop"]);

const VARIABLE_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

const badVariables = (context: Context): readonly Report[] =>
  context.flow.variables.flatMap(({ name }) => {
    const reason = RESERVED.has(name.toLowerCase())
      ? "is a reserved word of the expression language"
      : VARIABLE_NAME.test(name)
        ? undefined
        : "is not letters, digits and underscores after a first letter";
    return reason === undefined ? [] : variableReport(name, `The variable name "${name}" ${reason}.`);
  });

export const FILE_CHECKS: Checks = {
  "structure/dangling-link": problems(
    ["link-from-nowhere", "link-to-nowhere", "event-to-nowhere"],
    (context, problem) => !isIntoMain(context, problem),
  ),
  "structure/event-into-main": problems(["link-to-nowhere"], isIntoMain),
  "structure/duplicate": problems([
    "duplicate-activity-name",
    "duplicate-activity-id",
    "duplicate-link",
    "duplicate-link-id",
    "duplicate-variable",
    "activity-id-mismatch",
  ]),
  "structure/file": problems(["empty-name", "activity-name-mismatch", "stale-widget"]),
  "structure/unknown-activity": problems(["unknown-activity-type"]),
  "structure/shared-name": crossDuplicates,
  "structure/activity-name": badNames,
  "structure/variable-name": badVariables,
};
