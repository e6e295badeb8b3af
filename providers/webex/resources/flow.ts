import { z } from "zod";
import { type Flow as CallFlow, listBindings, readFlow } from "../../../flow";
import { defineResource } from "../../core/resource/define";
import type { Descriptor } from "../../core/resource/descriptor";
import type { DryRun, Export } from "../../core/resource/facets";
import type { Problem, Values } from "../../core/resource/types";
import { isFailure } from "../../http/http-errors";
import type { WebexApi } from "../client/api";
import { descriptionField, nameField } from "../fields/common";
import { Bindings, DERIVED, flowOf, FORMATS, formatIn, originOf, prepare, sameContent } from "../flow/flow-content";
import { LintInput, lintProblems } from "../flow/flow-lint";
import { foreign, tenantOf, unresolved } from "../flow/flow-references";
import { flowStore } from "../flow/flow-store";
import { validateFlow } from "../flow/flow-validate";
import { activityDefinitions, exportFlow, getFlow as flowRow, tagVersions } from "../flow/flow-wire";
import { DEFAULT_COMMENT, TAGS } from "../limits";
import { lookUpOf } from "../client/find-by-name";

/** Inputs of flows and subflows. */
export const FlowInputs = z.strictObject({
  /**
   * Unique in the project; 1 to 80 letters, digits and `_`. The name in the export is not used. Updates find the flow by this name,
   * so changing it replaces the flow.
   */
  name: nameField(/^[A-Za-z0-9_]+$/, 80, "letters, digits and _"),
  /** Replaces the description in the export; at most 255 characters. */
  description: descriptionField().optional(),
  /**
   * A flow as text or object: an export of Flow Designer (v1), or FlowV2. See `readFlowFile`. State and previews show its meaning
   * instead: activities, links and variables by name.
   */
  content: z.union([z.string().min(1), z.record(z.string(), z.json())], "must be the export as text or as an object"),
  /**
   * Organisation-bound values, by `Activity.property` or by the old id: `{ "QueueContact.destination": queue.id }`.
   * They are replaced in the processes, the event flows and the diagram. A secret value makes the whole `content` secret.
   */
  bindings: Bindings.default({}),
  /**
   * Format of the flow in requests: `v1`, the format of Flow Designer's exports, or `v2` (FlowV2), which has names instead of ids and
   * whose picture Webex draws. Both accept `content` in either format. `v2` accepts no HTTP request without a connector. Changing it
   * replaces the flow.
   */
  format: z.enum(FORMATS).default("v1"),
  /** Version labels of the published version; entry points are bound to one. */
  tags: z.array(z.enum(TAGS)).min(1).default(["Live"]),
  /** Comment of the published version. */
  comment: z.string().max(255).default(DEFAULT_COMMENT),
  /** Whether an update may discard a draft that somebody saved in Flow Designer and did not publish. Default: it is refused. */
  overwriteDraft: z.boolean().default(false),
  /**
   * Severity of lint rules for this flow, by id: `{ "http/no-status-check": "warning" }`, or `"off"` to switch lint off. Errors in
   * the changed part of a flow are refused at preview.
   */
  lint: LintInput.default({}),
});

/** Outputs that the service adds. */
export const FlowOutputs = z.object({
  /** `FLOW` or `SUBFLOW`, as in the export. */
  flowType: z.string(),
  /** Who changed it last, if the service returns it; known after a refresh. */
  lastModifiedBy: z.string().optional(),
  /** When it was changed last; known after a refresh. */
  lastModifiedDate: z.string().optional(),
  /** Version number by tag, e.g. `{ Live: 3, Latest: 4 }`; known after a refresh. */
  versions: z.record(z.string(), z.number()).optional(),
  /** Who saved an unpublished draft, and when; empty where there is none. Known after a refresh. */
  draft: z.string().optional(),
});

/** Inputs as `prepare` returns them, with the document to send under a hidden key. */
export type FlowInputValues = z.output<typeof FlowInputs> & Values;

/** Checks that what the flow refers to exists, where the flow or its bindings changed. */
async function checkWithTenant(
  api: WebexApi,
  given: Values,
  olds: Values,
): Promise<{ inputs: Values; problems: readonly Problem[] }> {
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

const FLOW_EXPORT: Export<WebexApi> = {
  file: {
    input: "content",
    folder: "flows",
    read: (path) => `webex.readFlowFile(${path})`,
    content: (api, id, { outputs }) => publishedExport(api, id, outputs),
    bindings: (content) => listBindings(readFlow(content)),
  },
};

/** The export of the version that the resource would publish. */
async function publishedExport(api: WebexApi, id: string, outputs: Values): Promise<unknown> {
  const { flowType, tags } = outputs;
  const type = String(flowType);
  const row = await flowRow(api, id, type);
  const [tag = ""] = Array.isArray(tags) ? tags.map(String) : [];
  const version = row === undefined ? undefined : tagVersions(row).get(tag);
  return exportFlow(api, id, type, version ?? "draft", formatIn(outputs));
}

/** Webex's own dry run of the document to import. */
async function dryRun(api: WebexApi, inputs: Values): Promise<DryRun> {
  const flow = flowOf(inputs);
  if (flow !== undefined) return validateFlow(api, flow);
  return { notAsked: "its content is known only when the run has made what it refers to" };
}

/** What flows and subflows have in common. */
export const FLOW_DESCRIPTOR = {
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/flow",
  naturalKey: ["name"],
  replaceOnChanges: ["name", "format"],
  sets: ["tags"],
  // State from before `format` existed holds v1.
  equals: { content: sameContent, format: (before, after) => (before ?? "v1") === (after ?? "v1") },
  ignoredInDiff: ["comment", "bindings", "overwriteDraft", "lint"],
  setAfterCreate: ["tags"],
  derived: DERIVED,
  checkWithTenant,
  dryRun,
  permission: "flow",
  export: FLOW_EXPORT,
} as const satisfies Partial<Descriptor<typeof FlowInputs, typeof FlowOutputs, WebexApi>>;

export const flowDetail = ({ tags }: Values): string => (Array.isArray(tags) ? tags.join(", ") : "");

/**
 * A call flow: imported from an export, published under tags, updated in place under its id.
 *
 * @example
 * const flow = new webex.Flow("Main_Line", {
 *   content: webex.readFlowFile("flows/main.json"),
 *   bindings: { "QueueContact.destination": queue.id },
 *   tags: ["Live"],
 * });
 *
 * @limit A lock of Flow Designer ends 15 minutes after the last edit; until then nothing is written.
 */
export const Flow = defineResource({
  kind: "webex.Flow",
  noun: "flow",
  inputs: FlowInputs,
  outputs: FlowOutputs,
  ...FLOW_DESCRIPTOR,
  prepare,
  store: flowStore("FLOW"),
  lookUp: "getFlow",
  trial: { inputs: { content: "{flow}", tags: ["Test"] } },
  picture: {
    family: "flow",
    detail: flowDetail,
    dependsOn: ["webex.AudioFile", "webex.Subflow", "webex.ConnectorHandover"],
  },
});
export type Flow = InstanceType<typeof Flow>;

const lookUp = lookUpOf("webex.Flow", "Check the name in Control Hub, Contact Center, Flows.");
/** An existing flow by name. */
export const getFlow = lookUp.plain;
export const getFlowOutput = lookUp.output;
