import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { pageName } from "./page";
import { jsDoc, sourceOf } from "./source";

export interface Argument {
  readonly path: string;
  readonly type: string;
  readonly needed: string;
  readonly doc: string;
}

/** An interface of this file or of a file that it imports. */
export function interfaceNamed(source: ts.SourceFile, name: string): ts.InterfaceDeclaration {
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

const findInterface = (source: ts.SourceFile, name: string): ts.InterfaceDeclaration | undefined =>
  source.statements.find(
    (one): one is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(one) && one.name.text === name,
  );

export function argumentsOf(
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

const chosen = (options: readonly Argument[], keys: readonly string[]): readonly Argument[] =>
  options.filter(({ path }) => keys.includes(/^\w+/.exec(path)?.[0] ?? ""));

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

const plainType = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/ \| undefined$/, "")
    .replace(/\breadonly /g, "")
    .replace(/pulumi\.(?:Input|Output)<([^<>]+(?:<[^<>]*>)?)>/g, "$1")
    .replaceAll("|", "\\|");

export const outputsOf = (declaration: ts.ClassDeclaration): readonly Argument[] =>
  declaration.members.filter(ts.isPropertyDeclaration).map((member) => ({
    path: member.name.getText(),
    type: member.type === undefined ? "any value" : typeWords(member.type, []),
    needed: "",
    doc: jsDoc(member).doc,
  }));

/** The kinds and components that the files construct, sorted by name, with links to their pages. */
export function constructedIn(file: string): readonly string[] {
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

const importedNames = (source: ts.SourceFile): readonly (readonly [string, string])[] =>
  source.statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
    const cloud = /\/(webex|salesforce)"$/.exec(moduleSpecifier.getText())?.[1];
    const bindings = importClause?.namedBindings;
    if (cloud === undefined || bindings === undefined || !ts.isNamedImports(bindings)) return [];
    return bindings.elements.map(({ name }) => [name.text, cloud] as const);
  });

function constructed(node: ts.Node): readonly string[] {
  const below: string[] = [];
  node.forEachChild((child) => {
    below.push(...constructed(child));
  });
  return ts.isNewExpression(node) ? [node.expression.getText(), ...below] : below;
}

/** Reference pages of components. A component is a class with an interface of arguments instead of a schema. */

/** The file of each, below `providers/components`; for an index.ts, all files of its folder make resources. */
export const COMPONENTS: Readonly<Record<string, string>> = {
  SalesforceDataDip: "data-dip/index.ts",
  IntegrationUser: "integration-user.ts",
  WebexConnectorApp: "webex-connector-app.ts",
};
