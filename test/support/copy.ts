import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export const ROOT = resolve(__dirname, "..", "..");

/** Files of the checkout that a commit would include now. */
function files(): readonly string[] {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const { status, stdout, stderr, error } = spawnSync("git", args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`git cannot list the files of ${ROOT}: ${error?.message ?? stderr.trim()}`);
  return stdout.split("\0").filter((file) => file !== "" && existsSync(join(ROOT, file)));
}

/**
 * Runs jest in a copy of the checkout with nothing beside it, built but without packages.
 *
 * @param install puts `node_modules` into the copy
 * @returns jest's exit code
 */
export function jestInCopy(
  args: readonly string[],
  {
    node,
    env,
    install,
  }: { readonly node: string; readonly env: NodeJS.ProcessEnv; readonly install: (copy: string) => void },
): number {
  const above = mkdtempSync(join(tmpdir(), "datadip-copy-"));
  try {
    const copy = join(above, "datadip");
    for (const file of files()) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      cpSync(join(ROOT, file), join(copy, file));
    }
    cpSync(join(ROOT, "dist"), join(copy, "dist"), { recursive: true });
    install(copy);
    const jest = join(copy, "node_modules", "jest", "bin", "jest.js");
    return spawnSync(node, [jest, ...args], { cwd: copy, env, stdio: "inherit" }).status ?? 1;
  } finally {
    rmSync(above, { recursive: true, force: true });
  }
}
