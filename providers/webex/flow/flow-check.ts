import { z } from "zod";
import { type Flow as CallFlow, type Flow, writeV2 } from "../../../flow";
import type { DryRun, DryRunFinding } from "../../core/resource/facets";
import type { Problem, Values, Checked } from "../../core/resource/types";
import { isFailure } from "../../http/http-errors";
import type { WebexApi } from "../client/api";
import { flowOf, formatIn, originOf, sameContent } from "./flow-content";
import { lintProblems } from "./flow-lint";
import { foreign, tenantOf, unresolved } from "./flow-references";
import { activityDefinitions, exportFlow, getFlow as flowRow, tagVersions } from "./flow-wire";
import type { FlowInputs } from "../resources/flow";
import { understood } from "../../http/failures";

/** Inputs as `prepare` returns them, with the document to send under a hidden key. */
export type FlowInputValues = z.output<typeof FlowInputs> & Values;

/** Checks that what the flow refers to exists, where the flow or its bindings changed. */
export async function checkFlow(api: WebexApi, given: Values, olds: Values): Promise<Checked> {
  const flow = sameContent(olds.content, given.content) ? undefined : flowOf(given);
  if (flow === undefined) return { inputs: given, problems: [] };
  const problems = [
    ...unresolved(flow, await tenantOf(api, flow, false)),
    ...foreign(flow, given, originOf(given), api.orgId),
    ...(formatIn(given) === "v2" ? await problemsOfV2(api, flow, given, olds) : lintProblems(flow, given, olds)),
  ];
  return { inputs: given, problems };
}

/** Lint against the organisation's activity definitions. The same answer shows whether the service knows FlowV2. */
async function problemsOfV2(api: WebexApi, flow: CallFlow, given: Values, olds: Values): Promise<readonly Problem[]> {
  try {
    return [
      ...withoutConnector(flow),
      ...lintProblems(flow, given, olds, await activityDefinitions(api, flow.flowType)),
    ];
  } catch (error) {
    if (!isFailure(error, "no-such-route")) throw error;
    const reason = `cannot be v2: the flow service of this organisation does not know FlowV2. Leave it out, for v1. ${error.message}`;
    return [{ property: "format", reason }];
  }
}

const withoutConnector = (flow: CallFlow): readonly Problem[] =>
  flow.processes
    .flatMap(({ nodes }) => nodes)
    .filter(({ kind, properties }) => kind === "http-request-v2" && properties.authenticated !== true)
    .map(({ name }) => ({
      property: "content",
      reason: `${name}: FlowV2 takes no HTTP request without a connector (FC1015). Give it one, or leave format out, for v1`,
    }));

/** The export of the version that the resource would publish. */
export async function publishedExport(api: WebexApi, id: string, outputs: Values): Promise<unknown> {
  const { flowType, tags } = outputs;
  const type = String(flowType);
  const row = await flowRow(api, id, type);
  const [tag = ""] = Array.isArray(tags) ? tags.map(String) : [];
  const version = row === undefined ? undefined : tagVersions(row).get(tag);
  return exportFlow(api, id, type, version ?? "draft", formatIn(outputs));
}

/** Webex's own dry run of the document to import. */
export async function dryRun(api: WebexApi, inputs: Values): Promise<DryRun> {
  const flow = flowOf(inputs);
  if (flow !== undefined) return validateFlow(api, flow);
  return { notAsked: "its content is known only when the run has made what it refers to" };
}

const text = z.string().nullish().catch(undefined);
const finding = z.looseObject({
  severity: text,
  message: text,
  activityName: text,
  from: text,
  suggestion: text,
});
const validation = z.looseObject({
  errors: z.array(finding).nullish(),
  warnings: z.array(finding).nullish(),
});

/**
 * Findings of Webex's dry run of a flow; nothing is saved. They are hints only: it treats every flow as a call flow and so refuses good
 * subflows, and it refuses HTTP requests without a connector, which do run. The real import is less strict.
 */
export async function validateFlow(api: WebexApi, flow: Flow): Promise<readonly DryRunFinding[]> {
  // It changes nothing, so it may be repeated.
  const answer = await api.flow("validate", { json: writeV2(flow), repeatable: true });
  const { errors, warnings } = understood(answer, (body) => validation.parse(body));
  const found = (rows: readonly z.output<typeof finding>[], severity: string): readonly DryRunFinding[] =>
    rows.map((row) => ({
      severity: row.severity ?? severity,
      message: row.message ?? "(no reason given)",
      activity: row.activityName ?? row.from ?? "",
      suggestion: row.suggestion ?? undefined,
    }));
  return [...found(errors ?? [], "ERROR"), ...found(warnings ?? [], "WARNING")];
}
