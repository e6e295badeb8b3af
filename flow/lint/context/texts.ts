import { assignmentsOf, casesOf, flagAt, mappingsOf, promptsOf } from "../../activities";
import { parsedText, type PebbleError, type Segment, type Template, type TemplateUses } from "../../expression";
import { isArray, isObject, type Json } from "../../json";
import type { Flow, FlowNode } from "../../model";
import { isTemplate } from "../../template";

/** A text of an activity that the platform reads when the activity runs. */
export interface Text {
  readonly process: string;
  readonly node: FlowNode;
  /** Path in the activity's properties, such as `promptsTts[0].value`. */
  readonly path: string;
  readonly text: string;
  /** The parsed template, or the error of the parser; undefined for plain text. */
  readonly template: Template | PebbleError | undefined;
  readonly segments: readonly Segment[];
  readonly uses: TemplateUses;
}

const NOTHING: TemplateUses = { variables: [], filters: [], tests: [], functions: [] };

/** The activity's own properties that are not used at run time, such as display texts and keys of the editor. */
const IGNORED =
  /[:_](?:name|type|radioName|input)$|^_|^(?:name|activityName|activityId|description|displayName|iconDiagram|flowType|flowDecryptAccess|literal|literal_invalid_error|__typename|subflowName|subflowVersion|fnName|menuLinks)$/;

type Found = readonly (readonly [path: string, text: string])[];

function collect(value: Json | undefined, path: string): Found {
  if (typeof value === "string") return [[path, value]];
  if (isArray(value)) return value.flatMap((item, index) => collect(item, `${path}[${index}]`));
  if (!isObject(value)) return [];
  // Keys at deeper levels are chosen by users, such as a query parameter "name".
  return Object.entries(value).flatMap(([key, item]) =>
    path === "" ? (IGNORED.test(key) ? [] : collect(item, key)) : collect(item, `${path}.${key}`),
  );
}

const without = (found: Found, ...keys: readonly string[]): Found =>
  found.filter(
    ([path]) => !keys.some((key) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`)),
  );

function promptTexts(node: FlowNode): Found {
  const key = flagAt(node.properties, "toggle") === true ? "promptsTts" : "prompts";
  return promptsOf(node).map(({ value }, index) => [`${key}[${index}].value`, value] as const);
}

/** JSONPaths, whose templates are filled in before they are applied. */
const pathTexts = (node: FlowNode): Found =>
  mappingsOf(node).flatMap(({ path }, index) =>
    isTemplate(path) ? [[`outputVariableArray[${index}].jsonPathExp`, path] as const] : [],
  );

/** The texts of a request. Only one of the address and the connector's path is used. */
const requestTexts = (node: FlowNode, all: Found): Found => [
  ...without(
    all,
    "outputVariableArray",
    flagAt(node.properties, "authenticated") === true ? "httpRequestUrl" : "httpRequestPath",
  ),
  ...pathTexts(node),
];

const PLAIN_REFERENCE = /^\{\{\s*\w+(?:\.\w+)?\s*\}\}$/;

/** The texts of a Parse. Its input is usually a name, which other rules check. */
const parseTexts = (node: FlowNode, all: Found): Found => [
  ...without(all, "outputVariableArray", "inputVariable"),
  ...all.filter(([path, text]) => path === "inputVariable" && isTemplate(text) && !PLAIN_REFERENCE.test(text.trim())),
  ...pathTexts(node),
];

/** Every text that is used at run time, by the activity's type. For an unknown type, all texts. */
function textsOfNode(node: FlowNode): Found {
  const all = collect(node.properties, "");
  switch (node.kind) {
    case "start":
    case "start-subflow":
    case "event":
    case "end":
    case "end-subflow":
      return [];
    case "set-variable":
      return assignmentsOf(node).map(({ expr }, index) => [
        isArray(node.properties.setVariablesArray) && node.properties.setVariablesArray.length > 0
          ? `setVariablesArray[${index}].expr`
          : "expr",
        expr,
      ]);
    case "play-message":
    case "ivr-menu":
    case "ivr-collectdigits":
      return [...without(all, "prompts", "promptsTts"), ...promptTexts(node)];
    case "http-request-v2":
      return requestTexts(node, all);
    case "parse-activity":
      return parseTexts(node, all);
    case "case-statement":
      return [...all, ...casesOf(node).map(({ value }, index) => [`menuLinks:input[${index}]`, value] as const)];
    default:
      return all;
  }
}

/** Reads all texts of a flow. */
export const textsOf = (flow: Flow): readonly Text[] =>
  flow.processes.flatMap((process) =>
    process.nodes.flatMap((node) =>
      textsOfNode(node).map(([path, text]): Text => {
        const parsed = isTemplate(text) ? parsedText(text) : undefined;
        return {
          process: process.key,
          node,
          path,
          text,
          template: parsed?.template,
          segments: parsed?.segments ?? [{ text }],
          uses: parsed?.uses ?? NOTHING,
        };
      }),
    ),
  );
