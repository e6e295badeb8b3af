import { FlowFormatError } from "../flow-errors";
import { arrayAt, frozenJson, isObject, objectAt, textAt, type Json, type JsonObject } from "../json";
import { describeJson } from "../describe-json";
import {
  MAIN,
  nameProblems,
  readDesktopOrder,
  type Flow,
  type FlowProblem,
  type Process,
  type Variable,
} from "../model";
import { readProcess } from "./process";
import { flowSchema, type FlowView, type ProcessSource } from "./schema";

/**
 * The flow in a v1 export document. Its defects are listed in `problems`; `raw` keeps everything.
 * @throws FlowFormatError when the document is not a v1 flow.
 */
export function readV1(json: unknown): Flow {
  const document = frozenJson(json);
  if (!isObject(document) || !isObject(document.process)) throw notV1(document);
  const parsed = flowSchema.safeParse(document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path.join(".") ?? "$";
    throw new FlowFormatError(
      "malformed",
      `This looks like a v1 flow export, but ${path} is wrong: ${issue?.message.replace("Invalid input: ", "") ?? "malformed"}.`,
    );
  }
  return freezeFlow(parsed.data, document);
}

function notV1(document: Json): FlowFormatError {
  const like = describeJson(document);
  if (like === "a FlowV2 document")
    return new FlowFormatError(
      "wrong-format",
      "This is a FlowV2 document, not a v1 export; read it with readV2 or give the v1 export.",
    );
  return new FlowFormatError(
    "not-a-flow",
    `This is not a flow: it looks like ${like}. Give the JSON that Flow Designer exports, with "process" and "diagram" at the top.`,
  );
}

function freezeFlow(view: FlowView, raw: JsonObject): Flow {
  const problems = nameProblems(view.name);
  const processes = sources(view, raw).map((source) => readProcess(source, problems));
  reportSelfCalls(raw, processes, problems);
  return Object.freeze({
    format: "v1",
    name: view.name,
    description: view.description,
    flowType: view.flowType ?? (processes[0]?.nodes.some((node) => node.kind === "start-subflow") ? "SUBFLOW" : "FLOW"),
    version: view.version,
    variables: readVariables(view, raw, problems),
    processes: Object.freeze(processes),
    desktopOrder: readDesktopOrder(objectAt(raw, "variableOrders")),
    problems: Object.freeze(problems),
    raw,
  } satisfies Flow);
}

function reportSelfCalls(raw: JsonObject, processes: readonly Process[], problems: FlowProblem[]): void {
  const own = textAt(raw, "flowId");
  if (own === undefined || own === "") return;
  for (const { key, nodes } of processes)
    for (const { kind, name, id, properties } of nodes)
      if (kind === "subflow-handoff" && textAt(properties, "subflowId") === own)
        problems.push({
          code: "subflow-calls-itself",
          process: key,
          activity: name,
          path: `${key}.activities.${id}`,
          message: `"${name}" calls the flow that it is in; subflows go one level deep, call another one.`,
        });
}

function sources(view: FlowView, raw: JsonObject): readonly ProcessSource[] {
  const main: ProcessSource = {
    key: MAIN,
    path: "process",
    view: view.process,
    raw: objectAt(raw, "process") ?? {},
    widgets: objectAt(objectAt(raw, "diagram"), "widgets"),
    onEvents: {},
  };
  const rawMaps = objectAt(objectAt(raw, "eventFlows"), "eventsMap");
  const events = Object.entries(view.eventFlows?.eventsMap ?? {}).map(([key, map]): ProcessSource => {
    const rawMap = objectAt(rawMaps, key);
    return {
      key,
      path: `eventFlows.eventsMap.${key}.process`,
      view: map.process,
      raw: objectAt(rawMap, "process") ?? {},
      widgets: objectAt(objectAt(rawMap, "diagram"), "widgets"),
      onEvents: map.onEvents ?? {},
    };
  });
  return [main, ...events];
}

function readVariables(view: FlowView, raw: JsonObject, problems: FlowProblem[]): readonly Variable[] {
  const seen = new Set<string>();
  const rows = arrayAt(raw, "variables");
  return Object.freeze(
    (view.variables ?? []).map((variable, index) => {
      if (seen.has(variable.name))
        problems.push({
          code: "duplicate-variable",
          process: MAIN,
          path: `variables[${index}]`,
          message: `The variable "${variable.name}" is declared twice; remove one declaration.`,
        });
      seen.add(variable.name);
      const row = rows[index];
      return Object.freeze({ ...variable, raw: isObject(row) ? row : {} });
    }),
  );
}
