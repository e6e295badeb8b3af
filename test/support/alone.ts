/**
 * `npm run test:alone`: runs the suite in a temporary copy with nothing beside it, like a fresh clone. `--differing` runs only the tests
 * that look for ../shared; all other arguments go to jest.
 */

import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { jestInCopy, ROOT } from "./copy";

function jestArgs(args: readonly string[]): readonly string[] {
  const rest = args.filter((arg) => arg !== "--differing");
  return rest.length === args.length ? rest : [...rest, "--findRelatedTests", "test/support/shared.ts"];
}

process.exitCode = jestInCopy(jestArgs(process.argv.slice(2)), {
  node: process.execPath,
  env: process.env,
  install: (copy) => symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules")),
});
