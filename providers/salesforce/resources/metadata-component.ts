import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { CUSTOMIZE, NOT_EXPORTED } from "../rest/operations";
import { checkType, MetadataComponentStore } from "../metadata/metadata-component-store";

export const inputs = z.strictObject({
  /** The metadata type: `NamedCredential`, `CustomPermission`. Changing it replaces the component. */
  type: z.string().regex(/^[A-Z]\w+$/, "must be the name of a metadata type, such as CustomPermission"),
  /** API name, `OBJECT.NAME` for parts of objects. Changing it replaces the component. */
  fullName: z.string().min(1),
  /** The type's elements by their names in the Metadata API. Other elements are not changed. */
  body: z.record(z.string(), z.json()),
});

/**
 * Any component that the Metadata API creates, reads, updates and deletes one by one. Prefer the specific kind where there is one.
 *
 * @example
 * new salesforce.MetadataComponent("Webex_Agent", {
 *   type: "CustomPermission",
 *   fullName: "Webex_Agent",
 *   body: { label: "Webex agent", isLicensed: false },
 * });
 */
export const MetadataComponent = defineResource({
  kind: "salesforce.MetadataComponent",
  noun: "metadata component",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_types_list.htm",
  inputs,
  naturalKey: ["type", "fullName"],
  replaceOnChanges: ["type", "fullName"],
  checkWithTenant: checkType,
  store: new MetadataComponentStore(inputs),
  permission: CUSTOMIZE,
  lookUp: { none: "others refer to it by its full name" },
  export: NOT_EXPORTED,
  trial: {
    inputs: { type: "Group", fullName: "{name}", body: { name: "{plain}" } },
    change: { body: { name: "Changed" } },
  },
  picture: { family: "salesforce" },
});
export type MetadataComponent = InstanceType<typeof MetadataComponent>;
