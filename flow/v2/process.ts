import type { z } from "zod";
import { activityRow, catalogPorts } from "../catalogue";
import { groupBy } from "../group";
import { isObject, objectAt, textAt, type Json, type JsonObject } from "../json";
import type { Edge, FlowNode, FlowProblem, Process } from "../model";
import { linkReader, portsOf, reporter, type Report } from "../process-problems";
import { kindOfV2, portOfCondition } from "./properties";
import { edgeSchema, nodeSchema, parse } from "./schema";

/** Nodes and edges of a process, and their paths in the document. */
interface Source {
  readonly key: string;
  readonly path: string;
  readonly nodes: readonly Json[];
  readonly edges: readonly Json[];
  readonly onEvents: JsonObject;
}

/** Reads a process and appends its defects to `problems`. */
export function readProcess(source: Source, problems: FlowProblem[]): Process {
  const report = reporter(source.key, problems, source.path);
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
  const ids = new Set([node.name, ...(typeof node.id === "string" ? [node.id] : [])]);
  const used = [...ids]
    .flatMap((id) => leaving.get(id) ?? [])
    .map(({ condition }) => portOfCondition(kind, properties, condition ?? ""));
  return Object.freeze({
    kind,
    name: node.name,
    type,
    group: node.group || activityRow(kind)?.group || "action",
    id: node.id ?? node.name,
    description: textAt(properties, "description") ?? "",
    properties,
    ports: portsOf(catalogPorts(kind, properties, "v1-2026"), used, () => true),
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
  const read = linkReader(find, report, {
    leavesNowhere: ({ from }) => `An edge leaves "${from}", which is not a node; remove it.`,
    leadsNowhere: ({ from, to }) => `The edge from "${from}" leads to "${to}", which is not a node; link it to one.`,
    isDouble: ({ name }, port) =>
      `"${name}" has two edges at its port "${port}"; only one can be followed, remove the other.`,
    portOf: ({ kind, properties }, condition) => portOfCondition(kind, properties, condition),
  });
  const links = edges.flatMap((edge, index) => {
    const path = `edges[${index}]`;
    return read({ id: edge.id ?? "", from: edge.from, to: edge.to, port: edge.condition ?? "" }, path, (from, to) => {
      const found = (code: FlowProblem["code"], lack: string): void =>
        report(code, path, `The edge from "${from.name}" to "${to.name}" ${lack}`, from.name);
      if (!byName.has(edge.from) || !byName.has(edge.to))
        found("link-by-id", "uses node ids; the server accepts only names and answers 400.");
      if (edge.condition === undefined || edge.condition === null)
        found("link-without-condition", "has no condition; give the name of the port.");
    });
  });
  return { find, links: Object.freeze(links) };
}
