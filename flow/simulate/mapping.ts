import { createRequire } from "node:module";
import type * as Xml from "fast-xml-parser";
import type * as Yaml from "yaml";
import { mappingsOf } from "../activities";
import { evaluateJsonPath, parseJsonPath, readBody, type ContextValue, type JsonValue } from "../expression";
import { textAt } from "../json";
import type { FlowNode } from "../model";
import { remembered } from "../remembered";
import { SystemError } from "./simulation-errors";
import { render, type RenderScope } from "./expressions";
import type { Values } from "./state";
import { coerce } from "./values";
import { reasonOf } from "../flow-errors";

/**
 * Values that the mapping rows of `node` find in `body`, by variable. A row that does not change its variable is left out.
 * @throws SystemError for an invalid path, and where `onMissingPath` is "error" for one that finds nothing.
 */
export function mapped(scope: RenderScope, node: FlowNode, body: string): Values {
  const rows = mappingsOf(node);
  if (rows.length === 0) return {};
  const document = documentOf(scope, textAt(node.properties, "contentType") ?? "", body);
  const assign: Record<string, ContextValue> = {};
  for (const { variable, path } of rows) {
    const type = scope.program.types.get(variable) ?? "STRING";
    const value = take(render(scope, path), document);
    if (value === MISSING) {
      const { onMissingPath } = scope.options;
      if (onMissingPath === "error") throw new SystemError(`The answer has nothing at ${path} for ${variable}.`);
      if (onMissingPath === "empty") assign[variable] = coerce(variable, type, type === "STRING" ? "" : null, "empty");
    } else assign[variable] = coerce(variable, type, value, scope.options.onNull);
  }
  return assign;
}

const MISSING = Symbol("nothing at this path");

const compiledPath = remembered(parseJsonPath);

function take(source: string, document: JsonValue | typeof MISSING): JsonValue | typeof MISSING {
  const compiled = compiledPath(source);
  if (!compiled.ok) throw new SystemError(`The path ${source} is not a JSONPath: ${compiled.error.message}.`);
  if (document === MISSING) return MISSING;
  const found = evaluateJsonPath(compiled.path, document);
  return found.ok ? found.value : MISSING;
}

function documentOf(scope: RenderScope, contentType: string, body: string): JsonValue | typeof MISSING {
  if (body.trim() === "") return MISSING;
  const json = jsonOf(scope, contentType.toUpperCase(), body);
  if (json === undefined) return MISSING;
  const document = readBody(json);
  return document.ok ? document.value : MISSING;
}

/** Parsers that few flows need are loaded when one does; `require` returns no types. */
const load = createRequire(__filename);
const parseXml = (text: string): unknown =>
  new (load("fast-xml-parser") as typeof Xml).XMLParser({ ignoreAttributes: false }).parse(text);
const parseYaml = (text: string): unknown => (load("yaml") as typeof Yaml).parse(text);

/** The body as JSON text: other formats become JSON before the paths are applied. */
function jsonOf(scope: RenderScope, contentType: string, body: string): string | undefined {
  try {
    if (contentType === "XML") return JSON.stringify(parseXml(body));
    if (contentType === "YAML") return JSON.stringify(parseYaml(body));
  } catch (error) {
    scope.note(`the answer is not a ${contentType}: ${reasonOf(error)}.`);
    return undefined;
  }
  if (contentType !== "TOML") return body;
  scope.note("answers in TOML are not simulated; its paths find nothing.");
  return undefined;
}
