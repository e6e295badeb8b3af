/** `npm run build`: compiles into dist. With `--if-stale` it does nothing when dist was built from these sources. */

import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { withLock } from "../engine/lock";
import { completeDeclarations } from "./declarations";
import { fingerprintOfSources, buildInto, confirm, fingerprintOf, placesIn, repair } from "./place";
import { makeLazy } from "./lazy-index";

const ROOT = resolve(__dirname, "..", "..");
const TSC = join(ROOT, "node_modules", "typescript", "bin", "tsc");

/** Indexes whose modules are loaded at their first use, so that a program loads only the kinds, components and flow functions it uses. */
const LAZY_INDEXES = [
  ...["providers/webex/index", "providers/salesforce/index", "providers/components/index"],
  ...["flow/index", "flow/simulate/index", "flow/templates/data-dip/index"],
];

class CompileError extends Error {}

function compile(folder: string): void {
  const args = [TSC, "-p", "tsconfig.build.json", "--outDir", folder, "--incremental", "false"];
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new CompileError("The sources do not compile, so dist stays as it was.");
  completeDeclarations(ROOT, folder);
  LAZY_INDEXES.forEach((file) => makeLazy(join(ROOT, `${file}.ts`), join(folder, `${file}.js`)));
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { "if-stale": { type: "boolean", default: false } } });
  const places = placesIn(ROOT);
  const onWait = (pid: number): void =>
    void process.stderr.write(`Process ${String(pid)} is building too: waiting for it ...\n`);
  const work = (): Promise<void> => {
    const fingerprint = fingerprintOfSources(ROOT);
    repair(places);
    if (!values["if-stale"] || fingerprintOf(places.current) !== fingerprint) buildInto(places, fingerprint, compile);
    else confirm(places);
    return Promise.resolve();
  };
  const lock = join(ROOT, "node_modules", ".cache", "datadip", "build.lock");
  await withLock(lock, work, { onWait, signal: new AbortController().signal });
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  if (!(error instanceof CompileError)) throw error;
  process.stderr.write(`${error.message}\n`);
});
