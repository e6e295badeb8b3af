import { JavaNumber } from "../java/numbers";
import { COLLECTION_FILTERS, isEmpty } from "./filters/collection";
import type { CallArguments, Filter, Surroundings } from "./filters/filter";
import { FLOW_DESIGNER_FILTERS } from "./filters/flow-designer";
import { NUMBER_AND_DATE_FILTERS } from "./filters/number-and-date";
import { TEXT_FILTERS } from "./filters/text";
import { OperandError, compare, range } from "./operators";
import { JavaArray, JavaList, JavaMap, Moment, className, type Value } from "./values";

/** Every filter of Pebble 4.1.2 plus those that Flow Designer adds. */
export const FILTERS: Readonly<Record<string, Filter>> = {
  ...TEXT_FILTERS,
  ...COLLECTION_FILTERS,
  ...NUMBER_AND_DATE_FILTERS,
  ...FLOW_DESIGNER_FILTERS,
};

const even = (input: Value): boolean => {
  if (input === null) throw new OperandError('Can not pass null value to "even" test.');
  if (!(input instanceof JavaNumber) || (input.kind !== "int" && input.kind !== "long"))
    throw new OperandError(`only a whole number is even or odd, not ${className(input)}`);
  return input.toLong() % 2n === 0n;
};

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
