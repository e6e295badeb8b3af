/** The plugin of @pulumi/random: the official one if it can be downloaded, else a stand-in. */

import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child";
import { RANDOM_VERSION } from "./random-plugin/version";
import { isStandIn, placeStandIn, standInIsCurrent, type StandIn } from "./stand-ins";

const RANDOM: StandIn = {
  folder: "random-plugin",
  program: "pulumi-resource-random",
  packages: ["@grpc/grpc-js", "@js-sdsl/ordered-map", "google-protobuf", "@pulumi/pulumi/proto", "bcryptjs"],
};

export type RandomPlugin = "official" | "stand-in" | "missing";

const pluginDirectory = (home: string): string => join(home, "plugins", `resource-random-v${RANDOM_VERSION}`);

/** File that Pulumi keeps next to a plugin during its download. While it exists, the plugin counts as missing. */
const unfinished = (home: string): string => `${pluginDirectory(home)}.partial`;

/** The plugin in a PULUMI_HOME. */
export function randomPlugin(home: string): RandomPlugin {
  const ours = existsSync(unfinished(home)) ? undefined : isStandIn(pluginDirectory(home), RANDOM.program);
  if (ours === undefined) return "missing";
  return ours ? "stand-in" : "official";
}

/** Whether the plugin needs no work. */
export function randomPluginIsCurrent(home: string): boolean {
  const found = randomPlugin(home);
  return found === "official" || (found === "stand-in" && standInIsCurrent(pluginDirectory(home), RANDOM));
}

/** Puts the stand-in into a PULUMI_HOME, also over an older one. It never replaces the official plugin. */
export function placeRandomStandIn(home: string): void {
  if (randomPlugin(home) === "official") return;
  placeStandIn(pluginDirectory(home), RANDOM);
  rmSync(unfinished(home), { force: true });
}

/** Removes the stand-in, so that the official plugin is tried again. */
export function dropRandomStandIn(home: string): void {
  if (randomPlugin(home) === "stand-in") rmSync(pluginDirectory(home), { recursive: true, force: true });
}

/** Lets the CLI download the official plugin. Resolves with or without success; stops after `timeoutMs`. */
export async function tryOfficialRandomPlugin(
  bin: string,
  env: NodeJS.ProcessEnv,
  limits: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<void> {
  const patience = AbortSignal.timeout(limits.timeoutMs);
  const signal = AbortSignal.any([limits.signal, patience]);
  try {
    await runChild(bin, ["plugin", "install", "resource", "random", RANDOM_VERSION], { env, signal });
  } catch (error) {
    if (!patience.aborted || limits.signal.aborted) throw error;
  }
}
