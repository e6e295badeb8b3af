import { MAIN, entryNodes } from "../../../model";
import type { Context } from "../../context";
import type { Report, Checks } from "../../rule";
import { isTerminal, mayWait, quotedList, report } from "../shared";

function starts(context: Context): readonly Report[] {
  const found = entryNodes(context.main.process).filter(({ kind }) => kind !== "event");
  if (found.length === 1) return [];
  return [
    {
      process: MAIN,
      activity: found[1]?.name ?? "",
      path: "",
      message: found.length === 0 ? "The main process has no start." : `The main process has ${found.length} starts.`,
    },
  ];
}

const unreachable = (context: Context): readonly Report[] =>
  context.nodes
    .filter((placed) => !context.isReachable(placed) && placed.node.kind !== "event")
    .map(({ process, node }) =>
      report({ process, node }, "", `"${node.name}" can never run: nothing that runs leads to it.`),
    );

function noEnd(context: Context): readonly Report[] {
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
      path: "",
      message: context.isSubflow
        ? "The subflow never reaches an End Subflow."
        : "The flow never reaches an end, a transfer or a queue.",
    },
  ];
}

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
        message: `${quotedList(group.map(({ name }) => name))} form a loop in which nothing takes time.`,
      })),
  );

export const PATHS_CHECKS: Checks = {
  "structure/start": starts,
  "structure/unreachable": unreachable,
  "structure/no-end": noEnd,
  "structure/loop-without-wait": loops,
};
