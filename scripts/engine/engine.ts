/** The result of the bootstrap. */

import { delimiter, dirname } from "node:path";
import type { RandomPlugin } from "./random";

/** A `pulumi` that works here, and how to run it. */
export interface Engine {
  readonly bin: string;
  readonly binDir: string;
  /** A separate PULUMI_HOME, so that plugins and credentials do not mix with the user's. */
  readonly pulumiHome: string;
  readonly version: string;
  readonly source: "path" | "release" | "go-modules";
  readonly languageHost: "official" | "stand-in";
  readonly randomPlugin: RandomPlugin;
  /** The reason for this engine, as clauses. */
  readonly reason: string;
  /** The variables to run it with, in addition to the caller's: PATH, PULUMI_HOME, PULUMI_SKIP_UPDATE_CHECK. */
  env(): Record<string, string>;
}

/** The facts that define an engine. */
export type EngineFacts = Omit<Engine, "env" | "binDir">;

/**
 * Completes an engine.
 *
 * @param path the caller's PATH; the engine's directory is put in front of it
 */
export function engineOf(facts: EngineFacts, path: string): Engine {
  const binDir = dirname(facts.bin);
  // The language host must find Node; some launchers run Node although it is not on PATH.
  const whole = [binDir, path, dirname(process.execPath)].filter((part) => part !== "").join(delimiter);
  return {
    ...facts,
    binDir,
    env: () => ({ PATH: whole, PULUMI_HOME: facts.pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" }),
  };
}
