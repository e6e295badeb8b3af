/** One bootstrap at a time, with a lock that dies with its holder. */

import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { errorCode } from "./messages";

const POLL_MS = 250;

const Holder = z.object({ pid: z.number().int().positive(), born: z.string() });
/** A process, told apart from a later one that got the same pid by its time of birth. */
type Holder = z.infer<typeof Holder>;

/** When a process was born in the kernel's own ticks; empty where there is no /proc, and then the pid alone must do. */
function born(pid: number): string {
  try {
    // The command name, in brackets, may hold blanks: the 20th field after it is the start time.
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

/** Takes the lock if it is free. A link is atomic and refuses an existing name, so no reader ever sees half a lock. */
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
 * Runs `work` while holding `file`, after waiting for another living process that holds it. The lock of a process that was killed is
 * broken. Should two processes break it in the same instant, both may work: harmless, since results are put in place by rename alone.
 *
 * @param onWait told once the pid that is waited for
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
