/**
 * `npm run test:newest`: tests the newest Pulumi CLI and SDK on Node.js 24, installed in a separate project as a user would have them:
 * every kind, drift, imports, half-made objects, interruption and secrets. Arguments go to jest.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cacheRoot } from "../../scripts/engine/paths";
import { jestInCopy, ROOT } from "./copy";

/** Exact versions, so that a run can be repeated. Raise them with `NEWEST_TRIED_CLI`. */
const PACKAGES = { node: "24.21.0", "@pulumi/pulumi": "3.276.0", "@pulumi/random": "4.21.2" };
const TESTS = ["every-kind", "matrix", "adoption", "interrupted"].map((name) => `test/engine/${name}.test.ts`);

/** In the cache next to the engines. Made again only when the versions change. */
const PROJECT = join(cacheRoot(process.env), "newest");

function install(): void {
  const manifest = JSON.stringify({ name: "newest", private: true, dependencies: PACKAGES });
  const file = join(PROJECT, "package.json");
  const done = join(PROJECT, "node_modules", ".bin", "node");
  if (existsSync(done) && existsSync(file) && readFileSync(file, "utf8") === manifest) return;
  mkdirSync(PROJECT, { recursive: true });
  writeFileSync(file, manifest);
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock"], {
    cwd: PROJECT,
    stdio: "inherit",
  });
  if (status !== 0 || !existsSync(done)) throw new Error(`npm could not install ${manifest} in ${PROJECT}`);
}

/** The packages of the checkout, but Pulumi's from the project. */
function linkPackages(copy: string): void {
  const own = join(copy, "node_modules");
  mkdirSync(join(own, "@pulumi"), { recursive: true });
  for (const name of readdirSync(join(ROOT, "node_modules")))
    if (name !== "@pulumi") symlinkSync(join(ROOT, "node_modules", name), join(own, name));
  for (const name of ["pulumi", "random"])
    symlinkSync(join(PROJECT, "node_modules", "@pulumi", name), join(own, "@pulumi", name));
}

/** Runs before the tests, since building the CLI may take long. */
function makeEngine(copy: string, node: string, env: NodeJS.ProcessEnv): void {
  const { status } = spawnSync(node, [join(copy, "dist", "scripts", "engine", "index.js")], {
    cwd: copy,
    env,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("The newest Pulumi CLI is not available, so nothing was tested on it.");
}

install();
const bin = join(PROJECT, "node_modules", "node", "bin");
const node = join(bin, "node");
const env = { ...process.env, PATH: [bin, process.env.PATH ?? ""].join(delimiter) };
const chosenTests = process.argv.slice(2);
process.exitCode = jestInCopy(
  chosenTests.some((arg) => arg.startsWith("test/")) ? chosenTests : [...chosenTests, ...TESTS],
  {
    node,
    env,
    install: (copy) => {
      linkPackages(copy);
      makeEngine(copy, node, env);
    },
  },
);
