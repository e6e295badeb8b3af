import { MAIN, entryNodes } from "../../../model";
import type { Context } from "../../context";
import type { Report, Rule } from "../../rule";
import { isTerminal, mayWait, quotedList } from "../shared";

/** Ways through the flow. */

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

const unreachable = (context: Context): readonly Report[] =>
  context.nodes
    .filter((placed) => !context.isReachable(placed) && placed.node.kind !== "event")
    .map(({ process, node }) => ({
      process,
      activity: node.name,
      message: `"${node.name}" can never run: nothing that runs leads to it.`,
    }));

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

const loops = (context: Context): readonly Report[] =>
  context.processes.flatMap((process) =>
    context
      .graph(process.key)
      .cycles((node) => !mayWait(node))
      .filter((group) => !context.isCounted(group))
      .map((group) => ({
        process: process.key,
        activity: group[0]?.name ?? "",
        path: "links",
        message: `${quotedList(group.map(({ name }) => name))} lead to each other without anything that takes time.`,
      })),
  );

export const PATHS_RULES: readonly Rule[] = [
  {
    id: "structure/start",
    severity: "error",
    title: "Exactly one start",
    why: "Flow Designer refuses a flow without a start (FC1002), and of two only one is taken.",
    fix: "Keep one start activity in the main process.",
    check: starts,
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
    id: "structure/no-end",
    severity: "error",
    title: "Flow without an end",
    why: "The caller is left in silence, or the calling flow never gets its turn back.",
    fix: "End every way with a queue, a transfer, Disconnect or, in a subflow, End Subflow.",
    check: noEnd,
  },
  {
    id: "structure/loop-without-wait",
    severity: "error",
    title: "Loop in which nothing takes time",
    why: "It turns thousands of times until the platform's surge limit drops the call.",
    fix: "Put a prompt, music or a Wait into the loop, or count its turns and leave.",
    check: loops,
  },
];
