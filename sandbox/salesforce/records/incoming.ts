import { isJsonObject, type Json, type JsonObject } from "../../core/json";
import { badRequest, badWrite } from "../salesforce-errors";
import { to18 } from "../ids";
import type { Org } from "../org";
import type { Row } from "../soql";
import type { Field, SObject } from "../sobjects/sobject";
import { visibleType, type Actor, fieldNamed } from "./objects";
import { shown, storedValue } from "./values";

const noSuchColumn = (object: SObject, name: string) =>
  badRequest("INVALID_FIELD", `No such column '${name}' on sobject of type ${object.name}`);

/** `{"Account": {"Code__c": "A1"}}` means the id of the account with that external id. */
function referredId(actor: Actor, object: SObject, key: string, value: JsonObject): readonly [Field, Json] | undefined {
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
}

/** Records with this value in an external id field, or `Id`. */
export function rowsByField(org: Org, object: SObject, name: string, value: Json): readonly Row[] {
  const field = fieldNamed(object, name);
  if (field === undefined || (field.spec.externalId !== true && field.name !== "Id")) {
    throw badRequest("NOT_FOUND", `Provided external ID field does not exist or is not accessible: ${name}`);
  }
  const wanted = field.name === "Id" ? (to18(shown(value)) ?? value) : storedValue(org, field, value);
  const fold = (one: Json | undefined): Json | undefined =>
    typeof one === "string" && !field.caseSensitive && field.name !== "Id" ? one.toLowerCase() : one;
  return org.records.all(object.name).filter((row) => fold(row[field.name]) === fold(wanted));
}

/** The values of a request, with canonical field names and as they are stored. */
export function readBody(actor: Actor, object: SObject, body: JsonObject, verb: "create" | "update"): JsonObject {
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
}
