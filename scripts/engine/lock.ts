/** Allows one bootstrap at a time. The lock of a process that has died is ignored. */

import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { errorCode } from "./messages";

const POLL_MS = 250;

const Holder = z.object({ pid: z.number().int().positive(), born: z.string() });
/** A process. Its start time distinguishes it from a later process with the same pid. */
type Holder = z.infer<typeof Holder>;

/** The start time of a process in kernel ticks; empty where there is no /proc, so that only the pid is compared. */
function born(pid: number): string {
  try {
    // The command name, in brackets, may contain spaces. The start time is the 20th field after it.
    return (
      readFileSync(`/proc/${String(pid)}/stat`, "utf8")
        .split(") ")
        .at(-1)
        ?.split(" ")[19] ?? ""
    );
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return "";
  }
}

function alive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (errorCode(error) === "ESRCH") return false;
  }
  return born(holder.pid) === holder.born;
}

function readHolder(file: string): Holder | undefined {
  try {
    const parsed = Holder.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (errorCode(error) === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Takes the lock if it is free. A link is atomic and fails for an existing name, so a reader always finds a complete lock. */
function tryTake(file: string, self: Holder): boolean {
  const draft = `${file}.${randomUUID()}`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(draft, JSON.stringify(self));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Runs `work` while holding `file`, after waiting for another living process that holds it. The lock of a killed process is removed. If two
 * processes remove it at the same time, both may run `work`. This is harmless, since results are put in place by a rename.
 *
 * @param onWait called once with the pid of the other process
 * @throws whatever `work` throws; an AbortError when `signal` fires while waiting
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  options: { readonly onWait: (pid: number) => void; readonly signal: AbortSignal },
): Promise<T> {
  const self: Holder = { pid: process.pid, born: born(process.pid) };
  let told = false;
  while (!tryTake(file, self)) {
    const holder = readHolder(file);
    if (holder === undefined || !alive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) options.onWait(holder.pid);
    told = true;
    await delay(POLL_MS, undefined, { signal: options.signal });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
