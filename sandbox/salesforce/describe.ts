import type { JsonObject } from "../core/json";
import type { Org } from "./org";
import { childrenOf } from "./records/objects";
import type { Rights } from "./rights";
import { familyOf } from "./soql/literals";
import type { Field, SObject } from "./sobjects/sobject";

/** Digits of numbers that the definition does not tell. */
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

/** UTF-8 takes up to three bytes a character, as describe counts them. */
const BYTES_PER_CHARACTER = 3;

const sizes = (field: Field): JsonObject => {
  const decimal = field.type === "double" || field.type === "currency" || field.type === "percent";
  const long = field.type === "id" || field.type === "reference";
  return {
    byteLength: long ? field.length : field.length * BYTES_PER_CHARACTER,
    digits: field.type === "int" ? INT_DIGITS : 0,
    length: isText(field) ? field.length : 0,
    precision: decimal ? DOUBLE_PRECISION : 0,
    scale: decimal ? (field.spec.scale ?? 2) : 0,
  };
};

const describeField = (object: SObject, field: Field, rights: Rights): JsonObject => {
  const { spec, type, name } = field;
  const edits = rights.editsField(object, field);
  return {
    ...sizes(field),
    aggregatable: field.groupable && type !== "boolean",
    aiPredictionField: false,
    autoNumber: spec.autoNumber === true,
    calculated: spec.calculated === true,
    calculatedFormula: null,
    cascadeDelete: spec.cascade === true,
    caseSensitive: field.caseSensitive,
    compoundFieldName: null,
    controllerName: null,
    createable: field.createable && edits,
    custom: field.custom,
    defaultValue: type === "boolean" ? (spec.default ?? false) : null,
    defaultValueFormula: null,
    defaultedOnCreate: spec.default !== undefined || type === "boolean" || name === "OwnerId" || !field.createable,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    displayLocationInDecimal: false,
    encrypted: false,
    externalId: spec.externalId === true,
    extraTypeInfo: null,
    filterable: field.filterable,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: field.groupable,
    highScaleNumber: false,
    htmlFormatted: false,
    idLookup: type === "id" || spec.externalId === true,
    inlineHelpText: null,
    label: field.label,
    mask: null,
    maskType: null,
    name,
    nameField: spec.nameField === true,
    namePointing: field.referenceTo.length > 1,
    nillable: !field.required && type !== "boolean" && type !== "id" && field.createable,
    permissionable: !field.required && field.createable && spec.nameField !== true,
    picklistValues: picklistValues(field),
    polymorphicForeignKey: field.referenceTo.length > 1,
    queryByDistance: false,
    referenceTargetField: null,
    referenceTo: [...field.referenceTo],
    relationshipName: field.relationshipName ?? null,
    relationshipOrder: null,
    restrictedDelete: false,
    restrictedPicklist: spec.restricted === true,
    searchPrefilterable: type === "reference",
    soapType: SOAP_TYPES[type] ?? "xsd:string",
    sortable: field.sortable,
    type,
    unique: spec.unique === true,
    updateable: field.updateable && edits,
    writeRequiresMasterRead: false,
  };
};

/** The entry of an object in the list of all objects. */
export const describeBriefly = (object: SObject, rights: Rights, version: string): JsonObject => {
  const url = `/services/data/v${version}/sobjects/${object.name}`;
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: object.createable && rights.may("create", object),
    custom: false,
    customSetting: false,
    deepCloneable: false,
    deletable: object.deletable && rights.may("delete", object),
    deprecatedAndHidden: false,
    feedEnabled: object.access === "data",
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.prefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: object.access === "data",
    mergeable: object.name === "Account" || object.name === "Contact",
    mruEnabled: object.access === "data",
    name: object.name,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable: object.searchable,
    triggerable: object.access === "data",
    undeletable: object.access === "data",
    updateable: object.updateable && rights.may("edit", object),
    urls: { rowTemplate: `${url}/{ID}`, describe: `${url}/describe`, sobject: url },
  };
};

/** Everything about an object that a user sees of it. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm */
export const describeFully = (org: Org, object: SObject, rights: Rights, version: string): JsonObject => ({
  actionOverrides: [],
  childRelationships: childrenOf(org, object).map((child) => ({
    cascadeDelete: child.field.spec.cascade === true,
    childSObject: child.object.name,
    deprecatedAndHidden: false,
    field: child.field.name,
    junctionIdListNames: [],
    junctionReferenceTo: [],
    relationshipName: child.name ?? null,
    restrictedDelete: false,
  })),
  compactLayoutable: object.access === "data",
  defaultImplementation: null,
  extendedBy: null,
  extendsInterfaces: null,
  fields: object.fields
    .filter((field) => rights.seesField(object, field))
    .map((field) => describeField(object, field, rights)),
  implementedBy: null,
  implementsInterfaces: null,
  listviewable: null,
  lookupLayoutable: null,
  namedLayoutInfos: [],
  networkScopeFieldName: null,
  recordTypeInfos: [],
  searchLayoutable: object.searchable,
  sobjectDescribeOption: "FULL",
  supportedScopes: [{ label: `All ${object.labelPlural.toLowerCase()}`, name: "everything" }],
  ...describeBriefly(object, rights, version),
});
