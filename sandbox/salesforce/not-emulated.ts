import { z } from "zod";
import families from "./left-out.json";

const schema = z.strictObject({
  /** The method, `*` for all, and the path with `{v}` for the version and `{type}` for an object; or SOAP calls. */
  operation: z.string(),
  reason: z.string(),
});

/** Families of operations of the official description that are not emulated. */
export const NOT_EMULATED = z.array(schema).parse(families);

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace("{v}", "v[^/]+").replace(/\{\w+\}/g, "[^/]+")}(/|$)`, "i");

const PATHS = NOT_EMULATED.flatMap((family) => {
  const path = family.operation.split(" ")[1] ?? "";
  return path.startsWith("/") ? [{ family, pattern: patternOf(path) }] : [];
});

/** The family of a path, in a sentence for the client's user; undefined for a path without one. */
export const missingFamily = (path: string): string | undefined => {
  const found = PATHS.find(({ pattern }) => pattern.test(path))?.family;
  return found === undefined ? undefined : `The sandbox does not emulate ${found.operation}. ${found.reason}`;
};
