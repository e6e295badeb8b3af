import { textOf, type Json, type JsonObject } from "../../core/json";
import {
  badRequest,
  badWrite,
  duplicateValue,
  entityIsDeleted,
  insufficientAccess,
  notFound,
  requiredMissing,
} from "../salesforce-errors";
import { to18 } from "../ids";
import type { Org } from "../org";
import type { Row } from "../soql";
import type { SObject } from "../sobjects/sobject";
import { visibleType, type Actor, childrenOf, fieldNamed } from "./objects";
import { readBody, rowsByField } from "./incoming";
import { shown } from "./values";

const isEmpty = (value: Json | undefined): boolean => value === undefined || value === null;

function checkRequired(object: SObject, draft: JsonObject): void {
  const missing = object.fields.filter((field) => field.required && isEmpty(draft[field.name])).map(({ name }) => name);
  if (missing.length > 0) throw requiredMissing(missing);
}

/** A queue can own only records of its own list of objects. */
function checkOwner(org: Org, object: SObject, draft: JsonObject): void {
  const owner = textOf(draft.OwnerId);
  const group = object.access === "data" ? org.records.get("Group", owner) : undefined;
  if (group === undefined) return;
  const served = org.records.where("QueueSobject", { QueueId: group.Id, SobjectType: object.name });
  if (served.length > 0) return;
  throw badWrite("FIELD_INTEGRITY_EXCEPTION", `Owner ID: id value of incorrect type: ${owner}`, ["OwnerId"]);
}

function checkUnique(org: Org, object: SObject, draft: JsonObject, before: Row | undefined): void {
  for (const field of object.fields) {
    const value = draft[field.name];
    if (field.spec.unique !== true || isEmpty(value)) continue;
    const fold = (one: Json | undefined): string =>
      field.caseSensitive ? shown(one ?? null) : shown(one ?? null).toLowerCase();
    const twin = org.records
      .all(object.name)
      .find((row) => row.Id !== before?.Id && !isEmpty(row[field.name]) && fold(row[field.name]) === fold(value));
    if (twin !== undefined) throw duplicateValue(field.name, twin.Id);
  }
}

/** Every field with its value when a create sends none. */
const blank = (object: SObject, userId: string): JsonObject =>
  Object.fromEntries(
    object.fields
      .filter(({ name }) => name !== "Id")
      .map((field) => {
        if (field.name === "OwnerId") return [field.name, userId];
        return [field.name, field.spec.default ?? (field.type === "boolean" ? false : null)];
      }),
  );

/**
 * Creates a record.
 * Throws a Refused, before anything is written, when the type, a field or a value does not allow it.
 */
export function createRecord(actor: Actor, typeName: string, body: JsonObject): Row {
  const { org, userId, rights } = actor;
  const object = visibleType(actor, typeName);
  if (!object.createable) {
    throw badWrite("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", `entity type cannot be inserted: ${object.label}`);
  }
  if (!rights.may("create", object)) throw insufficientAccess();
  const sent = readBody(actor, object, body, "create");
  const draft = { ...blank(object, userId), ...sent };
  checkRequired(object, draft);
  checkOwner(org, object, draft);
  const scene = { org, userId, before: undefined, sent };
  const completed = object.rules.complete?.(draft, scene) ?? draft;
  checkUnique(org, object, completed, undefined);
  const row = org.records.insert(object.name, completed, userId);
  object.rules.written?.(row, scene);
  return row;
}

/** A record by its id of 15 or 18 characters. Throws NOT_FOUND, or ENTITY_IS_DELETED for one in the recycle bin. */
export function existingRecord(actor: Actor, object: SObject, id: string): Row {
  const long = to18(id);
  const { records } = actor.org;
  const row = long === undefined ? undefined : records.get(object.name, long);
  if (row !== undefined) return row;
  if (long !== undefined && records.typeOf(long) === object.name && records.isDeleted(long)) throw entityIsDeleted();
  throw notFound();
}

/** Updates a record with the sent fields. Throws like {@link createRecord}. */
export function updateRecord(actor: Actor, typeName: string, id: string, body: JsonObject): Row {
  const { org, userId, rights } = actor;
  const object = visibleType(actor, typeName);
  const before = existingRecord(actor, object, id);
  if (!object.updateable) {
    throw badWrite("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", `entity type cannot be updated: ${object.label}`);
  }
  if (!rights.may("edit", object)) throw insufficientAccess();
  const sent = readBody(actor, object, body, "update");
  const draft = { ...blank(object, userId), ...before, ...sent };
  checkRequired(object, draft);
  checkOwner(org, object, draft);
  const scene = { org, userId, before, sent };
  const completed = object.rules.complete?.(draft, scene) ?? draft;
  checkUnique(org, object, completed, before);
  const row = org.records.update(object.name, { ...completed, Id: before.Id }, userId);
  object.rules.written?.(row, scene);
  return row;
}

/** Removes a record and its dependent records; references to it become empty. */
function removeWithChildren(org: Org, object: SObject, row: Row): void {
  for (const { object: child, field } of childrenOf(org, object)) {
    if (field.spec.children === undefined && !field.custom) continue;
    for (const dependent of org.records.where(child.name, { [field.name]: row.Id })) {
      if (field.spec.cascade === true) removeWithChildren(org, child, dependent);
      else org.records.patch(child.name, dependent.Id, { [field.name]: null });
    }
  }
  org.records.remove(object.name, row.Id);
  object.rules.removed?.(row, org);
}

/** Deletes a record. Throws a Refused when the type, the user or another record does not allow it. */
export function deleteRecord(actor: Actor, typeName: string, id: string): void {
  const object = visibleType(actor, typeName);
  const row = existingRecord(actor, object, id);
  if (!object.deletable) {
    throw badWrite("INVALID_TYPE_FOR_OPERATION", `entity type cannot be deleted: ${object.label}`);
  }
  if (!actor.rights.may("delete", object)) throw insufficientAccess();
  object.rules.removing?.(row, actor.org);
  removeWithChildren(actor.org, object, row);
}

/** Records with this value in an external id field (or `Id`). */
export const recordsByExternalId = (actor: Actor, typeName: string, field: string, value: string): readonly Row[] =>
  rowsByField(actor.org, visibleType(actor, typeName), field, value);

/** A record as GET returns it: with all fields the user may see, or the requested ones. */
export function showRecord(
  actor: Actor,
  object: SObject,
  row: Row,
  url: string,
  wanted: readonly string[] | undefined,
): JsonObject {
  const fields =
    wanted === undefined
      ? object.fields.filter((field) => actor.rights.seesField(object, field))
      : wanted.map((name) => {
          const field = fieldNamed(object, name.trim());
          if (field !== undefined && actor.rights.seesField(object, field)) return field;
          throw badRequest(
            "INVALID_FIELD",
            `\n${name}\n^\nERROR at Row:1:Column:1\nNo such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
          );
        });
  return {
    attributes: { type: object.name, url },
    ...Object.fromEntries(fields.map(({ name }) => [name, row[name] ?? null])),
    ...(wanted === undefined ? {} : { Id: row.Id }),
  };
}
