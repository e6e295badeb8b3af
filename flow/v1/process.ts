import { catalogPorts, kindOf } from "../catalogue";
import { FlowFormatError } from "../flow-errors";
import { groupBy } from "../group";
import { arrayAt, isObject, objectAt, textAt, type JsonObject } from "../json";
import type { Edge, FlowNode, FlowProblem, Process } from "../model";
import { linkReader, portsOf, reporter, type Report } from "../process-problems";
import { reportNodes, reportStaleWidgets } from "./problems";
import type { ProcessSource } from "./schema";

/**
 * Reads a process and appends its defects to `problems`.
 * @throws FlowFormatError for the one id that objects of JavaScript lose.
 */
export function readProcess(source: ProcessSource, problems: FlowProblem[]): Process {
  if (Object.hasOwn(objectAt(source.raw, "activities") ?? {}, "__proto__"))
    throw new FlowFormatError(
      "malformed",
      `"__proto__" in ${source.path}.activities cannot be an id; write another one.`,
    );
  const report = reporter(source.key, problems);
  const links = source.view.links ?? [];
  const leaving = groupBy(links, (link) => link.sourceActivityId);
  const nodes = Object.keys(source.view.activities).map((id) =>
    readNode(
      source,
      id,
      (leaving.get(id) ?? []).map((link) => link.conditionExpr),
    ),
  );
  reportNodes(source, nodes, report);
  reportStaleWidgets(source, report);
  const edges = readEdges(source, nodes, report);
  return Object.freeze({
    key: source.key,
    nodes: Object.freeze(nodes),
    edges: Object.freeze(edges),
    onEvents: readHandlers(source, nodes, report),
  });
}

function readNode(source: ProcessSource, id: string, linked: readonly string[]): FlowNode {
  const raw = objectAt(objectAt(source.raw, "activities"), id);
  const properties = objectAt(raw, "properties") ?? {};
  const group = textAt(raw, "group") ?? "";
  const written = textAt(properties, "activityName") ?? textAt(properties, "activityId");
  // In exports before 2024 event handlers have no activityName.
  const type =
    written === undefined || (written === "event" && group === "event")
      ? group === "event"
        ? "Event"
        : group
      : written;
  const kind = kindOf(type);
  const drawn = drawnPorts(source.widgets, id);
  return Object.freeze({
    kind,
    name: textAt(raw, "name") ?? textAt(properties, "name") ?? id,
    type,
    group,
    id,
    description: textAt(properties, "description") ?? "",
    properties,
    ports: portsOf(catalogPorts(kind, properties), [...drawn, ...linked], (name) => drawn.includes(name)),
  });
}

const drawnPorts = (widgets: JsonObject | undefined, id: string): readonly string[] =>
  arrayAt(objectAt(widgets, id), "ports").flatMap((port) => {
    if (!isObject(port)) return [];
    const name = textAt(objectAt(port, "properties"), "name");
    // The vendor's name is inverted: true marks the input port.
    return name === undefined || port.isSourcePort === true ? [] : [name];
  });

function readEdges(source: ProcessSource, nodes: readonly FlowNode[], report: Report): Edge[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ids = new Set<string>();
  const read = linkReader((id) => byId.get(id), report, {
    leavesNowhere: ({ from }) =>
      `A link leaves the activity ${from}, which does not exist in ${source.key}; remove the link.`,
    leadsNowhere: ({ from, to, port }, node) =>
      `The link from "${node?.name ?? from}" by "${port}" leads to ${to}, which does not exist in ${source.key}; link it to an activity.`,
    isDouble: ({ name }, port) =>
      `"${name}" has two links at its port "${port}"; only one can be followed, remove the other.`,
  });
  return (source.view.links ?? []).flatMap(
    ({ id, sourceActivityId: from, targetActivityId: to, conditionExpr }, index) => {
      const path = `${source.path}.links[${index}]`;
      if (id !== "" && ids.has(id))
        report(
          "duplicate-link-id",
          path,
          `Two links have the id ${id}; give one of them a new id.`,
          byId.get(from)?.name,
        );
      ids.add(id);
      return read({ id, from, to, port: conditionExpr }, path);
    },
  );
}

function readHandlers(
  source: ProcessSource,
  nodes: readonly FlowNode[],
  report: Report,
): Readonly<Record<string, string>> {
  const byId = new Map(nodes.map((node) => [node.id, node.name]));
  const handlers = Object.entries(source.onEvents).flatMap(([event, id]): [string, string][] => {
    const name = id === null ? undefined : byId.get(id);
    if (name !== undefined) return [[event, name]];
    report(
      "event-to-nowhere",
      source.path,
      `The event ${event} leads to ${id ?? "nothing"}, which does not exist in ${source.key}; remove the handler or link it.`,
    );
    return [];
  });
  return Object.freeze(Object.fromEntries(handlers));
}
