/** Puts a build in its place so that a whole one is there at any time but the instant between two renames, which the next start bridges. */

import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const manifest = z.object({ fingerprint: z.string() });
/** In a build's folder, written last: what it was made of. */
const MANIFEST = "build.json";
const COMMAND = join("cli", "index.js");

export interface Places {
  readonly current: string;
  readonly next: string;
  readonly before: string;
}

export const placesIn = (root: string): Places => ({
  current: join(root, "dist"),
  next: join(root, "dist.next"),
  before: join(root, "dist.before"),
});

/** What the build in a folder was made of; undefined where there is no whole one. */
export function fingerprintOf(folder: string): string | undefined {
  const file = join(folder, MANIFEST);
  return existsSync(file) ? manifest.parse(JSON.parse(readFileSync(file, "utf8"))).fingerprint : undefined;
}

/** Ends what an interrupted build left half-done. */
export function settle({ current, next, before }: Places): void {
  if (!existsSync(current)) {
    const whole = [next, before].find((folder) => fingerprintOf(folder) !== undefined);
    if (whole !== undefined) renameSync(whole, current);
  }
  for (const folder of [next, before]) rmSync(folder, { recursive: true, force: true });
}

/**
 * Compiles into a folder of its own and then exchanges it with what is in place. Where compiling fails, what is in place stays.
 *
 * @param compile fills the folder that it is given
 * @throws whatever `compile` throws
 */
export function buildInto(places: Places, fingerprint: string, compile: (folder: string) => void): void {
  settle(places);
  const { current, next, before } = places;
  try {
    compile(next);
    chmodSync(join(next, COMMAND), 0o755);
    writeFileSync(join(next, MANIFEST), JSON.stringify({ fingerprint }));
  } catch (error) {
    rmSync(next, { recursive: true, force: true });
    throw error;
  }
  if (existsSync(current)) renameSync(current, before);
  renameSync(next, current);
  rmSync(before, { recursive: true, force: true });
}
