import type { JsonObject } from "../../core/json";
import { describeBriefly, describeFully } from "../describe";
import { objectBody } from "../dialect";
import { badRequest, notFound } from "../salesforce-errors";
import { to18 } from "../ids";
import { visibleType, allObjects, childrenOf } from "../records/objects";
import {
  createRecord,
  deleteRecord,
  existingRecord,
  recordsByExternalId,
  showRecord,
  updateRecord,
} from "../records/crud";
import { firstPage, recordUrl } from "../records/query";
import { NO_CONTENT, ok, param, partly, restRoutes, type Answer, type RestCall } from "../route";
import type { Row } from "../soql";
import type { SObject } from "../sobjects/sobject";

/** Most recently used items in one answer. */
const RECENT_ITEMS = 5;

const typeOf = (call: RestCall): SObject => visibleType(call.session, param(call, "type"));

const urlOf = (call: RestCall, object: SObject, id: string): string => recordUrl(call.version, object.name, id);

const created = (call: RestCall, object: SObject, row: Row, more: JsonObject = {}): Answer => ({
  status: 201,
  body: { id: row.Id, success: true, errors: [], ...more },
  headers: { Location: urlOf(call, object, row.Id) },
});

const fieldsWanted = (call: RestCall): readonly string[] | undefined => call.query.get("fields")?.split(",");

const show = (call: RestCall, object: SObject, row: Row): Answer =>
  ok(showRecord(call.session, object, row, urlOf(call, object, row.Id), fieldsWanted(call)));

function nameIn(object: SObject, row: Row): JsonObject {
  const field = object.fields.find(({ spec }) => spec.nameField === true);
  return field === undefined ? {} : { [field.name]: row[field.name] ?? null };
}

/** All types that the user may see. */
function describeGlobal(call: RestCall): Answer {
  const { org, rights } = call.session;
  const visible = allObjects(org).filter((object) => rights.may("read", object));
  return ok({
    encoding: "UTF-8",
    maxBatchSize: 200,
    sobjects: visible.map((object) => describeBriefly(object, rights, call.version)),
  });
}

function describeType(call: RestCall): Answer {
  const object = typeOf(call);
  const { org, rights, userId } = call.session;
  const recent = org.records.where(object.name, { LastModifiedById: userId });
  return ok({
    objectDescribe: describeBriefly(object, rights, call.version),
    recentItems: recent
      .slice(-RECENT_ITEMS)
      .toReversed()
      .map((row) => ({
        attributes: { type: object.name, url: urlOf(call, object, row.Id) },
        Id: row.Id,
        ...nameIn(object, row),
      })),
  });
}

/** `/Case/500.../CaseComments` and `/Contact/003.../Account`. */
function relationship(call: RestCall, object: SObject, row: Row, name: string): Answer {
  const { session, version } = call;
  const child = childrenOf(session.org, object).find((entry) => entry.name?.toLowerCase() === name.toLowerCase());
  if (child !== undefined) {
    const target = visibleType(session, child.object.name);
    const seen = target.fields.filter((field) => session.rights.seesField(target, field)).map((field) => field.name);
    const fields = fieldsWanted(call) ?? seen;
    const soql = `SELECT ${fields.join(", ")} FROM ${target.name} WHERE ${child.field.name} = '${row.Id}'`;
    return ok(firstPage(session, soql, { version }));
  }
  const reference = object.fields.find((field) => field.relationshipName?.toLowerCase() === name.toLowerCase());
  const id = reference === undefined ? undefined : row[reference.name];
  const parent = typeof id === "string" ? session.org.records.byId(id) : undefined;
  if (parent === undefined) throw notFound();
  return show(call, visibleType(session, parent.type), parent.row);
}

const matches = (call: RestCall): readonly Row[] =>
  recordsByExternalId(call.session, param(call, "type"), param(call, "key"), param(call, "value"));

/** Several records with the same external id: 300 and their URLs. */
const ambiguous = (call: RestCall, object: SObject, rows: readonly Row[]): Answer => ({
  status: 300,
  body: rows.map((row) => urlOf(call, object, row.Id)),
});

function single(
  call: RestCall,
  then: (object: SObject, row: Row) => Answer,
  otherwise: (object: SObject) => Answer,
): Answer {
  const object = typeOf(call);
  const rows = matches(call);
  const [row] = rows;
  if (row === undefined) return otherwise(object);
  return rows.length > 1 ? ambiguous(call, object, rows) : then(object, row);
}

function getByKey(call: RestCall): Answer {
  const object = typeOf(call);
  const [key, value] = [param(call, "key"), param(call, "value")];
  if (to18(key) !== undefined) return relationship(call, object, existingRecord(call.session, object, key), value);
  const missing = (): Answer => {
    throw notFound();
  };
  return single(call, (_object, row) => show(call, object, row), missing);
}

function upsert(call: RestCall): Answer {
  const body = objectBody(call);
  const { session } = call;
  const [type, key, value] = [param(call, "type"), param(call, "key"), param(call, "value")];
  const named = Object.keys(body).some((name) => name.toLowerCase() === key.toLowerCase());
  if (named) throw badRequest("INVALID_FIELD", `The ${key} field should not be specified in the sobject data.`);
  return single(
    call,
    (_object, row) => {
      updateRecord(session, type, row.Id, body);
      return ok({ id: row.Id, success: true, errors: [], created: false });
    },
    (object) => {
      if (key.toLowerCase() === "id") throw notFound();
      return created(call, object, createRecord(session, type, { ...body, [key]: value }), { created: true });
    },
  );
}

const removeByKey = (call: RestCall): Answer =>
  single(
    call,
    (object, row) => {
      deleteRecord(call.session, object.name, row.Id);
      return NO_CONTENT;
    },
    () => {
      throw notFound();
    },
  );

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_basic_info.htm */
export const sobjectRoutes = restRoutes({
  "GET /sobjects": describeGlobal,
  "GET /sobjects/{type}": describeType,
  "POST /sobjects/{type}": [
    (call) => created(call, typeOf(call), createRecord(call.session, param(call, "type"), objectBody(call))),
    partly("no duplicate rules, no sharing: every user of an object sees all its records"),
  ],
  "GET /sobjects/{type}/describe": [
    (call) => ok(describeFully(call.org, typeOf(call), call.session.rights, call.version)),
    partly("no compound fields, layouts and record types"),
  ],
  "GET /sobjects/{type}/{id}": (call) => {
    const object = typeOf(call);
    return show(call, object, existingRecord(call.session, object, param(call, "id")));
  },
  "PATCH /sobjects/{type}/{id}": (call) => {
    updateRecord(call.session, param(call, "type"), param(call, "id"), objectBody(call));
    return NO_CONTENT;
  },
  "DELETE /sobjects/{type}/{id}": (call) => {
    deleteRecord(call.session, param(call, "type"), param(call, "id"));
    return NO_CONTENT;
  },
  "GET /sobjects/{type}/{key}/{value}": [getByKey, { note: "external ids and relationships" }],
  "PATCH /sobjects/{type}/{key}/{value}": upsert,
  "DELETE /sobjects/{type}/{key}/{value}": removeByKey,
});
