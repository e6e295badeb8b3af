/** What the bootstrap hands out. */

import { delimiter, dirname } from "node:path";
import type { RandomPlugin } from "./random";

/** A `pulumi` that works here, and how to run it. */
export interface Engine {
  readonly bin: string;
  readonly binDir: string;
  /** Of its own, so that neither plugins nor credentials mix with the user's. */
  readonly pulumiHome: string;
  readonly version: string;
  readonly source: "path" | "release" | "go-modules";
  readonly languageHost: "official" | "stand-in";
  readonly randomPlugin: RandomPlugin;
  /** Why this one, as clauses. */
  readonly reason: string;
  /** The variables to run it with, to be laid over the caller's own: PATH, PULUMI_HOME, PULUMI_SKIP_UPDATE_CHECK. */
  env(): Record<string, string>;
}

/** The facts about an engine that the rest follows from. */
export type EngineFacts = Omit<Engine, "env" | "binDir">;

/**
 * Completes an engine.
 *
 * @param path the PATH of the caller, before which the engine's directory is put
 */
export function engineOf(facts: EngineFacts, path: string): Engine {
  const binDir = dirname(facts.bin);
  // Node must be found by the language host; under some launchers it runs without being on PATH.
  const whole = [binDir, path, dirname(process.execPath)].filter((part) => part !== "").join(delimiter);
  return {
    ...facts,
    binDir,
    env: () => ({ PATH: whole, PULUMI_HOME: facts.pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" }),
  };
}
