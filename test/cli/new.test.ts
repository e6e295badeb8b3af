import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../support/engine";

/** The lines that `datadip new` prints are pasted into a shell. */

it("prints a first line that works for a folder with blanks and quotes in its name", () => {
  const dir = mkdtempSync(join(tmpdir(), "datadip-new-"));
  const options = { cwd: dir, encoding: "utf8" } as const;
  const made = spawnSync(
    process.execPath,
    [join(ROOT, "dist/cli/index.js"), "new", "Ann's $HOME centre", "--example", "lists"],
    options,
  );
  const [line = ""] = made.stdout.split("\n");
  expect(line).toMatch(/ && npm install$/);
  const listed = spawnSync("sh", ["-c", line.replace("npm install", "ls")], options);
  expect(listed.stdout).toContain("partners.csv");
  rmSync(dir, { recursive: true });
});
