import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { idField } from "../fields/common";
import { flowPublicationStore } from "../flow/flow-publication-store";
import { DEFAULT_COMMENT, TAGS } from "../limits";

const inputs = z.strictObject({
  /** The flow or subflow. */
  flowId: idField("a flow"),
  /** Which of the two it is. */
  flowType: z.enum(["FLOW", "SUBFLOW"]).default("FLOW"),
  /** The version label that moves to the draft; `Latest` moves with every publication. */
  tag: z.enum(TAGS),
  /** Any text, such as a date. Changing it publishes the draft as it is at that time. */
  revision: z.string().min(1, "must not be empty").default("1"),
  /** Comment of the version; at most 255 characters. */
  comment: z.string().max(255, "may have at most 255 characters").default(DEFAULT_COMMENT),
});

const outputs = z.object({
  /** The version that the tag points to. */
  flowVersionId: z.string().optional(),
});

export type PublicationInputs = z.output<typeof inputs>;

/**
 * Publishes a flow that people edit in Flow Designer: moves a tag to its draft whenever `revision` changes. A `webex.Flow` publishes
 * itself and does not need this. Where somebody has published another content since, a refresh shows a changed `revision`, and the
 * next `up` publishes again. Deleting this resource changes nothing in Webex, as a version cannot lose its tag.
 *
 * @example
 * const menu = webex.getFlowOutput("Main_Menu");
 * new webex.FlowPublication("Main menu, live", { flowId: menu.id, tag: "Live", revision: "2026-12-01" });
 */
export const FlowPublication = defineResource({
  kind: "webex.FlowPublication",
  noun: "publication of a flow",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/flow",
  inputs,
  outputs,
  naturalKey: ["flowId", "tag"],
  replaceOnChanges: ["flowId", "flowType", "tag"],
  referable: false,
  ignoredInDiff: ["comment"],
  store: flowPublicationStore,
  permission: "flow",
  lookUp: { none: "nothing can hold its id: others name flow and tag" },
  export: { none: "a tag that points to a flow does not tell whether it is to be kept there" },
  trial: { inputs: { flowId: "{webex.Subflow}", flowType: "SUBFLOW", tag: "Test" }, change: { revision: "2" } },
  picture: { family: "other" },
});
export type FlowPublication = InstanceType<typeof FlowPublication>;
