import type { JsonObject } from "../../core/json";
import type { Kind } from "./kind";
import { ENUMS, TYPES, type Element } from "./schema";

/** How deep the fields of fields are listed; no type of this org nests deeper. */
const MAX_DEPTH = 5;

const fieldsOf = (typeName: string, version: number, depth: number): readonly JsonObject[] =>
  (TYPES.get(typeName)?.elements ?? [])
    .filter(({ since }) => since <= version)
    .map((element) => describeElement(element, version, depth));

const describeElement = ({ name, type, required }: Element, version: number, depth: number): JsonObject => {
  const nested = TYPES.has(type) && depth < MAX_DEPTH ? fieldsOf(type, version, depth + 1) : [];
  const values = ENUMS.get(type);
  return {
    fields: nested,
    isForeignKey: false,
    isNameField: name === "fullName",
    minOccurs: required ? 1 : 0,
    name,
    picklistValues: (values ?? []).map((value) => ({ active: true, defaultValue: false, label: value, value })),
    soapType: values === undefined ? type : "picklist",
    valueRequired: required || name === "fullName",
  };
};

/** The answer of describeValueType: the allowed calls of a type, and its fields. */
export const describeType = (kind: Kind, version: number): JsonObject => {
  const creatable = !kind.without.includes("create");
  const deletable = !kind.without.includes("delete") && !kind.destructiveOnly;
  return {
    apiCreatable: creatable,
    apiDeletable: deletable,
    apiReadable: true,
    apiUpdatable: true,
    valueTypeFields: fieldsOf(kind.type, version, 1),
  };
};
