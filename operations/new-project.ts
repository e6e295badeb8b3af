import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { makeFolder } from "./text-file";

const manifest = z.looseObject({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});
type Manifest = z.output<typeof manifest>;

const PLACEHOLDER = /\$\{([A-Z_]+)\}/g;
/** Files with another name in the package, as npm leaves out a file named `.gitignore`. */
const RENAMED: Readonly<Record<string, string>> = { gitignore: ".gitignore" };

/**
 * Makes a user's project that runs on the sandbox.
 *
 * @param root the folder of the running package
 * @param dir the project's folder: is made where it is missing, and must be empty otherwise
 * @param example folder of `examples/` whose files replace the template's program
 * @returns the files made, below `dir`
 * @throws Error for a folder that is not empty, or an example that does not exist
 */
export function newProject(root: string, dir: string, example?: string): readonly string[] {
  if (example !== undefined && !examplesOf(root).includes(example))
    throw new Error(`There is no example ${example}; there are ${examplesOf(root).join(", ")}. Nothing was written.`);
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw new Error(`${dir} is not empty, and nothing was written: name a folder that is not there yet.`);
  const { dependencies, devDependencies } = read(root);
  const of = (name: string): string => devDependencies[name] ?? dependencies[name] ?? "";
  const values: Readonly<Record<string, string>> = {
    PROJECT: projectName(dir),
    DATADIP: originOf(root),
    PULUMI: of("@pulumi/pulumi"),
    RANDOM: of("@pulumi/random"),
    SWC_NODE: of("@swc-node/register"),
    SWC: of("@swc/core"),
    TYPESCRIPT: of("typescript"),
  };
  const copy = (folder: string): readonly string[] =>
    filesBelow(folder).map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const target = join(dirname(file), RENAMED[basename(file)] ?? basename(file));
      makeFolder(join(dir, dirname(file)));
      writeFileSync(
        join(dir, target),
        text.replace(PLACEHOLDER, (whole, name: string) => values[name] ?? whole),
      );
      return target;
    });
  const made = copy(join(root, "templates", "project"));
  const replaced = example === undefined ? [] : copy(join(root, "examples", example));
  makeFolder(join(dir, "flows"));
  cpSync(join(root, "flows", "welcome.json"), join(dir, "flows", "welcome.json"));
  return [...new Set([...made, ...replaced, join("flows", "welcome.json")])].sort();
}

/** Names of the programs in `examples/`. */
export const examplesOf = (root: string): readonly string[] =>
  readdirSync(join(root, "examples"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

/** Pulumi allows letters, digits, `-`, `_` and `.` in a project's name, npm only lower case. */
function projectName(dir: string): string {
  const name = basename(resolve(dir))
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+/, "");
  return name === "" ? "contact-centre" : name;
}

/** The source of the running package in the form of a dependency: a tarball, git or a folder. It is in no registry. */
export function originOf(root: string): string {
  const above = dirname(root);
  if (basename(above) !== "node_modules") return `file:${root}`;
  const user = dirname(above);
  const { dependencies, devDependencies } = read(user);
  const said = dependencies.datadip ?? devDependencies.datadip;
  if (said === undefined) return `file:${root}`;
  return said.startsWith("file:") ? `file:${resolve(user, said.slice("file:".length))}` : said;
}

function read(folder: string): Manifest {
  const file = join(folder, "package.json");
  return manifest.parse(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {});
}
