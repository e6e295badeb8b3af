import type { z } from "zod";
import { catalogPorts, activityRow } from "../catalogue";
import { FlowFormatError } from "../errors";
import { groupBy } from "../group";
import { arrayAt, frozenJson, isObject, objectAt, textAt, type Json, type JsonObject } from "../json";
import { MAIN, readDesktopOrder, type Edge, type Flow, type FlowNode, type FlowProblem, type Process } from "../model";
import { readEventFlows } from "./event-shapes";
import { kindOfV2, portOfCondition } from "./properties";
import { edgeSchema, flowSchema, nodeSchema } from "./schema";

/**
 * The flow in a FlowV2 document. What is wrong inside it is listed in `problems`; nothing is dropped from `raw`.
 * @throws FlowFormatError when the document is no FlowV2.
 */
export function readV2(json: unknown): Flow {
  const document = frozenJson(json);
  if (!isObject(document) || !Object.hasOwn(document, "nodes"))
    throw new FlowFormatError("not-a-flow", 'This is not a FlowV2 document: it has no "nodes".');
  if (Object.hasOwn(document, "flowName"))
    throw new FlowFormatError(
      "wrong-format",
      "This FlowV2 follows the published OpenAPI (flowName, from_node), which no server takes; write it with name, from, to and condition.",
    );
  const view = parse(flowSchema, document, "");
  const problems: FlowProblem[] = [];
  if (view.name.trim() === "")
    problems.push({
      code: "empty-name",
      process: MAIN,
      path: "name",
      message: 'The flow has no name; the import answers 400 "Flow name is empty".',
    });
  const main = readProcess(
    { key: MAIN, path: "", nodes: arrayAt(document, "nodes"), edges: arrayAt(document, "edges"), onEvents: {} },
    problems,
  );
  const events = readEventFlows(document["eventFlows"]).map((source) =>
    readProcess({ ...source, path: `eventFlows.${source.key}.` }, problems),
  );
  return Object.freeze({
    format: "v2",
    name: view.name,
    description: view.description,
    flowType: view.flowType ?? (main.nodes.some(({ kind }) => kind === "start-subflow") ? "SUBFLOW" : "FLOW"),
    version: view.version,
    variables: Object.freeze(
      (view.variables ?? []).map((variable, index) => Object.freeze({ ...variable, raw: rowAt(document, index) })),
    ),
    processes: Object.freeze([main, ...events]),
    desktopOrder: readDesktopOrder(
      objectAt(document, "desktopVariableViewOrder") ?? objectAt(document, "variableOrders"),
    ),
    problems: Object.freeze(problems),
    raw: document,
  } satisfies Flow);
}

const rowAt = (document: JsonObject, index: number): JsonObject => {
  const row = arrayAt(document, "variables")[index];
  return isObject(row) ? row : {};
};

function parse<S extends z.ZodType>(schema: S, value: Json, where: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = where + (issue?.path.join(".") ?? "");
  throw new FlowFormatError(
    "malformed",
    `This looks like a FlowV2 document, but ${path} is not as it should be: ${issue?.message.replace("Invalid input: ", "") ?? "malformed"}.`,
  );
}

interface Source {
  readonly key: string;
  readonly path: string;
  readonly nodes: readonly Json[];
  readonly edges: readonly Json[];
  readonly onEvents: JsonObject;
}

type Report = (code: FlowProblem["code"], path: string, message: string, activity?: string) => void;

function readProcess(source: Source, problems: FlowProblem[]): Process {
  const report: Report = (code, path, message, activity) =>
    problems.push(
      Object.freeze({
        code,
        process: source.key,
        path: source.path + path,
        message,
        ...(activity !== undefined && { activity }),
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
      report("link-from-nowhere", path, `An edge leaves "${edge.from}", which is no node; remove it.`, to?.name);
    if (to === undefined)
      report(
        "link-to-nowhere",
        path,
        `The edge from "${edge.from}" leads to "${edge.to}", which is no node; lead it to one.`,
        from?.name,
      );
    if (from === undefined || to === undefined) return [];
    if (!byName.has(edge.from) || !byName.has(edge.to))
      report(
        "link-by-id",
        path,
        `The edge from "${from.name}" to "${to.name}" goes by node ids; the server takes names alone and answers 400.`,
        from.name,
      );
    if (edge.condition === undefined || edge.condition === null)
      report(
        "link-without-condition",
        path,
        `The edge from "${from.name}" to "${to.name}" has no condition; name the port that it leaves by.`,
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
