import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { basename, join } from "node:path";
import { z } from "zod";

/**
 * Files that an interrupted run left next to a state in a folder (`file://`).
 * https://github.com/pulumi/pulumi/tree/master/pkg/backend/diy
 */
export type FileLeftover =
  /** The machine crashed while Pulumi wrote it; the state next to it is whole. */
  | { readonly is: "empty attributes"; readonly file: string }
  /** The state is cut off. `backup`: the state before the last write, where that is whole. */
  | { readonly is: "half state"; readonly file: string; readonly backup: string | undefined }
  /** `isDead`: the process was on this machine and has ended. */
  | { readonly is: "lock"; readonly file: string; readonly by: string; readonly isDead: boolean };

const lock = z.looseObject({ pid: z.number(), username: z.string(), hostname: z.string(), timestamp: z.string() });

const ATTRIBUTES = ".attrs";

/** @param backend `file://...`; for another backend nothing is found. */
export function filesLeft(backend: string, project: string): readonly FileLeftover[] {
  const folder = folderOf(backend);
  if (folder === undefined) return [];
  const states = filesIn(join(folder, "stacks", project));
  const locks = filesIn(join(folder, "locks", "organization", project)).filter((file) => file.endsWith(".json"));
  return [...states.flatMap(inStates), ...locks.flatMap(inLocks)];
}

/** Whether a file is certainly useless. */
export const isUseless = (left: FileLeftover): boolean =>
  left.is === "empty attributes" || (left.is === "lock" && left.isDead);

function folderOf(backend: string): string | undefined {
  const path = /^file:\/\/([^?]*)/.exec(backend)?.[1];
  return path === undefined ? undefined : join(path.replace(/^~(?=\/|$)/, homedir()), ".pulumi");
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function inStates(file: string): readonly FileLeftover[] {
  if (file.endsWith(ATTRIBUTES)) {
    const isLost = statSync(file).size === 0 && isWhole(file.slice(0, -ATTRIBUTES.length));
    return isLost ? [{ is: "empty attributes", file }] : [];
  }
  if (!file.endsWith(".json") || isWhole(file)) return [];
  return [{ is: "half state", file, backup: isWhole(`${file}.bak`) ? `${file}.bak` : undefined }];
}

function inLocks(file: string): readonly FileLeftover[] {
  const found = lock.safeParse(parsed(file));
  if (!found.success) return [];
  const { pid, username, hostname: host, timestamp } = found.data;
  const by = `process ${pid} of ${username} on ${host}, since ${timestamp}`;
  return [{ is: "lock", file, by, isDead: host === hostname() && !isAlive(pid) }];
}

/** Whether a state is whole; a compressed one (`.json.gz`) counts as whole where it is not empty. */
function isWhole(file: string): boolean {
  if (/\.gz(\.bak)?$/.test(basename(file))) return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
  return typeof parsed(file) === "object";
}

/** A file's JSON; undefined where the file is missing or not JSON. */
function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether a process runs. One of another user refuses the signal, so it runs. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
