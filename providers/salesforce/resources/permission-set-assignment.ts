import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { NOT_EXPORTED } from "../rest/operations";
import { recordIdField } from "../fields";
import { AssignmentStore } from "../stores/permission-set-assignment-store";

const inputs = z.strictObject({
  /** The user who gets the permissions. */
  assigneeId: recordIdField("a user", "005"),
  /** The permission set's API name, which is its resource's `id`. */
  permissionSetName: z.string().min(1),
});

const outputs = z.object({
  /** The permission set's record id. */
  permissionSetId: z.string(),
});

export type Inputs = z.output<typeof inputs>;

/**
 * A permission set given to a user. Any change replaces it.
 *
 * @example
 * new salesforce.PermissionSetAssignment("integration", { assigneeId: user.id, permissionSetName: dataDip.id });
 */
export const PermissionSetAssignment = defineResource({
  kind: "salesforce.PermissionSetAssignment",
  noun: "permission set assignment",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionsetassignment.htm",
  inputs,
  outputs,
  naturalKey: ["assigneeId", "permissionSetName"],
  replaceOnChanges: ["assigneeId", "permissionSetName"],
  referable: false,
  store: new AssignmentStore(),
  permission: "Assign Permission Sets",
  lookUp: { none: "nothing refers to it" },
  export: NOT_EXPORTED,
  trial: { none: "it would change what a person may do" },
  picture: {
    family: "salesforce",
    between: ["salesforce.User", "salesforce.PermissionSet"],
  },
});
export type PermissionSetAssignment = InstanceType<typeof PermissionSetAssignment>;
