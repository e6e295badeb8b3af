import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { type Problem, isRecord } from "../../core/resource/types";
import { NOT_EXPORTED } from "../rest/operations";
import { recordFields, comparable, RecordStore, checkFields } from "../stores/record-store";

export const inputs = z.strictObject({
  /** `Account`, `Case`, `MyObject__c`. Changing it replaces the record. */
  sobjectType: z.string().regex(/^[A-Za-z]\w*$/, "must be the API name of an object, such as Account"),
  /** Values by the fields' API names. Other fields are not changed; null empties a field. */
  fields: recordFields,
  /**
   * Fields that are unique together, by which the record is found: `["Email"]`. No second record with the same values is made. Best is a
   * single custom field that is an external id. Default: all fields; then equal records are not prevented.
   */
  keyFields: z.array(z.string()).min(1).optional(),
});

export type Inputs = z.output<typeof inputs>;

/** Whether both have the same fields with equal values. */
function sameFields(before: unknown, after: unknown): boolean {
  const [old, now] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...names].every((name) => name in old === name in now && comparable(old[name]) === comparable(now[name]));
}

function rules({ fields, keyFields }: Partial<Inputs>): readonly Problem[] {
  if (fields === undefined) return [];
  const foreign = (keyFields ?? []).find((name) => !(name in fields));
  const id = Object.keys(fields).find((name) => name.toLowerCase() === "id");
  return [
    ...(foreign === undefined ? [] : [{ property: "keyFields", reason: `names ${foreign}, which is not in fields` }]),
    ...(id === undefined ? [] : [{ property: `fields.${id}`, reason: "is given by Salesforce and cannot be set" }]),
  ];
}

/**
 * A record of any object: sample data for a sandbox, or configuration that an app stores in records.
 *
 * @example
 * new salesforce.SObjectRecord("Ada", {
 *   sobjectType: "Contact",
 *   fields: { FirstName: "Ada", LastName: "Lovelace", Phone: "+1 312 555 0100" },
 * });
 */
export const SObjectRecord = defineResource({
  kind: "salesforce.SObjectRecord",
  noun: "record",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_list.htm",
  inputs,
  // Records have no names, so equal records are separate ones.
  naturalKey: ["sobjectType", "fields"],
  replaceOnChanges: ["sobjectType"],
  referable: false,
  equals: { fields: sameFields },
  ignoredInDiff: ["keyFields"],
  rules,
  checkWithTenant: checkFields,
  calls: ["GET sobjects/{sobjectType}/describe", "PATCH sobjects/{sobjectType}/{externalId}/{value}"],
  notAdoptable: "the id of a record does not contain its type; declare a new one and delete the other",
  store: new RecordStore(),
  permission: "Create, Read, Edit and Delete on the object, and Edit on the fields",
  lookUp: { none: "salesforce.query finds records by any field" },
  export: NOT_EXPORTED,
  trial: {
    inputs: { sobjectType: "Account", fields: { Name: "{name}" }, keyFields: ["Name"] },
    change: { fields: { Name: "{name}", Description: "Changed" } },
  },
  picture: { family: "salesforce" },
});
export type SObjectRecord = InstanceType<typeof SObjectRecord>;
