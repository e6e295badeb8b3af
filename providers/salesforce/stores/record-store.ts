import { z } from "zod";
import { suggestion } from "../../core/resource/check-inputs";
import type { Store } from "../../core/resource/descriptor";
import type { Audit, Costs } from "../../core/resource/facets";
import { type RemoteObject, type Values, isRecord, type Checked } from "../../core/resource/types";
import { isUnknown } from "../../core/resource/unknown";
import { asError, HttpError } from "../../http/http-errors";
import { understood } from "../../http/failures";
import type { Row } from "../rest/rest-responses";
import type { SalesforceApi } from "../rest/api";
import { recordCalls } from "../rest/operations";
import {
  createdAtOf,
  createRecord,
  deleteRecord,
  getRecord,
  patchRecord,
  recordAudit,
  upsertRecord,
} from "../rest/records";
import { soqlEquals, id18, isId } from "../rest/soql";
import type { Inputs } from "../resources/sobject-record";

export const recordFields = z.record(
  z.string().regex(/^[A-Za-z]\w*$/, "must be the API name of a field"),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
);

const fieldsIn = (values: Values): Inputs["fields"] => recordFields.safeParse(values.fields).data ?? {};

/** A value in comparable form: Salesforce trims text, lengthens ids and formats times. */
export function comparable(value: unknown): unknown {
  if (typeof value !== "string") return value === undefined ? null : value;
  const text = value.replace(/\r\n?/g, "\n").trim();
  if (text === "") return null;
  if (text.length === 15 && /\d/.test(text) && isId(text)) return id18(text);
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)
    ? Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"))
    : Number.NaN;
  return Number.isNaN(time) ? text : time;
}

/** Fields that can be written but always read as empty: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_case.htm */
const WRITE_ONLY: Readonly<Record<string, readonly string[]>> = { Case: ["Comments"] };

export class RecordStore implements Store<SalesforceApi, Inputs> {
  readonly cost: Costs = {
    // With key fields a search comes first.
    create: ({ sobjectType, keyFields }) => ({
      own: keyFields === undefined ? 1 : 2,
      asks: [`sobjects/${String(sobjectType)}/describe`],
    }),
    update: 1,
    delete: 1,
  };
  readonly audit: Audit<SalesforceApi> = {
    lastTouch: (api, id, now) => recordAudit(String(now.sobjectType)).lastTouch(api, id, now),
  };
  readonly calls = recordCalls("{sobjectType}");

  /** With key fields, makes no second record of the same values; for an external id it uses an upsert, which never makes two. */
  async create(api: SalesforceApi, given: Inputs): Promise<RemoteObject> {
    const { sobjectType, keyFields, fields } = given;
    if (keyFields === undefined) return { id: await createRecord(api, sobjectType, fields), values: {} };
    const [there] = await this.find(api, given);
    if (there !== undefined) throw taken(sobjectType, keyFields);
    const [key, ...more] = keyFields;
    const value = key === undefined || more.length > 0 ? undefined : fields[key];
    const byKey = key !== undefined && typeof value === "string" && (await isExternalId(api, sobjectType, key));
    if (!byKey) return { id: await createRecord(api, sobjectType, fields), values: {} };
    return { id: await upsertRecord(api, sobjectType, { name: key, value }, fields), values: {} };
  }

  async read(api: SalesforceApi, id: string, state: Values): Promise<RemoteObject | undefined> {
    const { sobjectType } = state;
    if (typeof sobjectType !== "string")
      throw new Error(
        "The id of a record does not contain its type, so it cannot be adopted by its id: declare it, and delete the other.",
      );
    const record = await getRecord(api, sobjectType, id);
    return record === undefined ? undefined : this.live(record, sobjectType, state);
  }

  async update(api: SalesforceApi, id: string, given: Inputs, state: Values): Promise<RemoteObject> {
    const [before, after] = [fieldsIn(state), given.fields];
    // Only changed fields: some have an effect at each write, such as Case.Comments.
    const changed = Object.entries(after).filter(
      ([name, value]) => !(name in before) || comparable(before[name]) !== comparable(value),
    );
    const dropped = Object.keys(before).filter((name) => !(name in after));
    const fields = { ...Object.fromEntries(changed), ...Object.fromEntries(dropped.map((name) => [name, null])) };
    if (Object.keys(fields).length > 0) await patchRecord(api, given.sobjectType, id, fields);
    return { id, values: {} };
  }

