import { z } from "zod";
import type { JsonObject } from "../../core/json";
import type { Org } from "../org";
import { FIELD_TYPES, type FieldType, type QueryField, type Row } from "../soql/schema";

const on = z.literal(true).optional();
const names = z.array(z.string()).readonly().optional();

export const fieldSpec = z.strictObject({
  type: z.enum(FIELD_TYPES),
  label: z.string().optional(),
  /** Characters. */
  length: z.int().optional(),
  /** Digits after the point. */
  scale: z.int().optional(),
  /** A create without a value is refused, and so is an update that clears it. */
  required: on,
  /** When it may be written: always (the default), only at creation, or only by the service. */
  write: z.enum(["create", "never"]).optional(),
  /** The value when a create leaves the field out. */
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  values: names,
  /** Only these values are accepted. */
  restricted: on,
  /** Types that a reference may point to. */
  to: names,
  /** The name of the parent in a path: the field's name without `Id` by default, null for none. */
  parent: z.string().nullable().optional(),
  /** The name, on the parent, of the list of records that refer to it by this field. */
  children: z.string().optional(),
  /** Deleting the parent deletes such children too. */
  cascade: on,
  unique: on,
  externalId: on,
  /** The name of a record in search results and look-ups. */
  nameField: on,
  autoNumber: on,
  calculated: on,
  caseSensitive: on,
  custom: on,
});

/** A field as defined. Members that are left out have the usual value of its type. */
export type FieldSpec = Readonly<z.output<typeof fieldSpec>>;

/** A field with all defaults filled in. */
export interface Field extends QueryField {
  readonly spec: FieldSpec;
  readonly label: string;
  readonly length: number;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly required: boolean;
}

/** The write of one record, as its rules see it. */
export interface WriteScene {
  readonly org: Org;
  readonly userId: string;
  /** The record before the write; undefined for a create. */
  readonly before: Row | undefined;
  /** The values that the caller sent, with canonical field names. */
  readonly sent: JsonObject;
}

/** The rules of an object beyond its fields. They throw a Refused. */
export interface Rules {
  /** Checks a record and fills in computed values. */
  readonly complete?: (draft: JsonObject, scene: WriteScene) => JsonObject;
  /** Side effects of a write. */
  readonly written?: (row: Row, scene: WriteScene) => void;
  /** Refuses a delete. */
  readonly removing?: (row: Row, org: Org) => void;
  /** Side effects of a delete. */
  readonly removed?: (row: Row, org: Org) => void;
}

export interface SObject {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** First three characters of the ids. */
  readonly prefix: string;
  /** Who may use its records: with `data`, object and field permissions decide; with `setup`, everybody reads and administrators write. */
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

function relationshipOf(name: string, { type, parent }: FieldSpec): string | undefined {
  if (type !== "reference" || parent === null) return undefined;
  return parent ?? (name.endsWith("__c") ? name.replace(/__c$/, "__r") : name.replace(/Id$/, ""));
}

export function fieldOf(name: string, spec: FieldSpec): Field {
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
}

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
  /** Calls that the object does not have. */
  without: z.array(z.enum(["create", "update", "delete"])).default([]),
  searchable: z.boolean().default(false),
  fields: z.record(z.string(), fieldSpec),
});
/** Standard objects as in `objects.json`, by name. */
export const definitions = z.record(z.string(), definition);

/** Makes a standard object; adds the system fields. */
export function defineSObject(name: string, given: z.output<typeof definition>, rules: Rules): SObject {
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
}
