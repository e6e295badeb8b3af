import { z } from "zod";
import type { JsonObject } from "../../core/json";
import type { Org } from "../org";
import { FIELD_TYPES, type FieldType, type QueryField, type Row } from "../soql/schema";

const on = z.literal(true).optional();
const names = z.array(z.string()).readonly().optional();

const fieldSpec = z.strictObject({
  type: z.enum(FIELD_TYPES),
  label: z.string().optional(),
  /** Characters. */
  length: z.int().optional(),
  /** Digits after the point. */
  scale: z.int().optional(),
  /** A create without a value is refused, and so is an update that empties it. */
  required: on,
  /** When it may be written: always unless said otherwise, at creation only, or by the service alone. */
  write: z.enum(["create", "never"]).optional(),
  /** The value of a record whose create leaves the field out. */
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /** Values of a picklist. */
  values: names,
  /** No other values than those are accepted. */
  restricted: on,
  /** Types that a reference may point to. */
  to: names,
  /** What the parent is called in a path; the field's name without `Id` unless given, null for none. */
  parent: z.string().nullable().optional(),
  /** What the records that point to a parent by this field are called there. */
  children: z.string().optional(),
  /** A parent takes such children with it when it is deleted. */
  cascade: on,
  unique: on,
  externalId: on,
  /** The name of a record, as search results and look-ups show it. */
  nameField: on,
  autoNumber: on,
  calculated: on,
  caseSensitive: on,
  custom: on,
});

/** A field as its definition states it. Whatever is left out has the usual value of its type. */
export type FieldSpec = Readonly<z.output<typeof fieldSpec>>;

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

export interface SObject {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** First three characters of the ids. */
  readonly prefix: string;
  /** Who may touch its records: `data` by object and field permissions; in `setup` everybody reads and administrators write. */
  readonly access: "data" | "setup";
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
    createable: spec.write !== "never",
    updateable: spec.write === undefined,
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

const definition = z.strictObject({
  /** First three characters of the ids. */
  prefix: z.string().length(3),
  label: z.string().optional(),
  access: z.enum(["data", "setup"]).default("data"),
  /** Calls that the API does not offer for the object. */
  without: z.array(z.enum(["create", "update", "delete"])).default([]),
  searchable: z.boolean().default(false),
  fields: z.record(z.string(), fieldSpec),
});
/** Standard objects as `objects.json` describes them, by name. */
export const definitions = z.record(z.string(), definition);

/** A standard object; the system fields are added. */
export const defineSObject = (name: string, given: z.output<typeof definition>, rules: Rules): SObject => {
  const { prefix, without, access, searchable, label = labelOf(name) } = given;
  const fields: Readonly<Record<string, FieldSpec>> = {
    Id: { type: "id", label: `${label} ID`, write: "never" },
    ...(access === "data" ? { IsDeleted: { type: "boolean", label: "Deleted", write: "never" } } : {}),
    ...given.fields,
    ...SYSTEM_FIELDS,
  };
  return {
    name,
    label,
    labelPlural: `${label}s`,
    prefix,
    access,
    createable: !without.includes("create"),
    updateable: !without.includes("update"),
    deletable: !without.includes("delete"),
    searchable,
    fields: Object.entries(fields).map(([fieldName, spec]) => fieldOf(fieldName, spec)),
    rules,
  };
};
