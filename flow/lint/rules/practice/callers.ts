import { promptsOf } from "../../../activities";
import { type FlowNode, MAIN } from "../../../model";
import type { Context } from "../../context";
import type { Report, Checks } from "../../rule";
import { isHeard, isTerminal, mayWait, playsMusicFile, quotedList, shortened } from "../shared";

const isQueue = ({ kind }: FlowNode): boolean => kind === "queue-contact" || kind === "queue-to-agent";

const greets = (node: FlowNode): boolean => isHeard(node) && node.kind !== "play-music" && !playsMusicFile(node);

const noGreeting = (context: Context): readonly Report[] => {
  if (context.isSubflow) return [];
  const graph = context.main;
  const starts = graph.process.nodes.filter(({ kind }) => kind === "start");
  // Unknown types and subflows may play a greeting.
  const silent = graph.walk(
    starts,
    (node) => greets(node) || node.kind === "subflow-handoff" || node.kind === "unknown" || isQueue(node),
  );
  return graph.process.nodes
    .filter((node) => isQueue(node) && silent.has(node.id))
    .map((node) => ({
      process: MAIN,
      activity: node.name,
      path: "links",
      message: `A caller can reach the queue "${node.name}" without hearing anything.`,
    }));
};

const noErrorHandler = (context: Context): readonly Report[] => {
  if (context.isSubflow || context.handler("GlobalErrorHandling") !== undefined) return [];
  const events = context.processes.find(({ key }) => key !== MAIN);
  const name = events?.onEvents["GlobalErrorHandling"];
  return [
    {
      process: events?.key ?? MAIN,
      activity: name ?? "",
      path: "onEvents.GlobalErrorHandling",
      message:
        name === undefined ? "The flow has no OnGlobalError handler." : "The OnGlobalError handler leads nowhere.",
    },
  ];
};

const errorDeadAir = (context: Context): readonly Report[] => {
  const handler = context.handler("GlobalErrorHandling");
  if (handler === undefined || context.isSubflow) return [];
  const graph = context.graph(handler.process);
  const after = [...graph.after(handler.node)].flatMap((id) => graph.byId.get(id) ?? []);
  const helps = after.some(
    (node) =>
      !["end", "set-variable", "condition-activity", "case-statement", "http-request-v2", "parse-activity"].includes(
        node.kind,
      ),
  );
  return helps
    ? []
    : [
        {
          process: handler.process,
          activity: handler.node.name,
          path: "links",
          message: "After a system error the caller stays on the line in silence.",
        },
      ];
};

const noFailurePath = (context: Context): readonly Report[] =>
  context.nodesOf("queue-contact").flatMap(({ process, node }) => {
    const isLinked = context
      .graph(process)
      .from(node)
      .some(({ port }) => port === "failure" || port === "error");
    return isLinked || !context.isReachable({ process, node })
      ? []
      : [
          {
            process,
            activity: node.name,
            path: "ports.failure",
            message: `When "${node.name}" cannot queue the call, no path handles it.`,
          },
        ];
  });

/** Ids of the activities that may run after the call has been queued. */
const afterQueues = (context: Context, process: string): ReadonlySet<string> => {
  const graph = context.graph(process);
  return graph.walk(graph.process.nodes.filter((node) => isQueue(node) && graph.reachable.has(node.id)));
};

/** Loops after a queue that play messages without music and have no menu. Counted loops, such as reading out digits, are left out. */
const loopedMessages = (context: Context): readonly Report[] =>
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
          : [
              {
                process: process.key,
                activity: first.name,
                path: "links",
                message: `"${first.name}" is repeated as a message, not as music.`,
              },
            ];
      });
  });

const endlessQueues = (context: Context): readonly Report[] =>
  context.processes.flatMap((process) =>
    context
      .graph(process.key)
      .cycles(() => true)
      .filter((group) => group.some(mayWait) && !context.isCounted(group))
      .flatMap((group) => group.filter(({ kind }) => kind === "queue-contact"))
      .map((node) => ({
        process: process.key,
        activity: node.name,
        path: "links",
        message: `"${node.name}" is reached repeatedly while the call waits, and nothing counts the rounds.`,
      })),
  );

