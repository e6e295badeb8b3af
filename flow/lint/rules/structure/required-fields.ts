import { assignmentsOf, casesOf, mappingsOf, promptsOf } from "../../../activities";
import type { KnownKind } from "../../../catalogue";
import { textAt } from "../../../json";
import type { FlowNode } from "../../../model";
import type { Context, Placed } from "../../context";
import type { Checks, Report } from "../../rule";
import { report } from "../shared";

/** Missing properties of an activity: the property, and in words what it should hold. */
type Missing = readonly (readonly [property: string, what: string])[];

const has = (node: FlowNode, property: string): boolean => (textAt(node.properties, property) ?? "").trim() !== "";

const required = (node: FlowNode, property: string, what: string): Missing =>
  has(node, property) ? [] : [[property, what]];

function queue(node: FlowNode): Missing {
  if (node.properties.queueRadioGroup === "variableQueue")
    return [
      ...required(node, "destinationVariable", "the variable with the queue"),
      ...required(node, "fallbackQueue", "a fallback queue"),
    ];
  return has(node, "queueId") ? [] : required(node, "destination", "the queue");
}

function priority(node: FlowNode): Missing {
  const value = textAt(node.properties, "priority");
  const isStatic = node.properties.priorityRadioGroup === "staticPriority" && node.properties.toggle === true;
  return isStatic && !/^[1-9]$/.test(value ?? "") ? [["priority", "a priority from 1 to 9"]] : [];
}

function prompts(node: FlowNode): Missing {
  const found = promptsOf(node);
  const key = node.properties.toggle === true ? "promptsTts" : "prompts";
  if (found.length === 0) return [[key, "something to play"]];
  return found.flatMap(({ value }, index) =>
    value.trim() === "" ? [[`${key}[${index}].value`, "something to play"] as const] : [],
  );
}

const assignments = (node: FlowNode): Missing =>
  assignmentsOf(node).flatMap(({ variable }, index) =>
    variable === "" ? [[`setVariablesArray[${index}].srcVariable`, "the variable to set"] as const] : [],
  );

function cases(node: FlowNode): Missing {
  const rows = casesOf(node);
  if (rows.length === 0) return [["menuLinks", "at least one case"]];
  return rows.flatMap(({ value }, index) =>
    value === "" ? [[`menuLinks:input[${index}]`, "the value of the case"] as const] : [],
  );
}

function mappings(node: FlowNode): Missing {
  const rows = mappingsOf(node);
  return rows.flatMap(({ variable, path }, index) => [
    ...(variable === "" ? [[`outputVariableArray[${index}].outputVariable`, "the variable to fill"] as const] : []),
    ...(path === "" ? [[`outputVariableArray[${index}].jsonPathExp`, "the path of the value"] as const] : []),
  ]);
}

const music = (node: FlowNode): Missing =>
  has(node, "promptDynamic") || has(node, "prompt") ? [] : [["prompt", "the audio file"]];

const REQUIRED: Readonly<Partial<Record<KnownKind, (node: FlowNode) => Missing>>> = {
  "set-variable": (node) => assignments(node),
  "http-request-v2": (node) => [...required(node, "httpRequestMethod", "the method"), ...mappings(node)],
  "parse-activity": (node) => [
    ...required(node, "inputVariable", "the name to read"),
    ...(mappingsOf(node).length === 0 ? [["outputVariableArray", "a path and a variable"] as const] : mappings(node)),
  ],
  "condition-activity": (node) => required(node, "expression", "the condition"),
  "case-statement": (node) => [...required(node, "expression", "the value to compare"), ...cases(node)],
  "play-message": prompts,
  "ivr-menu": (node) => [
    ...prompts(node),
    ...(casesOf(node).length === 0 ? [["menuLinks", "at least one digit"] as const] : []),
  ],
  "ivr-collectdigits": prompts,
  "play-music": music,
  "queue-contact": (node) => [...queue(node), ...priority(node)],
  "queue-to-agent": (node) => [
    ...required(node, "destinationVariable", "the agent"),
    ...required(node, "recoveryQueue", "the recovery queue"),
  ],
  "queue-lookup": (node) => required(node, "destination", "the queue"),
  "screen-pop": (node) => required(node, "screenPopUrl", "the address to open"),
  "subflow-handoff": (node) => required(node, "subflowId", "the subflow"),
  "business-hours": (node) =>
    has(node, "businessHoursVariable") ? [] : required(node, "businessHoursId", "the business hours"),
  // Virtual agents of other vendors are chosen by the connector's configuration only.
  "ivr-virtualassistantvoice": (node) => [
    ...required(node, "connector", "the connector"),
    ...(/^NATIVE_/.test(textAt(node.properties, "connector") ?? "NATIVE_")
      ? required(node, "virtualAgentId", "the virtual agent")
      : []),
  ],
  "blind-transfer": (node) => required(node, "transfertodn", "the number"),
  "bridged-transfer": (node) => required(node, "transfertodn", "the number"),
  SetCallerID: (node) => required(node, "callerId", "the number to show"),
};

export const missingFields = ({ node }: Placed): Missing =>
  (node.kind === "unknown" ? undefined : REQUIRED[node.kind])?.(node) ?? [];

const check = (context: Context): readonly Report[] =>
  context.nodes.flatMap((placed) => {
    const { process, node } = placed;
    return missingFields(placed)
      .filter(([property]) => !context.isOpen(placed, property))
      .map(([property, what]) => report({ process, node }, property, `"${node.name}" needs ${what}.`));
  });

export const REQUIRED_FIELD_CHECKS: Checks = { "structure/required-field": check };
