import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { lookUpOf } from "../client/find-by-name";
import { descriptionField, idField, signingSecretField } from "../fields/common";
import { wire, AssetStore, WRITE_ONLY } from "../stores/asset-store";

const text = (maxChars: number): z.ZodString =>
  z.string().min(1, "must not be empty").max(maxChars, `may have at most ${maxChars} characters`);

const DataField = z.strictObject({
  /** Key of the field in the other system's requests; at most 100 characters. */
  fieldKey: text(100),
  /** Label that agents see; at most 80 characters. */
  displayName: text(80),
  /** Whether agents see it. */
  isViewable: z.boolean().default(true),
  /** Whether a work item must have it. */
  isRequired: z.boolean().default(false),
});

export const inputs = z.strictObject({
  /** Unique in the organisation; at most 80 characters. */
  name: text(80),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** The channel type of its channel. Fixed at creation. */
  channelType: z.enum(["WORK_ITEM", "CUSTOM_MESSAGING"]),
  /** The channel whose contacts arrive at this address. */
  channelId: idField("a channel"),
  /** The address that the other system sends to; at most 200 characters, without quotes and backslashes. Fixed at creation. */
  businessAddress: text(200).regex(/^[^"\\\p{Cc}]*$/u, "must not hold quotes, backslashes or control characters"),
  /** Fields of a work item; at most 50, of which at least one is viewable and one required. `WORK_ITEM` only. */
  dataSchema: z.array(DataField).min(1, "needs at least one field").max(50, "may have at most 50 fields").optional(),
  /** Address to which Webex sends agents' messages; `https`. `CUSTOM_MESSAGING` only. */
  webhookUrl: z.url({ protocol: /^https$/, error: "must be a URL that begins with https://" }).optional(),
  /** Secret with which Webex signs these requests; 32 to 256 characters. `CUSTOM_MESSAGING` only. */
  webhookSecret: signingSecretField().optional(),
});

export type Inputs = z.output<typeof inputs>;

const NEEDED = { WORK_ITEM: ["dataSchema"], CUSTOM_MESSAGING: ["webhookUrl", "webhookSecret"] } as const;

function rules(asset: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  const { channelType, dataSchema } = asset;
  if (channelType === undefined) return [];
  const other = channelType === "WORK_ITEM" ? "CUSTOM_MESSAGING" : "WORK_ITEM";
  const lacks = (flag: "isViewable" | "isRequired"): boolean => dataSchema?.some((field) => field[flag]) === false;
  return [
    ...NEEDED[channelType]
      .filter((property) => isKnown(property) && asset[property] === undefined)
      .map((property) => ({ property, reason: `is required for ${channelType} assets` })),
    ...NEEDED[other]
      .filter((property) => asset[property] !== undefined)
      .map((property) => ({ property, reason: `is for ${other} assets only` })),
    ...(lacks("isViewable") ? [{ property: "dataSchema", reason: "needs a field that is viewable" }] : []),
    ...(lacks("isRequired") ? [{ property: "dataSchema", reason: "needs a field that is required" }] : []),
  ];
}

/**
 * An asset: an address at which contacts of a channel arrive. An entry point of the same channel type accepts them.
 *
 * @example
 * const claims = new webex.Asset("Claims", {
 *   channelType: "WORK_ITEM",
 *   channelId: fax.id,
 *   businessAddress: "claims",
 *   dataSchema: [{ fieldKey: "policy", displayName: "Policy", isRequired: true }],
 * });
 * new webex.EntryPoint("Claims", { channelType: "WORK_ITEM", assetId: claims.id, imiOrgType: "MIXED_MODE" });
 */
export const Asset = defineResource({
  kind: "webex.Asset",
  noun: "asset",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/asset",
  inputs,
  naturalKey: ["name"],
  replaceOnChanges: ["channelType", "businessAddress"],
  secretInputs: ["webhookSecret"],
  rules,
  calls: ["PATCH /organization/{orgId}/asset/{id}"],
  store: new AssetStore({
    inputs,
    wire,
    path: "asset",
    writeOnly: WRITE_ONLY,
    toWire: ({ webhookUrl, webhookSecret, ...same }) => ({
      ...same,
      ...(webhookUrl === undefined ? {} : { webhookConfig: { webhookUrl, webhookSecret } }),
    }),
    fromWire: ({ webhookConfig }) => ({ webhookUrl: webhookConfig?.webhookUrl }),
  }),
  permission: { none: "no permission of a user profile is known to be for it" },
  lookUp: "getAsset",
  export: {},
  trial: { none: "few organisations have it, and the requests of one run go to kinds that every stack needs" },
  picture: { family: "way in" },
});
export type Asset = InstanceType<typeof Asset>;

/** An existing asset by name. */
export const { plain: getAsset, output: getAssetOutput } = lookUpOf("webex.Asset");
