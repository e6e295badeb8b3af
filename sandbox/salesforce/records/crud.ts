import { isJsonObject, type Json, type JsonObject } from "../../core/json";
import {
  badRequest,
  badWrite,
  duplicateValue,
  entityIsDeleted,
  insufficientAccess,
  notFound,
  requiredMissing,
} from "../errors";
import { to18 } from "../ids";
import type { Org } from "../org";
import type { Rights } from "../rights";
import type { Row } from "../soql";
import type { Field, SObject } from "../sobjects/sobject";
import { childrenOf, fieldNamed, objectOf } from "./objects";
import { shown, storedValue } from "./values";

/** Who touches records, in which org. */
export interface Actor {
  readonly org: Org;
  readonly userId: string;
  readonly rights: Rights;
}

/** A type a caller may see; its name in any case. */
export const visibleType = ({ org, rights }: Actor, name: string): SObject => {
  const object = objectOf(org, name);
  if (object === undefined || !rights.may("read", object)) throw notFound();
  return object;
};

const noSuchColumn = (object: SObject, name: string) =>
  badRequest("INVALID_FIELD", `No such column '${name}' on sobject of type ${object.name}`);

/** `{"Account": {"Code__c": "A1"}}` stands for the id of the account with that external id. */
const referredId = (
  actor: Actor,
  object: SObject,
  key: string,
  value: JsonObject,
): readonly [Field, Json] | undefined => {
  const reference = object.fields.find((field) => field.relationshipName?.toLowerCase() === key.toLowerCase());
  const [target] = reference?.referenceTo ?? [];
  const [entry] = Object.entries(value).filter(([name]) => name !== "attributes");
  if (reference === undefined || target === undefined || entry === undefined) return undefined;
  const [name, wanted] = entry;
  const matches = rowsByField(actor.org, visibleType(actor, target), name, wanted ?? null);
  const [match] = matches;
  if (match === undefined || matches.length > 1) {
    throw badWrite(
      "INVALID_FIELD",
      `Foreign key external ID: ${shown(wanted ?? null)} not found for field ${name} in entity ${target}`,
    );
  }
  return [reference, match.Id];
};

const rowsByField = (org: Org, object: SObject, name: string, value: Json): readonly Row[] => {
  const field = fieldNamed(object, name);
  if (field === undefined || (field.spec.externalId !== true && field.name !== "Id")) {
    throw badRequest("NOT_FOUND", `Provided external ID field does not exist or is not accessible: ${name}`);
  }
  const wanted = field.name === "Id" ? (to18(shown(value)) ?? value) : storedValue(org, field, value);
  const fold = (one: Json | undefined): Json | undefined =>
    typeof one === "string" && !field.caseSensitive && field.name !== "Id" ? one.toLowerCase() : one;
  return org.records.all(object.name).filter((row) => fold(row[field.name]) === fold(wanted));
};

