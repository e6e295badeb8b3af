import { PORT_ALIASES, isTerminal, mayWait, quotedList } from "./shared";
import type { Context, Placed } from "../context";
import { catalogPorts, type Profile } from "../../catalogue";
import type { FlowNode, FlowProblem } from "../../model";
import { entryNodes, MAIN } from "../../model";
import type { Report, Rule } from "../rule";
import { REQUIRED_FIELDS } from "./required-fields";

type Code = FlowProblem["code"];

const isIntoMain = (context: Context, problem: FlowProblem): boolean =>
  problem.code === "link-to-nowhere" &&
  context.nodes.some(
    // The reader's message names the target by id in an export and by name in FlowV2.
    ({ process, node }) =>
      process !== problem.process &&
      (problem.message.includes(node.id) || problem.message.includes(`to "${node.name}"`)),
  );

const problems =
  (codes: readonly Code[], keep: (context: Context, problem: FlowProblem) => boolean = () => true) =>
  (context: Context): readonly Report[] =>
    context.flow.problems
      .filter((problem) => codes.includes(problem.code) && keep(context, problem))
      .map(({ process, activity, path, message }) => ({ process, activity: activity ?? "", path, message }));

const missingPorts = (context: Context, { process, node }: Placed): readonly Report[] => {
  const linked = new Set(
    context
      .graph(process)
      .from(node)
      .map(({ port }) => port),
  );
  const isLinked = (name: string): boolean =>
    linked.has(name) || (PORT_ALIASES[name] ?? []).some((alias) => linked.has(alias));
  return node.ports
    .filter((port) => port.mandatory && !isLinked(port.name))
    .map(({ name }) => ({
      process,
      activity: node.name,
      path: `ports.${name}`,
      message: `"${node.name}" has nothing linked to its port "${name}".`,
    }));
};

const loops = (context: Context): readonly Report[] =>
  context.processes.flatMap((process) =>
    context
      .graph(process.key)
      .cycles((node) => !mayWait(node))
      .filter((group) => !isCounted(context, group))
      .map((group) => ({
        process: process.key,
        activity: group[0]?.name ?? "",
        path: "links",
        message: `${quotedList(group.map(({ name }) => name))} lead to each other without anything that takes time.`,
      })),
  );

/** A loop that changes a variable which one of its own decisions looks at can end by itself. */
const isCounted = (context: Context, group: readonly FlowNode[]): boolean => {
  const written = new Set(
    context.variables.writes.filter(({ node }) => group.includes(node)).map(({ variable }) => variable),
  );
  return context.variables.reads.some(
    ({ variable, node }) =>
      group.includes(node) &&
      (node.kind === "condition-activity" || node.kind === "case-statement") &&
      written.has(variable),
  );
};

const unreachable = (context: Context): readonly Report[] =>
  context.nodes
    .filter((placed) => !context.isReachable(placed) && placed.node.kind !== "event")
    .map(({ process, node }) => ({
      process,
      activity: node.name,
      message: `"${node.name}" can never run: nothing that runs leads to it.`,
    }));

const starts = (context: Context): readonly Report[] => {
  const found = entryNodes(context.main.process).filter(({ kind }) => kind !== "event");
  if (found.length === 1) return [];
  return [
    {
      process: MAIN,
      activity: found[1]?.name ?? "",
      message: found.length === 0 ? "The main process has no start." : `The main process has ${found.length} starts.`,
    },
  ];
};

const noEnd = (context: Context): readonly Report[] => {
  const reachable = context.nodes.filter((placed) => placed.process === MAIN && context.isReachable(placed));
  const ends = context.isSubflow
    ? reachable.some(({ node }) => node.kind === "end-subflow")
    : reachable.some(
        ({ node }) =>
          isTerminal(node) ||
          node.kind === "queue-contact" ||
          node.kind === "queue-to-agent" ||
          node.kind === "unknown",
      );
  if (ends || reachable.length === 0) return [];
  const start = reachable[0]?.node.name ?? "";
  return [
    {
      process: MAIN,
      activity: start,
      message: context.isSubflow
        ? "The subflow never reaches an End Subflow."
        : "The flow never reaches an end, a transfer or a queue.",
    },
  ];
};

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

