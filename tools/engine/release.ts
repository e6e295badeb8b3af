/** The official release, through the Automation API's installer. */

import { join } from "node:path";
import { runChild } from "./child";
import { diskFull, saysDiskFull, SourceUnavailable } from "./messages";
import { packageRoot } from "./paths";
import type { Progress } from "./progress";

/** Where the installer's script and the releases lie. */
export const RELEASE_ORIGIN = "https://get.pulumi.com";

export interface ReleaseInstall {
  readonly version: string;
  /** Directory that gets `bin/pulumi` and its companions. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly origin: string;
  /** How long the first answer may take, in milliseconds. */
  readonly firstAnswerMs: number;
  /** How long the whole download may take, in milliseconds. */
  readonly totalMs: number;
}

function cause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}

/** Asks for the installer's script first: no route fails at once, a silent firewall after `firstAnswerMs`. */
async function reach(install: ReleaseInstall): Promise<void> {
  const patience = AbortSignal.timeout(install.firstAnswerMs);
  const where = new URL(install.origin).host;
  try {
    const answer = await fetch(`${install.origin}/install.sh`, {
      method: "HEAD",
      signal: AbortSignal.any([install.signal, patience]),
    });
    if (!answer.ok)
      throw new SourceUnavailable(
        `the official release cannot be downloaded (${where} answered ${String(answer.status)})`,
      );
  } catch (error) {
    install.signal.throwIfAborted();
    if (error instanceof SourceUnavailable) throw error;
    const why = patience.aborted ? `no answer within ${String(install.firstAnswerMs / 1000)} s` : cause(error);
    throw new SourceUnavailable(`the official release cannot be downloaded (${where}: ${why})`);
  }
}

/**
 * Puts the official CLI with its language hosts under `<root>/bin`.
 *
 * @throws SourceUnavailable with a clause that says why not; EngineError when the disk is full
 */
export async function installRelease(install: ReleaseInstall): Promise<void> {
  await reach(install);
  install.progress.say(`Downloading the Pulumi CLI ${install.version} from ${install.origin} ...`);
  const patience = AbortSignal.timeout(install.totalMs);
  const script = join(packageRoot(), "dist", "tools", "engine", "install-release.js");
  try {
    const result = await runChild(process.execPath, [script, install.root, install.version], {
      cwd: packageRoot(),
      env: install.env,
      signal: AbortSignal.any([install.signal, patience]),
    });
    if (result.code === 0) return;
    const all = result.tail.join("\n");
    if (saysDiskFull(all)) throw diskFull(install.root);
    throw new SourceUnavailable(`the official release cannot be installed (${result.tail.at(-1) ?? "no message"})`);
  } catch (error) {
    if (!patience.aborted || install.signal.aborted) throw error;
    throw new SourceUnavailable(`the official release did not arrive within ${String(install.totalMs / 1000)} s`);
  }
}
