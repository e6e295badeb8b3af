import type { DataDipOptions } from "./options";
import { readOptions } from "./settings";

/** The rights in Salesforce that the user of the flow's connector needs. */
export interface DataDipRights {
  /** Fields that a profile may hide, as `Object.Field`, and whether they are written. */
  readonly fields: readonly { readonly field: string; readonly editable: boolean }[];
  /** Whether the flow creates cases. It always reads accounts and contacts and changes cases. */
  readonly createsCases: boolean;
  /** User permissions by API name. */
  readonly userPermissions: readonly string[];
}

/** Fields of a task that a profile may hide. Everybody who may edit tasks has the others, such as priority and status. */
const TASK_FIELDS = ["WhatId", "WhoId", "CallType", "CallObject", "Description", "Subject"];

/**
 * The rights that a flow of `dataDipFlow` needs in addition to reading accounts and contacts and changing cases. Integration profiles
 * and standard profiles show no field that can be hidden, and a query with a hidden field fails as a whole.
 * @throws FlowDefinitionError for an invalid argument.
 */
export function dataDipRights(options: DataDipOptions): DataDipRights {
  const {
    contactE164Field,
    contactPhoneFields,
    accountPhoneFields,
    accountPriorities,
    interactionField,
    postCall,
    fields,
    newCase,
  } = readOptions(options);
  const read = (object: string, names: readonly string[]) =>
    names.map((name) => ({ field: `${object}.${name}`, editable: false }));
  const written = (object: string, names: readonly string[]) =>
    names.map((name) => ({ field: `${object}.${name}`, editable: true }));
  const all = [
    ...read("Contact", ["AccountId", ...(contactE164Field === undefined ? contactPhoneFields : [contactE164Field])]),
    ...read(
      "Contact",
      fields.contact.map(({ field }) => field),
    ),
    ...read("Account", [...accountPhoneFields, ...(accountPriorities ? [accountPriorities.field] : [])]),
    ...read("Case", ["ContactId", "Subject", "Priority", ...fields.case.map(({ field }) => field)]),
    ...written("Case", interactionField === undefined ? [] : [interactionField]),
    ...written("Case", newCase === undefined ? [] : ["ContactId", "Subject", "Origin"]),
    ...written("Task", postCall === "task" ? TASK_FIELDS : []),
  ];
  // A deploy needs one entry per field: the one that allows more is used.
  const byField = new Map(
    [...all].sort((a, b) => Number(a.editable) - Number(b.editable)).map((one) => [one.field, one]),
  );
  return {
    fields: [...byField.values()],
    createsCases: newCase !== undefined,
    userPermissions: postCall === "task" ? ["EditTask"] : [],
  };
}
