import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { NOT_EXPORTED } from "../rest/operations";
import { recordIdField } from "../fields";
import { CallCenterUserStore } from "../stores/call-center-user-store";

const inputs = z.strictObject({
  /** The user. A user has one call center at a time. */
  userId: recordIdField("a user", "005"),
  /** The call center's internal name, which is its resource's `id`. */
  callCenterName: z.string().min(1),
  /** Whether the softphone signs the user in automatically. */
  autoLogin: z.boolean().optional(),
});

const outputs = z.object({
  /** The call center's record id. */
  callCenterId: z.string(),
});

export type Inputs = z.output<typeof inputs>;

/**
 * Assigns a user to a call center.
 *
 * @example
 * new salesforce.CallCenterUser("agent", { userId: agent.id, callCenterName: callCenter.id });
 */
export const CallCenterUser = defineResource({
  kind: "salesforce.CallCenterUser",
  noun: "call center user",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_callcenter.htm",
  inputs,
  outputs,
  naturalKey: ["userId"],
  replaceOnChanges: ["userId", "callCenterName"],
  referable: false,
  store: new CallCenterUserStore(),
  permission: "Manage Users",
  lookUp: { none: "nothing refers to it" },
  export: NOT_EXPORTED,
  trial: { none: "it would change a person's softphone" },
  picture: { family: "salesforce" },
});
export type CallCenterUser = InstanceType<typeof CallCenterUser>;
