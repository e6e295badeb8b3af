import type { z } from "zod";
import type { RemoteObject } from "../../core/resource/types";
import { isFailure } from "../../http/http-errors";
import type { SalesforceApi } from "../rest/api";
import { MetadataStore } from "../metadata/metadata-store";
import type { inputs } from "../resources/call-center";

export class CallCenterStore extends MetadataStore<typeof inputs> {
  override async create(api: SalesforceApi, given: z.output<typeof inputs>): Promise<RemoteObject> {
    try {
      return await super.create(api, given);
    } catch (error) {
      // It is not documented whether an item may be empty: an org that refuses it gets the call center without empty items.
      const bare = given.sections.map((one) => ({ ...one, items: one.items.filter(({ value }) => value !== "") }));
      if (!isFailure(error, "bad-request") || JSON.stringify(bare) === JSON.stringify(given.sections)) throw error;
      return super.create(api, { ...given, sections: bare });
    }
  }
}