const idleBranches = (context: Context): readonly Report[] =>
  context.nodesOf("condition-activity").flatMap(({ process, node }) => {
    const edges = context.graph(process).from(node);
    const yes = edges.find(({ port }) => port === "true");
    const no = edges.find(({ port }) => port === "false");
    return yes === undefined || yes.toId !== no?.toId
      ? []
      : [
          {
            process,
            activity: node.name,
            path: "links",
            message: `"${node.name}" goes on to "${yes.to}" whatever it finds.`,
          },
        ];
  });

const PROFILES: readonly Profile[] = ["v1-2022", "v1-2026", "v2-toolkit-2026-07", "v2-flowkit-2026-10"];

const unknownPorts = (context: Context): readonly Report[] =>
  context.nodes.flatMap(({ process, node }) => {
    if (node.kind === "unknown") return [];
    const own = PROFILES.flatMap((profile) =>
      catalogPorts(node.kind, node.properties, profile).map(({ name }) => name),
    );
    const known = new Set([...own, ...own.flatMap((name) => PORT_ALIASES[name] ?? [])]);
    const drawn = new Set(node.ports.filter((port) => port.drawn).map(({ name }) => name));
    return context
      .graph(process)
      .from(node)
      .filter(({ port }) => !known.has(port) && !drawn.has(port))
      .map(({ port }) => ({
        process,
        activity: node.name,
        path: `ports.${port}`,
        message: `"${node.name}" has a link at the port "${port}", which this type of activity does not have.`,
      }));
  });

export const STRUCTURE_RULES: readonly Rule[] = [
  {
    id: "structure/start",
    severity: "error",
    title: "Exactly one start",
    why: "Flow Designer refuses a flow without a start (FC1002), and of two only one is taken.",
    fix: "Keep one start activity in the main process.",
    check: starts,
  },
  {
    id: "structure/missing-port",
    severity: "error",
    title: "Mandatory port without a link",
    why: "Flow Designer does not publish while it is open, and at run time the call stops there.",
    fix: "Link the port to the activity that should follow.",
    check: (context) =>
      context.nodes.filter((placed) => context.isReachable(placed)).flatMap((placed) => missingPorts(context, placed)),
  },
  {
    id: "structure/unknown-port",
    severity: "warning",
    title: "Link at a port that the activity does not have",
    why: "The link is never followed; Flow Designer drops it or refuses the import.",
    fix: "Link one of the activity's own ports instead.",
    check: unknownPorts,
  },
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
  {
    id: "structure/unreachable",
    severity: "warning",
    title: "Activity that never runs",
    why: "Either a link is missing or the activity is left over (FC1004).",
    fix: "Link it, or remove it.",
    check: unreachable,
  },
  {
    id: "structure/loop-without-wait",
    severity: "error",
    title: "Loop in which nothing takes time",
    why: "It turns thousands of times until the platform's surge limit drops the call.",
    fix: "Put a prompt, music or a Wait into the loop, or count its turns and leave.",
    check: loops,
  },
  {
    id: "structure/no-end",
    severity: "error",
    title: "Flow without an end",
    why: "The caller is left in silence, or the calling flow never gets its turn back.",
    fix: "End every way with a queue, a transfer, Disconnect or, in a subflow, End Subflow.",
    check: noEnd,
  },
  {
    id: "structure/idle-branch",
    severity: "warning",
    title: "Decision without a difference",
    why: "Both ways lead to the same activity, so the condition decides nothing.",
    fix: "Lead one of them elsewhere, or remove the condition.",
    check: idleBranches,
  },
  REQUIRED_FIELDS,
];
