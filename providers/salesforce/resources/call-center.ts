import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { isRecord } from "../../core/resource/types";
import { labelField, textField, urlField } from "../fields";
import { CallCenterStore } from "../apps/call-center-store";
import { metadataFacets } from "../metadata/metadata-store";

const Item = z.strictObject({
  /** Name of the item in the adapter: `reqUseApi`, `openCtiWxCCRegion`. */
  name: z.string().min(1),
  /** Its label in Setup. */
  label: labelField(1_000),
  /** Its value; may be empty. */
  value: textField(5_000).default(""),
});

const Section = z.strictObject({
  /** Name of the section in the adapter: `reqGeneralInfo`. */
  name: z.string().min(1),
  /** Its label in Setup. */
  label: labelField(1_000),
  /** Its items, in the order that Setup shows. */
  items: z.array(Item).default([]),
});

export const inputs = z.strictObject({
  /** The internal name, unique in the org; at most 40 letters and digits. Changing it replaces the call center. */
  fullName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/, "must begin with a letter and hold at most 40 letters and digits, no others"),
  /** Label of the internal name in Setup. */
  internalNameLabel: labelField(1_000).default("InternalName"),
  /** Display name. */
  displayName: labelField(1_000),
  /** Label of the display name in Setup. */
  displayNameLabel: labelField(1_000).default("Display Name"),
  /** The page that runs in the softphone. */
  adapterUrl: urlField(),
  /** Settings for the adapter. */
  sections: z.array(Section).default([]),
  /** Free text for the adapter; at most 10,000 characters. */
  customSettings: textField(10_000).optional(),
  /** Version of Open CTI that the call center is written for. */
  version: z.string().min(1).optional(),
});

const store = new CallCenterStore({
  type: "CallCenter",
  inputs,
  undeletable:
    "Delete it in Setup, Call Centers, take its users off it first, and forget it here: pulumi state delete URN.",
});

function withoutBlanks(sections: unknown): unknown {
  if (!Array.isArray(sections)) return [];
  return sections.filter(isRecord).map(({ name, label, items }) => ({
    name,
    label,
    items: (Array.isArray(items) ? items.filter(isRecord) : []).filter((item) => item.value !== ""),
  }));
}

/** Equality of sections, where an item without a value equals no item. */
const sameSections = (before: unknown, after: unknown): boolean =>
  JSON.stringify(withoutBlanks(tidy(before))) === JSON.stringify(withoutBlanks(tidy(after)));

/** Sections in one form: members in one order, absent values empty. */
const tidy = (sections: unknown): unknown =>
  z.array(z.object(Section.shape).extend({ items: z.array(z.object(Item.shape)).default([]) })).safeParse(sections)
    .data ?? sections;

/**
 * A call center: the softphone next to the records, and the settings of its adapter. `webexCallCenter` returns the settings of Cisco's.
 *
 * @example
 * new salesforce.CallCenter("wxCcCallCenter", salesforce.webexCallCenter({ region: "us1" }));
 */
export const CallCenter = defineResource({
  kind: "salesforce.CallCenter",
  noun: "call center",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_callcenter.htm",
  ...metadataFacets(store),
  inputs,
  equals: { sections: sameSections },
  trial: {
    inputs: { fullName: "{plain}", displayName: "{plain}", adapterUrl: "https://example.com/adapter.html" },
    change: { displayName: "Changed" },
  },
});
export type CallCenter = InstanceType<typeof CallCenter>;

/** Arguments of a call center resource, in plain values. */
export type CallCenterSettings = z.input<typeof inputs>;
