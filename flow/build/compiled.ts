import type { Json, JsonObject } from "../json";
import { BIND_MARK } from "../bindings/mark";
import { FlowDefinitionError } from "../flow-errors";

/** Fields of every node. */
export interface Described {
  /** Shown in Flow Designer; the editor recommends one for every activity. */
  readonly description?: string;
}

/** Links of an activity with one output port besides failure. */
export type To<N extends string, Main extends string, Failure extends string = "error"> =
  N | ({ readonly [K in Main]: N } & { readonly [K in Failure]?: N });

/** A map by declared variable. In a flow without variables it accepts no key, where a plain mapped type would accept any. */
export type PerVariable<V extends string, T> = [V] extends [never]
  ? { readonly [key: string]: never }
  : { readonly [K in V]?: T };

/** A compiled node: the properties of an activity and its links. */
export interface Compiled {
  readonly properties: JsonObject;
  readonly links: readonly Link[];
}

/** A port and the node it leads to. */
export type Link = readonly [port: string, target: string];

/** The node being compiled: its name, for messages, and a source of ids for its parts. */
export interface Context {
  readonly name: string;
  readonly makeId: (...role: readonly string[]) => string;
  /** Type of a declared variable, such as STRING. */
  readonly typeOf: (variable: string) => string;
}

/** Links given as one target, or as an object with a target per port. */
export const linksOf = (to: string | Readonly<Record<string, string | undefined>>, main: string): readonly Link[] =>
  typeof to === "string"
    ? [[main, to]]
    : Object.entries(to).flatMap(([port, target]): readonly Link[] => (target === undefined ? [] : [[port, target]]));

/** A choice of the editor: the value, and its label under the two key forms that Flow Designer writes. */
export const choice = (key: string, value: Json, label: Json = value): JsonObject => ({
  [key]: value,
  [`${key}:name`]: label,
  [`${key}_name`]: label,
});

/** A variable as a template. */
export const template = (variable: string): string => `{{${variable}}}`;

/** A companion key that changes the meaning of a property, in the two forms that Flow Designer writes. */
export const companion = (key: string, suffix: "radioName" | "input" | "type", value: Json): JsonObject => ({
  [`${key}:${suffix}`]: value,
  [`${key}_${suffix}`]: value,
});

/** An organisation-bound value; where it is left out, an open binding named "Node.property". */
export const reference = ({ name }: Context, key: string, value: string | undefined): JsonObject =>
  value === undefined ? choice(key, null, `${BIND_MARK}${name}.${key}`) : choice(key, value, null);

/** `value`, checked to be a whole number in the range. */
export function within({ name }: Context, what: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new FlowDefinitionError(`${name}: ${what} is ${value}, but must be a whole number from ${least} to ${most}.`);
}

/** Refuses a list with more or fewer items than Flow Designer accepts. */
export function limited<T>(
  { name }: Context,
  what: string,
  items: readonly T[],
  least: number,
  most: number,
): readonly T[] {
  if (items.length >= least && items.length <= most) return items;
  throw new FlowDefinitionError(
    `${name}: there are ${items.length} ${what}, but Flow Designer accepts ${least} to ${most}.`,
  );
}
