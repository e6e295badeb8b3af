import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..", "..");

/** `.ci/run` with an npm that answers as told, one line of shell for each call by its last argument but one or last. */
function ci(calls: Readonly<Record<"ci" | "test" | "alone" | "newest", string>>): {
  code: number | null;
  last: string;
} {
  const dir = mkdtempSync(join(tmpdir(), "datadip-ci-"));
  try {
    const npm = join(dir, "npm");
    const cases = `case "$*" in ci) ${calls.ci};; test) ${calls.test};; *alone*) ${calls.alone};; *newest*) ${calls.newest};; *) exit 9;; esac`;
    writeFileSync(npm, `#!/bin/sh\n${cases}\n`);
    chmodSync(npm, 0o755);
    const env = { ...process.env, PATH: `${dir}:${process.env.PATH ?? ""}` };
    const { status, stdout } = spawnSync(join(ROOT, ".ci", "run"), { env, encoding: "utf8" });
    return { code: status, last: stdout.trim().split("\n").at(-1) ?? "" };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const WELL = "echo '90 passed, 0 failed'";

it.each([
  ["all is well", {}, 0, "98 passed, 0 failed"],
  ["something is skipped", { alone: "echo '5 passed, 0 failed, 3 skipped'" }, 0, "98 passed, 0 failed"],
  ["a test fails", { test: "echo '89 passed, 1 failed'; exit 1" }, 1, "97 passed, 1 failed"],
  ["a test fails alone", { alone: "echo '4 passed, 1 failed'; exit 1" }, 1, "97 passed, 1 failed"],
  ["the newest has a failure", { newest: "echo '2 passed, 1 failed'; exit 1" }, 1, "97 passed, 1 failed"],
  ["a pass ends early", { test: "exit 1" }, 1, "8 passed, 1 failed"],
  ["a pass fails without a failed test", { test: `${WELL}; exit 1` }, 1, "98 passed, 1 failed"],
  ["a pass says nothing", { alone: "true" }, 1, "93 passed, 1 failed"],
  ["nothing can be installed", { ci: "exit 1" }, 1, "0 passed, 1 failed"],
])(".ci/run ends with one line over all passes where %s", (_what, calls, code, last) => {
  expect(
    ci({ ci: "true", test: WELL, alone: "echo '5 passed, 0 failed'", newest: "echo '3 passed, 0 failed'", ...calls }),
  ).toEqual({ code, last });
});

it("finds ../shared in one place alone, so that the tests that differ without it are known", () => {
  const files = readdirSync(join(ROOT, "test"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const climbs = /["'`](?:\.\.\/)+shared\/(?:samples|specs|cases)|"\.\.",\s*"shared"/;
  const found = files.filter((file) => climbs.test(readFileSync(join(ROOT, "test", file), "utf8")));
  expect(found).toEqual([join("support", "shared.ts")]);
});
