import type { Descriptor } from "../../providers/core/resource/descriptor";
import { tokenOf } from "../../providers/core/resource/type-token";
import { type Export, facetOf } from "../../providers/core/resource/facets";
import { defaultText, type Node, propertiesOf, schemaOf, typeText } from "./schema-text";
import type { FieldDoc, KindDoc } from "./source";
import { CALL_ADDRESSES, permissionsFor, roleFor, scopesFor } from "./permissions";

export function pageOf(descriptor: Descriptor, doc: KindDoc): string {
  const [cloud = "", noun = ""] = descriptor.kind.split(".");
  const sections = [
    `# ${descriptor.kind}`,
    doc.doc,
    ...doc.examples.map((example) => fenced("ts", example)),
    fenced("ts", `import { ${cloud} } from "datadip";`),
    ["## Inputs", inputTable(descriptor, doc)].join("\n\n"),
    ["## Outputs", outputTable(descriptor, doc)].join("\n\n"),
    ["## Changes", changes(descriptor).join("\n")].join("\n\n"),
    ...callSection(cloud, descriptor),
    ["## Limits", limits(descriptor, doc).join("\n")].join("\n\n"),
    ["## Existing ones", existing(descriptor, cloud, noun).join("\n\n")].join("\n\n"),
    ...[descriptor.docs, ...doc.see].map((address) => `See <${address}>.`),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

export interface Row {
  readonly path: string;
  readonly doc: string;
  readonly schema: Node;
  readonly required: boolean;
}

/** Every field with its path: `callDistributionGroups[].teamIds`. A list or map shows the fields of what it holds. */
export function rowsOf(fields: readonly FieldDoc[], schema: Node, before = ""): readonly Row[] {
  const properties = propertiesOf(schema);
  const held = [schema.items, schema.additionalProperties, ...(schema.anyOf ?? [])];
  const inner = [schema, ...held.map((one) => one as Node | undefined)];
  const required = new Set(inner.flatMap((one) => one?.required ?? []));
  return fields.flatMap(({ name, doc, fields: nested }) => {
    const own = properties[name] ?? {};
    const path = `${before}${name}`;
    const into = own.type === "array" ? `${path}[].` : `${path}.`;
    return [{ path, doc, schema: own, required: required.has(name) }, ...rowsOf(nested, own, into)];
  });
}

function inputTable(descriptor: Descriptor, doc: KindDoc): string {
  const rows = rowsOf(doc.inputs, schemaOf(descriptor.inputs)).map(({ path, doc: said, schema, required }) => {
    const name = path.split(/[.[]/).at(-1)?.replace("]", "") ?? path;
    const optional = path === "name" || path === "fullName" ? "the logical name" : defaultText(schema);
    const needed = required && optional === "" ? "required" : optional;
    const replaces = descriptor.replaceOnChanges?.includes(path) === true ? "yes" : "";
    return [`\`${path}\``, typeText(name, schema), needed, replaces, said];
  });
  return table(["Input", "Type", "Default", "Replaces", ""], rows);
}

function outputTable(descriptor: Descriptor, doc: KindDoc): string {
  const outputs = descriptor.outputs === undefined ? {} : schemaOf(descriptor.outputs);
  const rows = rowsOf(doc.outputs, outputs).map(({ path, doc: said, schema }) => {
    const secret = descriptor.secretOutputs?.includes(path) === true;
    return [`\`${path}\``, `${typeText(path, schema)}${secret ? ", secret" : ""}`, said];
  });
  return [
    "All inputs with their defaults, and:",
    table(["Output", "Type", ""], [["`id`", "text", "The object's id."], ...rows]),
  ].join("\n\n");
}

function changes(descriptor: Descriptor): readonly string[] {
  const {
    naturalKey,
    replaceOnChanges: replaceOn = [],
    sets = [],
    ignoredInDiff: uncompared = [],
    noun,
    listOf,
  } = descriptor;
  const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");
  return [
    listOf === undefined
      ? `- Unique by ${code(naturalKey)}: if such a ${noun} exists already, a create is refused, with a message that says whose it is.`
      : `- Unique by ${code(naturalKey)} in a stack. An existing entry that the list neither made nor adopted is refused; the other entries are made.`,
    `- A resource that gets another name in the program needs the option \`aliases\` ([why](../../guides/existing-objects.md#another-name-in-the-program)).`,
    replaceOn.length === 0
      ? "- Every input can be changed in place."
      : `- ${code(replaceOn)} cannot be changed in place: the ${noun} is replaced${replacedHow(descriptor)}`,
    ...(sets.length === 0 ? [] : [`- The order in ${code(sets)} does not matter.`]),
    ...(uncompared.length === 0 ? [] : [`- A change of only ${code(uncompared)} causes no update.`]),
  ];
}

function replacedHow({ referable, deletesFirst }: Descriptor): string {
  if (referable !== false) return ", and needs a new name, since other objects may refer to its id.";
  return deletesFirst === true ? ", the old one first." : ", the old one first where its key stays.";
}

function callSection(cloud: string, descriptor: Descriptor): readonly string[] {
  const calls = [...new Set([...(descriptor.store.calls ?? []), ...(descriptor.calls ?? [])])];
  const list = calls.map((call) => `- \`${call}\``).join("\n");
  if (calls.length === 0) return ["## What it calls\n\nNothing."];
  const needs =
    cloud === "webex" ? webexNeeds(calls, descriptor) : `${CALL_ADDRESSES}\n\n${permissionsFor(descriptor)}`;
  return [`## What it calls\n\n${list}`, needs];
}

function webexNeeds(calls: readonly string[], descriptor: Descriptor): string {
  const scopes = scopesFor(calls).map((scope) => `\`${scope}\``);
  return `Scopes: ${scopes.join(", ")}. Role: ${roleFor(descriptor)}`;
}

/** https://help.webex.com/en-us/article/n5595zd */
const INACTIVE = "- At most 100 inactive objects of the kind in an organisation.";

function limits(descriptor: Descriptor, { limits: said }: KindDoc): readonly string[] {
  const inactive = descriptor.kind.startsWith("webex.") && "active" in descriptor.inputs.shape ? [INACTIVE] : [];
  const all = [...said.map((limit) => `- ${limit}`), ...inactive];
  return all.length === 0 ? ["Only those of its inputs."] : all;
}

function existing(descriptor: Descriptor, cloud: string, className: string): readonly string[] {
  const { kind, noun, notAdoptable } = descriptor;
  const lookUp = facetOf(descriptor.lookUp);
  const call = `${cloud}.${lookUp ?? ""}`;
  const found =
    lookUp === undefined
      ? []
      : [
          `To refer to it without managing it: \`${call}(...)\`, or \`${call}Output(...)\` for values that are not known yet.`,
        ];
  if (notAdoptable !== undefined)
    return [...found, `An existing ${noun} cannot be taken under management: ${notAdoptable}.`];
  const adopt = `npx datadip adopt ${kind} RESOURCE_NAME ID > import.json\npulumi import --file import.json --generate-code=false --protect=false`;
  const facet = facetOf(descriptor.export);
  return [
    ...found,
    `To take it under management (type \`${tokenOf(kind)}\`), run this, then declare a \`${className}\` with the same inputs in the program:`,
    fenced("sh", adopt),
    ...(facet === undefined ? [] : [exportText(kind, facet)]),
  ];
}

const exportText = (kind: string, { never }: Export<never>): string =>
  never === undefined
    ? `To take many at once and get the program too: \`npx datadip export --kinds ${kind}\`.`
    : `\`npx datadip export\` leaves it out: ${never}.`;

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map((cells) => line(cells.map(cell)))].join("\n");
}

/** Escapes a bar, which would end the cell. In code it is escaped already. */
const cell = (text: string): string => text.replace(/(?<!\\)\|/g, "\\|");

export const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** The file name of a kind: `webex.DialNumber` gives `dial-number.md`. */
export function pageName(kind: string): string {
  const noun = kind.split(".")[1] ?? kind;
  return `${noun.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase()}.md`;
}

export const firstSentence = (doc: string): string => /^.*?\.(?=\s|$)/.exec(doc)?.[0] ?? doc;
