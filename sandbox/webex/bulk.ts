import { z } from "zod";
import { isJsonObject, type Json, type JsonObject, objectWithoutNulls, textOf } from "../core/json";
import { objectBody, createEntity, deleteEntity, replaceEntity } from "./crud";
import { parsedBy, Refused, configError, notFound } from "./webex-errors";
import type { Answer, Call, Route } from "./route";
import type { Entity } from "./entities";
import { typeOf, type Noun } from "./noun";
import { nounPath } from "./noun-routes";

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

function itemsOf(call: Call): readonly Item[] {
  const body = objectBody(call);
  // In a patch, null clears a member, so the nulls are kept.
  return parsedBy(requestSchema, call.body.type === "json" ? call.body.value : body, "items").items;
}

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
        const operationType = requestAction === "DELETE" ? "DELETE" : item.item.id === undefined ? "CREATE" : "UPDATE";
        const stripped = isJsonObject(apiError) ? { ...apiError, trackingId: undefined } : {};
        return { itemIdentifier, status: error.status, operationType, apiError: stripped };
      }
    });
    return { status: 207, body: { items } };
  };

function existingEntity(noun: Noun, call: Call, item: JsonObject): Entity {
  const id = textOf(item.id);
  const entity = call.entities.get(noun.kind, id);
  if (entity === undefined) throw notFound(typeOf(noun), id);
  return entity;
}

/** One item of a bulk POST: create, delete and, for few nouns, update with the full object. */
function save(noun: Noun, call: Call, { item: sent, requestAction }: Item): Done {
  const item = objectWithoutNulls(sent);
  if (requestAction === "DELETE") {
    const entity = existingEntity(noun, call, item);
    // The service's words for an item that is not the whole object.
    if (Object.keys(item).length === 1) throw configError(400, "Cannot Update/Delete system generated Entities");
    deleteEntity(noun, call, entity);
    return { status: noun.deleted, operationType: "DELETE", id: entity.id };
  }
  if (item.id !== undefined && noun.bulk === "create and update") {
    const { id } = replaceEntity(noun, call, existingEntity(noun, call, item), item);
    return { status: 200, operationType: "UPDATE", id };
  }
  return { status: 201, operationType: "CREATE", id: createEntity(noun, call, item).id };
}

/** One item of a bulk PATCH; null clears a member. */
function patch(noun: Noun, call: Call, { item, requestAction }: Item): Done {
  if (requestAction === "DELETE") throw configError(400, "Delete is not supported by a bulk patch");
  const before = existingEntity(noun, call, item);
  const body = noun.bulkPatch === "full" ? item : { ...before, ...item };
  const { id } = replaceEntity(noun, call, before, objectWithoutNulls(body));
  return { status: 200, operationType: "UPDATE", id };
}

/** The bulk operations that a noun has. A purge is refused even for full administrators. */
export function bulkRoutes(noun: Noun): readonly Route[] {
  const posts = [`${nounPath(noun.prefixes.create[0] ?? "", noun.kind)}/bulk`, ...noun.bulkPaths].map(
    (path): Route => ({ method: "POST", path, handle: eachItem((call, item) => save(noun, call, item), noun.kind) }),
  );
  const change: Route = {
    method: "PATCH",
    path: `${nounPath("", noun.kind)}/bulk`,
    handle: eachItem((call, item) => patch(noun, call, item), noun.kind),
  };
  const purge: Route = {
    method: "POST",
    path: `${nounPath("", noun.kind)}/purge-inactive-entities`,
    handle: () => {
      throw configError(403, "Operation is forbidden", "Purging inactive entities is reserved for the system");
    },
    coverage: "partly",
    note: "Always refused, as for every administrator.",
  };
  return [
    ...(noun.bulk === "none" ? [] : posts),
    ...(noun.bulkPatch === undefined ? [] : [change]),
    ...(noun.purge ? [purge] : []),
  ];
}
