import { NEEDS_CALLER } from "../../../catalogue";
import { MAIN } from "../../../model";
import type { Context } from "../../context";
import type { Report, Checks } from "../../rule";
import { report } from "../shared";

function afterTheEnd(context: Context): readonly Report[] {
  const handler = context.handler("ContactEnded");
  if (handler === undefined) return [];
  const graph = context.graph(handler.process);
  const after = graph.after(handler.node);
  return graph.process.nodes
    .filter(({ kind, id }) => NEEDS_CALLER.includes(kind) && after.has(id))
    .map((node) =>
      report(
        { process: handler.process, node },
        "links",
        `"${node.name}" needs a caller, but runs when the call has ended.`,
      ),
    );
}

function preDial(context: Context): readonly Report[] {
  const handler = context.handler("ContactPredial");
  if (handler === undefined) return [];
  const graph = context.graph(handler.process);
  const after = graph.after(handler.node);
  return graph.process.nodes
    .filter((node) => after.has(node.id) && node.kind !== "SetCallerID" && graph.from(node).length === 0)
    .map((node) =>
      report(
        { process: handler.process, node },
        "links",
        `The PreDial flow ends at "${node.name}" without Set Caller ID.`,
      ),
    );
}

const popInMain = (context: Context): readonly Report[] =>
  context
    .nodesOf("screen-pop")
    .filter(({ process }) => process === MAIN)
    .map(({ process, node }) =>
      report({ process, node }, "", `"${node.name}" is in the main flow, where no agent is on the call yet.`),
    );

const sameTab = (context: Context): readonly Report[] =>
  context
    .nodesOf("screen-pop")
    .filter(({ node }) => node.properties.target === "sameBrowserTab")
    .map(({ process, node }) =>
      report({ process, node }, "target", `"${node.name}" replaces the page that the agent has open.`),
    );

export const EVENTS_CHECKS: Checks = {
  "practice/after-the-end": afterTheEnd,
  "practice/predial": preDial,
  "practice/screen-pop-in-main": popInMain,
  "practice/same-tab": sameTab,
};
