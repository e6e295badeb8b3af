import { defineResource } from "../../core/resource/define";
import type { Values, Checked } from "../../core/resource/types";
import { FLOW_DESCRIPTOR, flowDetail, FlowInputs, FlowOutputs } from "./flow";
import { flowOf, prepare } from "../flow/flow-content";
import { flowStore } from "../flow/flow-store";
import { lookUpOf } from "../client/find-by-name";

/** As for a flow, but the content must be the export of a subflow. */
function prepareSubflow(given: Values): Checked {
  const prepared = prepare(given);
  const flow = prepared.problems.length > 0 ? undefined : flowOf(prepared.inputs);
  if (flow === undefined || flow.flowType === "SUBFLOW") return prepared;
  const reason = "is the export of a flow, not of a subflow: use webex.Flow for it";
  return { inputs: prepared.inputs, problems: [{ property: "content", reason }] };
}

/**
 * A subflow: a piece that flows call by its id, imported from an export and published like a flow.
 *
 * @example
 * const lookUp = new webex.Subflow("Look_Up", { content: webex.readFlowFile("flows/look-up.json") });
 * new webex.Flow("Main_Line", {
 *   content: webex.readFlowFile("flows/main.json"),
 *   bindings: { "CallLookUp.subflowId": lookUp.id },
 * });
 */
export const Subflow = defineResource({
  kind: "webex.Subflow",
  noun: "subflow",
  inputs: FlowInputs,
  outputs: FlowOutputs,
  ...FLOW_DESCRIPTOR,
  prepare: prepareSubflow,
  store: flowStore("SUBFLOW"),
  lookUp: "getSubflow",
  trial: { inputs: { content: "{subflow}", tags: ["Test"] } },
  picture: { family: "flow", detail: flowDetail },
});
export type Subflow = InstanceType<typeof Subflow>;

/** An existing subflow by name. */
export const { plain: getSubflow, output: getSubflowOutput } = lookUpOf(
  "webex.Subflow",
  "Check the name in Control Hub, Contact Center, Flows.",
);
