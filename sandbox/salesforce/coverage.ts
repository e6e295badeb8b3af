import { CALLS } from "./metadata/calls";
import { KINDS } from "./entities";
import { REST_ROUTES, ROUTES } from "./routes";

export interface CoverageRow {
  /** What is covered: an operation, a call or type of the Metadata API, or a family of operations that are left out together. */
  readonly operation: string;
  readonly state: "emulated" | "partly" | "not";
  readonly note: string;
}

/** Families of the official description that nothing here answers, each with the reason. */
export const NOT_EMULATED: readonly { readonly operation: string; readonly reason: string }[] = [
  {
    operation: "GET /services/oauth2/authorize",
    reason: "Needs a browser; POST /sandbox/salesforce/approvals plays the person.",
  },
  { operation: "* /services/data/{v}/tooling", reason: "For developers of Apex and pages, of which the org has none." },
  {
    operation: "* /services/data/{v}/apps/oauth/credentials",
    reason: "A stack that supplies its own key and secret never reads them.",
  },
  { operation: "* /services/data/{v}/jobs", reason: "Bulk loads; a data dip reads single records." },
  { operation: "* /services/data/{v}/analytics", reason: "Reports and dashboards." },
  { operation: "* /services/data/{v}/ui-api", reason: "For clients that draw Salesforce's own pages." },
  { operation: "* /services/data/{v}/chatter", reason: "Posts can be made as FeedItem records." },
  { operation: "* /services/data/{v}/composite/tree", reason: "Collections make many records as well." },
  { operation: "* /services/data/{v}/composite/graph", reason: "Composite requests reach as far for a data dip." },
  { operation: "GET /services/data/{v}/sobjects/{type}/updated", reason: "For copies of an org, not for look-ups." },
  { operation: "GET /services/data/{v}/sobjects/{type}/deleted", reason: "For copies of an org, not for look-ups." },
  { operation: "* /services/apexrest", reason: "The org holds no Apex." },
  { operation: "SOAP retrieve, checkRetrieveStatus", reason: "Single components are read by readMetadata." },
  { operation: "SOAP renameMetadata", reason: "Nothing here is renamed in place." },
];

/** The matrix of what the Salesforce sandbox answers, then what is left out. */
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
  const types = KINDS.map(({ type, coverage = "emulated", note = "" }): CoverageRow => ({
    operation: `metadata ${type}`,
    state: coverage,
    note,
  }));
  const missing = NOT_EMULATED.map(({ operation, reason }): CoverageRow => ({ operation, state: "not", note: reason }));
  return [...others, ...rest, ...calls, ...types, ...missing];
};
