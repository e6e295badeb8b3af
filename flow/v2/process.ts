import type { z } from "zod";
import { activityRow, catalogPorts } from "../catalogue";
import { groupBy } from "../group";
import { isObject, objectAt, textAt, type Json, type JsonObject } from "../json";
import type { Edge, FlowNode, FlowProblem, Process } from "../model";
import { parse } from "./parse";
import { kindOfV2, portOfCondition } from "./properties";
import { edgeSchema, nodeSchema } from "./schema";

/** Nodes and edges of a process, and their paths in the document. */
interface Source {
  readonly key: string;
  readonly path: string;
  readonly nodes: readonly Json[];
  readonly edges: readonly Json[];
  readonly onEvents: JsonObject;
}

type Report = (code: FlowProblem["code"], path: string, message: string, activity?: string, target?: string) => void;

/** Reads a process and appends its defects to `problems`. */
export function readProcess(source: Source, problems: FlowProblem[]): Process {
  const report: Report = (code, path, message, activity, target) =>
    problems.push(
      Object.freeze({
        code,
        process: source.key,
        path: source.path + path,
        message,
        ...(activity !== undefined && { activity }),
        ...(target !== undefined && { target }),
      }),
    );
  const edges = source.edges.map((edge, index) => parse(edgeSchema, edge, `${source.path}edges.${index}.`));
  const leaving = groupBy(edges, ({ from }) => from);
  const nodes = source.nodes.map((node, index) => readNode(node, `${source.path}nodes.${index}.`, leaving));
  reportNodes(nodes, report);
  const { find, links } = readEdges(nodes, edges, report);
  const handlers = Object.entries(source.onEvents).flatMap(([event, name]): [string, string][] => {
    const node = typeof name === "string" ? find(name) : undefined;
    if (node === undefined)
      report(
        "event-to-nowhere",
        "onEvents",
        `The event ${event} leads to ${JSON.stringify(name)}, which does not exist in ${source.key}; remove the handler or link it.`,
      );
    return node === undefined ? [] : [[event, node.name]];
  });
  const declared = nodes
    .filter(({ kind }) => kind === "event")
    .map((node) => [textAt(node.properties, "eventSpecificationName") ?? node.name, node.name] as const);
  return Object.freeze({
    key: source.key,
    nodes: Object.freeze(nodes),
    edges: Object.freeze(links),
    onEvents: Object.freeze(handlers.length > 0 ? Object.fromEntries(handlers) : Object.fromEntries(declared)),
  });
}

function readNode(
  json: Json,
  where: string,
  leaving: ReadonlyMap<string, readonly z.output<typeof edgeSchema>[]>,
): FlowNode {
  const node = parse(nodeSchema, json, where);
  const properties = (isObject(json) ? objectAt(json, "properties") : undefined) ?? {};
  const type = textAt(properties, "activityName") ?? (node.activityType === "event" ? "event" : "");
  const kind = kindOfV2(type, node.activityType);
  const known = catalogPorts(kind, properties, "v1-2026");
  const ids = new Set([node.name, ...(typeof node.id === "string" ? [node.id] : [])]);
  const used = [...ids]
    .flatMap((id) => leaving.get(id) ?? [])
    .map(({ condition }) => portOfCondition(kind, properties, condition ?? ""));
  const further = [...new Set(used)].filter((name) => known.every((port) => port.name !== name));
  return Object.freeze({
    kind,
    name: node.name,
    type,
    group: node.group || activityRow(kind)?.group || "action",
    id: node.id ?? node.name,
    description: textAt(properties, "description") ?? "",
    properties,
    ports: Object.freeze([
      ...known.map((port) => Object.freeze({ ...port, drawn: true })),
      ...further.map((name) =>
        Object.freeze({ name, mandatory: false, error: name === "error" || name === "failure", drawn: true }),
      ),
    ]),
  });
}

function reportNodes(nodes: readonly FlowNode[], report: Report): void {
  const names = new Set<string>();
  nodes.forEach((node, index) => {
    const path = `nodes[${index}]`;
    if (node.kind === "unknown")
      report(
        "unknown-activity-type",
        path,
        `"${node.name}" has the activity type "${node.type}", which is not in the catalogue; it is kept as it is.`,
        node.name,
      );
    if (names.has(node.name))
      report(
        "duplicate-activity-name",
        path,
        `Two nodes are named "${node.name}", and edges go by name; rename one.`,
        node.name,
      );
    names.add(node.name);
  });
}

function readEdges(
  nodes: readonly FlowNode[],
  edges: readonly z.output<typeof edgeSchema>[],
  report: Report,
): { find: (name: string) => FlowNode | undefined; links: readonly Edge[] } {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const find = (name: string): FlowNode | undefined => byName.get(name) ?? byId.get(name);
  const taken = new Set<string>();
  const links = edges.flatMap((edge, index): readonly Edge[] => {
    const path = `edges[${index}]`;
    const [from, to] = [find(edge.from), find(edge.to)];
    if (from === undefined)
      report("link-from-nowhere", path, `An edge leaves "${edge.from}", which is not a node; remove it.`, to?.name);
    if (to === undefined)
      report(
        "link-to-nowhere",
        path,
        `The edge from "${edge.from}" leads to "${edge.to}", which is not a node; link it to one.`,
        from?.name,
        edge.to,
      );
    if (from === undefined || to === undefined) return [];
    if (!byName.has(edge.from) || !byName.has(edge.to))
      report(
        "link-by-id",
        path,
        `The edge from "${from.name}" to "${to.name}" uses node ids; the server accepts only names and answers 400.`,
        from.name,
      );
    if (edge.condition === undefined || edge.condition === null)
      report(
        "link-without-condition",
        path,
        `The edge from "${from.name}" to "${to.name}" has no condition; give the name of the port.`,
        from.name,
      );
    const port = portOfCondition(from.kind, from.properties, edge.condition ?? "");
    const leaving = JSON.stringify([from.name, port]);
    if (taken.has(leaving))
      report(
        "duplicate-link",
        path,
        `"${from.name}" has two edges at its port "${port}"; only one can be followed, remove the other.`,
        from.name,
      );
    taken.add(leaving);
    return [Object.freeze({ id: edge.id ?? "", from: from.name, fromId: from.id, port, to: to.name, toId: to.id })];
  });
  return { find, links: Object.freeze(links) };
}
