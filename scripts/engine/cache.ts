/** Cache entries: checks whether an entry is complete, and replaces it in a single step. */

import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { errorCode, reasonOf } from "./messages";
import type { EnginePaths } from "./paths";

const MANIFEST = "engine.json";
const PLATFORM = `${process.platform}-${process.arch}`;
const DRAFT_PREFIX = "draft-";

const Manifest = z.object({
  version: z.string(),
  source: z.enum(["release", "go-modules"]),
  /** The reason for this source, as clauses. */
  reason: z.string(),
  /** A newer version that cannot be made here; it is not tried again. */
  insteadOf: z.string().optional(),
  /** For instance `linux-x64`: machines of different kinds may share a home directory. */
  platform: z.string(),
  /** Size of the binary, in bytes. */
  size: z.number().int().positive(),
  /** Modification time of the binary, in milliseconds. */
  mtimeMs: z.number(),
});
/** Written last, after the binary was run once. When it matches the binary, the entry is trusted without starting a process. */
export type Manifest = z.infer<typeof Manifest>;

export type EntryState =
  | { readonly state: "whole"; readonly manifest: Manifest }
  | { readonly state: "absent" }
  | { readonly state: "broken"; readonly reason: string };

function parseManifest(text: string): Manifest | undefined {
  try {
    return Manifest.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Checks an entry without starting a process: a few file look-ups. */
export function inspectEntry(paths: EnginePaths): EntryState {
  if (!existsSync(paths.binDir)) return { state: "absent" };
  try {
    const manifest = parseManifest(readFileSync(join(paths.binDir, MANIFEST), "utf8"));
    if (manifest === undefined) return { state: "broken", reason: `${MANIFEST} is not readable` };
    if (manifest.platform !== PLATFORM)
      return { state: "broken", reason: `it was made for ${manifest.platform}, this is ${PLATFORM}` };
    const { size, mtimeMs } = statSync(join(paths.binDir, "pulumi"));
    if (size !== manifest.size || mtimeMs !== manifest.mtimeMs)
      return { state: "broken", reason: "pulumi was changed or cut short" };
    for (const name of ["pulumi", "pulumi-resource-pulumi-nodejs", "pulumi-language-nodejs"]) {
      accessSync(join(paths.binDir, name), constants.X_OK);
    }
    return { state: "whole", manifest };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return { state: "broken", reason: reasonOf(error) };
  }
}

/** Records that this entry is used because a newer version cannot be made. Only for the holder of the lock. */
export function serveInsteadOf(paths: EnginePaths, manifest: Manifest, newer: string): Manifest {
  const noted = { ...manifest, insteadOf: newer };
  writeFileSync(join(paths.binDir, MANIFEST), `${JSON.stringify(noted)}\n`, { flush: true });
  return noted;
}

/** Removes files of killed bootstraps. Only for the holder of the lock. */
export function sweepDrafts(paths: EnginePaths): void {
  for (const name of existsSync(paths.entry) ? readdirSync(paths.entry) : []) {
    if (name.startsWith(DRAFT_PREFIX)) rmSync(join(paths.entry, name), { recursive: true, force: true });
  }
}

/**
 * Lets `fill` make a `bin` directory in a draft, writes the manifest into it, and replaces the entry with one rename.
 * After any error the draft is removed and the entry is as it was, or absent if it was broken.
 *
 * @param fill gets the draft's root; must leave a working `<root>/bin/pulumi`, and returns its source
 */
export async function replaceEntry(
  paths: EnginePaths,
  version: string,
  fill: (draft: string) => Promise<Pick<Manifest, "source" | "reason">>,
): Promise<Manifest> {
  mkdirSync(paths.entry, { recursive: true });
  const draft = mkdtempSync(join(paths.entry, DRAFT_PREFIX));
  try {
    const facts = await fill(draft);
    const { size, mtimeMs } = statSync(join(draft, "bin", "pulumi"));
    const manifest: Manifest = { version, platform: PLATFORM, ...facts, size, mtimeMs };
    writeFileSync(join(draft, "bin", MANIFEST), `${JSON.stringify(manifest)}\n`, { flush: true });
    if (existsSync(paths.binDir)) renameSync(paths.binDir, join(draft, "old"));
    renameSync(join(draft, "bin"), paths.binDir);
    return manifest;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
