import { textOf, type JsonObject } from "../core/json";
import { eachItem, type Done, type Item } from "./bulk-items";
import { createEntity, deleteEntity, replaceEntity } from "./crud";
import type { Entity } from "./entities";
import { configError, notFound } from "./webex-errors";
import { typeOf, type Noun } from "./noun";
import { nounPath } from "./noun-routes";
import type { Call, Route } from "./route";

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

/** The bulk operations of a noun, as far as it has them. */
export const bulkRoutes = (noun: Noun): readonly Route[] => {
  const prefix = noun.prefixes.create[0] ?? "";
  const paths = [`${nounPath(prefix, noun.kind)}/bulk`, ...(noun.bulkPaths ?? [])];
  const post = paths.map((path): Route => ({
    method: "POST",
    path,
    handle: eachItem((call, item) => save(noun, call, item), noun.kind),
  }));
  const change: Route = {
    method: "PATCH",
    path: `${nounPath("", noun.kind)}/bulk`,
    handle: eachItem((call, item) => patch(noun, call, item), noun.kind),
  };
  return [...(noun.bulk === "none" ? [] : post), ...(noun.bulkPatch === undefined ? [] : [change])];
};
