import type { JavaZone } from "../../java/time-zone";
import { JavaNumber } from "../../java/numbers";
import { OperandError } from "../operators";
import { className } from "../values";
import type { Value } from "../values";

/** What filters and functions may ask of their surroundings. */
export interface Surroundings {
  /** The instant that `now()` gives and that two-digit years are read against. */
  readonly now: Date;
  /** The zone of dates that name none. */
  readonly zone: JavaZone;
}

/** Evaluated arguments by name; those of a filter without declared names are called `0`, `1`, ... */
export type CallArguments = ReadonlyMap<string, Value>;

export interface Filter {
  /** Names in the order of positional arguments; empty where any number is taken. */
  readonly parameters: readonly string[];
  readonly apply: (input: Value, call: CallArguments, surroundings: Surroundings) => Value;
}

/** A filter that passes null through, as nearly all of Pebble's do. */
export const filter = (
  parameters: readonly string[],
  apply: (input: Exclude<Value, null>, call: CallArguments, surroundings: Surroundings) => Value,
): Filter => ({
  parameters,
  apply: (input, call, surroundings) => (input === null ? null : apply(input, call, surroundings)),
});

/** The value as text; anything else is an error, as Java's cast is. */
export const asText = (value: Value | undefined, what: string): string => {
  if (typeof value === "string") return value;
  throw new OperandError(`${what} must be text, not ${className(value ?? null)}`);
};

export const optionalText = (value: Value | undefined, what: string): string | undefined =>
  value === undefined || value === null ? undefined : asText(value, what);

export const asNumber = (value: Value | undefined, what: string): JavaNumber => {
  if (value instanceof JavaNumber) return value;
  throw new OperandError(`${what} must be a number, not ${className(value ?? null)}`);
};
