import { promptsOf } from "../../../activities";
import { type FlowNode, MAIN } from "../../../model";
import type { Context } from "../../context";
import type { Report, Checks } from "../../rule";
import { isHeard, playsMusicFile, quotedList, shortened, report } from "../shared";
import { isQueue, noFailurePath, loopedMessages, endlessQueues, failureIntoHold, callbacks } from "./queueing";

const greets = (node: FlowNode): boolean => isHeard(node) && node.kind !== "play-music" && !playsMusicFile(node);

function noGreeting(context: Context): readonly Report[] {
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
    .map((node) =>
      report({ process: MAIN, node }, "links", `A caller can reach the queue "${node.name}" without hearing anything.`),
    );
}

function noErrorHandler(context: Context): readonly Report[] {
  if (context.isSubflow || context.handler("GlobalErrorHandling") !== undefined) return [];
  const events = context.processes.find(({ key }) => key !== MAIN);
  const name = events?.onEvents.GlobalErrorHandling;
  return [
    {
      process: events?.key ?? MAIN,
      activity: name ?? "",
      path: "onEvents.GlobalErrorHandling",
      message:
        name === undefined ? "The flow has no OnGlobalError handler." : "The OnGlobalError handler leads nowhere.",
    },
  ];
}

function errorDeadAir(context: Context): readonly Report[] {
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
  return helps ? [] : [report(handler, "links", "After a system error the caller stays on the line in silence.")];
}

const endInMain = (context: Context): readonly Report[] =>
  context.isSubflow
    ? []
    : context
        .nodesOf("end")
        .filter((placed) => placed.process === MAIN && context.isReachable(placed))
        .map(({ process, node }) =>
          report(
            { process, node },
            "links",
            `"${node.name}" ends the flow, but the caller stays on the line in silence.`,
          ),
        );

const endlessRetries = (context: Context): readonly Report[] =>
  context.nodesOf("ivr-menu", "ivr-collectdigits").flatMap(({ process, node }) => {
    const back = context
      .graph(process)
      .from(node)
      .filter(({ toId, port }) => toId === node.id && ["invalid", "timeout", "error"].includes(port));
    return back.length === 0
      ? []
      : report(
          { process, node },
          "links",
          `"${node.name}" asks again after ${quotedList(back.map(({ port }) => port))} without counting.`,
        );
  });

const audioNames = (context: Context): readonly Report[] => [
  ...context
    .nodesOf("play-message", "ivr-menu", "ivr-collectdigits")
    .flatMap(({ process, node }) =>
      promptsOf(node).flatMap(({ kind, value }, index) =>
        kind === "audioFile" && value !== "" && !/\.wav$/i.test(value)
          ? report({ process, node }, `prompts[${index}].value`, `"${shortened(value)}" is not a .wav file.`)
          : [],
      ),
    ),
  ...context.nodesOf("play-music").flatMap(({ process, node }) => {
    const prompt = node.properties.prompt;
    return typeof prompt === "string" && prompt !== "" && !/\.wav$/i.test(prompt) && !prompt.includes("{{")
      ? report({ process, node }, "prompt", `"${shortened(prompt)}" is not a .wav file.`)
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
