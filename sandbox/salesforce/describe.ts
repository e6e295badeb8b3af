import { z } from "zod";
import type { JsonObject } from "../core/json";
import same from "./describe-same.json";
import type { Org } from "./org";
import { childrenOf } from "./records/objects";
import type { Rights } from "./rights";
import { familyOf } from "./soql/literals";
import type { Field, SObject } from "./sobjects/sobject";

const members = z.record(z.string(), z.union([z.boolean(), z.null(), z.string(), z.tuple([])]));
/** Members of a description that are the same for every field, object and child here. */
const SAME = z.strictObject({ field: members, object: members, fullObject: members, child: members }).parse(same);

/** Digits of numbers where the definition gives none. */
const INT_DIGITS = 8;
const DOUBLE_PRECISION = 18;

const SOAP_TYPES: Partial<Readonly<Record<Field["type"], string>>> = {
  id: "tns:ID",
  reference: "tns:ID",
  boolean: "xsd:boolean",
  int: "xsd:int",
  double: "xsd:double",
  currency: "xsd:double",
  percent: "xsd:double",
  date: "xsd:date",
  datetime: "xsd:dateTime",
};

const isText = (field: Field): boolean => familyOf(field.type) === "string" || familyOf(field.type) === "id";

const picklistValues = ({ spec }: Field): readonly JsonObject[] =>
  (spec.values ?? []).map((value) => ({
    active: true,
    defaultValue: value === spec.default,
    label: value,
    validFor: null,
    value,
  }));

/** describe counts three bytes of UTF-8 for each character. */
const BYTES_PER_CHARACTER = 3;

function sizes(field: Field): JsonObject {
  const decimal = field.type === "double" || field.type === "currency" || field.type === "percent";
  const long = field.type === "id" || field.type === "reference";
  return {
    byteLength: long ? field.length : field.length * BYTES_PER_CHARACTER,
    digits: field.type === "int" ? INT_DIGITS : 0,
    length: isText(field) ? field.length : 0,
    precision: decimal ? DOUBLE_PRECISION : 0,
    scale: decimal ? (field.spec.scale ?? 2) : 0,
  };
}

function describeField(object: SObject, field: Field, rights: Rights): JsonObject {
  const { spec, type, name } = field;
  const edits = rights.editsField(object, field);
  return {
    ...SAME.field,
    ...sizes(field),
    aggregatable: field.groupable && type !== "boolean",
    autoNumber: spec.autoNumber === true,
    calculated: spec.calculated === true,
    cascadeDelete: spec.cascade === true,
    caseSensitive: field.caseSensitive,
    createable: field.createable && edits,
    custom: field.custom,
    defaultValue: type === "boolean" ? (spec.default ?? false) : null,
    defaultedOnCreate: spec.default !== undefined || type === "boolean" || name === "OwnerId" || !field.createable,
    externalId: spec.externalId === true,
    filterable: field.filterable,
    groupable: field.groupable,
    idLookup: type === "id" || spec.externalId === true,
    label: field.label,
    name,
    nameField: spec.nameField === true,
    namePointing: field.referenceTo.length > 1,
    nillable: !field.required && type !== "boolean" && type !== "id" && field.createable,
    permissionable: !field.required && field.createable && spec.nameField !== true,
    picklistValues: picklistValues(field),
    polymorphicForeignKey: field.referenceTo.length > 1,
    referenceTo: [...field.referenceTo],
    relationshipName: field.relationshipName ?? null,
    restrictedPicklist: spec.restricted === true,
    searchPrefilterable: type === "reference",
    soapType: SOAP_TYPES[type] ?? "xsd:string",
    sortable: field.sortable,
    type,
    unique: spec.unique === true,
    updateable: field.updateable && edits,
  };
}

/** The entry of an object in the list of all objects. */
export function describeBriefly(object: SObject, rights: Rights, version: string): JsonObject {
  const url = `/services/data/v${version}/sobjects/${object.name}`;
  return {
    ...SAME.object,
    createable: object.createable && rights.may("create", object),
    deletable: object.deletable && rights.may("delete", object),
    feedEnabled: object.access === "data",
    keyPrefix: object.prefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: object.access === "data",
    mergeable: object.name === "Account" || object.name === "Contact",
    mruEnabled: object.access === "data",
    name: object.name,
    searchable: object.searchable,
    triggerable: object.access === "data",
    undeletable: object.access === "data",
    updateable: object.updateable && rights.may("edit", object),
    urls: { rowTemplate: `${url}/{ID}`, describe: `${url}/describe`, sobject: url },
  };
}

/** The description of an object: everything that a user may see. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm */
export const describeFully = (org: Org, object: SObject, rights: Rights, version: string): JsonObject => ({
  ...SAME.fullObject,
  childRelationships: childrenOf(org, object).map((child) => ({
    ...SAME.child,
    cascadeDelete: child.field.spec.cascade === true,
    childSObject: child.object.name,
    field: child.field.name,
    relationshipName: child.name ?? null,
  })),
  compactLayoutable: object.access === "data",
  fields: object.fields
    .filter((field) => rights.seesField(object, field))
    .map((field) => describeField(object, field, rights)),
  searchLayoutable: object.searchable,
  supportedScopes: [{ label: `All ${object.labelPlural.toLowerCase()}`, name: "everything" }],
  ...describeBriefly(object, rights, version),
});
