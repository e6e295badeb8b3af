import { textAt } from "../json";
import type { FlowNode, FlowProblem } from "../model";
import type { Report } from "../process-problems";
import type { ProcessSource } from "./schema";

/** Reports names, ids and types of activities that contradict each other or the catalogue. */
export function reportNodes(source: ProcessSource, nodes: readonly FlowNode[], report: Report): void {
  const names = new Set<string>();
  const ids = new Set<string>();
  for (const node of nodes) {
    const path = `${source.path}.activities.${node.id}`;
    const view = source.view.activities[node.id];
    const inner = textAt(node.properties, "name");
    const found = (code: FlowProblem["code"], message: string): void => report(code, path, message, node.name);
    if (node.kind === "unknown")
      found(
        "unknown-activity-type",
        `"${node.name}" ${node.type === "" ? "has no activity type" : `has the activity type "${node.type}", which is not in the catalogue`}; it is kept as it is.`,
      );
    if (names.has(node.name))
      found(
        "duplicate-activity-name",
        `Two activities are named "${node.name}"; rename one, expressions cannot tell them apart.`,
      );
    if (view?.id !== undefined && view.id !== node.id)
      found(
        "activity-id-mismatch",
        `"${node.name}" has the id ${view.id} inside but is under ${node.id}; make both equal.`,
      );
    if (view?.id !== undefined && ids.has(view.id))
      found(
        "duplicate-activity-id",
        `"${node.name}" has the id ${view.id} of another activity; give it a different id.`,
      );
    if (inner !== undefined && inner !== node.name)
      found("activity-name-mismatch", `"${node.name}" is named "${inner}" in its properties; make both equal.`);
    names.add(node.name);
    if (view?.id !== undefined) ids.add(view.id);
  }
}

/** Reports widgets without an activity or link: the editor cannot load them. */
export function reportStaleWidgets({ widgets, view, path }: ProcessSource, report: Report): void {
  const links = new Set((view.links ?? []).map(({ id }) => id));
  const diagram = path.replace(/process$/, "diagram");
  for (const id of Object.keys(widgets ?? {}))
    if (!Object.hasOwn(view.activities, id) && !links.has(id))
      report(
        "stale-widget",
        `${diagram}.widgets.${id}`,
        `The diagram shows ${id}, which is neither an activity nor a link; Flow Designer may not open the flow, remove the widget.`,
      );
}
