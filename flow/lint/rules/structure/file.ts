import { type FlowProblem, MAIN } from "../../../model";
import type { Context } from "../../context";
import type { Report, Rule } from "../../rule";

/** What the reader found, and names. */

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

const crossDuplicates = (context: Context): readonly Report[] => {
  const seen = new Map<string, string>();
  return context.nodes.flatMap(({ process, node }) => {
    const first = seen.get(node.name);
    if (first === undefined) seen.set(node.name, process);
    if (first === undefined || first === process) return [];
    return [
      {
        process,
        activity: node.name,
        path: "name",
        message: `"${node.name}" is the name of an activity of ${first} too.`,
      },
    ];
  });
};

const NODE_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

const badNames = (context: Context): readonly Report[] =>
  context.nodes
    .filter(({ node }) => node.kind !== "event" && !NODE_NAME.test(node.name))
    .map(({ process, node }) => ({
      process,
      activity: node.name,
      path: "name",
      message: `The name "${node.name}" cannot be written in an expression.`,
    }));

const RESERVED = new Set([
  "true",
  "false",
  "null",
  "none",
  "and",
  "or",
  "not",
  "is",
  "equals",
  "contains",
  "in",
  "loop",
]);

const VARIABLE_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

const badVariables = (context: Context): readonly Report[] =>
  context.flow.variables.flatMap(({ name }) => {
    const reason = RESERVED.has(name.toLowerCase())
      ? "is a word of the expression language"
      : VARIABLE_NAME.test(name)
        ? undefined
        : "is not letters, digits and underscores after a first letter";
    return reason === undefined
      ? []
      : [{ process: MAIN, activity: "", path: `variables.${name}`, message: `The variable name "${name}" ${reason}.` }];
  });

export const FILE_RULES: readonly Rule[] = [
  {
    id: "structure/dangling-link",
    severity: "error",
    title: "Link or handler that leads to nothing",
    why: "The import fails or the call ends where the link should have led.",
    fix: "Lead it to an activity of the same process, or remove it.",
    check: problems(
      ["link-from-nowhere", "link-to-nowhere", "event-to-nowhere"],
      (context, problem) => !isIntoMain(context, problem),
    ),
  },
  {
    id: "structure/event-into-main",
    severity: "error",
    title: "Event flow that reaches into the main flow",
    why: "Event flows are processes of their own; the import answers FC1012.",
    fix: "Give the event flow its own copy of the activities it needs.",
    check: problems(["link-to-nowhere"], isIntoMain),
  },
  {
    id: "structure/duplicate",
    severity: "error",
    title: "Duplicate names, ids or links",
    why: "Flow Designer refuses duplicates (FC1022); expressions and links cannot tell them apart.",
    fix: "Rename or remove one of them.",
    check: problems([
      "duplicate-activity-name",
      "duplicate-activity-id",
      "duplicate-link",
      "duplicate-link-id",
      "duplicate-variable",
      "activity-id-mismatch",
    ]),
  },
  {
    id: "structure/file",
    severity: "warning",
    title: "File that contradicts itself",
    why: "Editor and importer read different halves of it.",
    fix: "Open the flow in Flow Designer, save it and export it again, or mend the place.",
    check: problems(["empty-name", "activity-name-mismatch", "stale-widget"]),
  },
  {
    id: "structure/unknown-activity",
    severity: "info",
    title: "Activity type that is not in the catalogue",
    why: "It is kept as it is, but nothing about it is checked.",
    fix: "Check it by hand.",
    check: problems(["unknown-activity-type"]),
  },
  {
    id: "structure/shared-name",
    severity: "info",
    title: "Same activity name in two processes",
    why: "Expressions share one name space, so {{Name.Output}} means either.",
    fix: "Rename one of them.",
    check: crossDuplicates,
  },
  {
    id: "structure/activity-name",
    severity: "warning",
    title: "Activity name that expressions cannot spell",
    why: "Outputs are read as {{Name.Output}}; blanks, dashes and the like break that.",
    fix: "Use letters, digits and underscores after a first letter.",
    check: badNames,
  },
  {
    id: "structure/variable-name",
    severity: "error",
    title: "Reserved or malformed variable name",
    why: "The expression language reads it as something else.",
    fix: "Rename the variable.",
    check: badVariables,
  },
];
