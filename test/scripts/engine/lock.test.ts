import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withLock } from "../../../scripts/engine/lock";

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "datadip-lock-"));
  file = join(directory, "lock");
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const never = new AbortController().signal;
function refuse(pid: number): void {
  throw new Error(`It waits for ${String(pid)}`);
}

describe("the lock", () => {
  it("is held during the work and gone after it, even after a failure", async () => {
    await withLock(file, () => Promise.resolve(expect(existsSync(file)).toBe(true)), { onWait: refuse, signal: never });
    const failing = withLock(file, () => Promise.reject(new Error("the work failed")), {
      onWait: refuse,
      signal: never,
    });
    await expect(failing).rejects.toThrow("the work failed");
    expect(existsSync(file)).toBe(false);
  });

  it("lets one work at a time in one process too", async () => {
    let inside = 0;
    const waits: number[] = [];
    const work = async (): Promise<void> => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    const options = { onWait: (pid: number) => waits.push(pid), signal: never };
    await Promise.all([withLock(file, work, options), withLock(file, work, options), withLock(file, work, options)]);
    expect(waits).toEqual([process.pid, process.pid]);
  });

  it.each<[string, () => Promise<string>]>([
    [
      "of a process that has ended",
      async () => {
        const child = spawn("true");
        await once(child, "exit");
        return JSON.stringify({ pid: child.pid, born: "1" });
      },
    ],
    [
      "of an earlier process with a pid that is in use again",
      () => Promise.resolve(JSON.stringify({ pid: process.pid, born: "1" })),
    ],
    ["that is not readable", () => Promise.resolve("{")],
  ])("%s is broken", async (_name, content) => {
    writeFileSync(file, await content());
    const seen = await withLock(file, () => Promise.resolve(readFileSync(file, "utf8")), {
      onWait: refuse,
      signal: never,
    });
    expect(JSON.parse(seen)).toMatchObject({ pid: process.pid });
  });

  it("is not waited for any longer once the caller is told to stop", async () => {
    const stop = new AbortController();
    let waiting: Promise<void> = Promise.resolve();
    await withLock(
      file,
      async () => {
        waiting = withLock(file, () => Promise.reject(new Error("both work")), {
          onWait: () => {
            stop.abort();
          },
          signal: stop.signal,
        });
        await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
        expect(existsSync(file)).toBe(true);
      },
      { onWait: refuse, signal: never },
    );
  });
});
