import { z } from "zod";
import { isFailure } from "../http/errors";
import { understood } from "../http/failures";
import type { Row, SalesforceApi } from "./api";
import { id18 } from "./ids";

/** The sObject part of the REST API: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_basic_info.htm */

export type Fields = Readonly<Record<string, unknown>>;

const created = z.looseObject({ id: z.string().min(1) });
const record = z.record(z.string(), z.unknown());

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

/** The record as it is now; undefined where its own GET says that it is gone. All fields the user may see, unless some are named. */
export async function getRecord(
  api: SalesforceApi,
  sobject: string,
  id: string,
  names?: readonly string[],
): Promise<Row | undefined> {
  try {
    const query = names === undefined ? {} : { fields: names.join(",") };
    const answer = await api.send({ method: "GET", path: item(sobject, id), query });
    return understood(answer, (body) => record.parse(body));
  } catch (error) {
    if (isFailure(error, "not-found")) return undefined;
    throw error;
  }
}

/** Changes fields of a record; null empties one. @throws Error with the way out where the record is gone. */
export async function patchRecord(api: SalesforceApi, sobject: string, id: string, fields: Fields): Promise<void> {
  try {
    // Fixed values twice are the same record.
    await api.send({
      method: "PATCH",
      path: item(sobject, id),
      json: fields,
      repeatable: true,
      operation: `Changing the ${sobject} ${id}`,
    });
  } catch (error) {
    if (!isFailure(error, "not-found")) throw error;
    throw new Error(`The ${sobject} ${id} was deleted outside of Pulumi: \`pulumi up --refresh\` makes it anew.`, {
      cause: error,
    });
  }
}

/** Deletes a record; one that is gone already is as it should be. */
export async function deleteRecord(api: SalesforceApi, sobject: string, id: string): Promise<void> {
  try {
    await api.send({ method: "DELETE", path: item(sobject, id), operation: `Deleting the ${sobject} ${id}` });
  } catch (error) {
    if (!isFailure(error, "not-found")) throw error;
  }
}

function item(sobject: string, id: string): string {
  return `sobjects/${sobject}/${encodeURIComponent(id)}`;
}

/** When a row was made, by the service's clock; nothing where the row does not tell. */
export function createdAtOf({ CreatedDate }: Row): { createdAt?: number } {
  const at =
    typeof CreatedDate === "string" ? Date.parse(CreatedDate.replace(/([+-]\d\d)(\d\d)$/, "$1:$2")) : Number.NaN;
  return Number.isNaN(at) ? {} : { createdAt: at };
}
