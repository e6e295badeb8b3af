/** Replaces a build so that a complete one always exists, except between two renames. The next start repairs an interruption there. */

import { createHash } from "node:crypto";
import {
  readdirSync,
  readFileSync,
  chmodSync,
  existsSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const SETTINGS = ["tsconfig.json", "tsconfig.build.json", "package-lock.json"];
const include = z.looseObject({ include: z.array(z.string()) });

/** A hash of everything that a build depends on. A build is stale when its hash differs. */
export function fingerprintOfSources(root: string): string {
  const { include: folders } = include.parse(JSON.parse(readFileSync(join(root, "tsconfig.build.json"), "utf8")));
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(tsx?|json)$/.test(name))
      .map((name) => join(folder, name)),
  );
  const hash = createHash("sha256");
  for (const file of [...SETTINGS, ...sources.sort()]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

const manifest = z.object({ fingerprint: z.string() });
/** File in a build's folder with the build's hash; written last. */
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

/** The hash of the build in a folder; undefined where there is no complete build. */
export function fingerprintOf(folder: string): string | undefined {
  const file = join(folder, MANIFEST);
  return existsSync(file) ? manifest.parse(JSON.parse(readFileSync(file, "utf8"))).fingerprint : undefined;
}

/** Makes a build newer than its sources when these were written again with the same content. */
export function confirm({ current }: Places): void {
  const now = new Date();
  utimesSync(join(current, MANIFEST), now, now);
}

/** Cleans up after an interrupted build. */
export function repair({ current, next, before }: Places): void {
  if (!existsSync(current)) {
    const whole = [next, before].find((folder) => fingerprintOf(folder) !== undefined);
    if (whole !== undefined) renameSync(whole, current);
  }
  for (const folder of [next, before]) rmSync(folder, { recursive: true, force: true });
}

/**
 * Compiles into a separate folder, and then replaces the current build. When compiling fails, the current build stays.
 *
 * @param compile fills the folder that it is given
 * @throws whatever `compile` throws
 */
export function buildInto(places: Places, fingerprint: string, compile: (folder: string) => void): void {
  repair(places);
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
