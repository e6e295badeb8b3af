import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/**
 * Writes providers/salesforce/metadata/metadata-schema.ts to stdout, from an extract of the official WSDL and the official field descriptions:
 * node dist/scripts/salesforce-schema/index.js EXTRACT.json DOCS_FOLDER > providers/salesforce/metadata/metadata-schema.ts
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
});
type Types = z.output<typeof extract>["types"];

const described = z.union([z.string(), z.looseObject({ description: z.string().optional() })]);
const page = z.looseObject({
  fields: z.record(z.string(), described).optional(),
  sub_types: z.record(z.string(), z.unknown()).optional(),
});

/** What our kinds are made of, and types that people reach for through MetadataComponent. */
const ROOTS: readonly string[] = [
  ...[
    "CallCenter",
    "ConnectedApp",
    "CorsWhitelistOrigin",
    "CspTrustedSite",
    "CustomField",
    "CustomLabel",
    "PermissionSet",
    "Queue",
    "RemoteSiteSetting",
  ],
  ...["ExternalClientApplication", "ExtlClntAppOauthSettings", "ExtlClntAppGlobalOauthSettings"],
  ...["ExtlClntAppOauthConfigurablePolicies", "ExtlClntAppConfigurablePolicies"],
  ...["ConnectedAppSettings", "ExternalClientAppSettings", "OauthOidcSettings"],
  ...[
    "AuthProvider",
    "Certificate",
    "ExternalCredential",
    "Group",
    "NamedCredential",
    "OauthCustomScope",
    "PermissionSetGroup",
  ],
];

/** Versions the field descriptions leave out; from the pages of the types themselves. */
const TYPE_SINCE: Readonly<Record<string, number>> = {
  ExternalClientAppSettings: 58,
  ExternalClientApplication: 59,
  ExtlClntAppOauthSettings: 59,
  ExtlClntAppGlobalOauthSettings: 59,
  ExtlClntAppOauthConfigurablePolicies: 60,
  ExtlClntAppConfigurablePolicies: 60,
};

/** The oldest API version that Salesforce still answers: what is older needs no mark. */
const OLDEST = 31;

const MAX_LINE_CHARS = 120;

/** Since which API version a field is there, by its description; several versions in one text speak of its values. */
function sinceOf(text: string): number | undefined {
  const field = /This field is (?:generally )?available in API version (\d+)/.exec(text);
  // In brackets it speaks of one value, too.
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

function line(types: Types, since: ReadonlyMap<string, number>, name: string): string {
  const type = types[name];
  const elements = (type?.elements ?? []).map(({ name: element, type: of, min, max }) => {
    const kind = of.replace("xsd:", "");
    // An enum is text on the wire, and the service names its values better than a list from another version could.
    const shown = kind in types || ["boolean", "int", "double"].includes(kind) ? `:${kind}` : "";
    const version = since.get(`${name}.${element}`);
    return `${element}${shown}${max === "unbounded" ? "*" : ""}${min > 0 ? "!" : ""}${version === undefined ? "" : `@${version}`}`;
  });
  const head = type?.extends === null ? [] : ["fullName"];
  // Metadata and its kin with content begin with the name: the extract leaves inherited elements out.
  const content = type?.extends === "MetadataWithContent" ? ["content"] : [];
  const text = JSON.stringify([...head, ...content, ...elements].join(" "));
  // As prettier would have it.
  return name.length + text.length + 5 > MAX_LINE_CHARS ? `  ${name}:\n    ${text},` : `  ${name}: ${text},`;
}

function main([extractFile, docsFolder]: readonly string[]): void {
  if (extractFile === undefined || docsFolder === undefined)
    throw new Error("Usage: salesforce-schema EXTRACT.json DOCS_FOLDER");
  const { source, types } = extract.parse(JSON.parse(readFileSync(extractFile, "utf8")));
  const since = versions(docsFolder);
  const lines = reachable(types, ROOTS).map((name) => line(types, since, name));
  process.stdout.write(
    [
      `// Generated by scripts/salesforce-schema from ${source}. Do not edit.`,
      "",
      "/**",
      " * Elements of metadata types in the order of the WSDL's sequence, which is part of the format: `name:type*!@59` is a repeated (`*`),",
      " * required (`!`) element of a type (text where none is named), there since API version 59.",
      " */",
      "export const ELEMENTS: Readonly<Record<string, string>> = {",
      ...lines,
      "};",
      "",
      "/** Since which API version a type is there, where not from the oldest. */",
      "export const TYPE_SINCE: Readonly<Record<string, number>> = {",
      ...Object.entries(TYPE_SINCE).map(([name, version]) => `  ${name}: ${version},`),
      "};",
      "",
    ].join("\n"),
  );
}

main(process.argv.slice(2));
