import { FlowFormatError } from "../flow-errors";
import { arrayAt, frozenJson, isObject, objectAt, type JsonObject } from "../json";
import { MAIN, nameProblems, readDesktopOrder, type Flow } from "../model";
import { readEventFlows } from "./event-shapes";
import { readProcess } from "./process";
import { flowSchema, parse } from "./schema";

/**
 * The flow in a FlowV2 document. Its defects are listed in `problems`; `raw` keeps everything.
 * @throws FlowFormatError when the document is not a FlowV2.
 */
export function readV2(json: unknown): Flow {
  const document = frozenJson(json);
  if (!isObject(document) || !Object.hasOwn(document, "nodes"))
    throw new FlowFormatError("not-a-flow", 'This is not a FlowV2 document: it has no "nodes".');
  if (Object.hasOwn(document, "flowName"))
    throw new FlowFormatError(
      "wrong-format",
      "This FlowV2 follows the published OpenAPI (flowName, from_node), which no server accepts; write it with name, from, to and condition.",
    );
  const view = parse(flowSchema, document, "");
  const problems = nameProblems(view.name);
  const main = readProcess(
    { key: MAIN, path: "", nodes: arrayAt(document, "nodes"), edges: arrayAt(document, "edges"), onEvents: {} },
    problems,
  );
  const events = readEventFlows(document.eventFlows).map((source) =>
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

function rowAt(document: JsonObject, index: number): JsonObject {
  const row = arrayAt(document, "variables")[index];
  return isObject(row) ? row : {};
}
