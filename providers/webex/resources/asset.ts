import { z } from "zod";
import { gone } from "../../core/engine/messages";
import { defineResource } from "../../core/resource/define";
import type { Costs } from "../../core/resource/facets";
import type { Problem, RemoteObject, Values } from "../../core/resource/types";
import { isFailure } from "../../http/http-errors";
import type { WebexApi } from "../client/api";
import { lookUpOf } from "../client/find-by-name";
import { descriptionField, idField } from "../fields/common";
import { baseWire, EntityStore, fieldsOf } from "../stores/entity-store";
import { onlyFields } from "../stores/nested-ids";

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

const inputs = z.strictObject({
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
  webhookSecret: z
    .string()
    .min(32, "must have at least 32 characters")
    .max(256, "may have at most 256 characters")
    .optional(),
});

type Inputs = z.output<typeof inputs>;

const outputs = z.object({});

const wire = baseWire.extend({
  name: z.string(),
  dataSchema: z.array(z.looseObject({})).optional(),
  webhookConfig: z.looseObject({ webhookUrl: z.string().optional() }).optional(),
});

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

/** Inputs that answers may leave out. */
const WRITE_ONLY = ["webhookUrl", "webhookSecret"];

/** Sends a PUT of the whole asset for `WORK_ITEM`, a PATCH of the changes for `CUSTOM_MESSAGING`. */
class AssetStore extends EntityStore<typeof inputs, typeof outputs, typeof wire> {
  override get cost(): Costs {
    return { ...super.cost, update: ({ channelType }) => ({ own: channelType === "WORK_ITEM" ? 2 : 1 }) };
  }

  override update(api: WebexApi, id: string, given: Inputs, state: Values): Promise<RemoteObject> {
    if (given.channelType === "WORK_ITEM") return super.update(api, id, given, state);
    const { name, description = "", channelId } = given;
    const isHookKept = WRITE_ONLY.every((key) => fieldsOf(given, [key])[key] === state[key]);
    // A body without `webhookConfig` leaves the webhook unchanged.
    const hook = isHookKept ? {} : fieldsOf(this.toWire(given), ["webhookConfig"]);
    const json = { name, description, channelId, ...hook };
    return this.sent(api, api.config({ method: "PATCH", path: this.item(id), json })).catch((error: unknown) => {
      throw isFailure(error, "not-found") ? new Error(gone(this.item(id))) : error;
    });
  }
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
  outputs,
  naturalKey: ["name"],
  replaceOnChanges: ["channelType", "businessAddress"],
  secretInputs: ["webhookSecret"],
  rules,
  calls: ["PATCH /organization/{orgId}/asset/{id}"],
  store: new AssetStore({
    inputs,
    outputs,
    wire,
    path: "asset",
    writeOnly: WRITE_ONLY,
    toWire: ({ webhookUrl, webhookSecret, ...same }) => ({
      ...same,
      ...(webhookUrl === undefined ? {} : { webhookConfig: { webhookUrl, webhookSecret } }),
    }),
    fromWire: ({ dataSchema, webhookConfig, ...asset }) => ({
      ...fieldsOf(asset, Object.keys(inputs.shape)),
      ...(dataSchema === undefined ? {} : { dataSchema: onlyFields(dataSchema, Object.keys(DataField.shape)) }),
      webhookUrl: webhookConfig?.webhookUrl,
    }),
  }),
  permission: { none: "no permission of a user profile is known to be for it" },
  lookUp: "getAsset",
  export: {},
  trial: { none: "few organisations have it, and the requests of one run go to kinds that every stack needs" },
  picture: { family: "way in" },
});
export type Asset = InstanceType<typeof Asset>;

const lookUp = lookUpOf("webex.Asset");
/** An existing asset by name. */
export const getAsset = lookUp.plain;
export const getAssetOutput = lookUp.output;
