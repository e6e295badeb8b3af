import type { FlowNode } from "../../../model";
import type { Context } from "../../context";
import type { Report } from "../../rule";
import { isTerminal, mayWait, quotedList, report } from "../shared";

export const isQueue = ({ kind }: FlowNode): boolean => kind === "queue-contact" || kind === "queue-to-agent";

export const noFailurePath = (context: Context): readonly Report[] =>
  context.nodesOf("queue-contact").flatMap(({ process, node }) => {
    const isLinked = context
      .graph(process)
      .from(node)
      .some(({ port }) => port === "failure" || port === "error");
    return isLinked || !context.isReachable({ process, node })
      ? []
      : report({ process, node }, "ports.failure", `When "${node.name}" cannot queue the call, no path handles it.`);
  });

/** Ids of the activities that may run after the call has been queued. */
function afterQueues(context: Context, process: string): ReadonlySet<string> {
  const graph = context.graph(process);
  return graph.walk(graph.process.nodes.filter((node) => isQueue(node) && graph.reachable.has(node.id)));
}

/** Loops after a queue that play messages without music and have no menu. Counted loops, such as reading out digits, are left out. */
export const loopedMessages = (context: Context): readonly Report[] =>
  context.processes.flatMap((process) => {
    const queued = afterQueues(context, process.key);
    return context
      .graph(process.key)
      .cycles(({ id }) => queued.has(id))
      .filter((group) => !context.isCounted(group))
      .flatMap((group) => {
        const messages = group.filter(({ kind }) => kind === "play-message");
        const others = group.filter(
          ({ kind }) =>
            kind !== "play-message" &&
            kind !== "set-variable" &&
            kind !== "queue-lookup" &&
            kind !== "condition-activity",
        );
        const [first] = messages;
        return first === undefined || others.length > 0
          ? []
          : report(
              { process: process.key, node: first },
              "links",
              `"${first.name}" is repeated as a message, not as music.`,
            );
      });
  });

export const endlessQueues = (context: Context): readonly Report[] =>
  context.processes.flatMap((process) =>
    context
      .graph(process.key)
      .cycles(() => true)
      .filter((group) => group.some(mayWait) && !context.isCounted(group))
      .flatMap((group) => group.filter(({ kind }) => kind === "queue-contact"))
      .map((node) =>
        report(
          { process: process.key, node },
          "links",
          `"${node.name}" is reached repeatedly while the call waits, and nothing counts the rounds.`,
        ),
      ),
  );

/** Activities that end the waiting: an agent may still answer, or the call leaves the flow. */
const endsTheWaiting = (node: FlowNode): boolean =>
  isTerminal(node) ||
  isQueue(node) ||
  ["callback", "bridged-transfer", "subflow-handoff", "ivr-virtualassistantvoice", "ivr-virtualassistant"].includes(
    node.kind,
  ) ||
  node.kind === "unknown";

/** Failures that lead into endless music or messages while the call is in no queue. */
export const failureIntoHold = (context: Context): readonly Report[] =>
  context.nodesOf("queue-contact", "queue-to-agent").flatMap(({ process, node }) => {
    const graph = context.graph(process);
    const failed = graph.from(node).find(({ port }) => port === "failure" || port === "error");
    const target = failed === undefined ? undefined : graph.byId.get(failed.toId);
    if (target === undefined || !graph.reachable.has(node.id)) return [];
    const after = graph.walk([target]);
    const loop = graph.cycles(({ id }) => after.has(id)).at(0);
    const leaves = graph.process.nodes.some((each) => after.has(each.id) && endsTheWaiting(each));
    return leaves || loop === undefined
      ? []
      : report(
          { process, node },
          "ports.failure",
          `When "${node.name}" cannot queue the call, the caller hears ${quotedList(loop.map(({ name }) => name))} without end, and nobody will answer.`,
        );
  });

export const callbacks = (context: Context): readonly Report[] =>
  context.nodesOf("callback").flatMap(({ process, node }) => {
    const graph = context.graph(process);
    const after = graph.after(node);
    const hangsUp = graph.process.nodes.some(({ kind, id }) => kind === "disconnect-contact" && after.has(id));
    return hangsUp ? [] : report({ process, node }, "links", `After "${node.name}" nobody hangs up.`);
  });
