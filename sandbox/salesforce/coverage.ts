import { type CoverageRow, missingRow, routeRow } from "../core/coverage";
import { CALLS } from "./metadata/calls";
import { KINDS } from "./entities";
import { NOT_EMULATED } from "./not-emulated";
import { REST_ROUTES, ROUTES } from "./routes";

/** The matrix of what the Salesforce sandbox answers, followed by what is not emulated. */
export const salesforceCoverage = (): readonly CoverageRow[] => {
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
};