/** What a caller sent, by canonical names and with values as they are stored. */
const readBody = (actor: Actor, object: SObject, body: JsonObject, verb: "create" | "update"): JsonObject => {
  const values: [string, Json][] = [];
  const unwritable: string[] = [];
  for (const [key, value] of Object.entries(body)) {
    if (key === "attributes" || value === undefined) continue;
    const field = fieldNamed(object, key);
    if (field === undefined || !actor.rights.seesField(object, field)) {
      const referred = isJsonObject(value) ? referredId(actor, object, key, value) : undefined;
      if (referred === undefined) throw noSuchColumn(object, key);
      values.push([referred[0].name, referred[1]]);
      continue;
    }
    if (field.name === "Id")
      throw badRequest("INVALID_FIELD", "The Id field should not be specified in the sobject data.");
    const writable = verb === "create" ? field.createable : field.updateable;
    if (!writable || !actor.rights.editsField(object, field)) unwritable.push(field.name);
    else values.push([field.name, storedValue(actor.org, field, value)]);
  }
  if (unwritable.length > 0) {
    throw badWrite(
      "INVALID_FIELD_FOR_INSERT_UPDATE",
      `Unable to create/update fields: ${unwritable.join(", ")}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      unwritable,
    );
  }
  return Object.fromEntries(values);
};

const isEmpty = (value: Json | undefined): boolean => value === undefined || value === null;

const checkRequired = (object: SObject, draft: JsonObject): void => {
  const missing = object.fields.filter((field) => field.required && isEmpty(draft[field.name])).map(({ name }) => name);
  if (missing.length > 0) throw requiredMissing(missing);
};

const checkUnique = (org: Org, object: SObject, draft: JsonObject, before: Row | undefined): void => {
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
};

/** Every field with the value of a record whose create leaves all out. */
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
 * Throws a Refused before anything is written when the type, a field or a value does not allow it.
 */
export const createRecord = (actor: Actor, typeName: string, body: JsonObject): Row => {
  const { org, userId, rights } = actor;
  const object = visibleType(actor, typeName);
  if (!object.createable) {
    throw badWrite("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", `entity type cannot be inserted: ${object.label}`);
  }
  if (!rights.may("create", object)) throw insufficientAccess();
  const sent = readBody(actor, object, body, "create");
  const draft = { ...blank(object, userId), ...sent };
  checkRequired(object, draft);
  const scene = { org, userId, before: undefined, sent };
  const completed = object.rules.complete?.(draft, scene) ?? draft;
  checkUnique(org, object, completed, undefined);
  const row = org.records.insert(object.name, completed, userId);
  object.rules.written?.(row, scene);
  return row;
};

/** A record by its id of 15 or 18 characters. Throws NOT_FOUND, or ENTITY_IS_DELETED for one in the recycle bin. */
export const existingRecord = (actor: Actor, object: SObject, id: string): Row => {
  const long = to18(id);
  const { records } = actor.org;
  const row = long === undefined ? undefined : records.get(object.name, long);
  if (row !== undefined) return row;
  if (long !== undefined && records.typeOf(long) === object.name && records.isDeleted(long)) throw entityIsDeleted();
  throw notFound();
};

/** Lays the sent fields over a record. Throws like {@link createRecord}. */
export const updateRecord = (actor: Actor, typeName: string, id: string, body: JsonObject): Row => {
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
  const scene = { org, userId, before, sent };
  const completed = object.rules.complete?.(draft, scene) ?? draft;
  checkUnique(org, object, completed, before);
  const row = org.records.update(object.name, { ...completed, Id: before.Id }, userId);
  object.rules.written?.(row, scene);
  return row;
};

/** Removes a record with what belongs to it; references of others to it become empty. */
const removeWithChildren = (org: Org, object: SObject, row: Row): void => {
  for (const { object: child, field } of childrenOf(org, object)) {
    if (field.spec.children === undefined && !field.custom) continue;
    for (const dependent of org.records.all(child.name).filter((one) => one[field.name] === row.Id)) {
      if (field.spec.cascade === true) removeWithChildren(org, child, dependent);
      else org.records.patch(child.name, dependent.Id, { [field.name]: null });
    }
  }
  org.records.remove(object.name, row.Id);
  object.rules.removed?.(row, org);
};

/** Deletes a record. Throws a Refused when the type, the user or another record does not allow it. */
export const deleteRecord = (actor: Actor, typeName: string, id: string): void => {
  const object = visibleType(actor, typeName);
  const row = existingRecord(actor, object, id);
  if (!object.deletable) {
    throw badWrite("INVALID_TYPE_FOR_OPERATION", `entity type cannot be deleted: ${object.label}`);
  }
  if (!actor.rights.may("delete", object)) throw insufficientAccess();
  object.rules.removing?.(row, actor.org);
  removeWithChildren(actor.org, object, row);
};

/** Records with a value in an external id field (or `Id`). */
export const recordsByExternalId = (actor: Actor, typeName: string, field: string, value: string): readonly Row[] =>
  rowsByField(actor.org, visibleType(actor, typeName), field, value);

/** A record as GET shows it: with all fields a user sees, or the wanted ones. */
export const showRecord = (
  actor: Actor,
  object: SObject,
  row: Row,
  url: string,
  wanted: readonly string[] | undefined,
): JsonObject => {
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
};
