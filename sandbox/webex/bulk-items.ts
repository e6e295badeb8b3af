import { z } from "zod";
import { isJsonObject, type Json, type JsonObject } from "../core/json";
import { objectBody } from "./crud";
import { invalidFields, Refused } from "./webex-errors";
import type { Answer, Call } from "./route";

const requestSchema = z.object({
  items: z.array(
    z.object({
      itemIdentifier: z.number().int(),
      item: z.record(z.string(), z.json()),
      requestAction: z.enum(["SAVE", "DELETE"]).default("SAVE"),
    }),
  ),
});

export type Item = z.output<typeof requestSchema>["items"][number];

export interface Done {
  readonly status: number;
  readonly operationType: "CREATE" | "UPDATE" | "DELETE";
  readonly id: string;
}

const itemsOf = (call: Call): readonly Item[] => {
  const body = objectBody(call);
  // In a patch, null clears a member, so the nulls are kept.
  const parsed = requestSchema.safeParse(call.body.type === "json" ? call.body.value : body);
  if (parsed.success) return parsed.data.items;
  throw invalidFields(parsed.error.issues.map((issue) => issue.path.join(".") || "items"));
};

/** Runs each item separately: the answer is 207 even when items fail. */
export const eachItem =
  (work: (call: Call, item: Item) => Done, kind: string) =>
  (call: Call): Answer => {
    const items = itemsOf(call).map((item): JsonObject => {
      const { itemIdentifier, requestAction } = item;
      try {
        const { status, operationType, id } = work(call, item);
        return { itemIdentifier, status, operationType, href: `/api/organization/${call.orgId}/${kind}/${id}` };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const apiError: Json = error.body("");
        const operationType =
          requestAction === "DELETE" ? "DELETE" : item.item["id"] === undefined ? "CREATE" : "UPDATE";
        const stripped = isJsonObject(apiError) ? { ...apiError, trackingId: undefined } : {};
        return { itemIdentifier, status: error.status, operationType, apiError: stripped };
      }
    });
    return { status: 207, body: { items } };
  };