  remove(api: SalesforceApi, id: string, { sobjectType }: Values): Promise<void> {
    return deleteRecord(api, String(sobjectType), id);
  }

  async find(api: SalesforceApi, given: Inputs): Promise<readonly RemoteObject[]> {
    const { sobjectType, keyFields, fields } = given;
    const key = Object.entries(fields).filter(([name, value]) =>
      keyFields === undefined ? value !== null : keyFields.includes(name),
    );
    const names = [...new Set(["Id", "CreatedDate", ...Object.keys(fields)])].join(", ");
    const rows = await api.query(`SELECT ${names} FROM ${sobjectType} WHERE ${soqlEquals(Object.fromEntries(key))}`);
    return rows.map((row) => ({ ...this.live(row, sobjectType, given), ...createdAtOf(row) }));
  }

  private live(record: Row, sobjectType: string, state: Values): RemoteObject {
    const unread = (name: string): boolean => !(name in record) || (WRITE_ONLY[sobjectType] ?? []).includes(name);
    const fields = Object.entries(fieldsIn(state)).map(
      ([name, value]) => [name, unread(name) ? value : record[name]] as const,
    );
    return {
      id: id18(String(record.Id)),
      values: { sobjectType, fields: Object.fromEntries(fields), keyFields: state.keyFields },
    };
  }
}

const described = z.looseObject({
  fields: z.array(
    z.looseObject({
      name: z.string(),
      createable: z.boolean(),
      updateable: z.boolean(),
      externalId: z.boolean().optional(),
    }),
  ),
});

function fieldsOf(api: SalesforceApi, sobject: string): Promise<z.output<typeof described>["fields"]> {
  return api.once(`describe sobject ${sobject}`, async () => {
    const answer = await api.send({ method: "GET", path: `sobjects/${sobject}/describe` });
    return understood(answer, (body) => described.parse(body)).fields;
  });
}

async function isExternalId(api: SalesforceApi, sobject: string, name: string): Promise<boolean> {
  // Only custom fields can be external ids.
  if (!name.endsWith("__c")) return false;
  return (await fieldsOf(api, sobject)).some((field) => field.name === name && field.externalId === true);
}

function taken(sobjectType: string, keyFields: readonly string[]): HttpError {
  return new HttpError({
    failure: "conflict",
    method: "POST",
    path: `sobjects/${sobjectType}`,
    status: 0,
    operation: `Creating a ${sobjectType}`,
    detail: `there is one with the same ${keyFields.join(" and ")}`,
    advice: "Nothing was changed.",
  });
}

/** Checks that the object has the fields and that they can be written; one request for each object with new fields. */
export async function checkFields(api: SalesforceApi, given: Values, olds: Values): Promise<Checked> {
  const { sobjectType, fields } = given;
  const before = isRecord(olds.fields) ? olds.fields : {};
  // This run may make a custom field.
  const fresh = isRecord(fields)
    ? Object.keys(fields).filter((name) => !(name in before) && !name.endsWith("__c"))
    : [];
  if (typeof sobjectType !== "string" || isUnknown(sobjectType) || sobjectType.endsWith("__c") || fresh.length === 0)
    return { inputs: given, problems: [] };
  const known = await fieldsOf(api, sobjectType).catch((error: unknown) => asError(error));
  if (known instanceof Error) {
    return { inputs: given, problems: [{ property: "sobjectType", reason: `cannot be described: ${known.message}` }] };
  }
  const problems = fresh.flatMap((name) => {
    const field = known.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    const names = known.map((candidate) => candidate.name);
    if (field === undefined)
      return [{ property: `fields.${name}`, reason: `is not a field of ${sobjectType}${suggestion(name, names)}` }];
    const settable = Object.keys(olds).length === 0 ? field.createable : field.updateable;
    return settable
      ? []
      : [
          {
            property: `fields.${name}`,
            reason: `of ${sobjectType} cannot be set: Salesforce computes it, or the user may not`,
          },
        ];
  });
  return { inputs: given, problems };
}
