/** The definition of a kind of random resource. */

import type { Pick } from "./generate";
import type { Json, Props } from "./values";

/** The source of randomness; the real one is in index.ts. */
export interface Randomness {
  readonly pick: Pick;
  readonly bytes: (count: number) => Buffer;
  readonly uuid: () => string;
}

/** A new object: its id, and the outputs that are not inputs. */
interface Made {
  readonly id: string;
  readonly computed: Props;
}

type InputType = "string" | "whole number" | "boolean" | "map";

/** One kind. A change of any input replaces the object. */
export interface Kind {
  readonly inputs: Readonly<Record<string, InputType>>;
  readonly required: readonly string[];
  readonly defaults: Props;
  /** Names of the outputs that are not inputs. `id` is among them, as in the official plugin's state. */
  readonly computed: readonly string[];
  readonly secrets: readonly string[];
  /** Written into state like the official plugin does, so that the official plugin would have nothing to upgrade. */
  readonly schemaVersion?: string;
  /** Errors in inputs of the right types, by property. Unknown values are left out. */
  readonly faults: (inputs: Props) => readonly (readonly [property: string, reason: string])[];
  readonly make: (inputs: Props, random: Randomness) => Promise<Made>;
}

/** A whole number input that was checked. */
export const number = (value: Json | undefined): number => (typeof value === "number" ? value : 0);
/** A text input; absent counts as empty. */
export const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/** The error for a count below 1. */
export function atLeastOne(property: string): Kind["faults"] {
  return (inputs) => {
    const value = inputs[property];
    return typeof value === "number" && value < 1 ? [[property, `is ${String(value)}: give 1 or more`]] : [];
  };
}
