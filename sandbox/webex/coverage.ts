import { z } from "zod";
import { type CoverageRow, missingRow, routeRow } from "../core/coverage";
import leftOut from "./left-out.json";
import { ROUTES } from "./nouns";

const families = z.array(
  z.strictObject({
    path: z.string(),
    reason: z.string(),
    /** Not in the descriptions that the contract tests read, but sent by public clients. */
    isElsewhere: z.boolean().default(false),
  }),
);

/** Families of operations that are not emulated, each with the reason. Braces and stars match any segment. */
export const NOT_EMULATED = families.parse(leftOut);

const escaped = (text: string): string => text.replace(/[.+?^$()|[\]\\]/g, "\\$&");

const segmentsOf = (path: string): readonly string[] => path.replace(/^\/flow-store/, "").split("/");

/** The longest path first: it says most about a request. */
const FAMILIES = NOT_EMULATED.toSorted((one, other) => other.path.length - one.path.length).map(({ path, reason }) => ({
  reason,
  segments: segmentsOf(path),
  pattern: new RegExp(`^(/flow-store)?${escaped(path).replace(/\{[^}]+\}|\*/g, "[^/:]*")}(/|:|$)`, "i"),
}));

/**
 * The reason why a path is not emulated; undefined for a path outside these families.
 * @param route the path template that matches: it wins, unless it takes the name of a family for an id.
 */
export function notEmulated(path: string, route = ""): string | undefined {
  const taken = segmentsOf(route);
  const family = FAMILIES.find(
    ({ pattern, segments }) =>
      pattern.test(path) &&
      (route === "" || segments.some((name, i) => !/^[{*]/.test(name) && taken[i]?.startsWith("{") === true)),
  );
  return family === undefined ? undefined : `The sandbox does not emulate this: ${family.reason}`;
}

/** The matrix of what the Webex sandbox answers, followed by what is not emulated. */
export function webexCoverage(): readonly CoverageRow[] {
  const answered = ROUTES.filter(({ path }) => !path.startsWith("/flow-store")).map(routeRow);
  const token = routeRow({
    method: "POST",
    path: "/v1/access_token",
    coverage: "partly",
    note: "Refresh tokens only, as integrations and service apps use them.",
  });
  const missing = NOT_EMULATED.map(({ path, reason }) => missingRow(`* ${path}`, reason));
  const byOperation = (one: CoverageRow, other: CoverageRow): number =>
    one.operation.replace(/^\S+ /, "").localeCompare(other.operation.replace(/^\S+ /, ""));
  return [...[...answered, token].toSorted(byOperation), ...missing];
}
