import { JavaNumber } from "../java/numbers";
import { COLLECTION_FILTERS, isEmpty } from "./filters/collection";
import { type CallArguments, type Filter, type Surroundings, asText, filter } from "./filters/filter";
import { NUMBER_AND_DATE_FILTERS } from "./filters/number-and-date";
import { TEXT_FILTERS } from "./filters/text";
import { OperandError, compare, range } from "./operators";
import { JavaArray, JavaList, JavaMap, Moment, className, type Value, fromContext, toJson, toText } from "./values";
import { applyJsonPath, evaluateJsonPath, parseJsonPath, type JsonValue } from "../jsonpath";

function toJsonValue(value: Value): JsonValue {
  if (value === null || typeof value === "boolean" || typeof value === "string" || value instanceof JavaNumber)
    return value;
  if (value instanceof JavaList || value instanceof JavaArray) return value.items.map(toJsonValue);
  if (value instanceof JavaMap)
    return Object.fromEntries(value.entries().map((entry) => [toText(entry.key), toJsonValue(entry.value)]));
  return toText(value);
}

function jsonPath(input: Value, call: CallArguments): Value {
  const source = asText(call.get("path"), "the path of 'jsonPath'");
  const compiled = parseJsonPath(source);
  if (!compiled.ok) throw new OperandError(compiled.error.message);
  const found =
    typeof input === "string" ? applyJsonPath(source, input) : evaluateJsonPath(compiled.path, toJsonValue(input));
  if (!found.ok) throw new OperandError(found.error.message);
  return fromContext(found.value);
}

/** Filters that Flow Designer adds to Pebble: JSON text of a value, and a JSONPath applied to a JSON variable or text. */
const FLOW_DESIGNER_FILTERS: Readonly<Record<string, Filter>> = {
  json: { parameters: [], apply: (input) => toJson(input) },
  jsonPath: filter(["path"], jsonPath),
};

/** Every filter of Pebble 4.1.2 plus those that Flow Designer adds. */
export const FILTERS: Readonly<Record<string, Filter>> = {
  ...TEXT_FILTERS,
  ...COLLECTION_FILTERS,
  ...NUMBER_AND_DATE_FILTERS,
  ...FLOW_DESIGNER_FILTERS,
};

function even(input: Value): boolean {
  if (input === null) throw new OperandError('Can not pass null value to "even" test.');
  if (!(input instanceof JavaNumber) || (input.kind !== "int" && input.kind !== "long"))
    throw new OperandError(`only a whole number is even or odd, not ${className(input)}`);
  return input.toLong() % 2n === 0n;
}

/** The tests after `is`. */
export const TESTS: Readonly<Record<string, (input: Value) => boolean>> = {
  defined: (input) => input !== null,
  empty: isEmpty,
  even,
  iterable: (input) => input instanceof JavaList || input instanceof JavaArray,
  map: (input) => input instanceof JavaMap,
  null: (input) => input === null,
  odd: (input) => !even(input),
};

interface TemplateFunction {
  readonly parameters: readonly string[];
  readonly apply: (call: CallArguments, surroundings: Surroundings) => Value;
}

const extreme =
  (operator: ">" | "<") =>
  (call: CallArguments): Value => {
    let best: Value = null;
    for (let index = 0; call.has(String(index)); index++) {
      const candidate = call.get(String(index)) ?? null;
      if (best === null || compare(operator, candidate, best)) best = candidate;
    }
    return best;
  };

export const FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  max: { parameters: [], apply: extreme(">") },
  min: { parameters: [], apply: extreme("<") },
  now: { parameters: [], apply: (_call, { now }) => new Moment(now.getTime()) },
  range: {
    parameters: ["start", "end", "increment"],
    apply: (call) => range(call.get("start") ?? null, call.get("end") ?? null, call.get("increment") ?? null),
  },
};
