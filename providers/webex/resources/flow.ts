import { z } from "zod";
import { listBindings, readFlow } from "../../../flow";
import { defineResource } from "../../core/resource/define";
import type { DryRun, Export } from "../../core/resource/facets";
import type { Problem, Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import { descriptionField, nameField } from "../fields/common";
import { Bindings, DERIVED, flowOf, originOf, prepare, sameContent } from "../flow/flow-content";
import { LintInput, lintProblems } from "../flow/flow-lint";
import { foreign, tenantOf, unresolved } from "../flow/flow-references";
import { flowStore } from "../flow/flow-store";
import { validateFlow } from "../flow/flow-validate";
import { exportFlow, getFlow as flowRow, tagVersions } from "../flow/flow-wire";
import { DEFAULT_COMMENT, TAGS } from "../limits";
import { lookUpOf } from "../client/find-by-name";

/** What flows and subflows are made of. */
export const FlowInputs = z.strictObject({
  /**
   * Unique in the project; 1 to 80 letters, digits and `_`. The name in the export is not used. Updates find the flow by it, so
   * changing it replaces the flow.
   */
  name: nameField(/^[A-Za-z0-9_]+$/, 80, "letters, digits and _"),
  /** Instead of the export's own; at most 255 characters. */
  description: descriptionField().optional(),
  /**
   * A v1 export, as text or object: what Flow Designer's Export gives. See `readFlowFile`. State and previews hold what it means
   * instead: activities, edges and variables by name.
   */
  content: z.union([z.string().min(1), z.record(z.string(), z.json())], "must be the export as text or as an object"),
  /**
   * Organisation-bound values, by `Activity.property` or by the old id: `{ "QueueContact.destination": queue.id }`.
   * They are replaced in the processes, the event flows and the diagram alike. A secret one makes all of `content` secret.
   */
  bindings: Bindings.default({}),
  /** Version labels that the published version gets; entry points are bound to one. */
  tags: z.array(z.enum(TAGS)).min(1).default(["Live"]),
  /** Note of the published version. */
  comment: z.string().max(255).default(DEFAULT_COMMENT),
  /** Whether an update may discard a draft that somebody saved in Flow Designer and did not publish. Refused otherwise. */
  overwriteDraft: z.boolean().default(false),
  /**
   * Severity of lint rules for this flow, by id: `{ "http/no-status-check": "warning" }`, or `"off"` for none at all. Errors in what
   * a change touches are refused at preview.
   */
  lint: LintInput.default({}),
});

/** What the service adds. */
export const FlowOutputs = z.object({
  /** `FLOW` or `SUBFLOW`, by the export. */
  flowType: z.string(),
  /** Who changed it last, as far as the service says; known after a refresh. */
  lastModifiedBy: z.string().optional(),
  /** When that was; known after a refresh. */
  lastModifiedDate: z.string().optional(),
  /** Tag to the number of the version it points to, e.g. `{ Live: 3, Latest: 4 }`; known after a refresh. */
  versions: z.record(z.string(), z.number()).optional(),
  /** Who has a draft that is not published, and since when; empty where there is none, known after a refresh. */
  draft: z.string().optional(),
});

/** Inputs as `prepare` leaves them: the document that is sent is hidden beside them. */
export type FlowInputValues = z.output<typeof FlowInputs> & Values;

/** Verifies what the flow refers to, where the flow or its bindings are new. */
export async function enrichFlow(
  api: WebexApi,
  given: Values,
  olds: Values,
): Promise<{ inputs: Values; problems: readonly Problem[] }> {
  const flow = sameContent(olds.content, given.content) ? undefined : flowOf(given);
  if (flow === undefined) return { inputs: given, problems: [] };
  const problems = [
    ...unresolved(flow, await tenantOf(api, flow, false)),
    ...foreign(flow, given, originOf(given), api.orgId),
    ...lintProblems(flow, given, olds),
  ];
  return { inputs: given, problems };
}

/** What people and `datadip plan` want of flows and subflows alike. */
export const FLOW_EXPORT: Export<WebexApi> = {
  file: {
    input: "content",
    folder: "flows",
    read: (path) => `webex.readFlowFile(${path})`,
    content: (api, id, { outputs }) => publishedExport(api, id, outputs),
    bindings: (content) => listBindings(readFlow(content)),
  },
};

/** The export of the version that the resource would publish. */
async function publishedExport(api: WebexApi, id: string, { flowType, tags }: Values): Promise<unknown> {
  const type = String(flowType);
  const row = await flowRow(api, id, type);
  const [tag = ""] = Array.isArray(tags) ? tags.map(String) : [];
  const version = row === undefined ? undefined : tagVersions(row).get(tag);
  return exportFlow(api, id, type, version ?? "draft");
}

/** Webex's own dry run of the document to import. */
export async function dryRunFlow(api: WebexApi, inputs: Values): Promise<DryRun> {
  const flow = flowOf(inputs);
  if (flow !== undefined) return validateFlow(api, flow);
  return { notAsked: "its content is known only when the run has made what it refers to" };
}

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
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/flow",
  inputs: FlowInputs,
  outputs: FlowOutputs,
  naturalKey: ["name"],
  replaceOnChanges: ["name"],
  sets: ["tags"],
  equals: { content: sameContent },
  ignoredInDiff: ["comment", "bindings", "overwriteDraft", "lint"],
  setAfterCreate: ["tags"],
  derived: DERIVED,
  prepare,
  checkWithTenant: enrichFlow,
  store: flowStore("FLOW"),
  dryRun: dryRunFlow,
  permission: "flow",
  lookUp: "getFlow",
  export: FLOW_EXPORT,
  trial: { inputs: { content: "{flow}", tags: ["Test"] } },
  picture: {
    family: "flow",
    detail: ({ tags }) => (Array.isArray(tags) ? tags.join(", ") : ""),
    dependsOn: ["webex.AudioFile", "webex.Subflow", "webex.ConnectorHandover"],
  },
});
export type Flow = InstanceType<typeof Flow>;

const lookUp = lookUpOf("webex.Flow", "Check the name in Control Hub, Contact Center, Flows.");
/** An existing flow by name. */
export const getFlow = lookUp.plain;
export const getFlowOutput = lookUp.output;
