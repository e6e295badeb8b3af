/** The CLIs that are made here and cached: chooses one, or makes it. */

import { inspectEntry, replaceEntry, serveInsteadOf, sweepDrafts, type Manifest } from "./cache";
import { withLock } from "./lock";
import { NoSourceLeft } from "./messages";
import { enginePaths, type EnginePaths } from "./paths";
import { fillDraft, type Job } from "./sources";
import { isStandIn, LANGUAGE_HOST, placeStandIn, standInIsCurrent } from "./stand-ins";

/** Runs `work` when no other process prepares the same entry. */
export function locked<T>(paths: EnginePaths, job: Job, work: () => Promise<T>): Promise<T> {
  const onWait = (pid: number): void => {
    job.progress.say(`Process ${String(pid)} is preparing the same Pulumi CLI: waiting for it ...`);
  };
  return withLock(paths.lock, work, { onWait, signal: job.signal });
}

/** The cached entry, if it needs no work. */
function readyEntry(paths: EnginePaths): Manifest | undefined {
  const entry = inspectEntry(paths);
  if (entry.state !== "whole") return undefined;
  const official = isStandIn(paths.binDir, LANGUAGE_HOST.program) !== true;
  return official || standInIsCurrent(paths.binDir, LANGUAGE_HOST) ? entry.manifest : undefined;
}

/** Under the lock: the cached entry, repaired or made. */
async function makeEntry(
  paths: EnginePaths,
  version: string,
  before: string,
  job: Job,
  fresh: boolean,
): Promise<Manifest> {
  sweepDrafts(paths);
  const entry = inspectEntry(paths);
  if (entry.state === "whole" && !fresh) {
    if (isStandIn(paths.binDir, LANGUAGE_HOST.program) === true) placeStandIn(paths.binDir, LANGUAGE_HOST);
    return entry.manifest;
  }
  job.progress.say(
    entry.state === "broken"
      ? `The cached Pulumi CLI in ${paths.binDir} is broken (${entry.reason}) and is made again.`
      : `No usable pulumi yet: ${before}.`,
  );
  return replaceEntry(paths, version, (draft) => fillDraft(draft, version, before, job));
}

export interface Cached {
  readonly paths: EnginePaths;
  readonly manifest: Manifest;
}

/** The best version that is complete in the cache. An older one counts only if the best one could not be made. */
export function findCached(cache: string, [best, ...older]: readonly [string, ...string[]]): Cached | undefined {
  const entries = [best, ...older].map((version) => enginePaths(cache, version));
  for (const paths of entries) {
    const manifest = readyEntry(paths);
    if (manifest?.version === best || manifest?.insteadOf === best) return { paths, manifest };
  }
  return undefined;
}

/** Makes the best version; the next one only when Go is too old for it. */
export async function makeCached(
  cache: string,
  [best, ...older]: readonly string[],
  job: Job,
  options: {
    readonly before: string;
    readonly fresh: boolean;
    readonly insteadOf?: string;
  },
): Promise<Cached> {
  const { before, fresh, insteadOf } = options;
  const version = best ?? "";
  const paths = enginePaths(cache, version);
  try {
    return await locked(paths, job, async () => {
      const manifest = await makeEntry(paths, version, before, job, fresh);
      return { paths, manifest: insteadOf === undefined ? manifest : serveInsteadOf(paths, manifest, insteadOf) };
    });
  } catch (error) {
    if (!(error instanceof NoSourceLeft) || !error.isGoTooOld || older.length === 0) throw error;
    job.progress.say(`This Go is too old to build Pulumi ${version}: making ${older.join(" or ")} instead.`);
    return makeCached(cache, older, job, { before, fresh, insteadOf: version });
  }
}
