import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { optionsSchema } from "../../flow/templates/data-dip/options";
import { fenced, firstSentence, pageName, type Row, rowsOf, table } from "./page";
import { defaultText, schemaOf, typeText } from "./schema-text";
import { jsDoc, schemaFieldsIn, sourceOf } from "./source";

/** Reference pages of components. A component is a class with an interface of arguments instead of a schema. */

/** The file of each, below `providers/components`; for an index.ts, all files of its folder make resources. */
const COMPONENTS: Readonly<Record<string, string>> = {
  SalesforceDataDip: "data-dip/index.ts",
  IntegrationUser: "integration-user.ts",
  WebexConnectorApp: "webex-connector-app.ts",
};

interface Argument {
  readonly path: string;
  readonly type: string;
  readonly needed: string;
  readonly doc: string;
}

/** The pages, and each class, argument and property without a comment. */
export function componentPages(root: string) {
  const options = optionRows(root);
  const made = Object.entries(COMPONENTS).map(([name, file]) =>
    componentPage(name, join(root, "providers", "components", file), options),
  );
  const entries = made.map(({ name, path, doc }) => `- [${name}](${path}): ${firstSentence(doc)}`);
  const index = [
    "# Reference: components",
    "Written by `npm run docs` from the sources and their comments; not to be edited.",
    "A component is several resources that are declared as one.",
    entries.join("\n"),
  ];
  return {
    pages: [
      { path: "components/README.md", content: `${index.join("\n\n")}\n` },
      ...made.map(({ path, content }) => ({ path: `components/${path}`, content })),
    ],
    undocumented: made.flatMap(({ undocumented }) => undocumented),
  };
}

/** The data-dip flow's options. The component's arguments include some of them, and `flow` the rest. */
function optionRows(root: string): readonly Argument[] {
  const file = join(root, "flow", "templates", "data-dip", "options.ts");
  return rowsOf(schemaFieldsIn(file, "optionsSchema"), schemaOf(optionsSchema)).map(fromRow);
}

function fromRow({ path, schema, required, doc }: Row): Argument {
  const usual = defaultText(schema);
  const name = path.split(".").at(-1) ?? path;
  return { path, type: typeText(name, schema), needed: required && usual === "" ? "required" : usual, doc };
}

function componentPage(name: string, file: string, options: readonly Argument[]) {
  const found = sourceOf(file).statements.find(
    (one): one is ts.ClassDeclaration => ts.isClassDeclaration(one) && one.name?.text === name,
  );
  if (found === undefined) throw new Error(`There is no class ${name} in ${file}.`);
  const { doc, tags } = jsDoc(found);
  const examples = tags.flatMap((tag) => (tag.name === "example" ? [tag.text] : []));
  const args = argumentsOf(interfaceNamed(sourceOf(file), `${name}Args`), options);
  const outputs = outputsOf(found);
  const sections = [
    `# ${name}`,
    doc,
    ...examples.map((example) => fenced("ts", example)),
    fenced("ts", `import { ${name} } from "datadip";`),
    `## Arguments\n\n${table(
      ["Argument", "Type", "Default", ""],
      args.map(({ path, type, needed, doc: said }) => [`\`${path}\``, type, needed, said]),
    )}`,
    `## Properties\n\n${table(
      ["Property", "Type", ""],
      outputs.map(({ path, type, doc: said }) => [`\`${path}\``, type, said]),
    )}`,
    `## What it makes\n\n${constructedIn(file).join("\n")}`,
  ];
  const undocumented = [
    ...(doc === "" ? [name] : []),
    ...(examples.length === 0 ? [`${name} (@example)`] : []),
    ...[...args, ...outputs].flatMap((one) => (one.doc === "" ? [`${name}.${one.path}`] : [])),
  ];
  return { name, path: pageName(name), doc, content: `${sections.join("\n\n")}\n`, undocumented };
}

/** An interface of this file or of a file that it imports. */
function interfaceNamed(source: ts.SourceFile, name: string): ts.InterfaceDeclaration {
  const own = findInterface(source, name);
  if (own !== undefined) return own;
  for (const statement of source.statements.filter(ts.isImportDeclaration)) {
    const { moduleSpecifier } = statement;
    if (!ts.isStringLiteral(moduleSpecifier) || !moduleSpecifier.text.startsWith("./")) continue;
    const file = join(dirname(source.fileName), `${moduleSpecifier.text}.ts`);
    const found = existsSync(file) ? findInterface(sourceOf(file), name) : undefined;
    if (found !== undefined) return found;
  }
  throw new Error(`There is no interface ${name} in ${source.fileName} or next to it.`);
}

function findInterface(source: ts.SourceFile, name: string): ts.InterfaceDeclaration | undefined {
  return source.statements.find(
    (one): one is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(one) && one.name.text === name,
  );
}

