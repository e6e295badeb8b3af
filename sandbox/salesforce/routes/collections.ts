import { isJsonObject, textOf, textsIn, type JsonObject } from "../../core/json";
import { objectBody } from "../dialect";
import { badRequest } from "../salesforce-errors";
import { to18 } from "../ids";
import { attempt, objectsIn, saveError, type Outcome } from "../records/attempt";
import { visibleType } from "../records/objects";
import { createRecord, deleteRecord, recordsByExternalId, showRecord, updateRecord } from "../records/crud";
import { recordUrl } from "../records/query";
import { shown } from "../records/values";
import { ok, param, restRoutes, type Answer, type RestCall } from "../route";
import type { Row } from "../soql";

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections.htm */
const MAX_WRITTEN = 200;
const MAX_RETRIEVED = 2000;

function refuseMany(count: number, max: number): void {
  if (count > max) {
    throw badRequest(
      "EXCEEDED_MAX_SOBJECTS_LIMIT",
      `record limit reached. cannot submit more than ${max} records into this call`,
    );
  }
}

function typeIn(record: JsonObject): string {
  const attributes = record.attributes;
  const type = isJsonObject(attributes) ? textOf(attributes.type) : "";
  if (type === "") throw badRequest("INVALID_INPUT", "type attribute is required on each record");
  return type;
}

const results = (outcomes: readonly Outcome<JsonObject>[]): Answer =>
  ok(
    outcomes.map((outcome) =>
      outcome.ok
        ? { ...outcome.value, success: true, errors: [] }
        : { success: false, errors: [saveError(outcome.problem)] },
    ),
  );

function batch(call: RestCall): { readonly records: readonly JsonObject[]; readonly allOrNone: boolean } {
  const body = objectBody(call);
  const records = objectsIn(body.records, "records");
  refuseMany(records.length, MAX_WRITTEN);
  return { records, allOrNone: body.allOrNone === true };
}

const without = (record: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name.toLowerCase())));

/** A write of each record in the body. */
const eachRecord =
  (write: (call: RestCall, record: JsonObject) => JsonObject) =>
  (call: RestCall): Answer => {
    const { records, allOrNone } = batch(call);
    const works = records.map((record) => () => write(call, record));
    return results(attempt(call.org, works, allOrNone));
  };

const create = eachRecord(({ session }, record) => ({
  id: createRecord(session, typeIn(record), without(record, "attributes")).Id,
}));

const update = eachRecord(({ session }, record) => {
  const id = textOf(record.id ?? record.Id);
  if (id === "") throw badRequest("MISSING_ARGUMENT", "Id not specified in an update call");
  return { id: updateRecord(session, typeIn(record), id, without(record, "attributes", "id")).Id };
});

const upsert = eachRecord((call, record) => {
  const [type, key] = [param(call, "type"), param(call, "key")];
  const value = Object.entries(record).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  const fields = without(record, "attributes", key.toLowerCase());
  const [known, ...others] = value === undefined ? [] : recordsByExternalId(call.session, type, key, shown(value));
  if (others.length > 0)
    throw badRequest("DUPLICATE_EXTERNAL_ID", `${key}: more than one record found for external id field`);
  if (known !== undefined) return { id: updateRecord(call.session, type, known.Id, fields).Id, created: false };
  const wanted = key.toLowerCase() === "id" || value === undefined ? fields : { ...fields, [key]: value };
  return { id: createRecord(call.session, type, wanted).Id, created: true };
});

const idList = (text: string | null): readonly string[] => (text ?? "").split(",").filter((id) => id !== "");

function remove(call: RestCall): Answer {
  const ids = idList(call.query.get("ids"));
  refuseMany(ids.length, MAX_WRITTEN);
  const works = ids.map((id) => () => {
    const long = to18(id);
    const type = long === undefined ? undefined : call.org.records.typeOf(long);
    if (long === undefined || type === undefined) throw badRequest("MALFORMED_ID", `malformed id ${id}`);
    deleteRecord(call.session, type, long);
    return { id: long };
  });
  return results(attempt(call.org, works, call.query.get("allOrNone") === "true"));
}

function retrieve(call: RestCall, ids: readonly string[], fields: readonly string[]): Answer {
  refuseMany(ids.length, MAX_RETRIEVED);
  const object = visibleType(call.session, param(call, "type"));
  const rows = ids.map((id): Row | undefined => call.org.records.get(object.name, id));
  return ok(
    rows.map((row) =>
      row === undefined
        ? null
        : showRecord(call.session, object, row, recordUrl(call.version, object.name, row.Id), fields),
    ),
  );
}

export const collectionRoutes = restRoutes({
  "POST /composite/sobjects": [create, { ownTransactions: true }],
  "PATCH /composite/sobjects": [update, { ownTransactions: true }],
  "DELETE /composite/sobjects": [remove, { ownTransactions: true }],
  "PATCH /composite/sobjects/{type}/{key}": [upsert, { ownTransactions: true }],
  "GET /composite/sobjects/{type}": (call) =>
    retrieve(call, idList(call.query.get("ids")), idList(call.query.get("fields"))),
  "POST /composite/sobjects/{type}": (call) => {
    const body = objectBody(call);
    return retrieve(call, textsIn(body.ids), textsIn(body.fields));
  },
});
