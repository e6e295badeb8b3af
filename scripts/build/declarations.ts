/**
 * Adds to declarations what tsc leaves out: the comments of a schema's fields, and short names for a resource's arguments and values. The
 * type of a zod schema is inferred, so its fields lose their JSDoc, and type errors would show the whole schema.
 */

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { type FieldDoc, type KindDoc, kindsIn } from "../docs/source";

const CLASS = "ResourceClass";
const IMPORTS = `import type { CustomResource, CustomResourceOptions, Output } from "@pulumi/pulumi";
import type { Args as ResourceArgs, Outputs as ResourceOutputs } from "../../core/resource/define";
import type { IdOf } from "../../core/resource/id-of";
`;

/** Completes the declarations of every kind in a folder that tsc compiled from `root`. */
export function completeDeclarations(root: string, folder: string): void {
  for (const cloud of ["webex", "salesforce"]) {
    const below = join("providers", cloud, "resources");
    for (const name of readdirSync(join(root, below)).filter((file) => file.endsWith(".ts"))) {
      const kinds = kindsIn([join(root, below, name)]);
      const file = join(folder, below, name.replace(/\.ts$/, ".d.ts"));
      if (kinds.length === 0) continue;
      writeFileSync(file, completed(readFileSync(file, "utf8"), kinds));
      // The source map no longer fits the lines.
      if (existsSync(`${file}.map`)) rmSync(`${file}.map`);
    }
  }
}

/** The text of a declaration file with its kinds' comments added. @throws Error for a kind that the file does not declare. */
export function completed(text: string, kinds: readonly KindDoc[]): string {
  const source = ts.createSourceFile("kind.d.ts", text, ts.ScriptTarget.ES2022, true);
  const done = kinds.reduce((result, kind) => replaced(result, source, kind), text);
  return `${IMPORTS}${done.replace(/\/\/# sourceMappingURL=.*\s*$/, "")}`;
}

function replaced(text: string, source: ts.SourceFile, kind: KindDoc): string {
  const name = kind.kind.split(".")[1] ?? "";
  const found = source.statements.filter(ts.isVariableStatement).flatMap((statement) =>
    statement.declarationList.declarations.flatMap(({ name: declared, type }) => {
      const isClass = type !== undefined && ts.isImportTypeNode(type) && type.qualifier?.getText() === CLASS;
      const [inputs, outputs, noun] = isClass ? (type.typeArguments ?? []) : [];
      return declared.getText() === name && inputs !== undefined && outputs !== undefined && noun !== undefined
        ? [{ statement, inputs, outputs, noun: noun.getText() }]
        : [];
    }),
  )[0];
  if (found === undefined) throw new Error(`${kind.kind} is not declared as a ${CLASS}`);
  const { statement, inputs, outputs, noun } = found;
  const declaration = [
    `type ${name}Inputs = ${documented(inputs, kind.inputs)};`,
    `type ${name}Outputs = ${documented(outputs, kind.outputs)};`,
    `/** What \`${kind.kind}\` takes. */`,
    ...argsOf(name, inputs, kind.inputs),
    `export interface ${name} extends CustomResource, ResourceOutputs<${name}Inputs, ${name}Outputs> {`,
    `    readonly id: Output<IdOf<${noun}>>;`,
    "}",
    text.slice(statement.getFullStart(), statement.getStart()).trim(),
    `export declare const ${name}: {`,
    `    new (name: string, args: ${name}Args, opts?: CustomResourceOptions): ${name};`,
    "    /** The type token, for policy packs. */",
    "    readonly __pulumiType: string;",
    "};",
  ].join("\n");
  const whole = source.text.slice(statement.getFullStart(), statement.getEnd());
  return text
    .replace(whole, () => `\n${declaration}`)
    .replace(`\nexport type ${name} = InstanceType<typeof ${name}>;`, "");
}

/** Names that default to the resource's logical name. */
const DEFAULTED = ["name", "fullName"];

/**
 * The arguments as separate members: for an interface without members, errors would show what it extends.
 * Inputs that are not written as an object keep their `extends`.
 */
function argsOf(name: string, inputs: ts.TypeNode, fields: readonly FieldDoc[]): readonly string[] {
  const [shape] = ts.isTypeReferenceNode(inputs) || ts.isImportTypeNode(inputs) ? (inputs.typeArguments ?? []) : [];
  if (shape === undefined || !ts.isTypeLiteralNode(shape))
    return [`export interface ${name}Args extends ResourceArgs<${name}Inputs> {}`];
  const members = shape.members.filter(ts.isPropertySignature).flatMap((member) => {
    const key = ts.isStringLiteral(member.name) ? member.name.text : member.name.getText();
    const isOptional =
      DEFAULTED.includes(key) ||
      /^(?:z|import\("zod"\))\.Zod(?:Optional|Default|Prefault)</.test(member.type?.getText() ?? "");
    const doc = fields.find((field) => field.name === key)?.doc ?? "";
    return [
      ...(doc === "" ? [] : [`    ${commentOf(doc)}`]),
      `    readonly ${/^\w+$/.test(key) ? key : JSON.stringify(key)}${isOptional ? "?" : ""}: ResourceArgs<${name}Inputs>[${JSON.stringify(key)}];`,
    ];
  });
  return [`export interface ${name}Args {`, ...members, "}"];
}

const commentOf = (doc: string): string => `/** ${doc.replaceAll("*/", "*\\/")} */`;

/** The text of a type with a comment above each member that has one. */
function documented(type: ts.TypeNode, fields: readonly FieldDoc[]): string {
  const insertions: { readonly at: number; readonly text: string }[] = [];
  const visit = (node: ts.Node, here: readonly FieldDoc[]): void => {
    if (!ts.isTypeLiteralNode(node)) return ts.forEachChild(node, (child) => visit(child, here));
    for (const member of node.members.filter(ts.isPropertySignature)) {
      const name = ts.isStringLiteral(member.name) ? member.name.text : member.name.getText();
      const field = here.find((one) => one.name === name);
      if (field !== undefined && field.doc !== "")
        insertions.push({ at: member.getStart(), text: `${commentOf(field.doc)}\n    ` });
      if (member.type !== undefined) visit(member.type, field?.fields ?? []);
    }
  };
  visit(type, fields);
  const start = type.getStart();
  return insertions
    .sort((left, right) => right.at - left.at)
    .reduce(
      (text, { at, text: comment }) => `${text.slice(0, at - start)}${comment}${text.slice(at - start)}`,
      type.getText(),
    );
}
