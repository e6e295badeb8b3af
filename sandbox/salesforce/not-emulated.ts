/** A family of operations of the official description that nothing here answers. */
export interface Family {
  /** The method, `*` for every one, and the path with `{v}` for the version and `{type}` for an object; or SOAP calls. */
  readonly operation: string;
  readonly reason: string;
}

export const NOT_EMULATED: readonly Family[] = [
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

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace("{v}", "v[^/]+").replace("{type}", "[^/]+")}(/|$)`, "i");

const PATHS = NOT_EMULATED.flatMap((family) => {
  const path = family.operation.split(" ")[1] ?? "";
  return path.startsWith("/") ? [{ family, pattern: patternOf(path) }] : [];
});

/** The family that a path belongs to, in a sentence for the person whose client asked; undefined for a path that is in none. */
export const missingFamily = (path: string): string | undefined => {
  const found = PATHS.find(({ pattern }) => pattern.test(path))?.family;
  return found === undefined ? undefined : `The sandbox does not emulate ${found.operation}. ${found.reason}`;
};