function argumentsOf(
  declaration: ts.InterfaceDeclaration,
  options: readonly Argument[],
  before = "",
): readonly Argument[] {
  const source = declaration.getSourceFile();
  const own = declaration.members.filter(ts.isPropertySignature).flatMap((member) => {
    const { doc, usual } = splitDefault(jsDoc(member).doc);
    const path = `${before}${member.name.getText()}`;
    const needed = member.questionToken === undefined ? "required" : usual;
    const type = member.type === undefined ? "any value" : typeWords(member.type, options);
    const inner = /\b(?!pulumi)[A-Z]\w+\b/g;
    const below = [...(member.type?.getText() ?? "").matchAll(inner)].flatMap(([name]) => {
      const nested = findInterface(source, name);
      const into = member.type !== undefined && /\[\]/.test(member.type.getText()) ? `${path}[].` : `${path}.`;
      return nested === undefined ? [] : argumentsOf(nested, options, into);
    });
    const flow = member.type?.getText().startsWith("SalesforceDataDipFlowOptions") === true;
    const further = flow ? flowOptions(source, options).map((one) => ({ ...one, path: `${path}.${one.path}` })) : [];
    return [{ path, type, needed, doc }, ...below, ...further];
  });
  const inherited = (declaration.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap((type) => chosen(options, keysIn(source, type.getText()))),
  );
  return [...own, ...inherited];
}

/** The texts in a type alias of this file: the keys that it picks or omits. */
function keysIn(source: ts.SourceFile, alias: string): readonly string[] {
  const found = source.statements.find(
    (one): one is ts.TypeAliasDeclaration => ts.isTypeAliasDeclaration(one) && one.name.text === alias,
  );
  return [...(found?.type.getText() ?? "").matchAll(/"(\w+)"/g)].map(([, key = ""]) => key);
}

function chosen(options: readonly Argument[], keys: readonly string[]): readonly Argument[] {
  return options.filter(({ path }) => keys.includes(/^\w+/.exec(path)?.[0] ?? ""));
}

/** The options of `flow`: all except those that the component sets or has itself. */
function flowOptions(source: ts.SourceFile, options: readonly Argument[]): readonly Argument[] {
  const without = ["SalesforceDataDipFlowOptions", "DataDipConveniences"].flatMap((alias) => keysIn(source, alias));
  const kept = options.map(({ path }) => /^\w+/.exec(path)?.[0] ?? "").filter((key) => !without.includes(key));
  // The hover of the flow shows fields of fields; here the first level is enough.
  return chosen(options, kept).filter(({ path }) => /^\w+$/.test(path));
}

/** Separates "Default: 20." at the end of a comment, which gets its own column. */
function splitDefault(comment: string): { readonly doc: string; readonly usual: string } {
  const [whole, usual = ""] = / ?Default: (.+?)\.(?=\s|$)/.exec(comment) ?? [];
  return { doc: whole === undefined ? comment : comment.replace(whole, "").trim(), usual };
}

/** A simple type in words, any other as code. */
function typeWords(type: ts.TypeNode, options: readonly Argument[]): string {
  const text = plainType(type.getText());
  const option = /^DataDipOptions\["(\w+)"\]$/.exec(text)?.[1];
  if (option !== undefined) return options.find(({ path }) => path === option)?.type ?? `\`${text}\``;
  const words: Readonly<Record<string, string>> = { string: "text", number: "number", boolean: "true or false" };
  const item = /^(\w+)\[\]$/.exec(text)?.[1];
  if (item !== undefined) return `list of ${words[item] ?? (/^[A-Z]/.test(item) ? "object" : item)}`;
  return words[text] ?? (/^DataDip\w+$|^SalesforceDataDipFlowOptions$/.test(text) ? "object" : `\`${text}\``);
}

function plainType(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/ \| undefined$/, "")
    .replace(/\breadonly /g, "")
    .replace(/pulumi\.(?:Input|Output)<([^<>]+(?:<[^<>]*>)?)>/g, "$1")
    .replaceAll("|", "\\|");
}

function outputsOf(declaration: ts.ClassDeclaration): readonly Argument[] {
  return declaration.members.filter(ts.isPropertyDeclaration).map((member) => ({
    path: member.name.getText(),
    type: member.type === undefined ? "any value" : typeWords(member.type, []),
    needed: "",
    doc: jsDoc(member).doc,
  }));
}

/** The kinds and components that the files construct, sorted by name, with links to their pages. */
function constructedIn(file: string): readonly string[] {
  const folder = dirname(file);
  const files = file.endsWith("index.ts") ? readdirSync(folder).map((name) => join(folder, name)) : [file];
  const links = files.flatMap((one) => {
    const source = sourceOf(one);
    const clouds = new Map(importedNames(source));
    return constructed(source).flatMap((name) => {
      const cloud = clouds.get(name);
      if (cloud !== undefined) return [`- [${cloud}.${name}](../${cloud}/${pageName(name)})`];
      return COMPONENTS[name] === undefined ? [] : [`- [${name}](${pageName(name)})`];
    });
  });
  return [...new Set(links)].sort();
}

function importedNames(source: ts.SourceFile): readonly (readonly [string, string])[] {
  return source.statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
    const cloud = /\/(webex|salesforce)"$/.exec(moduleSpecifier.getText())?.[1];
    const bindings = importClause?.namedBindings;
    if (cloud === undefined || bindings === undefined || !ts.isNamedImports(bindings)) return [];
    return bindings.elements.map(({ name }) => [name.text, cloud] as const);
  });
}

function constructed(node: ts.Node): readonly string[] {
  const below: string[] = [];
  node.forEachChild((child) => {
    below.push(...constructed(child));
  });
  return ts.isNewExpression(node) ? [node.expression.getText(), ...below] : below;
}
