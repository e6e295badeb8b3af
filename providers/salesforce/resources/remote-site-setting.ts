import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { fullNameField, textField, urlField } from "../fields";
import { metadataFacets, MetadataStore } from "../metadata/metadata-store";

const inputs = z.strictObject({
  /** API name, unique in the org; at most 80 letters, digits and underscores. Changing it replaces the setting. */
  fullName: fullNameField(),
  /** The address that Apex may call, scheme and host. */
  url: urlField(),
  /** For administrators. */
  description: textField(1_000).optional(),
  /** Whether it is active. */
  isActive: z.boolean().default(true),
  /** Whether code on an HTTPS page may call an HTTP address. */
  disableProtocolSecurity: z.boolean().default(false),
});

const store = new MetadataStore({ type: "RemoteSiteSetting", inputs });

/**
 * An address that Apex code may call. The data dip needs none, as Webex calls Salesforce.
 *
 * @example
 * new salesforce.RemoteSiteSetting("Webex", { url: "https://webexapis.com" });
 */
export const RemoteSiteSetting = defineResource({
  kind: "salesforce.RemoteSiteSetting",
  noun: "remote site setting",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_remotesitesetting.htm",
  ...metadataFacets(store),
  inputs,
  referable: false,
  trial: { inputs: { url: "https://{plain}.example.com" } },
});
export type RemoteSiteSetting = InstanceType<typeof RemoteSiteSetting>;
