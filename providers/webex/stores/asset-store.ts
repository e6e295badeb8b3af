import { z } from "zod";
import { gone } from "../../core/engine/messages";
import type { NoOutputs } from "../../core/resource/descriptor";
import type { Costs } from "../../core/resource/facets";
import type { RemoteObject, Values } from "../../core/resource/types";
import { isFailure } from "../../http/http-errors";
import type { WebexApi } from "../client/api";
import { EntityStore } from "./entity-store";
import { baseWire, fieldsOf } from "./entity";
import type { inputs, Inputs } from "../resources/asset";

/** Inputs that answers may leave out. */
export const WRITE_ONLY = ["webhookUrl", "webhookSecret"];

export const wire = baseWire.extend({
  name: z.string(),
  dataSchema: z.array(z.looseObject({})).optional(),
  webhookConfig: z.looseObject({ webhookUrl: z.string().optional() }).optional(),
});

/** Sends a PUT of the whole asset for `WORK_ITEM`, a PATCH of the changes for `CUSTOM_MESSAGING`. */
export class AssetStore extends EntityStore<typeof inputs, NoOutputs, typeof wire> {
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
