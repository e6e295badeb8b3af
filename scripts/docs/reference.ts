import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { facetOf } from "../../providers/core/resource/facets";
import { allKinds, descriptorOf } from "../../providers/core/resource/registry";
import "../../providers";
import { componentPages } from "./components";
import { lintRulesPage } from "./lint-rules";
import { firstSentence, pageName, pageOf } from "./page";
import { type FieldDoc, type KindDoc, kindsIn, type LookUpDoc, lookUpsIn } from "./source";
import noRoutes from "./no-route.json";

/** `npm run docs`: one reference page per kind, from schema and JSDoc. `--check` writes nothing and fails when a page is out of date. */

const CLOUDS = ["webex", "salesforce"] as const;

/** Below `docs/reference`. */
const FOLDERS = [...CLOUDS, "components"];

export interface Page {
  /** Below `docs/reference`. */
  readonly path: string;
  readonly content: string;
}

/**
 * Every page of the reference, from the sources below `root`.
 * @throws Error that names each kind or field without JSDoc.
 */
export function referencePages(root: string): readonly Page[] {
  const undocumented: string[] = [];
  const pages = CLOUDS.flatMap((cloud) => {
    const folder = join(root, "providers", cloud);
    // The files of kinds, and the folders with their fields where several kinds share them or they are long.
    const rooms = ["resources", "fields", "apps"].map((room) => join(folder, room)).filter((room) => existsSync(room));
    const files = rooms.flatMap((room) => readdirSync(room).map((file) => join(room, file)));
    const docs = new Map(kindsIn(files).map((doc) => [doc.kind, doc]));
    const lookUps = lookUpsIn([...files, join(folder, "lookups.ts")]);
    const kinds = allKinds().flatMap(({ kind }) => (kind.startsWith(`${cloud}.`) ? [kind] : []));
    const made = kinds.sort().map((kind) => {
      const doc = docs.get(kind) ?? emptyDoc(kind);
      undocumented.push(...missing(doc));
      const lookUp = facetOf(descriptorOf(kind).lookUp);
      if (lookUp !== undefined && !lookUps.some(({ name }) => name === lookUp)) undocumented.push(`${cloud}.${lookUp}`);
      return { path: `${cloud}/${pageName(kind)}`, content: pageOf(descriptorOf(kind), doc), doc };
    });
    return [{ path: `${cloud}/README.md`, content: indexOf(cloud, made, lookUps) }, ...made];
  });
  const components = componentPages(root);
  undocumented.push(...components.undocumented);
  if (undocumented.length > 0)
    throw new Error(`Write a JSDoc comment above each of these, with unit and range: ${undocumented.join(", ")}.`);
  return [...pages.map(({ path, content }) => ({ path, content })), ...components.pages];
}

const emptyDoc = (kind: string): KindDoc => ({
  kind,
  doc: "",
  examples: [],
  see: [],
  limits: [],
  inputs: [],
  outputs: [],
});

function missing({ kind, doc, examples, inputs, outputs }: KindDoc): readonly string[] {
  const below = (fields: readonly FieldDoc[], path: string): readonly string[] =>
    fields.flatMap(({ name, doc: said, fields: inner }) => [
      ...(said === "" ? [`${path}${name}`] : []),
      ...below(inner, `${path}${name}.`),
    ]);
  const { inputs: schema } = descriptorOf(kind);
  const { shape } = schema;
  const unread = Object.keys(shape).filter((key) => !inputs.some(({ name }) => name === key));
  return [
    ...(doc === "" ? [kind] : []),
    ...(examples.length === 0 ? [`${kind} (@example)`] : []),
    ...unread.map((key) => `${kind}.${key} (not found in the source)`),
    ...below([...inputs, ...outputs], `${kind}.`),
  ];
}

function indexOf(
  cloud: string,
  pages: readonly { path: string; doc: KindDoc }[],
  lookUps: readonly LookUpDoc[],
): string {
  const kinds = pages.map(({ path, doc }) => `- [${doc.kind}](${path.split("/")[1] ?? ""}): ${firstSentence(doc.doc)}`);
  const found = lookUps.map(({ name, doc }) => `- \`${cloud}.${name}\`, \`${cloud}.${name}Output\`: ${doc}`);
  // Things without a public route, where they are made instead, and how a program then uses them.
  const noRoute = noRoutes.map((cells) => `| ${cells.join(" | ")} |`);
  const sections = [
    `# Reference: ${cloud}`,
    "Written by `npm run docs` from the schemas and their comments; not to be edited.",
    `## Resources\n\n${kinds.join("\n")}`,
    `## Look-ups\n\nAn exact name counts first, then a name that differs only in case. If none or several match, the error lists the candidates.\n\n${found.join("\n")}`,
    ...(cloud === "webex"
      ? [
          `## What has no public route\n\n| What | Made in Control Hub | Then in the program |\n| --- | --- | --- |\n${noRoute.join("\n")}`,
        ]
      : []),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** The pages of the reference, and that of the lint rules beside it. */
const allPages = (root: string): readonly Page[] => [
  ...referencePages(root),
  { path: "../lint-rules.md", content: lintRulesPage() },
];

/** Pages that are missing, out of date or without a kind. */
export function stale(root: string): readonly string[] {
  const folder = join(root, "docs", "reference");
  const pages = allPages(root);
  const differing = pages.filter(({ path, content }) => {
    const file = join(folder, path);
    return !existsSync(file) || readFileSync(file, "utf8") !== content;
  });
  return [...differing.map(({ path }) => path), ...orphans(folder, pages)];
}

function orphans(folder: string, pages: readonly Page[]): readonly string[] {
  const known = new Set(pages.map(({ path }) => path));
  const there = FOLDERS.flatMap((cloud) => {
    const below = join(folder, cloud);
    return existsSync(below) ? readdirSync(below).map((file) => `${cloud}/${file}`) : [];
  });
  return there.filter((path) => path.endsWith(".md") && !known.has(path));
}

function write(root: string): void {
  const folder = join(root, "docs", "reference");
  const pages = allPages(root);
  for (const path of orphans(folder, pages)) rmSync(join(folder, path));
  for (const { path, content } of pages) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  process.stdout.write(`${pages.length} pages in docs/reference and docs/lint-rules.md\n`);
}

function main(): void {
  // Run from the checkout, as npm does; the compiled files have no comments.
  const root = process.cwd();
  if (!process.argv.includes("--check")) return write(root);
  const old = stale(root);
  if (old.length === 0) return;
  process.stderr.write(`Stale: ${old.join(", ")}. Run npm run docs and commit what it writes.\n`);
  process.exitCode = 1;
}

if (require.main === module) main();
