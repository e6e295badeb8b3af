/** Sources of the CLI for the cache: the official release, else its Go modules. */

import { chmodSync, copyFileSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "./cache";
import { buildFromGoModules } from "./go-build";
import { GoTooOld, noSourceLeft, reasonOf, SourceUnavailable } from "./messages";
import { packageRoot } from "./paths";
import { askVersion } from "./probe";
import type { Progress } from "./progress";
import { installRelease } from "./release";
import type { Source } from "./settings";
import { LANGUAGE_HOST, packageDirectory, placeStandIn } from "./stand-ins";

/** Time limit of a whole download, after the server's first answer. */
export const DOWNLOAD_MS = 10 * 60_000;

/** The data that all steps of one bootstrap share. */
export interface Job {
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Time limit for an official server's answer, in milliseconds. */
  readonly firstAnswerMs: number;
  readonly releaseOrigin: string;
  readonly sources: ReadonlySet<Source>;
}

/** Checks that the CLI in the draft runs, and adds its companions. */
async function finishDraft(draft: string, version: string, job: Job): Promise<void> {
  const bin = join(draft, "bin", "pulumi");
  let said: string;
  try {
    said = await askVersion(bin, job.env);
  } catch (error) {
    const [why = ""] = reasonOf(error).split("\n");
    throw new SourceUnavailable(`the CLI that was made does not run here (${why})`);
  }
  if (said !== `v${version}`) throw new SourceUnavailable(`the CLI that was made calls itself "${said}"`);
  const launcher = join(draft, "bin", "pulumi-resource-pulumi-nodejs");
  if (!existsSync(launcher)) {
    copyFileSync(join(packageDirectory("@pulumi/pulumi", packageRoot()), "pulumi-resource-pulumi-nodejs"), launcher);
    chmodSync(launcher, 0o755);
  }
}

/** The sources in the order in which they are tried. */
function sourcesOf(draft: string, version: string, job: Job) {
  const common = { version, root: draft, env: job.env, progress: job.progress, signal: job.signal };
  const { releaseOrigin: origin, firstAnswerMs } = job;
  return [
    {
      source: "release" as const,
      reason: "the official release was installed",
      fill: () => installRelease({ ...common, origin, firstAnswerMs, totalMs: DOWNLOAD_MS }),
    },
    {
      source: "go-modules" as const,
      reason: "the CLI was built from its Go modules, with a stand-in for the Node language host",
      fill: async () => {
        await buildFromGoModules(common);
        placeStandIn(join(draft, "bin"), LANGUAGE_HOST);
      },
    },
  ];
}

/**
 * Fills `<draft>/bin` from the first source that works.
 *
 * @param version of the CLI, such as 3.276.0
 * @param before why no `pulumi` on PATH is used, as a clause
 * @throws EngineError when none works or the disk is full
 */
export async function fillDraft(
  draft: string,
  version: string,
  before: string,
  job: Job,
): Promise<Pick<Manifest, "source" | "reason">> {
  const passedOver: string[] = [];
  let isGoTooOld = false;
  const sources = sourcesOf(draft, version, job);
  for (const [at, { source, reason, fill }] of sources.entries()) {
    if (!job.sources.has(source)) {
      passedOver.push(`DATADIP_ENGINE_SOURCES excludes ${source}`);
      continue;
    }
    try {
      await fill();
      await finishDraft(draft, version, job);
      return { source, reason: [...passedOver, reason].join("; ") };
    } catch (error) {
      if (!(error instanceof SourceUnavailable)) throw error;
      passedOver.push(error.message);
      isGoTooOld = error instanceof GoTooOld;
      // The reason of the last source is part of the final message.
      if (at < sources.length - 1) job.progress.say(`Passed over: ${error.message}.`);
      rmSync(join(draft, "bin"), { recursive: true, force: true });
    }
  }
  throw noSourceLeft(version, [before, ...passedOver], isGoTooOld);
}
