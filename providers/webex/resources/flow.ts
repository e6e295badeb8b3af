import { z } from "zod";
import { listBindings, readFlow } from "../../../flow";
import { defineResource } from "../../core/resource/define";
import type { Descriptor } from "../../core/resource/descriptor";
import type { Export } from "../../core/resource/facets";
import type { Values } from "../../core/resource/types";
import type { WebexApi } from "../client/api";
import { descriptionField, nameField } from "../fields/common";
import { Bindings, DERIVED, FORMATS, prepare, sameContent } from "../flow/flow-content";
import { LintInput } from "../flow/flow-lint";
import { flowStore } from "../flow/flow-store";
import { DEFAULT_COMMENT, TAGS } from "../limits";
import { lookUpOf } from "../client/find-by-name";
import { checkFlow, publishedExport, dryRun } from "../flow/flow-check";

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

const FLOW_EXPORT: Export<WebexApi> = {
  file: {
    input: "content",
    folder: "flows",
    read: (path) => `webex.readFlowFile(${path})`,
    content: (api, id, { outputs }) => publishedExport(api, id, outputs),
    bindings: (content) => listBindings(readFlow(content)),
  },
};

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
  checkWithTenant: checkFlow,
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

/** An existing flow by name. */
export const { plain: getFlow, output: getFlowOutput } = lookUpOf(
  "webex.Flow",
  "Check the name in Control Hub, Contact Center, Flows.",
);
