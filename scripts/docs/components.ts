import { join } from "node:path";
import ts from "typescript";
import { optionsSchema } from "../../flow/templates/data-dip/options";
import { fenced, firstSentence, pageName, type Row, rowsOf, table } from "./page";
import { defaultText, schemaOf, typeText } from "./schema-text";
import { jsDoc, schemaFieldsIn, sourceOf } from "./source";
import { type Argument, interfaceNamed, argumentsOf, outputsOf, constructedIn, COMPONENTS } from "./component-source";

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
