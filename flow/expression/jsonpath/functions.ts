import { JavaNumber } from "../java/numbers";
import { JsonPathError, invalidPath } from "./jsonpath-errors";
import { readPath, type Session } from "./evaluate";
import { parseBody } from "./json-smart";
import { isArray, isMap, isNumber, printJson, toJavaNumber, type JsonValue, keysOf } from "./json-value";
import { endsInFunction, isDefinite, type Parameter, type Token } from "./path";

type Call = Extract<Token, { kind: "function" }>;
type Given = () => readonly JsonValue[];
type PathFunction = (model: JsonValue, given: Given) => JsonValue;

const failure = (reason: string): JsonPathError => new JsonPathError("JsonPath", reason);

const EMPTY = "Aggregation function attempted to calculate value using empty array";

/** Numbers of the list and of the arguments; other values are ignored. */
const numbersOf = (model: JsonValue, given: Given): readonly number[] =>
  [...(isArray(model) ? model : []), ...given().flatMap((value) => (isArray(value) ? value : [value]))]
    .filter(isNumber)
    .map((value) => toJavaNumber(value).toDouble());

const aggregate =
  (fold: (values: readonly number[]) => number): PathFunction =>
  (model, given) => {
    const values = numbersOf(model, given);
    if (values.length === 0) throw failure(EMPTY);
    return JavaNumber.double(fold(values));
  };

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function deviation(values: readonly number[]): number {
  const squares = sum(values.map((value) => value * value));
  const total = sum(values);
  return Math.sqrt(squares / values.length - (total * total) / values.length / values.length);
}

function itemAt(model: JsonValue, target: number): JsonValue {
  if (!isArray(model)) throw failure(EMPTY);
  if (target < 0 && model.length + target <= 0)
    throw failure(`Target index:${target} larger than object count:${model.length}`);
  const item = model[target < 0 ? model.length + target : target];
  if (item === undefined) throw new JsonPathError("IndexOutOfBounds", `the list has no item ${target}`);
  return item;
}

const index: PathFunction = (model, given) => {
  const [first] = given()
    .flatMap((value) => (isArray(value) ? value : [value]))
    .filter(isNumber);
  if (first === undefined && isArray(model)) throw new JsonPathError("IndexOutOfBounds", "'index' needs a number");
  return itemAt(model, first === undefined ? 0 : toJavaNumber(first).toInt());
};

/** `toString()` of parsed JSON: lists as JSON, objects as `{a=1, b=2}`. */
function textOf(value: JsonValue): string {
  if (isNumber(value)) return toJavaNumber(value).toString();
  if (isArray(value)) return printJson(value);
  if (!isMap(value)) return String(value);
  const entries = keysOf(value).map((name) => `${name}=${textOf(value[name] ?? null)}`);
  return `{${entries.join(", ")}}`;
}

const concat: PathFunction = (model, given) => {
  const own = isArray(model) ? model.filter((item) => typeof item === "string") : [];
  const others = given()
    .flatMap((value) => (isArray(value) ? value : [value]))
    .filter((value) => value !== null);
  return [...own, ...others.map(textOf)].join("");
};

const append: PathFunction = (model, given) => (isArray(model) ? [...model, ...given()] : model);

/** Jayway's `max` starts at the smallest positive double, which is therefore the maximum of negative numbers. */
const FUNCTIONS: Readonly<Record<string, PathFunction>> = {
  avg: aggregate((values) => sum(values) / values.length),
  stddev: aggregate(deviation),
  sum: aggregate(sum),
  min: aggregate((values) => Math.min(Number.MAX_VALUE, ...values)),
  max: aggregate((values) => Math.max(Number.MIN_VALUE, ...values)),
  concat,
  append,
  keys: (model) => (isMap(model) ? keysOf(model) : null),
  first: (model) => itemAt(model, 0),
  last: (model) => itemAt(model, -1),
  index,
};

function sizeOf(model: JsonValue): JsonValue {
  if (isArray(model)) return JavaNumber.int(model.length);
  return isMap(model) ? JavaNumber.int(Object.keys(model).length) : null;
}

/** `length` of a path counts the values below it: Jayway appends a wildcard to the path. */
function lengthOf(call: Call, model: JsonValue, session: Session): JsonValue {
  const [first] = call.parameters;
  if (first === undefined) return sizeOf(model);
  if (first.kind === "json") throw failure("'length' takes a path, not a value");
  if (model === null) throw new JsonPathError("IllegalArgument", "'length' of a path needs a value to read from");
  const { path } = first;
  const counted =
    endsInFunction(path) || path.tokens.length === 0 ? path : { ...path, tokens: [...path.tokens, WILDCARD] };
  // Whether the result is one value was decided before the wildcard was appended.
  const inner = readPath(counted, model, { ...session, document: model }, isDefinite(path));
  return isArray(inner) ? JavaNumber.int(inner.length) : sizeOf(model);
}

const WILDCARD: Token = { kind: "wildcard" };

/** Calls a path function such as `length()` or `sum()` on the preceding value. */
export function callFunction(call: Call, model: JsonValue, session: Session): JsonValue {
  const isLength = call.name === "length" || call.name === "size";
  const work = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (work === undefined && !isLength) throw invalidPath(`a function '${call.name}' does not exist`);
  // Paths are always evaluated and may fail; JSON is parsed only for functions that use their arguments.
  const found = call.parameters.map((parameter) =>
    parameter.kind === "path" ? readPath(parameter.path, session.document, session) : undefined,
  );
  if (work === undefined) return lengthOf(call, model, session);
  return work(model, () => call.parameters.map((parameter, at) => valueOf(parameter, found[at])));
}

const valueOf = (parameter: Parameter, found: JsonValue | undefined): JsonValue =>
  parameter.kind === "json" ? parseBody(parameter.text) : (found ?? null);
