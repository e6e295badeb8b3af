import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "../../../sandbox";

/** A disk of 3 MB. Only root of Linux can make one. */
const disk = mkdtempSync(join(tmpdir(), "datadip-disk-"));
const isMounted = ((): boolean => {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
afterAll(() => {
  if (isMounted) execFileSync("umount", [disk]);
  rmdirSync(disk);
});

(isMounted ? it : it.skip)("says in a sentence that the disk is full, and loses nothing", async () => {
  const sandbox = await startSandbox({ dir: join(disk, "store") });
  const make = (name: string, description: string): Promise<Response> =>
    fetch(`${sandbox.url}/sandbox/state/webex/skill`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name, skillType: "TEXT", description }),
    });
  expect((await make("First", "kept")).ok).toBe(true);
  let refused = await make("0", "x");
  for (let i = 1; refused.ok; i += 1) refused = await make(String(i), "x".repeat(100_000));
  expect(await refused.json()).toEqual({
    message: expect.stringMatching(/^The sandbox cannot write to \S+store: .+ Free space on that disk/) as string,
  });
  // Opening one would end the process, as LMDB writes into mapped files.
  await expect(startSandbox({ dir: join(disk, "another") })).rejects.toThrow(
    /cannot keep its state in \S+another: the disk is full\. Choose another directory/,
  );
  const names = await fetch(`${sandbox.url}/sandbox/state/webex/skill`).then((answer) => answer.text());
  expect(names).toContain("kept");
  await sandbox.close();
});
