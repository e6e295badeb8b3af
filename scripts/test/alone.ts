/**
 * `npm run test:alone`: the suite as a clone with nothing beside it runs it, in a copy in a temporary folder. `--differing` runs only the
 * tests that look for ../shared; whatever else is given goes to jest.
 */

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..", "..");
/** What is not in a clone but comes of `npm ci`. */
const MADE = { linked: ["node_modules"], copied: ["dist"] };

/** Files of the checkout as they would be committed now. */
function files(): readonly string[] {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const { status, stdout, stderr, error } = spawnSync("git", args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`git cannot list the files of ${ROOT}: ${error?.message ?? stderr.trim()}`);
  return stdout.split("\0").filter((file) => file !== "" && existsSync(join(ROOT, file)));
}

function copyTo(clone: string): void {
  for (const file of files()) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(ROOT, file), join(clone, file));
  }
  for (const name of MADE.linked) symlinkSync(join(ROOT, name), join(clone, name));
  for (const name of MADE.copied) cpSync(join(ROOT, name), join(clone, name), { recursive: true });
}

function jestArgs(args: readonly string[]): readonly string[] {
  const rest = args.filter((arg) => arg !== "--differing");
  return rest.length === args.length ? rest : [...rest, "--findRelatedTests", "test/support/shared.ts"];
}

function main(): void {
  const above = mkdtempSync(join(tmpdir(), "datadip-alone-"));
  try {
    const clone = join(above, "datadip");
    copyTo(clone);
    const jest = join(clone, "node_modules", "jest", "bin", "jest.js");
    const { status } = spawnSync(process.execPath, [jest, ...jestArgs(process.argv.slice(2))], {
      cwd: clone,
      stdio: "inherit",
    });
    process.exitCode = status ?? 1;
  } finally {
    rmSync(above, { recursive: true, force: true });
  }
}

main();
