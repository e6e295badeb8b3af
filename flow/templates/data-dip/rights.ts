import type { DataDipOptions } from "./options";
import { readOptions } from "./settings";

/** What the user that the flow's connector acts as must be allowed in Salesforce. */
export interface DataDipRights {
  /** Fields as `Object.Field` that a profile may hide, and whether they are written. */
  readonly fields: readonly { readonly field: string; readonly editable: boolean }[];
  /** Whether the flow makes cases; it reads accounts and contacts and changes cases anyway. */
  readonly createsCases: boolean;
  /** User permissions by API name. */
  readonly userPermissions: readonly string[];
}

/** Fields of a task that a profile may hide. Subject, priority and status are everybody's who may edit tasks. */
const TASK_FIELDS = ["WhatId", "WhoId", "CallType", "CallObject", "Description", "Subject"];

/**
 * The rights that a flow of `dataDipFlow` needs besides reading accounts and contacts and changing cases: profiles made for
 * integrations show no field that can be hidden, standard ones neither, and a question that names a hidden field fails as a whole.
 * @throws FlowDefinitionError for an argument that is wrong.
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
  // One entry a field, or a deploy fails: the one that allows more counts.
  const byField = new Map(
    [...all].sort((a, b) => Number(a.editable) - Number(b.editable)).map((one) => [one.field, one]),
  );
  return {
    fields: [...byField.values()],
    createsCases: newCase !== undefined,
    userPermissions: postCall === "task" ? ["EditTask"] : [],
  };
}
