/** A working `pulumi`, whatever this machine offers. */

import { copyFileSync, chmodSync, existsSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { inspectEntry, replaceEntry, sweepDrafts, type Manifest } from "./cache";
import { CLI_VERSION, judge, type Verdict } from "./find";
import { buildFromGoModules } from "./go-build";
import { withLock } from "./lock";
import { EngineError, explainFileError, interrupted, noSourceLeft, SourceUnavailable } from "./messages";
import { cacheRoot, enginePaths, packageRoot, type EnginePaths } from "./paths";
import { askVersion, probePath } from "./probe";
import { progressOn, type Progress } from "./progress";
import {
  placeRandomStandIn,
  randomPlugin,
  randomPluginIsCurrent,
  tryOfficialRandomPlugin,
  type RandomPlugin,
} from "./random-plugin";
import { installRelease, RELEASE_ORIGIN } from "./release";
import { isStandIn, LANGUAGE_HOST, placeStandIn, standInIsCurrent } from "./stand-ins";

/** A `pulumi` that works here, and how to run it. */
export interface Engine {
  readonly bin: string;
  readonly binDir: string;
  /** Of its own, so that neither plugins nor credentials mix with the user's. */
  readonly pulumiHome: string;
  readonly version: string;
  readonly source: "path" | "release" | "go-modules";
  readonly languageHost: "official" | "stand-in";
  readonly randomPlugin: RandomPlugin;
  /** Why this one, as clauses. */
  readonly reason: string;
  /** The variables to run it with, to be laid over the caller's own: PATH, PULUMI_HOME, PULUMI_SKIP_UPDATE_CHECK. */
  env(): Record<string, string>;
}

export interface EnsureOptions {
  /** Defaults to `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
  /** Defaults to lines on stderr. */
  readonly progress?: Progress;
  /** Stops downloads and builds; nothing half-written stays. */
  readonly signal?: AbortSignal;
  /** Throws the cached CLI away and decides anew where to take it from. */
  readonly fresh?: boolean;
  /** How long a server of the official release may be silent, in milliseconds. Default 30 s, or `DATADIP_ENGINE_TIMEOUT` in seconds. */
  readonly firstAnswerMs?: number;
  readonly releaseOrigin?: string;
}

const FIRST_ANSWER_MS = 30_000;
const DOWNLOAD_MS = 10 * 60_000;

interface Job {
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly firstAnswerMs: number;
  readonly releaseOrigin: string;
}

function firstAnswerMs(options: EnsureOptions, env: NodeJS.ProcessEnv): number {
  const text = env["DATADIP_ENGINE_TIMEOUT"];
  if (options.firstAnswerMs !== undefined) return options.firstAnswerMs;
  if (text === undefined || text === "") return FIRST_ANSWER_MS;
  const seconds = Number(text);
  if (!Number.isFinite(seconds) || seconds <= 0) {
    throw new EngineError(`DATADIP_ENGINE_TIMEOUT is "${text}": give a number of seconds above 0, or unset it.`);
  }
  return seconds * 1000;
}

/** Makes sure that what lies in the draft runs, and has its companions beside it. */
async function finishDraft(draft: string, job: Job): Promise<void> {
  const bin = join(draft, "bin", "pulumi");
  const version = await askVersion(bin, job.env);
  if (version !== `v${CLI_VERSION}`)
    throw new SourceUnavailable(`the CLI made there does not run (it says ${version ?? "nothing"})`);
  const launcher = join(draft, "bin", "pulumi-resource-pulumi-nodejs");
  if (!existsSync(launcher)) {
    copyFileSync(join(packageRoot(), "node_modules", "@pulumi", "pulumi", "pulumi-resource-pulumi-nodejs"), launcher);
    chmodSync(launcher, 0o755);
  }
}

/** Fills a draft from the first source that works. */
async function fillDraft(draft: string, verdict: Verdict, job: Job): Promise<Pick<Manifest, "source" | "reason">> {
  const passedOver: string[] = [];
  const common = { version: CLI_VERSION, root: draft, env: job.env, progress: job.progress, signal: job.signal };
  const sources = [
    {
      source: "release" as const,
      reason: "the official release was installed",
      fill: () =>
        installRelease({
          ...common,
          origin: job.releaseOrigin,
          firstAnswerMs: job.firstAnswerMs,
          totalMs: DOWNLOAD_MS,
        }),
    },
    {
      source: "go-modules" as const,
      reason: "the CLI was built from its Go modules, with stand-ins for what cannot be had",
      fill: async () => {
        await buildFromGoModules(common);
        placeStandIn(join(draft, "bin"), LANGUAGE_HOST);
      },
    },
  ];
  for (const { source, reason, fill } of sources) {
    try {
      await fill();
      await finishDraft(draft, job);
      return { source, reason: [...passedOver, reason].join("; ") };
    } catch (error) {
      if (!(error instanceof SourceUnavailable)) throw error;
      job.progress.say(`Passed over: ${error.message}.`);
      passedOver.push(error.message);
      rmSync(join(draft, "bin"), { recursive: true, force: true });
    }
  }
  throw noSourceLeft(CLI_VERSION, [verdict.reason, ...passedOver]);
}

/** What is there, when nothing at all needs doing. */
function readyEntry(paths: EnginePaths): Manifest | undefined {
  const entry = inspectEntry(paths);
  if (entry.state !== "whole") return undefined;
  const host = isStandIn(paths.binDir, LANGUAGE_HOST.program) !== true || standInIsCurrent(paths.binDir, LANGUAGE_HOST);
  return host ? entry.manifest : undefined;
}

/** Under the lock: the cached entry, mended or made. */
async function makeEntry(paths: EnginePaths, verdict: Verdict, job: Job, fresh: boolean): Promise<Manifest> {
  sweepDrafts(paths);
  const entry = inspectEntry(paths);
  if (entry.state === "whole" && !fresh) {
    if (isStandIn(paths.binDir, LANGUAGE_HOST.program) === true) placeStandIn(paths.binDir, LANGUAGE_HOST);
    return entry.manifest;
  }
  if (entry.state === "broken")
    job.progress.say(`The cached CLI in ${paths.binDir} is broken (${entry.reason}) and is made anew.`);
  else job.progress.say(`No usable pulumi yet: ${verdict.reason}.`);
  return replaceEntry(paths, CLI_VERSION, (draft) => fillDraft(draft, verdict, job));
}

function engineOf(
  found: Omit<Engine, "env" | "binDir" | "randomPlugin" | "languageHost">,
  env: NodeJS.ProcessEnv,
): Engine {
  const binDir = dirname(found.bin);
  // Node must be found by the language host; under some launchers it runs without being on PATH.
  const path = [binDir, env["PATH"] ?? "", dirname(process.execPath)].filter((part) => part !== "").join(delimiter);
  return {
    ...found,
    binDir,
    languageHost: isStandIn(binDir, LANGUAGE_HOST.program) === true ? "stand-in" : "official",
    randomPlugin: randomPlugin(found.pulumiHome),
    env: () => ({ PATH: path, PULUMI_HOME: found.pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" }),
  };
}

async function ensureRandomPlugin(engine: Engine, paths: EnginePaths, job: Job): Promise<Engine> {
  const locked = {
    signal: job.signal,
    onWait: (pid: number) => {
      job.progress.say(`Waiting for process ${String(pid)} ...`);
    },
  };
  await withLock(
    paths.lock,
    async () => {
      const env = { ...job.env, ...engine.env() };
      if (randomPlugin(paths.home) === "missing") {
        await tryOfficialRandomPlugin(engine.bin, env, { signal: job.signal, timeoutMs: job.firstAnswerMs });
      }
      if (!randomPluginIsCurrent(paths.home)) placeRandomStandIn(paths.home);
    },
    locked,
  );
  return { ...engine, randomPlugin: randomPlugin(paths.home) };
}

async function ensure(cache: string, job: Job, fresh: boolean): Promise<Engine> {
  const verdict = judge(await probePath(job.env, cache, join(cache, "engine", "path.json")));
  const paths = enginePaths(cache, verdict.use ? verdict.version : CLI_VERSION);
  let engine: Engine;
  if (verdict.use) {
    engine = engineOf(
      { bin: verdict.bin, version: verdict.version, source: "path", pulumiHome: paths.home, reason: verdict.reason },
      job.env,
    );
  } else {
    const onWait = (pid: number): void => {
      job.progress.say(`Process ${String(pid)} is preparing the same Pulumi CLI: waiting for it ...`);
    };
    const manifest =
      (fresh ? undefined : readyEntry(paths)) ??
      (await withLock(paths.lock, () => makeEntry(paths, verdict, job, fresh), { onWait, signal: job.signal }));
    const reason = `${verdict.reason}; ${manifest.reason}`;
    const bin = join(paths.binDir, "pulumi");
    engine = engineOf({ bin, version: CLI_VERSION, source: manifest.source, pulumiHome: paths.home, reason }, job.env);
  }
  return randomPluginIsCurrent(paths.home) ? engine : ensureRandomPlugin(engine, paths, job);
}

/**
 * Leaves a working `pulumi`: one on PATH that suits, else the official release, else the CLI built from its Go modules. Cached outside
 * the tree by version; once there, a call costs a few file lookups.
 *
 * @throws EngineError, one or two sentences that say what, where and what to do next
 */
export async function ensureEngine(options: EnsureOptions = {}): Promise<Engine> {
  const env = options.env ?? process.env;
  const cache = cacheRoot(env);
  const signal = options.signal ?? new AbortController().signal;
  const job: Job = {
    env,
    signal,
    progress: options.progress ?? progressOn(process.stderr),
    firstAnswerMs: firstAnswerMs(options, env),
    releaseOrigin: options.releaseOrigin ?? RELEASE_ORIGIN,
  };
  try {
    return await ensure(cache, job, options.fresh ?? false);
  } catch (error) {
    if (signal.aborted) throw interrupted();
    throw explainFileError(error, cache);
  } finally {
    job.progress.end();
  }
}
