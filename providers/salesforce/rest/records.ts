import { z } from "zod";
import type { Audit } from "../../core/resource/facets";
import { isFailure, unlessMissing } from "../../http/http-errors";
import { provenChanged, provenDeleted, understood } from "../../http/failures";
import type { Row } from "./rest-responses";
import type { SalesforceApi } from "./api";
import { soqlEquals, id18 } from "./soql";

/** The sObject part of the REST API: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_basic_info.htm */

export type Fields = Readonly<Record<string, unknown>>;

const created = z.looseObject({ id: z.string().min(1) });
const record = z
  .record(z.string(), z.unknown())
  .refine((row) => "attributes" in row || "Id" in row, "which is not a record of Salesforce");

/** Makes a record. @returns Its id, in 18 characters. */
export async function createRecord(api: SalesforceApi, sobject: string, fields: Fields): Promise<string> {
  const answer = await api.send({
    method: "POST",
    path: `sobjects/${sobject}`,
    json: fields,
    operation: `Creating a ${sobject}`,
  });
  return id18(understood(answer, (body) => created.parse(body)).id);
}

/**
 * Makes a record by an external id. Sent twice it still makes one record, so it may be repeated after a lost answer.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm
 * @returns Its id, in 18 characters.
 */
export async function upsertRecord(
  api: SalesforceApi,
  sobject: string,
  key: { readonly name: string; readonly value: string },
  fields: Fields,
): Promise<string> {
  const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key.name));
  const answer = await api.send({
    method: "PATCH",
    path: `sobjects/${sobject}/${key.name}/${encodeURIComponent(key.value)}`,
    json: rest,
    repeatable: true,
    operation: `Creating a ${sobject}`,
  });
  return id18(understood(answer, (body) => created.parse(body)).id);
}

/** Records of one type that one request may ask for. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_retrieve.htm */
const MAX_RECORDS_PER_CALL = 200;

const collection = z.array(record.nullable());

/**
 * The live record; undefined where its own GET answers that it is gone. Default: all fields that the user may read. Simultaneous reads
 * of the same fields of one type share a request.
 */
export function getRecord(
  api: SalesforceApi,
  sobject: string,
  id: string,
  names?: readonly string[],
): Promise<Row | undefined> {
  if (names === undefined) return getOne(api, sobject, id);
  const load = (ids: readonly string[]) => getSome(api, sobject, ids, names);
  return api.together(`records ${sobject} ${names.join(",")}`, load, MAX_RECORDS_PER_CALL).ask(id);
}

async function getSome(
  api: SalesforceApi,
  sobject: string,
  ids: readonly string[],
  names: readonly string[],
): Promise<readonly (Row | undefined)[]> {
  const alone = (id: string): Promise<Row | undefined> => getOne(api, sobject, id, names);
  if (ids.length === 1) return Promise.all(ids.map(alone));
  const path = `composite/sobjects/${sobject}`;
  const answer = await api.send({ method: "POST", path, json: { ids, fields: names }, repeatable: true });
  const found = understood(answer, (body) => collection.length(ids.length).parse(body));
  // A record missing in the list may be hidden: only its own GET proves that it is gone.
  return Promise.all(ids.map(async (id, i) => found[i] ?? (await alone(id))));
}

async function getOne(
  api: SalesforceApi,
  sobject: string,
  id: string,
  names?: readonly string[],
): Promise<Row | undefined> {
  const query = names === undefined ? {} : { fields: names.join(",") };
  const answer = await unlessMissing(api.send({ method: "GET", path: item(sobject, id), query }));
  return answer && understood(answer, (body) => record.parse(body));
}

/** The id of the record with these fields, asked once for each. @throws Error with the message `missing` where there is none. */
export function onlyRecordId(
  api: SalesforceApi,
  sobject: string,
  fields: Parameters<typeof soqlEquals>[0],
  missing: string,
): Promise<string> {
  const where = soqlEquals(fields);
  return api.once(`id of ${sobject} ${where}`, async () => {
    const [found] = await api.query(`SELECT Id FROM ${sobject} WHERE ${where}`);
    if (found === undefined) throw new Error(missing);
    return id18(String(found.Id));
  });
}

/** Thrown for a change of a record that is gone. */
export class RecordGone extends Error {
  constructor(sobject: string, id: string, cause: unknown) {
    super(`The ${sobject} ${id} was deleted outside of Pulumi: \`pulumi up --refresh\` makes it anew.`, { cause });
    this.name = "RecordGone";
  }
}

/** Changes fields of a record; null empties one. @throws RecordGone where there is none. */
export async function patchRecord(api: SalesforceApi, sobject: string, id: string, fields: Fields): Promise<void> {
  try {
    // Repeatable, as sending fixed values twice gives the same record.
    const answer = await api.send({
      method: "PATCH",
      path: item(sobject, id),
      json: fields,
      repeatable: true,
      operation: `Changing the ${sobject} ${id}`,
    });
    provenChanged(answer);
  } catch (error) {
    if (!isFailure(error, "not-found")) throw error;
    throw new RecordGone(sobject, id, error);
  }
}

/** Deletes a record; resolves where it is gone already. */
export async function deleteRecord(api: SalesforceApi, sobject: string, id: string): Promise<void> {
  const path = item(sobject, id);
  const answer = await unlessMissing(api.send({ method: "DELETE", path, operation: `Deleting the ${sobject} ${id}` }));
  if (answer !== undefined) await provenDeleted(answer, async () => (await getOne(api, sobject, id)) !== undefined);
}

const item = (sobject: string, id: string): string => `sobjects/${sobject}/${encodeURIComponent(id)}`;

/** When a row was made, by the service's clock; empty where the row has no time. */
export function createdAtOf({ CreatedDate }: Row): { createdAt?: number } {
  const at = typeof CreatedDate === "string" ? millisecondsOf(CreatedDate) : Number.NaN;
  return Number.isNaN(at) ? {} : { createdAt: at };
}

/** Parses `2026-11-22T10:00:00.000+0000`, to which it adds the colon that Date.parse needs. NaN for other texts. */
const millisecondsOf = (date: string): number => Date.parse(date.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));

/** A date of Salesforce as ISO 8601; undefined for a text that is not a date. */
export function isoDate(date: string | undefined): string | undefined {
  const at = millisecondsOf(date ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

const text = z.string().optional().catch(undefined);
const touched = z.looseObject({ LastModifiedDate: text, LastModifiedBy: z.looseObject({ Name: text }).nullish() });

/** Who changed a record of this sObject last. */
export const recordAudit = (sobject: string): Audit<SalesforceApi> => ({
  async lastTouch(api, id) {
    const soql = `SELECT LastModifiedDate, LastModifiedBy.Name FROM ${sobject} WHERE ${soqlEquals({ Id: id })}`;
    const { LastModifiedDate, LastModifiedBy } = touched.parse((await api.query(soql))[0]);
    return { by: LastModifiedBy?.Name, at: isoDate(LastModifiedDate) };
  },
});
