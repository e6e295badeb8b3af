import type { Json, JsonObject } from "../../core/json";
import type { Org } from "../org";
import type { FieldType, QueryField, Row } from "../soql";

/** How a field may be written: always, at creation only, or by the service alone. */
type Writing = "always" | "create" | "never";

/** A field as its definition states it. Whatever is left out has the usual value of its type. */
export interface FieldSpec {
  readonly type: FieldType;
  readonly label?: string;
  /** Characters. */
  readonly length?: number;
  /** Digits after the point. */
  readonly scale?: number;
  /** A create without a value is refused, and so is an update that empties it. */
  readonly required?: true;
  readonly write?: Writing;
  /** The value of a record whose create leaves the field out. */
  readonly default?: Json;
  /** Values of a picklist. */
  readonly values?: readonly string[];
  /** No other values than those are accepted. */
  readonly restricted?: true;
  /** Types that a reference may point to. */
  readonly to?: readonly string[];
  /** What the parent is called in a path; the field's name without `Id` unless given, null for none. */
  readonly parent?: string | null;
  /** What the records that point to a parent by this field are called there. */
  readonly children?: string;
  /** A parent takes such children with it when it is deleted. */
  readonly cascade?: true;
  readonly unique?: true;
  readonly externalId?: true;
  /** The name of a record, as search results and look-ups show it. */
  readonly nameField?: true;
  readonly autoNumber?: true;
  readonly calculated?: true;
  readonly caseSensitive?: true;
  readonly custom?: true;
}

/** A field with everything filled in. */
export interface Field extends QueryField {
  readonly spec: FieldSpec;
  readonly label: string;
  readonly length: number;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly required: boolean;
}

/** What a write of one record happens in. */
export interface WriteScene {
  readonly org: Org;
  readonly userId: string;
  /** The record as it stood; undefined for a create. */
  readonly before: Row | undefined;
  /** What the caller sent, by the canonical names of fields. */
  readonly sent: JsonObject;
}

/** The rules of an object that its fields do not tell. They throw a Refused. */
export interface Rules {
  /** Checks a record and fills in what the service works out. */
  readonly complete?: (draft: JsonObject, scene: WriteScene) => JsonObject;
  /** What a write brings about elsewhere. */
  readonly written?: (row: Row, scene: WriteScene) => void;
  /** Refuses a delete. */
  readonly removing?: (row: Row, org: Org) => void;
  /** What a delete brings about elsewhere. */
  readonly removed?: (row: Row, org: Org) => void;
}

/** Who may touch the records of an object. */
export type Access =
  /** Object and field permissions decide. */
  | "data"
  /** Everybody reads; only those with the permission write. */
  | "setup";

export interface SObject {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** First three characters of the ids. */
  readonly prefix: string;
  readonly access: Access;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly searchable: boolean;
  readonly fields: readonly Field[];
  readonly rules: Rules;
}

const LENGTHS: Partial<Readonly<Record<FieldType, number>>> = {
  id: 18,
  reference: 18,
  string: 255,
  textarea: 32_000,
  phone: 40,
  email: 80,
  url: 255,
  picklist: 255,
  multipicklist: 4099,
};

/** Text areas longer than this can be neither filtered nor sorted. */
const MAX_FILTERED_TEXT = 255;

const labelOf = (name: string): string =>
  name
    .replace(/Id$/, " ID")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .trim();

const relationshipOf = (name: string, { type, parent }: FieldSpec): string | undefined => {
  if (type !== "reference" || parent === null) return undefined;
  return parent ?? (name.endsWith("__c") ? name.replace(/__c$/, "__r") : name.replace(/Id$/, ""));
};

/** A field of a definition. */
export const fieldOf = (name: string, spec: FieldSpec): Field => {
  const length = spec.length ?? LENGTHS[spec.type] ?? 0;
  const long = spec.type === "textarea" && length > MAX_FILTERED_TEXT;
  const write = spec.write ?? "always";
  return {
    name,
    spec,
    label: spec.label ?? labelOf(name),
    type: spec.type,
    length,
    filterable: !long,
    sortable: !long && spec.type !== "multipicklist",
    groupable: !long && !["multipicklist", "double", "currency", "percent", "datetime"].includes(spec.type),
    referenceTo: spec.to ?? [],
    relationshipName: relationshipOf(name, spec),
    caseSensitive: spec.caseSensitive === true,
    custom: spec.custom === true,
    createable: write !== "never",
    updateable: write === "always",
    required: spec.required === true,
  };
};

const SYSTEM_FIELDS: Readonly<Record<string, FieldSpec>> = {
  CreatedDate: { type: "datetime", write: "never" },
  CreatedById: { type: "reference", to: ["User"], write: "never" },
  LastModifiedDate: { type: "datetime", write: "never" },
  LastModifiedById: { type: "reference", to: ["User"], write: "never" },
  SystemModstamp: { type: "datetime", write: "never" },
};

/** What a definition adds to its fields. */
interface Definition {
  readonly prefix: string;
  readonly label?: string;
  readonly labelPlural?: string;
  readonly access?: Access;
  /** Calls that the API does not offer for the object. */
  readonly without?: readonly ("create" | "update" | "delete")[];
  readonly searchable?: true;
  readonly fields: Readonly<Record<string, FieldSpec>>;
  readonly rules?: Rules;
}

/** A standard object; the system fields are added. */
export const defineSObject = (name: string, definition: Definition): SObject => {
  const { without = [], access = "data" } = definition;
  const label = definition.label ?? labelOf(name);
  const fields: Readonly<Record<string, FieldSpec>> = {
    Id: { type: "id", label: `${label} ID`, write: "never" },
    ...(access === "data" ? { IsDeleted: { type: "boolean", label: "Deleted", write: "never" } } : {}),
    ...definition.fields,
    ...SYSTEM_FIELDS,
  };
  return {
    name,
    label,
    labelPlural: definition.labelPlural ?? `${label}s`,
    prefix: definition.prefix,
    access,
    createable: !without.includes("create"),
    updateable: !without.includes("update"),
    deletable: !without.includes("delete"),
    searchable: definition.searchable === true,
    fields: Object.entries(fields).map(([fieldName, spec]) => fieldOf(fieldName, spec)),
    rules: definition.rules ?? {},
  };
};