/** Activities that end the waiting: an agent may still answer, or the call leaves the flow. */
const isWayOut = (node: FlowNode): boolean =>
  isTerminal(node) ||
  isQueue(node) ||
  ["callback", "bridged-transfer", "subflow-handoff", "ivr-virtualassistantvoice", "ivr-virtualassistant"].includes(
    node.kind,
  ) ||
  node.kind === "unknown";

/** Failures that lead into endless music or messages while the call is in no queue. */
const failureIntoHold = (context: Context): readonly Report[] =>
  context.nodesOf("queue-contact", "queue-to-agent").flatMap(({ process, node }) => {
    const graph = context.graph(process);
    const failed = graph.from(node).find(({ port }) => port === "failure" || port === "error");
    const target = failed === undefined ? undefined : graph.byId.get(failed.toId);
    if (target === undefined || !graph.reachable.has(node.id)) return [];
    const after = graph.walk([target]);
    const loop = graph.cycles(({ id }) => after.has(id)).at(0);
    const leaves = graph.process.nodes.some((each) => after.has(each.id) && isWayOut(each));
    return leaves || loop === undefined
      ? []
      : [
          {
            process,
            activity: node.name,
            path: "ports.failure",
            message: `When "${node.name}" cannot queue the call, the caller hears ${quotedList(loop.map(({ name }) => name))} without end, and nobody will answer.`,
          },
        ];
  });

const endInMain = (context: Context): readonly Report[] =>
  context.isSubflow
    ? []
    : context
        .nodesOf("end")
        .filter((placed) => placed.process === MAIN && context.isReachable(placed))
        .map(({ process, node }) => ({
          process,
          activity: node.name,
          path: "links",
          message: `"${node.name}" ends the flow, but the caller stays on the line in silence.`,
        }));

const callbacks = (context: Context): readonly Report[] =>
  context.nodesOf("callback").flatMap(({ process, node }) => {
    const graph = context.graph(process);
    const after = graph.after(node);
    const hangsUp = graph.process.nodes.some(({ kind, id }) => kind === "disconnect-contact" && after.has(id));
    return hangsUp
      ? []
      : [{ process, activity: node.name, path: "links", message: `After "${node.name}" nobody hangs up.` }];
  });

const endlessRetries = (context: Context): readonly Report[] =>
  context.nodesOf("ivr-menu", "ivr-collectdigits").flatMap(({ process, node }) => {
    const back = context
      .graph(process)
      .from(node)
      .filter(({ toId, port }) => toId === node.id && ["invalid", "timeout", "error"].includes(port));
    return back.length === 0
      ? []
      : [
          {
            process,
            activity: node.name,
            path: "links",
            message: `"${node.name}" asks again after ${quotedList(back.map(({ port }) => port))} without counting.`,
          },
        ];
  });

const audioNames = (context: Context): readonly Report[] => [
  ...context.nodesOf("play-message", "ivr-menu", "ivr-collectdigits").flatMap(({ process, node }) =>
    promptsOf(node).flatMap(({ kind, value }, index) =>
      kind === "audioFile" && value !== "" && !/\.wav$/i.test(value)
        ? [
            {
              process,
              activity: node.name,
              path: `prompts[${index}].value`,
              message: `"${shortened(value)}" is not a .wav file.`,
            },
          ]
        : [],
    ),
  ),
  ...context.nodesOf("play-music").flatMap(({ process, node }) => {
    const prompt = node.properties["prompt"];
    return typeof prompt === "string" && prompt !== "" && !/\.wav$/i.test(prompt) && !prompt.includes("{{")
      ? [{ process, activity: node.name, path: "prompt", message: `"${shortened(prompt)}" is not a .wav file.` }]
      : [];
  }),
];

export const CALLERS_CHECKS: Checks = {
  "practice/no-global-error-handler": noErrorHandler,
  "practice/error-dead-air": errorDeadAir,
  "practice/queue-failure": noFailurePath,
  "practice/no-greeting": noGreeting,
  "practice/looped-message": loopedMessages,
  "practice/endless-requeue": endlessQueues,
  "practice/failure-into-hold": failureIntoHold,
  "practice/end-in-main": endInMain,
  "practice/callback-disconnect": callbacks,
  "practice/endless-retry": endlessRetries,
  "practice/audio-file": audioNames,
};
