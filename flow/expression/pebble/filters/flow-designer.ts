import { JavaNumber } from "../../java/numbers";
import { applyJsonPath, evaluateJsonPath, parseJsonPath, type JsonValue } from "../../jsonpath";
import { OperandError } from "../operators";
import { JavaArray, JavaList, JavaMap, fromContext, toJson, toText, type Value } from "../values";
import { asText, filter, type CallArguments, type Filter } from "./filter";

const toJsonValue = (value: Value): JsonValue => {
  if (value === null || typeof value === "boolean" || typeof value === "string" || value instanceof JavaNumber)
    return value;
  if (value instanceof JavaList || value instanceof JavaArray) return value.items.map(toJsonValue);
  if (value instanceof JavaMap)
    return Object.fromEntries(value.entries().map((entry) => [toText(entry.key), toJsonValue(entry.value)]));
  return toText(value);
};

const jsonPath = (input: Value, call: CallArguments): Value => {
  const source = asText(call.get("path"), "the path of 'jsonPath'");
  const compiled = parseJsonPath(source);
  if (!compiled.ok) throw new OperandError(compiled.error.message);
  const found =
    typeof input === "string" ? applyJsonPath(source, input) : evaluateJsonPath(compiled.path, toJsonValue(input));
  if (!found.ok) throw new OperandError(found.error.message);
  return fromContext(found.value);
};

/** Filters that Flow Designer adds to Pebble: JSON text of a value, and a JSONPath applied to a JSON variable or text. */
export const FLOW_DESIGNER_FILTERS: Readonly<Record<string, Filter>> = {
  json: { parameters: [], apply: (input) => toJson(input) },
  jsonPath: filter(["path"], jsonPath),
};
