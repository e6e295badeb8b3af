import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import additions from "./additions.json";

/**
 * Writes schemas/salesforce-metadata.json to stdout, from an extract of the official WSDL and the official field descriptions:
 * node dist/scripts/salesforce-schema/index.js EXTRACT.json DOCS_FOLDER > schemas/salesforce-metadata.json
 */

const extract = z.looseObject({
  source: z.string(),
  types: z.record(
    z.string(),
    z.looseObject({
      extends: z.string().nullable(),
      elements: z.array(
        z.looseObject({
          name: z.string(),
          type: z.string(),
          min: z.number(),
          max: z.union([z.number(), z.literal("unbounded")]),
        }),
      ),
    }),
  ),
  enums: z.record(z.string(), z.array(z.string())),
});
type Types = z.output<typeof extract>["types"];

const described = z.union([z.string(), z.looseObject({ description: z.string().optional() })]);
const page = z.looseObject({
  fields: z.record(z.string(), described).optional(),
  sub_types: z.record(z.string(), z.unknown()).optional(),
});

/** What neither input says; the file explains its members. */
const ADDED = z
  .object({
    roots: z.array(z.string()),
    bases: z.record(z.string(), z.string()),
    typeSince: z.record(z.string(), z.number()),
    fieldSince: z.record(z.string(), z.array(z.string())),
  })
  .parse(additions);

/** The oldest API version that Salesforce still serves. Older elements need no mark. */
const OLDEST = 31;

/** The first API version of a field, from its description. Several versions in one text belong to the field's values. */
function sinceOf(text: string): number | undefined {
  const field = /This field is (?:generally )?available in API version (\d+)/.exec(text);
  // A version in brackets also belongs to one value.
  const plain = [...text.matchAll(/(?<!\()available in API version (\d+)(?:\.0)? and (?:later|higher)/gi)];
  const version = Number(field?.[1] ?? (plain.length === 1 ? plain[0]?.[1] : undefined));
  return version > OLDEST ? version : undefined;
}

function versions(folder: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    const { fields, sub_types } = page.parse(JSON.parse(readFileSync(join(folder, file), "utf8")));
    const groups = Object.entries({ [file.replace(".json", "")]: fields, ...sub_types });
    for (const [type, group] of groups) {
      const parsed = z.record(z.string(), described).safeParse(group);
      for (const [name, said] of Object.entries(parsed.data ?? {})) {
        const since = sinceOf(typeof said === "string" ? said : (said.description ?? ""));
        if (since !== undefined) found.set(`${type}.${name}`, since);
      }
    }
  }
  for (const [type, fields] of Object.entries(ADDED.fieldSince)) {
    const [name = "", since = ""] = type.split("@");
    for (const field of fields) found.set(`${name}.${field}`, Number(since));
  }
  return found;
}

function reachable(types: Types, roots: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const type = types[name];
    if (type === undefined || seen.has(name) || name === "Metadata") continue;
    seen.add(name);
    waiting.push(...type.elements.map((element) => element.type));
  }
  return [...seen].sort();
}

/** Elements as `name:type*!@59`; a missing type means string. */
function elements(types: Types, since: ReadonlyMap<string, number>, name: string): string {
  const own = types[name]?.elements ?? [];
  return own
    .map(({ name: element, type, min, max }) => {
      const of = type.replace("xsd:", "");
      const version = since.get(`${name}.${element}`);
      const marks = `${max === "unbounded" ? "*" : ""}${min > 0 ? "!" : ""}${version === undefined ? "" : `@${version}`}`;
      return `${element}${of === "string" ? "" : `:${of}`}${marks}`;
    })
    .join(" ");
}

function main([extractFile, docsFolder]: readonly string[]): void {
  if (extractFile === undefined || docsFolder === undefined)
    throw new Error("Usage: salesforce-schema EXTRACT.json DOCS_FOLDER");
  const { source, types, enums } = extract.parse(JSON.parse(readFileSync(extractFile, "utf8")));
  const since = versions(docsFolder);
  const names = reachable(types, ADDED.roots);
  const used = new Set(names.flatMap((name) => types[name]?.elements.map(({ type }) => type) ?? []));
  const schema = {
    source,
    notation:
      "Elements of a type in the order of the WSDL's sequence, which is part of the format: name:type*!@59 is a repeated (*), required (!) element of a type (string where none is named), there since API version 59. Those of the type that it extends come first.",
    types: { ...ADDED.bases, ...Object.fromEntries(names.map((name) => [name, elements(types, since, name)])) },
    extends: {
      MetadataWithContent: "Metadata",
      ...Object.fromEntries(
        names.flatMap((name) => {
          const base = types[name]?.extends ?? undefined;
          return base === undefined ? [] : [[name, base] as const];
        }),
      ),
    },
    since: ADDED.typeSince,
    enums: Object.fromEntries(Object.entries(enums).filter(([name]) => used.has(name))),
  };
  process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
}

main(process.argv.slice(2));
