import { z } from "zod";
import families from "./left-out.json";
import { type CoverageRow, missingRow, routeRow } from "../core/coverage";
import { CALLS } from "./metadata/calls";
import { KINDS } from "./metadata/kinds";
import { REST_ROUTES, ROUTES } from "./routes";

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
export function missingFamily(path: string): string | undefined {
  const found = PATHS.find(({ pattern }) => pattern.test(path))?.family;
  return found === undefined ? undefined : `The sandbox does not emulate ${found.operation}. ${found.reason}`;
}

/** The matrix of what the Salesforce sandbox answers, followed by what is not emulated. */
export function salesforceCoverage(): readonly CoverageRow[] {
  const rest = REST_ROUTES.map((route) => {
    const path = `/services/data/{v}${route.path === "/" ? "" : route.path}`;
    return routeRow({ ...route, path });
  });
  const calls = [...CALLS.keys()].map((name): CoverageRow => ({
    operation: `SOAP ${name}`,
    state: "emulated",
    note: "",
  }));
  const types = KINDS.map(({ type, note }): CoverageRow => ({
    operation: `metadata ${type}`,
    state: note === "" ? "emulated" : "partly",
    note,
  }));
  const missing = NOT_EMULATED.map(({ operation, reason }) => missingRow(operation, reason));
  return [...ROUTES.map(routeRow), ...rest, ...calls, ...types, ...missing];
}
