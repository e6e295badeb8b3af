/** Gets a working `pulumi` on any machine. */

import { join } from "node:path";
import { engineOf, type Engine, type EngineFacts } from "./engine";
import { judge, type Verdict, versionsToMake } from "./find";
import { untilInterrupted } from "./child";
import { findCached, locked, makeCached } from "./make";
import { explainFileError, interrupted, unsupportedPlatform } from "./messages";
import { cacheRoot, enginePaths, type EnginePaths } from "./paths";
import { probePath } from "./probe";
import { progressOn, type Progress } from "./progress";
import {
  dropRandomStandIn,
  placeRandomStandIn,
  randomPlugin,
  randomPluginIsCurrent,
  tryOfficialRandomPlugin,
} from "./random";
import { RELEASE_ORIGIN, whyUnreachable } from "./release";
import { allowedSources, firstAnswerMs } from "./settings";
import { DOWNLOAD_MS, type Job } from "./sources";
import { isStandIn, LANGUAGE_HOST } from "./stand-ins";

export type { Engine } from "./engine";

export interface EnsureOptions {
  /** Defaults to `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
  /** Defaults to lines on stderr. */
  readonly progress?: Progress;
  /** Stops downloads and builds; no incomplete files are left. By default Ctrl-C does this before it ends the process. */
  readonly signal?: AbortSignal;
  /** Removes the cached CLI and the random stand-in, and chooses their sources again. */
  readonly fresh?: boolean;
  /** How long an official server may take to answer, in milliseconds. Default 30 s, or `DATADIP_ENGINE_TIMEOUT` in seconds. */
  readonly firstAnswerMs?: number;
  /** Address of the official installer. Defaults to Pulumi's. */
  readonly releaseOrigin?: string;
}

async function judgePath(cache: string, job: Job): Promise<Verdict> {
  if (!job.sources.has("path")) return { use: false, reason: "DATADIP_ENGINE_SOURCES excludes a pulumi on PATH" };
  return judge(await probePath(job.env, cache, join(cache, "engine", "path.json")));
}

async function findOrMake(
  cache: string,
  job: Job,
  fresh: boolean,
): Promise<{ facts: EngineFacts; paths: EnginePaths }> {
  const verdict = await judgePath(cache, job);
  if (verdict.use) {
    const { bin, version, reason } = verdict;
    const paths = enginePaths(cache, version);
    const common = { pulumiHome: paths.home, randomPlugin: randomPlugin(paths.home) };
    return { paths, facts: { ...common, bin, version, source: "path", languageHost: "official", reason } };
  }
  const versions = versionsToMake(process.versions.node);
  const { paths, manifest } =
    (fresh ? undefined : findCached(cache, versions)) ??
    (await makeCached(cache, versions, job, { before: verdict.reason, fresh }));
  const { source, version, reason } = manifest;
  const languageHost = isStandIn(paths.binDir, LANGUAGE_HOST.program) === true ? "stand-in" : "official";
  const common = { pulumiHome: paths.home, randomPlugin: randomPlugin(paths.home) };
  const bin = join(paths.binDir, "pulumi");
  return { paths, facts: { ...common, bin, version, source, languageHost, reason: `${verdict.reason}; ${reason}` } };
}

/** Under the lock: gets the official plugin if it can be downloaded, else the stand-in. */
async function ensureRandomPlugin(engine: Engine, home: string, job: Job, fresh: boolean): Promise<void> {
  if (fresh) dropRandomStandIn(home);
  if (randomPlugin(home) === "missing" && job.sources.has("release")) {
    const { signal, firstAnswerMs, releaseOrigin: origin } = job;
    // The plugin also has other mirrors, so it is always tried, but with a shorter time limit when the release server does not answer.
    const obstacle = await whyUnreachable({ origin, firstAnswerMs, signal });
    const timeoutMs = obstacle === undefined ? DOWNLOAD_MS : firstAnswerMs;
    await tryOfficialRandomPlugin(engine.bin, { ...job.env, ...engine.env() }, { signal, timeoutMs });
  }
  if (!randomPluginIsCurrent(home)) placeRandomStandIn(home);
}

async function ensure(cache: string, job: Job, fresh: boolean): Promise<Engine> {
  const path = job.env.PATH ?? "";
  const { facts, paths } = await findOrMake(cache, job, fresh);
  const engine = engineOf(facts, path);
  if (!fresh && randomPluginIsCurrent(paths.home)) return engine;
  await locked(paths, job, () => ensureRandomPlugin(engine, paths.home, job, fresh));
  return engineOf({ ...facts, randomPlugin: randomPlugin(paths.home) }, path);
}

/**
 * Gets a working `pulumi`: a suitable one on PATH, else the official release, else the CLI built from its Go modules. It is cached outside
 * the tree by version; after that, a call needs only a few file look-ups.
 *
 * @throws EngineError, one or two sentences with the problem, the place and the next step
 */
export function ensureEngine(options: EnsureOptions = {}): Promise<Engine> {
  const { signal } = options;
  return signal === undefined ? untilInterrupted((own) => ensureWith(own, options)) : ensureWith(signal, options);
}

async function ensureWith(signal: AbortSignal, options: EnsureOptions): Promise<Engine> {
  if (process.platform === "win32") throw unsupportedPlatform(process.platform);
  const env = options.env ?? process.env;
  const cache = cacheRoot(env);
  const job: Job = {
    env,
    signal,
    progress: options.progress ?? progressOn(process.stderr),
    firstAnswerMs: options.firstAnswerMs ?? firstAnswerMs(env),
    sources: allowedSources(env),
    releaseOrigin: options.releaseOrigin ?? RELEASE_ORIGIN,
  };
  try {
    return await ensure(cache, job, options.fresh ?? false);
  } catch (error) {
    throw signal.aborted ? interrupted() : explainFileError(error, cache);
  } finally {
    job.progress.end();
  }
}
