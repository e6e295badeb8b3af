import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** Reads the JSDoc of resources from the syntax of their source, since compiled schemas have no comments. */

/** One field with its JSDoc, and the fields of the objects in it. */
export interface FieldDoc {
  readonly name: string;
  readonly doc: string;
  readonly fields: readonly FieldDoc[];
}

export interface KindDoc {
  readonly kind: string;
  readonly doc: string;
  readonly examples: readonly string[];
  readonly see: readonly string[];
  readonly limits: readonly string[];
  readonly inputs: readonly FieldDoc[];
  readonly outputs: readonly FieldDoc[];
}

/** An exported look-up with its JSDoc. */
export interface LookUpDoc {
  readonly name: string;
  readonly doc: string;
}

/** The resources that the files define, in their order. */
export const kindsIn = (files: readonly string[]): readonly KindDoc[] =>
  files.flatMap((file) => definitions(sourceOf(file)).map((found) => kindDoc(found)));

/** The look-ups that the files define, in their order. */
export function lookUpsIn(files: readonly string[]): readonly LookUpDoc[] {
  const statements = files.flatMap((file) => [...sourceOf(file).statements]);
  return statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement)) return [];
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    if (!isExported) return [];
    // Mostly both forms are one declaration: `const { plain: getQueue, output: getQueueOutput } = ...`.
    const names = statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isObjectBindingPattern(name) ? name.elements.map((element) => element.name.getText()) : [name.getText()],
    );
    return names
      .filter((name) => /^get\w+$/.test(name) && !name.endsWith("Output"))
      .map((name) => ({ name, doc: jsDoc(statement).doc }));
  });
}

/** The fields of a schema that a file declares under this name. */
export const schemaFieldsIn = (file: string, name: string): readonly FieldDoc[] =>
  fieldsOf(declared(sourceOf(file), name));

interface Definition {
  readonly statement: ts.VariableStatement;
  readonly options: ts.ObjectLiteralExpression;
}

const parsed = new Map<string, ts.SourceFile>();

export function sourceOf(file: string): ts.SourceFile {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
  parsed.set(file, source);
  return source;
}

function definitions(source: ts.SourceFile): readonly Definition[] {
  return source.statements.filter(ts.isVariableStatement).flatMap((statement) =>
    statement.declarationList.declarations.flatMap(({ initializer }) => {
      if (initializer === undefined || !ts.isCallExpression(initializer)) return [];
      const [options] = initializer.arguments;
      const isKind = initializer.expression.getText() === "defineResource";
      return isKind && options !== undefined && ts.isObjectLiteralExpression(options) ? [{ statement, options }] : [];
    }),
  );
}

function kindDoc({ statement, options }: Definition): KindDoc {
  const kind = member(options, "kind");
  const { doc, tags } = jsDoc(statement);
  const tagged = (name: string): readonly string[] => tags.flatMap((tag) => (tag.name === name ? [tag.text] : []));
  return {
    kind: kind !== undefined && ts.isStringLiteral(kind) ? kind.text : "",
    doc,
    examples: tagged("example"),
    see: tagged("see"),
    limits: tagged("limit"),
    inputs: fieldsOf(member(options, "inputs")),
    outputs: fieldsOf(member(options, "outputs")),
  };
}

/** The value of a member, in long or shorthand form. */
function member(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = object.properties.find((property) => property.name?.getText() === name);
  if (found !== undefined && ts.isPropertyAssignment(found)) return found.initializer;
  return found !== undefined && ts.isShorthandPropertyAssignment(found) ? found.name : undefined;
}

/** The fields of a schema's object, also inside a list, a map, a union or a default. */
function fieldsOf(expression: ts.Expression | undefined): readonly FieldDoc[] {
  if (expression === undefined) return [];
  if (ts.isIdentifier(expression)) return fieldsOf(resolved(expression));
  if (ts.isObjectLiteralExpression(expression)) return expression.properties.flatMap(memberDocs);
  if (ts.isArrayLiteralExpression(expression)) return expression.elements.flatMap(fieldsOf);
  if (ts.isPropertyAccessExpression(expression)) return fieldsOf(expression.expression);
  if (!ts.isCallExpression(expression)) return [];
  const { expression: called, arguments: given } = expression;
  // A function that makes a schema also passes on the schemas in its arguments, if they are names.
  if (!ts.isPropertyAccessExpression(called))
    return [...fieldsOf(resolved(called)), ...given.filter(ts.isIdentifier).flatMap(fieldsOf)];
  // A default is a value, not a schema.
  const holds = /^(strictObject|object|looseObject|array|record|partialRecord|union|extend|tuple)$/.test(
    called.name.text,
  );
  return [...fieldsOf(called.expression), ...(holds ? given.flatMap(fieldsOf) : [])];
}

function memberDocs(property: ts.ObjectLiteralElementLike): readonly FieldDoc[] {
  if (ts.isSpreadAssignment(property)) return fieldsOf(property.expression);
  if (!ts.isPropertyAssignment(property)) return [];
  const { name } = property;
  const text = ts.isStringLiteral(name) ? name.text : name.getText();
  return [{ name: text, doc: jsDoc(property).doc, fields: fieldsOf(property.initializer) }];
}

/** The expression behind a name: the value of a constant, or the return value of a function, in this file or an imported one. */
function resolved(called: ts.Expression): ts.Expression | undefined {
  if (!ts.isIdentifier(called)) return undefined;
  const source = called.getSourceFile();
  return declared(source, called.text) ?? imported(source, called.text);
}

function declared(source: ts.SourceFile, name: string): ts.Expression | undefined {
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return returned(statement.body);
    if (!ts.isVariableStatement(statement)) continue;
    const found = statement.declarationList.declarations.find((one) => one.name.getText() === name)?.initializer;
    if (found !== undefined && ts.isArrowFunction(found))
      return ts.isBlock(found.body) ? returned(found.body) : found.body;
    if (found !== undefined) return found;
  }
  return undefined;
}

const returned = (body: ts.Block | undefined): ts.Expression | undefined =>
  body?.statements.find(ts.isReturnStatement)?.expression;

function imported(source: ts.SourceFile, name: string): ts.Expression | undefined {
  for (const statement of source.statements.filter(ts.isImportDeclaration)) {
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const found = bindings.elements.find((element) => element.name.text === name);
    const file = join(dirname(source.fileName), `${moduleOf(statement)}.ts`);
    if (found !== undefined && existsSync(file))
      return declared(sourceOf(file), (found.propertyName ?? found.name).text);
  }
  return undefined;
}

const moduleOf = ({ moduleSpecifier }: ts.ImportDeclaration): string =>
  ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : "";

interface Tag {
  readonly name: string;
  readonly text: string;
}

/** The comment above a node. Its line breaks are only those of the source, so the lines are joined. */
export function jsDoc(node: ts.Node): { readonly doc: string; readonly tags: readonly Tag[] } {
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comment?.comment) ?? "";
  const tags = (comment?.tags ?? []).map((tag) => ({
    name: tag.tagName.text,
    // An example keeps its line breaks. The parser removes `http` from an address, so that is read from the source.
    text: tag.tagName.text === "see" ? addressOf(tag) : (ts.getTextOfJSDocComment(tag.comment) ?? "").trim(),
  }));
  return { doc: text.replace(/\s*\n\s*/g, " ").trim(), tags };
}

const addressOf = (tag: ts.JSDocTag): string => /https?:\S+/.exec(tag.getText())?.[0] ?? "";
