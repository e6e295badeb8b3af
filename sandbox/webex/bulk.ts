import { z } from "zod";
import { isJsonObject, textOf, type Json, type JsonObject } from "../core/json";
import { createEntity, deleteEntity, objectBody, replaceEntity } from "./crud";
import type { Entity } from "./entities";
import { configError, invalidFields, notFound, Refused } from "./errors";
import { typeOf, type Noun } from "./noun";
import { nounPath } from "./noun-routes";
import type { Answer, Call, Route } from "./route";

const requestSchema = z.object({
  items: z.array(
    z.object({
      itemIdentifier: z.number().int(),
      item: z.record(z.string(), z.json()),
      requestAction: z.enum(["SAVE", "DELETE"]).default("SAVE"),
    }),
  ),
});

type Item = z.output<typeof requestSchema>["items"][number];

interface Done {
  readonly status: number;
  readonly operationType: "CREATE" | "UPDATE" | "DELETE";
  readonly id: string;
}

const itemsOf = (call: Call): readonly Item[] => {
  const parsed = requestSchema.safeParse(objectBody(call));
  if (parsed.success) return parsed.data.items;
  throw invalidFields(parsed.error.issues.map((issue) => issue.path.join(".") || "items"));
};

const known = (noun: Noun, call: Call, item: JsonObject): Entity => {
  const id = textOf(item["id"]);
  const entity = call.entities.get(noun.kind, id);
  if (entity === undefined) throw notFound(typeOf(noun), id);
  return entity;
};

/** One item of a bulk POST: create, delete and, for few nouns, update by the full object. */
const save = (noun: Noun, call: Call, { item, requestAction }: Item): Done => {
  if (requestAction === "DELETE") {
    const entity = known(noun, call, item);
    deleteEntity(noun, call, entity);
    return { status: noun.deleted, operationType: "DELETE", id: entity.id };
  }
  if (item["id"] !== undefined && noun.bulk === "create and update") {
    const { id } = replaceEntity(noun, call, known(noun, call, item), item);
    return { status: 200, operationType: "UPDATE", id };
  }
  return { status: 201, operationType: "CREATE", id: createEntity(noun, call, item).id };
};

/** One item of a bulk PATCH. */
const patch = (noun: Noun, call: Call, { item, requestAction }: Item): Done => {
  if (requestAction === "DELETE") throw configError(400, "Delete is not supported by a bulk patch");
  const before = known(noun, call, item);
  const body = noun.bulkPatch === "full" ? item : { ...writable(before), ...item };
  const kept = Object.entries(body).filter(([, value]) => value !== null);
  const { id } = replaceEntity(noun, call, before, Object.fromEntries(kept));
  return { status: 200, operationType: "UPDATE", id };
};

/** What a client would send back of an object. */
const writable = ({ createdTime: _created, lastUpdatedTime: _updated, ...rest }: Entity): JsonObject => rest;

/** Each item stands for itself: the answer is 207 whatever happens to them. */
const each =
  (work: (call: Call, item: Item) => Done, noun: Noun) =>
  (call: Call): Answer => {
    const items = itemsOf(call).map((item): JsonObject => {
      const { itemIdentifier, requestAction } = item;
      try {
        const { status, operationType, id } = work(call, item);
        return { itemIdentifier, status, operationType, href: `/api/organization/${call.orgId}/${noun.kind}/${id}` };
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

/** The bulk operations of a noun, as far as it has them. */
export const bulkRoutes = (noun: Noun): readonly Route[] => {
  const prefix = noun.prefixes.create[0] ?? "";
  const paths = [`${nounPath(prefix, noun.kind)}/bulk`, ...(noun.bulkPaths ?? [])];
  const post = paths.map((path): Route => ({
    method: "POST",
    path,
    handle: each((call, item) => save(noun, call, item), noun),
  }));
  const change: Route = {
    method: "PATCH",
    path: `${nounPath("", noun.kind)}/bulk`,
    handle: each((call, item) => patch(noun, call, item), noun),
  };
  return [...(noun.bulk === "none" ? [] : post), ...(noun.bulkPatch === undefined ? [] : [change])];
};
