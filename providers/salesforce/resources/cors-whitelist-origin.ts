import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { fullNameField, textField } from "../fields";
import { metadataFacets, MetadataStore } from "../metadata/metadata-store";

const inputs = z.strictObject({
  /** API name, unique in the org; at most 80 letters, digits and underscores. Changing it replaces the origin. */
  fullName: fullNameField(),
  /** The origin whose pages may call the org's REST API: `https://example.com`, `https://*.example.com:8443`. */
  urlPattern: textField(255).regex(
    /^(https:\/\/(\*\.)?[^\s/*]+(:\d+)?|(chrome|moz)-extension:\/\/\S+)$/,
    "must be an origin with https and without a path, such as https://*.example.com",
  ),
});

const store = new MetadataStore({ type: "CorsWhitelistOrigin", inputs });

/**
 * An origin whose pages may call the org from a browser.
 *
 * @example
 * new salesforce.CorsWhitelistOrigin("Webex_desktop", { urlPattern: "https://desktop.wxcc-us1.cisco.com" });
 */
export const CorsWhitelistOrigin = defineResource({
  kind: "salesforce.CorsWhitelistOrigin",
  noun: "CORS origin",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_corswhitelistorigin.htm",
  ...metadataFacets(store),
  inputs,
  referable: false,
  lookUp: { none: "nothing refers to it" },
  trial: {
    inputs: { urlPattern: "https://{plain}.example.com" },
    change: { urlPattern: "https://{plain}2.example.com" },
  },
});
export type CorsWhitelistOrigin = InstanceType<typeof CorsWhitelistOrigin>;
