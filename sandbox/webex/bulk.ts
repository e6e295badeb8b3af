import { objectWithoutNulls, textOf, type JsonObject } from "../core/json";
import { eachItem, type Done, type Item } from "./bulk-items";
import { createEntity, deleteEntity, replaceEntity } from "./crud";
import type { Entity } from "./entities";
import { notFound } from "./webex-errors";
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
const save = (noun: Noun, call: Call, { item: sent, requestAction }: Item): Done => {
  const item = objectWithoutNulls(sent);
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

/** The bulk POST of a noun, where it has one. */
export const bulkRoutes = (noun: Noun): readonly Route[] => {
  if (noun.bulk === "none") return [];
  const path = `${nounPath(noun.prefixes.create[0] ?? "", noun.kind)}/bulk`;
  return [{ method: "POST", path, handle: eachItem((call, item) => save(noun, call, item), noun.kind) }];
};
