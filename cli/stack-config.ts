import { execFileSync } from "node:child_process";
import { z } from "zod";
import type { SettingsSource } from "../providers/core/settings";

const entries = z.record(z.string(), z.looseObject({ value: z.string().optional() }));

/**
 * The config of a stack of the project in this folder, secrets decrypted, as a program of that stack would get it.
 * @throws Error with the CLI's own words where there is no project, no stack or a wrong passphrase.
 */
export function stackConfig(stack: string | undefined): SettingsSource {
  const args = ["config", "--json", "--show-secrets", ...(stack === undefined ? [] : ["--stack", stack])];
  const text = pulumi(args);
  const values = entries.parse(JSON.parse(text));
  return { config: (key) => values[key]?.value, env: process.env };
}

function pulumi(args: readonly string[]): string {
  try {
    return execFileSync("pulumi", args, { encoding: "utf8", env: process.env, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new Error('There is no pulumi on PATH: eval "$(npm run -s engine -- --env)"', { cause: error });
    }
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    throw new Error(`The stack's config cannot be read: ${said.trim()}`, { cause: error });
  }
}
