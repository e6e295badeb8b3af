/** Looks for `pulumi` on PATH and runs it for its version, once per binary. */

import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { isProgram, onPath } from "../../providers/core/settings/on-path";
import type { Candidate } from "./find";
import { errorCode } from "./messages";
import type { Environment } from "./paths";

const run = promisify(execFile);
const VERSION_TIMEOUT_MS = 20_000;

/**
 * The output of `<bin> version`, without the line break. Ends a binary that takes more than 20 seconds.
 *
 * @throws an Error with the system's reason when it does not run
 */
export async function askVersion(bin: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await run(bin, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeout: VERSION_TIMEOUT_MS,
  });
  return stdout.trim();
}

/** The same for a binary from elsewhere, which may be anything: undefined when it does not run. */
async function tryVersion(bin: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    return await askVersion(bin, env);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

const Remembered = z.object({ real: z.string(), size: z.number(), mtimeMs: z.number(), version: z.string() });

function recall(file: string): z.infer<typeof Remembered> | undefined {
  try {
    return Remembered.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) !== undefined) return undefined;
    throw error;
  }
}

/**
 * The first `pulumi` on PATH that is not from this cache (whose directory `--env` may have added), or undefined.
 *
 * @param memory file with the version of that binary, so that a second call starts no process
 */
export async function probePath(env: Environment, cache: string, memory: string): Promise<Candidate | undefined> {
  const ours = join(cache, "engine") + sep;
  const foreign = (name: string): readonly string[] =>
    onPath(name, env).filter((file) => !file.startsWith(ours) && !realpathSync(file).startsWith(ours));
  const bin = foreign("pulumi")[0];
  if (bin === undefined) return undefined;
  const real = realpathSync(bin);
  const { size, mtimeMs } = statSync(real);
  const known = recall(memory);
  const fresh = known?.real !== real || known.size !== size || known.mtimeMs !== mtimeMs;
  const version = fresh ? await tryVersion(bin, { ...env }) : known.version;
  if (fresh && version !== undefined) {
    mkdirSync(dirname(memory), { recursive: true });
    writeFileSync(memory, JSON.stringify({ real, size, mtimeMs, version }));
  }
  const has = (name: string): boolean => isProgram(join(dirname(real), name)) || foreign(name).length > 0;
  return {
    bin,
    version,
    languageHost: has("pulumi-language-nodejs"),
    dynamicProvider: has("pulumi-resource-pulumi-nodejs"),
  };
}
