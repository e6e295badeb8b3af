import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { fullNameField, labelField, textField } from "../fields";
import { metadataFacets, MetadataStore } from "../metadata/metadata-store";

const inputs = z.strictObject({
  /** API name, unique in the org; at most 80 letters, digits and underscores. Changing it replaces the label. */
  fullName: fullNameField(),
  /** The text; at most 1,000 characters. */
  value: labelField(1_000),
  /** Short description in lists; at most 80 characters. */
  shortDescription: labelField(80),
  /** Language of `value`. */
  language: z.string().min(2).default("en_US"),
  /** Whether subscribers of a package cannot refer to it. */
  protected: z.boolean().default(false),
  /** Categories for list views, separated by commas; at most 255 characters. */
  categories: textField(255).optional(),
});

const store = new MetadataStore({ type: "CustomLabel", inputs });

/**
 * A text of the org that administrators can change and translate.
 *
 * @example
 * new salesforce.CustomLabel("Greeting", { value: "Welcome back", shortDescription: "Greeting of the phone menu" });
 */
export const CustomLabel = defineResource({
  kind: "salesforce.CustomLabel",
  noun: "custom label",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_customlabels.htm",
  ...metadataFacets(store),
  inputs,
  // Salesforce never changes the language of a label, which its translations depend on.
  replaceOnChanges: ["fullName", "language"],
  trial: { inputs: { value: "Made by datadip verify", shortDescription: "{name}" }, change: { value: "Changed" } },
});
export type CustomLabel = InstanceType<typeof CustomLabel>;
