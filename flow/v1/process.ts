import { catalogPorts, kindOf, type ActivityKind } from "../catalogue";
import { FlowFormatError } from "../flow-errors";
import { groupBy } from "../group";
import { arrayAt, isObject, objectAt, textAt, type JsonObject } from "../json";
import type { Edge, FlowNode, FlowProblem, Port, Process } from "../model";
import { reportNodes, reportStaleWidgets, type Report } from "./problems";
import type { ProcessSource } from "./process-source";

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
  const report: Report = (code, path, message, activity, target) =>
    problems.push(
      Object.freeze({
        code,
        process: source.key,
        path,
        message,
        ...(activity !== undefined && { activity }),
        ...(target !== undefined && { target }),
      }),
    );
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
  return Object.freeze({
    kind,
    name: textAt(raw, "name") ?? textAt(properties, "name") ?? id,
    type,
    group,
    id,
    description: textAt(properties, "description") ?? "",
    properties,
    ports: readPorts(kind, properties, drawnPorts(source.widgets, id), linked),
  });
}

function drawnPorts(widgets: JsonObject | undefined, id: string): readonly string[] {
  return arrayAt(objectAt(widgets, id), "ports").flatMap((port) => {
    if (!isObject(port)) return [];
    const name = textAt(objectAt(port, "properties"), "name");
    // The vendor's name is inverted: true marks the input port.
    return name === undefined || port["isSourcePort"] === true ? [] : [name];
  });
}

function readPorts(
  kind: ActivityKind,
  properties: JsonObject,
  drawn: readonly string[],
  linked: readonly string[],
): readonly Port[] {
  const known = catalogPorts(kind, properties);
  const names = new Set(known.map((port) => port.name));
  const further = [...new Set([...drawn, ...linked])].filter((name) => !names.has(name));
  return Object.freeze([
    ...known.map((port) => Object.freeze({ ...port, drawn: drawn.includes(port.name) })),
    ...further.map((name) =>
      Object.freeze({
        name,
        mandatory: false,
        error: name === "error" || name === "failure",
        drawn: drawn.includes(name),
      }),
    ),
  ]);
}

function readEdges(source: ProcessSource, nodes: readonly FlowNode[], report: Report): Edge[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ids = new Set<string>();
  const taken = new Set<string>();
  return (source.view.links ?? []).flatMap((link, index) => {
    const path = `${source.path}.links[${index}]`;
    const from = byId.get(link.sourceActivityId);
    const to = byId.get(link.targetActivityId);
    if (link.id !== "" && ids.has(link.id))
      report("duplicate-link-id", path, `Two links have the id ${link.id}; give one of them a new id.`, from?.name);
    ids.add(link.id);
    if (from === undefined)
      report(
        "link-from-nowhere",
        path,
        `A link leaves the activity ${link.sourceActivityId}, which does not exist in ${source.key}; remove the link.`,
        to?.name,
      );
    if (to === undefined)
      report(
        "link-to-nowhere",
        path,
        `The link from "${from?.name ?? link.sourceActivityId}" by "${link.conditionExpr}" leads to ${link.targetActivityId}, which does not exist in ${source.key}; link it to an activity.`,
        from?.name,
        link.targetActivityId,
      );
    if (from === undefined || to === undefined) return [];
    const leaving = JSON.stringify([from.id, link.conditionExpr]);
    if (taken.has(leaving))
      report(
        "duplicate-link",
        path,
        `"${from.name}" has two links at its port "${link.conditionExpr}"; only one can be followed, remove the other.`,
        from.name,
      );
    taken.add(leaving);
    return [
      Object.freeze({
        id: link.id,
        from: from.name,
        fromId: from.id,
        port: link.conditionExpr,
        to: to.name,
        toId: to.id,
      }),
    ];
  });
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
