import type { JavaZone } from "../../java/time-zone";
import { JavaNumber } from "../../java/numbers";
import { OperandError } from "../operators";
import { className, type Value } from "../values";

/** The values outside the template that filters and functions may use. */
export interface Surroundings {
  /** The instant of `now()` and the reference for two-digit years. */
  readonly now: Date;
  /** The zone of dates without one. */
  readonly zone: JavaZone;
}

/** Evaluated arguments by name; `0`, `1`, ... for a filter without declared names. */
export type CallArguments = ReadonlyMap<string, Value>;

export interface Filter {
  /** Names in the order of positional arguments; empty where any number is allowed. */
  readonly parameters: readonly string[];
  readonly apply: (input: Value, call: CallArguments, surroundings: Surroundings) => Value;
}

/** A filter that returns null for null, as nearly all of Pebble's do. */
export const filter = (
  parameters: readonly string[],
  apply: (input: Exclude<Value, null>, call: CallArguments, surroundings: Surroundings) => Value,
): Filter => ({
  parameters,
  apply: (input, call, surroundings) => (input === null ? null : apply(input, call, surroundings)),
});

/** The value as text; an error for any other type, as in Java's cast. */
export function asText(value: Value | undefined, what: string): string {
  if (typeof value === "string") return value;
  throw new OperandError(`${what} must be text, not ${className(value ?? null)}`);
}

export const optionalText = (value: Value | undefined, what: string): string | undefined =>
  value === undefined || value === null ? undefined : asText(value, what);

export function asNumber(value: Value | undefined, what: string): JavaNumber {
  if (value instanceof JavaNumber) return value;
  throw new OperandError(`${what} must be a number, not ${className(value ?? null)}`);
}
