import { z } from "zod";
import type { JsonObject } from "../core/json";
import data from "./noun-data.json";
import type { Noun, NounHooks } from "./noun";

const names = z.array(z.string()).readonly();
const prefixes = z.array(z.enum(["", "v2", "v3"])).readonly();
const fieldSpecs = z.record(z.string(), z.string());

const boundsSpec = z.strictObject({
  fields: fieldSpecs.optional(),
  integer: z.literal(true).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().optional(),
});

const nounSpec = z.strictObject({
  type: z.string().optional(),
  fields: fieldSpecs,
  prefixes: z
    .strictObject({ list: prefixes, create: prefixes, item: prefixes })
    .default({ list: ["", "v2"], create: [""], item: [""] }),
  undeletable: prefixes.default([]),
  created: z.union([z.literal(200), z.literal(201)]).default(201),
  deleted: z.union([z.literal(200), z.literal(204)]).default(204),
  verbs: z
    .array(z.enum(["list", "create", "read", "update", "delete", "references"]))
    .default(["list", "create", "read", "update", "delete", "references"]),
  references: fieldSpecs.default({}),
  unique: names,
  immutable: names.default([]),
  listOmits: names.default([]),
  listOmitsUnless: fieldSpecs.default({}),
  listMayOmit: names.default([]),
  searchable: names.default(["name", "description"]),
  sortable: names.optional(),
  nested: fieldSpecs.default({}),
  flagged: names.default([]),
  bulk: z.enum(["create", "create and update", "none"]).default("none"),
  bulkPaths: names.default([]),
  bulkPatch: z.enum(["partial", "full"]).optional(),
  purge: z.boolean().default(false),
});
export type NounData = Readonly<Omit<z.output<typeof nounSpec>, "fields">>;

const { types, nouns } = z
  .object({
    types: z.record(z.string(), z.union([names, boundsSpec])),
    nouns: z.record(z.string(), nounSpec),
  })
  .parse(data);

const spelling = (known: Readonly<Record<string, string>>, fold: (text: string) => string): z.ZodType =>
  z
    .string()
    .refine((text) => fold(text) in known)
    .transform((text) => known[fold(text)]);

/** All spellings that the live service accepts, with the one of the official description. */
const SKILL_TYPES = {
  ...{ PROFICIENCY: "Proficiency", BOOLEAN: "Boolean", TEXT: "Text", ENUM: "enum" },
  ...{ "0": "Text", "1": "Proficiency", "2": "Boolean", "3": "enum" },
};
/** The spellings of the official description in upper case without underscores, with the one that tenants store. */
const VARIABLE_TYPES = {
  STRING: "String",
  INTEGER: "Integer",
  DATETIME: "DateTime",
  BOOLEAN: "Boolean",
  DECIMAL: "Decimal",
};

const whole = z.number().int();
const fieldTypes = new Map<string, z.ZodType>(
  Object.entries({
    text: z.string(),
    id: z.string().min(1),
    flag: z.boolean(),
    int: whole,
    seconds: whole.min(0),
    count: whole.min(0),
    guid: z.guid(),
    textLists: z.record(z.string(), z.array(z.string())),
    skillType: spelling(SKILL_TYPES, (text) => text.toUpperCase()),
    variableType: spelling(VARIABLE_TYPES, (text) => text.replace("_", "").toUpperCase()),
  }),
);

function makeType(name: string): z.ZodType {
  const spec = types[name];
  if (spec === undefined) throw new Error(`noun-data.json names a type ${name} and has none.`);
  if (!("fields" in spec || "min" in spec || "max" in spec || "pattern" in spec)) return z.enum(spec as string[]);
  const { fields, integer, min, max = Number.MAX_SAFE_INTEGER, pattern } = spec;
  if (fields !== undefined) return objectOf(fields);
  if (integer === true) return min === undefined ? whole.max(max) : whole.min(min).max(max);
  const bounded = z
    .string()
    .min(min ?? 0)
    .max(max);
  return pattern === undefined ? bounded : bounded.regex(new RegExp(pattern));
}

function typeNamed(name: string): z.ZodType {
  const type = fieldTypes.get(name) ?? makeType(name);
  fieldTypes.set(name, type);
  return type;
}

/** Parses `type*!` and `type=default`; the notation is explained in the file. */
function fieldOf(spec: string): z.ZodType {
  const [, name = "", list, required, absent] = /^(\w+)([*+])?(!)?(?:=(.+))?$/.exec(spec) ?? [];
  const one = typeNamed(name);
  const type = list === undefined ? one : list === "*" ? z.array(one) : z.array(one).min(1);
  if (absent !== undefined) return type.default(z.json().parse(JSON.parse(absent)));
  return required === undefined ? type.optional() : type;
}

const objectOf = (fields: Readonly<Record<string, string>>) =>
  z.object(Object.fromEntries(Object.entries(fields).map(([name, spec]) => [name, fieldOf(spec)])));

/** The schema of an object with these fields. Unknown members are dropped. */
export const schemaOf = (fields: Readonly<Record<string, string>>): z.ZodType<JsonObject> =>
  // The types above accept only JSON.
  objectOf(fields) as unknown as z.ZodType<JsonObject>;

/** A noun: its data from `noun-data.json`, and its rules in code. */
export function nounOf(kind: string, hooks: NounHooks = {}): Noun {
  const spec = nouns[kind];
  if (spec === undefined) throw new Error(`noun-data.json has no noun ${kind}.`);
  const { fields, ...rest } = spec;
  return { kind, fields: Object.keys(fields), schema: schemaOf(fields), ...rest, ...hooks };
}
