/**
 * Puts a stand-in where the engine looks for the official program. The stand-in's folder holds all its files (compiled code and the few
 * packages it needs), since the cache outlives the checkout that filled it.
 */

import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { EngineError } from "./messages";
import { packageRoot } from "./paths";

/** A program with a stand-in: the folder of its code here, and the name that the engine looks for. */
export interface StandIn {
  readonly folder: "language-host" | "random-plugin";
  readonly program: string;
  /** Packages that its code requires, including their dependencies. */
  readonly packages: readonly string[];
}

/** The folder of code that both stand-ins share. */
const SHARED = "plugin-server";
const GRPC = ["@grpc/grpc-js", "@js-sdsl/ordered-map", "google-protobuf", "@pulumi/pulumi/proto"];

export const LANGUAGE_HOST: StandIn = { folder: "language-host", program: "pulumi-language-nodejs", packages: GRPC };

const DRAFT_PREFIX = "draft-";
const MAX_LAUNCHER_BYTES = 1_000;
const MARK = "# datadip stand-in";
const NOT_NEEDED = /\.(ts|map|proto|md)$/;

/** The directory of a package (or of a folder in one), as code in `from` resolves it. */
export function packageDirectory(name: string, from: string): string {
  for (let at = from; ; at = dirname(at)) {
    const found = join(at, "node_modules", name);
    if (existsSync(found)) return found;
    if (dirname(at) === at)
      throw new EngineError(`The package ${name} is not installed: run "npm ci", then try again.`);
  }
}

const compiledFolder = (folder: string): string => join(packageRoot(), "dist", "scripts", "engine", folder);

/** The compiled files of a stand-in, relative to the engine's compiled folder. */
const codeFiles = (standIn: StandIn): readonly string[] =>
  [standIn.folder, SHARED].flatMap((folder) =>
    readdirSync(compiledFolder(folder))
      .filter((name) => !NOT_NEEDED.test(name))
      .map((name) => join(folder, name)),
  );

const launcher = (standIn: StandIn, code: string): string =>
  `#!/bin/sh\n${MARK}: ${code}\nexec node "\${0%/*}/${code}/${standIn.folder}/index.js" "$@"\n`;

/** The folder that a stand-in's launcher starts. */
function codeFolder(text: string): string {
  const line = text.split("\n").find((each) => each.startsWith(MARK)) ?? "";
  return line.slice(MARK.length + 2);
}

/** Whether the program in `directory` is a stand-in; undefined when there is no program. */
export function isStandIn(directory: string, program: string): boolean | undefined {
  const file = join(directory, program);
  if (!existsSync(file)) return undefined;
  // The official programs are binaries of a hundred megabytes; a launcher has three lines.
  return statSync(file).size < MAX_LAUNCHER_BYTES && readFileSync(file, "utf8").includes(MARK);
}

function fill(target: string, standIn: StandIn): void {
  for (const name of codeFiles(standIn)) cpSync(join(compiledFolder("."), name), join(target, name));
  // Without this file, a package.json of type "module" above the cache would change how the files are read.
  writeFileSync(join(target, "package.json"), '{ "private": true, "type": "commonjs" }\n');
  const sdk = packageDirectory("@pulumi/pulumi", packageRoot());
  for (const name of standIn.packages) {
    cpSync(packageDirectory(name, sdk), join(target, "node_modules", name), {
      recursive: true,
      dereference: true,
      filter: (path) => !NOT_NEEDED.test(path) && basename(path) !== "node_modules",
    });
  }
}

/** The launcher for the current code, or undefined when the project is not compiled. */
function currentLauncher(standIn: StandIn): string | undefined {
  if (![standIn.folder, SHARED].every((folder) => existsSync(compiledFolder(folder)))) return undefined;
  const hash = createHash("sha256");
  for (const name of codeFiles(standIn)) hash.update(name).update(readFileSync(join(compiledFolder("."), name)));
  return launcher(standIn, `${standIn.folder}-${hash.digest("hex").slice(0, 12)}`);
}

/** Whether the program in `directory` is the current stand-in. Before the project is compiled, any program there counts. */
export function standInIsCurrent(directory: string, standIn: StandIn): boolean {
  const program = join(directory, standIn.program);
  if (!existsSync(program)) return false;
  const text = currentLauncher(standIn);
  return text === undefined || readFileSync(program, "utf8") === text;
}

/** Removes files of killed runs and older versions, except the version that an engine may be starting now. */
function sweep(directory: string, standIn: StandIn, next: string): void {
  const program = join(directory, standIn.program);
  const inUse = existsSync(program) ? codeFolder(readFileSync(program, "utf8")) : next;
  for (const name of readdirSync(directory)) {
    const ours = name.startsWith(DRAFT_PREFIX) || name.startsWith(`${standIn.folder}-`);
    if (ours && name !== inUse && name !== next) rmSync(join(directory, name), { recursive: true, force: true });
  }
}

/**
 * Puts `standIn` into `directory`. The code is in a folder named by its hash, and the launcher is renamed into place. An engine that
 * starts at the same time therefore finds either the old or the new version complete.
 *
 * @throws EngineError when the project is not compiled or its packages are not installed
 */
export function placeStandIn(directory: string, standIn: StandIn): void {
  const text = currentLauncher(standIn);
  if (text === undefined) {
    throw new EngineError(
      `The project is not compiled (${compiledFolder(standIn.folder)} is missing): run "npm run build", then try again.`,
    );
  }
  const code = codeFolder(text);
  const program = join(directory, standIn.program);
  mkdirSync(directory, { recursive: true });
  sweep(directory, standIn, code);
  const draft = mkdtempSync(join(directory, DRAFT_PREFIX));
  try {
    fill(draft, standIn);
    rmSync(join(directory, code), { recursive: true, force: true });
    renameSync(draft, join(directory, code));
    writeFileSync(`${program}.draft`, text, { mode: 0o755 });
    renameSync(`${program}.draft`, program);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
