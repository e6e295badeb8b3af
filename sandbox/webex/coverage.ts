import { ROUTES } from "./nouns";

export interface CoverageRow {
  /** What is covered: an operation, or a family of operations that are left out together. */
  readonly operation: string;
  readonly state: "emulated" | "partly" | "not";
  readonly note: string;
}

/** Families of the official descriptions that nothing here answers, each with the reason. Braces and stars represent any segment. */
export const NOT_EMULATED: readonly { readonly path: string; readonly reason: string }[] = [
  { path: "/organization/{orgid}/agent-burnout", reason: "Deprecated singleton, superseded by ai-feature." },
  { path: "/organization/{orgid}/v2/agent-burnout", reason: "Deprecated singleton, superseded by ai-feature." },
  { path: "/organization/{orgid}/auto-csat", reason: "Deprecated singleton, superseded by ai-feature." },
  { path: "/organization/{orgid}/v2/auto-csat", reason: "Deprecated singleton, superseded by ai-feature." },
  { path: "/organization/{orgid}/generated-summaries", reason: "Deprecated singleton, superseded by ai-feature." },
  { path: "/organization/{orgid}/v2/generated-summaries", reason: "Deprecated singleton, superseded by ai-feature." },
  { path: "/organization/{orgid}/ai-feature", reason: "Needs a licence that the sandbox tenant does not have." },
  { path: "/organization/{orgid}/v2/ai-feature", reason: "Needs a licence that the sandbox tenant does not have." },
  { path: "/organization/{orgid}/agent-personal-greeting", reason: "Recordings of single agents, not configuration." },
  {
    path: "/organization/{orgid}/v2/agent-personal-greeting",
    reason: "Recordings of single agents, not configuration.",
  },
  {
    path: "/organization/{orgid}/v3/agent-personal-greeting",
    reason: "Recordings of single agents, not configuration.",
  },
  { path: "/organization/{orgid}/*/bulk-export", reason: "Deprecated exports for spreadsheets." },
  { path: "/organization/{orgid}/*/delete-reference", reason: "Between Cisco's own services." },
  { path: "/organization/{orgid}/contact-service-queue/by-*", reason: "Look-ups at run time." },
  { path: "/organization/{orgid}/contact-service-queue/fetch-*", reason: "Look-ups at run time." },
  { path: "/organization/{orgid}/contact-service-queue/skill-based-queues", reason: "Look-ups at run time." },
  { path: "/organization/{orgid}/v2/contact-service-queue/by-user-id", reason: "Look-ups at run time." },
  { path: "/organization/{orgid}/v2/contact-service-queue/fetch-*", reason: "Look-ups at run time." },
  { path: "/organization/{orgid}/v2/contact-service-queue/{id}/reassign-agents", reason: "For supervisors only." },
  {
    path: "/organization/{orgid}/resource-collection/update-resource",
    reason: "Rescues objects in their first 15 minutes.",
  },
  { path: "/organization/{orgid}/skill/populate-json-attr", reason: "Between Cisco's own services." },
  { path: "/organization/{orgid}/user/bulk/update-dynamic-skill", reason: "Dynamic skills are not emulated." },
  { path: "/organization/{orgid}/user/by-dynamic-skill-id", reason: "Dynamic skills are not emulated." },
  { path: "/organization/{orgid}/user/fetch-*", reason: "Look-ups at run time." },
  { path: "/{orgId}/userPreferences", reason: "Only the look-up of the project is emulated." },
  { path: "/{orgId}/project", reason: "Everything else about projects and flows: the editor's own calls." },
  { path: "/{orgId}/resource-collections", reason: "The editor's own calls." },
  { path: "/templates", reason: "Templates of flows." },
  { path: "/admin", reason: "For Cisco's operators." },
  { path: "/expressionTest", reason: "The flow language has its own evaluator in flow/." },
  { path: "/metrics", reason: "For Cisco's operators." },
  { path: "/build_info", reason: "For Cisco's operators." },
  { path: "/auth", reason: "For Cisco's operators." },
];

const escaped = (text: string): string => text.replace(/[.+?^$()|[\]\\]/g, "\\$&");

const FAMILIES = NOT_EMULATED.map(({ path, reason }) => ({
  reason,
  pattern: new RegExp(`^(/flow-store)?${escaped(path).replace(/\{[^}]+\}|\*/g, "[^/]*")}(/|:|$)`, "i"),
}));

/** Why nothing answers at this path, for one of a family that is left out; undefined for any other. */
export const notEmulated = (path: string): string | undefined => {
  const family = FAMILIES.find(({ pattern }) => pattern.test(path));
  return family === undefined ? undefined : `The sandbox does not emulate this: ${family.reason}`;
};

/** The matrix of what the Webex sandbox answers: every operation, then what is left out. */
export const webexCoverage = (): readonly CoverageRow[] => {
  const answered = ROUTES.filter(({ path }) => !path.startsWith("/flow-store")).map(
    ({ method, path, coverage = "emulated", note = "" }): CoverageRow => ({
      operation: `${method} ${path}`,
      state: coverage,
      note,
    }),
  );
  const token: CoverageRow = {
    operation: "POST /v1/access_token",
    state: "partly",
    note: "Refresh tokens only, as integrations and service apps use them.",
  };
  const missing = NOT_EMULATED.map(({ path, reason }): CoverageRow => ({
    operation: `* ${path}`,
    state: "not",
    note: reason,
  }));
  const byOperation = (one: CoverageRow, other: CoverageRow): number =>
    one.operation.replace(/^\S+ /, "").localeCompare(other.operation.replace(/^\S+ /, ""));
  return [...[...answered, token].toSorted(byOperation), ...missing];
};
