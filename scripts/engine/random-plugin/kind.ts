/** What a kind of random resource is. */

import type { Pick } from "./generate";
import type { Json, Props } from "./values";

/** Where randomness comes from; the real ones are in index.ts. */
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

/** One kind. Every input that changes replaces the object. */
export interface Kind {
  readonly inputs: Readonly<Record<string, InputType>>;
  readonly required: readonly string[];
  readonly defaults: Props;
  /** Names of the outputs that are not inputs. `id` is among them, as in the official plugin's state. */
  readonly computed: readonly string[];
  readonly secrets: readonly string[];
  /** Written into state as the official plugin does, so that it finds nothing to upgrade should it take over. */
  readonly schemaVersion?: string;
  /** What is wrong with inputs that have the right types, by property. Unknown ones are left out. */
  readonly faults: (inputs: Props) => readonly (readonly [property: string, reason: string])[];
  readonly make: (inputs: Props, random: Randomness) => Promise<Made>;
}

/** A whole number input, once checked. */
export const number = (value: Json | undefined): number => (typeof value === "number" ? value : 0);
/** A text input; absent counts as empty. */
export const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/** The fault of a count below 1. */
export function atLeastOne(property: string): Kind["faults"] {
  return (inputs) => {
    const value = inputs[property];
    return typeof value === "number" && value < 1 ? [[property, `is ${String(value)}: give 1 or more`]] : [];
  };
}
