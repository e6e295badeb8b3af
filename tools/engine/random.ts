/** The plugin of @pulumi/random: the official one where it can be had, else our stand-in. */

import { rmSync } from "node:fs";
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

function pluginDirectory(home: string): string {
  return join(home, "plugins", `resource-random-v${RANDOM_VERSION}`);
}

/** What stands in a PULUMI_HOME. */
export function randomPlugin(home: string): RandomPlugin {
  const ours = isStandIn(pluginDirectory(home), RANDOM.program);
  if (ours === undefined) return "missing";
  return ours ? "stand-in" : "official";
}

/** Whether nothing needs doing about the plugin. */
export function randomPluginIsCurrent(home: string): boolean {
  const found = randomPlugin(home);
  return found === "official" || (found === "stand-in" && standInIsCurrent(pluginDirectory(home), RANDOM));
}

/** Removes our stand-in, so that the official plugin is tried again. */
export function dropRandomStandIn(home: string): void {
  if (randomPlugin(home) === "stand-in") rmSync(pluginDirectory(home), { recursive: true, force: true });
}

/** Puts our stand-in into a PULUMI_HOME, or a newer one over an older one. Never over the official plugin. */
export function placeRandomStandIn(home: string): void {
  if (randomPlugin(home) !== "official") placeStandIn(pluginDirectory(home), RANDOM);
}

/** Lets the CLI download the official plugin. Resolves whether it did or not; gives up after `timeoutMs`. */
export async function tryOfficialRandomPlugin(
  bin: string,
  env: NodeJS.ProcessEnv,
  limits: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<void> {
  const patience = AbortSignal.timeout(limits.timeoutMs);
  try {
    await runChild(bin, ["plugin", "install", "resource", "random", RANDOM_VERSION], {
      env,
      signal: AbortSignal.any([limits.signal, patience]),
    });
  } catch (error) {
    if (!patience.aborted || limits.signal.aborted) throw error;
  }
}
