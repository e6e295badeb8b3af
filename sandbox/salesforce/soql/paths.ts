import type { Json } from "../../core/json";
import { errorAt, notEmulated, type SoqlError } from "./soql-errors";
import { valueOf, type QueryField, type QueryObject, type QueryOrg, type Row } from "./schema";

const MAX_PARENTS = 5;

/** The object that a SELECT or a condition reads. */
export interface Scope {
  /** The whole text of the query, for error messages. */
  readonly query: string;
  readonly org: QueryOrg;
  readonly object: QueryObject;
  readonly alias: string | undefined;
}

/** A field reached through any number of parents. */
export interface Path {
  /** References followed, in order. */
  readonly parents: readonly QueryField[];
  readonly field: QueryField;
  readonly read: (row: Row) => Json;
}

const nameField = (name: string, type: QueryField["type"] = "string"): QueryField => ({
  name,
  type,
  filterable: true,
  sortable: true,
  groupable: true,
  referenceTo: [],
  relationshipName: undefined,
  caseSensitive: false,
  custom: false,
});

const NAME_FIELDS: readonly QueryField[] = [
  nameField("Id", "id"),
  ...["Alias", "Email", "FirstName", "LastName", "Name", "Phone", "Title", "Type", "Username"].map((name) =>
    nameField(name, name === "Email" ? "email" : name === "Phone" ? "phone" : "string"),
  ),
];

/** The object of a reference with several types. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_name.htm */
const NAME_OBJECT: QueryObject = {
  name: "Name",
  fields: NAME_FIELDS,
  field: (name) => NAME_FIELDS.find((field) => field.name.toLowerCase() === name.toLowerCase()),
  parent: () => undefined,
  children: () => undefined,
};

export const noSuchColumn = (query: string, name: string, entity: string): SoqlError =>
  errorAt(
    query,
    name,
    "INVALID_FIELD",
    `No such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  );

export const noSuchType = (query: string, name: string): SoqlError =>
  errorAt(
    query,
    name,
    "INVALID_TYPE",
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
  );

const noSuchRelationship = (query: string, name: string): SoqlError =>
  errorAt(
    query,
    name,
    "INVALID_FIELD",
    `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
  );

/** The object that a reference points to. */
export function targetOf(scope: Scope, reference: QueryField): QueryObject {
  const [only, ...others] = reference.referenceTo;
  if (others.length > 0) return NAME_OBJECT;
  const target = only === undefined ? undefined : scope.org.object(only);
  if (target === undefined) throw noSuchRelationship(scope.query, reference.relationshipName ?? reference.name);
  return target;
}

/** The record that a reference of a record points to. */
export function follow(
  org: QueryOrg,
  row: Row | undefined,
  reference: QueryField,
): { readonly type: string; readonly row: Row } | undefined {
  const id = valueOf(row, reference.name);
  return typeof id === "string" ? org.byId(id) : undefined;
}

/** The parts of a path without a leading alias or object name. */
function wordsOf(scope: Scope, text: string): readonly string[] {
  const words = text.split(".");
  const first = (words[0] ?? "").toLowerCase();
  if (words.length < 2) return words;
  const isAlias = scope.alias !== undefined && first === scope.alias.toLowerCase();
  const isObject = first === scope.object.name.toLowerCase() && scope.object.parent(words[0] ?? "") === undefined;
  return isAlias || isObject ? words.slice(1) : words;
}

const readField = (field: QueryField, found: { readonly type: string; readonly row: Row } | undefined): Json =>
  field.name === "Type" && found !== undefined && NAME_FIELDS.includes(field)
    ? found.type
    : valueOf(found?.row, field.name);

/** Resolves a path such as `Account.Owner.Name`. Throws INVALID_FIELD when a step does not exist or is hidden from the user. */
export function resolvePath(scope: Scope, text: string): Path {
  const words = wordsOf(scope, text);
  const fieldName = words.at(-1) ?? "";
  const parents: QueryField[] = [];
  let object = scope.object;
  for (const word of words.slice(0, -1)) {
    const reference = object.parent(word);
    if (reference === undefined) throw noSuchRelationship(scope.query, word);
    parents.push(reference);
    object = targetOf(scope, reference);
  }
  if (parents.length > MAX_PARENTS) throw notEmulated(`A path over more than ${MAX_PARENTS} parents`);
  const field = object.field(fieldName);
  if (field === undefined) throw noSuchColumn(scope.query, fieldName, object.name);
  if (parents.length === 0) return { parents, field, read: (row) => valueOf(row, field.name) };
  const read = (row: Row): Json => {
    let found: { readonly type: string; readonly row: Row } | undefined = { type: scope.object.name, row };
    for (const reference of parents) found = follow(scope.org, found?.row, reference);
    return readField(field, found);
  };
  return { parents, field, read };
}

/** The member names under which a path's value appears in an answer. */
export const readAs = readField;
