/** Paths of the package, of its compiled stand-ins, and of the cache outside the tree. */

import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The directory of package.json, both for compiled code (dist/scripts/engine) and for source (scripts/engine). */
export function packageRoot(from: string = __dirname): string {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return at;
    if (dirname(at) === at) throw new Error(`No package.json above ${from}`);
  }
}

/**
 * The cache: `$DATADIP_CACHE`, else `$XDG_CACHE_HOME/datadip`, else `~/.cache/datadip`.
 * A relative `DATADIP_CACHE` is relative to the current directory; a relative `XDG_CACHE_HOME` is ignored, as the XDG specification asks.
 */
export function cacheRoot(env: Environment): string {
  const own = env.DATADIP_CACHE;
  if (own !== undefined && own !== "") return resolve(own);
  const xdg = env.XDG_CACHE_HOME;
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, "datadip");
  return join(env.HOME ?? homedir(), ".cache", "datadip");
}

export interface EnginePaths {
  /** `<cache>/engine/<version>` */
  readonly entry: string;
  /** Made by one rename, so it is complete or absent. */
  readonly binDir: string;
  /** PULUMI_HOME: plugins, credentials, the selected stack. Kept when `binDir` is replaced. */
  readonly home: string;
  readonly lock: string;
}

export function enginePaths(cache: string, version: string): EnginePaths {
  const entry = join(cache, "engine", version);
  return { entry, binDir: join(entry, "bin"), home: join(entry, "home"), lock: join(entry, "lock") };
}
