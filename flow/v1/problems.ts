import { textAt } from "../json";
import type { FlowNode, FlowProblem } from "../model";
import type { ProcessSource } from "./process-source";

/** Appends a problem of the process being read. */
export type Report = (
  code: FlowProblem["code"],
  path: string,
  message: string,
  activity?: string,
  target?: string,
) => void;

/** Reports names, ids and types of activities that contradict each other or the catalogue. */
export function reportNodes(source: ProcessSource, nodes: readonly FlowNode[], report: Report): void {
  const names = new Set<string>();
  const ids = new Set<string>();
  for (const node of nodes) {
    const path = `${source.path}.activities.${node.id}`;
    const view = source.view.activities[node.id];
    const inner = textAt(node.properties, "name");
    if (node.kind === "unknown")
      report(
        "unknown-activity-type",
        path,
        `"${node.name}" ${node.type === "" ? "has no activity type" : `has the activity type "${node.type}", which is not in the catalogue`}; it is kept as it is.`,
        node.name,
      );
    if (names.has(node.name))
      report(
        "duplicate-activity-name",
        path,
        `Two activities are named "${node.name}"; rename one, expressions cannot tell them apart.`,
        node.name,
      );
    if (view?.id !== undefined && view.id !== node.id)
      report(
        "activity-id-mismatch",
        path,
        `"${node.name}" has the id ${view.id} inside but is under ${node.id}; make both equal.`,
        node.name,
      );
    if (view?.id !== undefined && ids.has(view.id))
      report(
        "duplicate-activity-id",
        path,
        `"${node.name}" has the id ${view.id} of another activity; give it a different id.`,
        node.name,
      );
    if (inner !== undefined && inner !== node.name)
      report(
        "activity-name-mismatch",
        path,
        `"${node.name}" is named "${inner}" in its properties; make both equal.`,
        node.name,
      );
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
