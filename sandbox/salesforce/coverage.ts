import { CALLS } from "./metadata/calls";
import { KINDS } from "./entities";
import { NOT_EMULATED } from "./not-emulated";
import { REST_ROUTES, ROUTES } from "./routes";

export interface CoverageRow {
  /** An operation, a call or type of the Metadata API, or a family of operations that are not emulated. */
  readonly operation: string;
  readonly state: "emulated" | "partly" | "not";
  readonly note: string;
}

/** The matrix of what the Salesforce sandbox answers, followed by what is not emulated. */
export const salesforceCoverage = (): readonly CoverageRow[] => {
  const rest = REST_ROUTES.map(({ method, path, coverage = "emulated", note = "" }): CoverageRow => ({
    operation: `${method} /services/data/{v}${path === "/" ? "" : path}`,
    state: coverage,
    note,
  }));
  const others = ROUTES.map(({ method, path, coverage = "emulated", note = "" }): CoverageRow => ({
    operation: `${method} ${path}`,
    state: coverage,
    note,
  }));
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
  const missing = NOT_EMULATED.map(({ operation, reason }): CoverageRow => ({ operation, state: "not", note: reason }));
  return [...others, ...rest, ...calls, ...types, ...missing];
};
