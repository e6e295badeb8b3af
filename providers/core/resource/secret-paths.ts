import { type Values } from "./types";

/** Names the inputs that are secret, each by its path: `[["bindings", "Lookup.apiKey"]]`. Kept in state under this key permanently. */
export const SECRETS = "__secrets";

/** The paths of the inputs that the program gave as secrets. */
export function secretPathsIn(values: Values): readonly (readonly string[])[] {
  const paths = values[SECRETS];
  const isPath = (path: unknown): path is readonly string[] =>
    Array.isArray(path) && path.every((step) => typeof step === "string");
  return Array.isArray(paths) ? paths.filter(isPath) : [];
}

/** The value at a path; undefined where there is none. */
export const valueAtPath = (values: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? (value as Values)[step] : undefined),
    values,
  );

/** Every text in a value, at any depth. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
