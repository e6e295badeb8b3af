import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { fullNameField, textField } from "../fields";
import { metadataFacets, MetadataStore } from "../metadata/metadata-store";

const inputs = z.strictObject({
  /** API name, unique in the org; at most 80 letters, digits and underscores. Changing it replaces the site. */
  fullName: fullNameField(),
  /** The trusted address: `https://example.com`, `wss://example.com`, `https://*.example.com`. */
  endpointUrl: textField(1_000).regex(
    /^((https|wss|http):\/\/)?(\*\.)?[^\s/*]+(:\d+)?(\/\S*)?$/,
    "must be an address such as https://example.com, wss://example.com or *.example.com",
  ),
  /** For administrators. */
  description: textField(1_000).optional(),
  /** Whether it is active. */
  isActive: z.boolean().default(true),
  /** The pages that it applies to: `LEX` is Lightning Experience. */
  context: z
    .enum(["All", "LEX", "Communities", "FieldServiceMobileExtension", "LightningOut", "VisualForce"])
    .default("All"),
  /** Whether scripts may call it. */
  isApplicableToConnectSrc: z.boolean().default(false),
  /** Whether pages may load fonts from it. */
  isApplicableToFontSrc: z.boolean().default(false),
  /** Whether pages may show it in a frame, which the Webex desktop in a console needs. */
  isApplicableToFrameSrc: z.boolean().default(false),
  /** Whether pages may load images from it. */
  isApplicableToImgSrc: z.boolean().default(false),
  /** Whether pages may load audio and video from it. */
  isApplicableToMediaSrc: z.boolean().default(false),
  /** Whether pages may load style sheets from it. */
  isApplicableToStyleSrc: z.boolean().default(false),
  /** Whether it may use the camera; needs the org's permissions policy. Since API version 59. */
  canAccessCamera: z.boolean().optional(),
  /** Whether it may use the microphone, for calls by WebRTC; needs the org's permissions policy. Since API version 59. */
  canAccessMicrophone: z.boolean().optional(),
});

type Inputs = z.output<typeof inputs>;

const DIRECTIVES = [
  ...["isApplicableToConnectSrc", "isApplicableToFontSrc", "isApplicableToFrameSrc"],
  ...["isApplicableToImgSrc", "isApplicableToMediaSrc", "isApplicableToStyleSrc"],
  ...["canAccessCamera", "canAccessMicrophone"],
] as readonly (keyof Inputs)[];

function rules(site: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  const allowed = DIRECTIVES.some((key) => !isKnown(key) || site[key] === true);
  const reason = `allows nothing: set at least one of ${DIRECTIVES.join(", ")} to true, which Salesforce asks for since API version 59`;
  return allowed ? [] : [{ property: "", reason }];
}

const store = new MetadataStore({ type: "CspTrustedSite", inputs });

/**
 * An address that pages of the org may load content from.
 *
 * @example
 * new salesforce.CspTrustedSite("Webex_desktop", { endpointUrl: "https://*.cisco.com", isApplicableToFrameSrc: true });
 */
export const CspTrustedSite = defineResource({
  kind: "salesforce.CspTrustedSite",
  noun: "trusted URL",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_csptrustedsite.htm",
  ...metadataFacets(store),
  inputs,
  referable: false,
  rules,
  lookUp: { none: "nothing refers to it" },
  trial: {
    inputs: { endpointUrl: "https://{plain}.example.com", isApplicableToFrameSrc: true },
  },
});
export type CspTrustedSite = InstanceType<typeof CspTrustedSite>;
