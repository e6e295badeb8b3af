import { z } from "zod";
import families from "./left-out.json";

const schema = z.strictObject({
  /** The method, `*` for every one, and the path with `{v}` for the version and `{type}` for an object; or SOAP calls. */
  operation: z.string(),
  reason: z.string(),
});

/** Families of operations of the official description that nothing here answers. */
export const NOT_EMULATED = z.array(schema).parse(families);

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace("{v}", "v[^/]+").replace(/\{\w+\}/g, "[^/]+")}(/|$)`, "i");

const PATHS = NOT_EMULATED.flatMap((family) => {
  const path = family.operation.split(" ")[1] ?? "";
  return path.startsWith("/") ? [{ family, pattern: patternOf(path) }] : [];
});

/** The family that a path belongs to, in a sentence for the person whose client asked; undefined for a path that is in none. */
export const missingFamily = (path: string): string | undefined => {
  const found = PATHS.find(({ pattern }) => pattern.test(path))?.family;
  return found === undefined ? undefined : `The sandbox does not emulate ${found.operation}. ${found.reason}`;
};
