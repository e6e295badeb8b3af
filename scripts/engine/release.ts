/** The official release, installed by the Automation API's installer. */

import { dirname, join } from "node:path";
import { runChild } from "./child";
import { diskFull, saysDiskFull, SourceUnavailable } from "./messages";
import { packageRoot } from "./paths";
import type { Progress } from "./progress";

/** The address of the installer's script and of the releases. */
export const RELEASE_ORIGIN = "https://get.pulumi.com";

export interface ReleaseInstall extends Question {
  readonly version: string;
  /** Directory that gets `bin/pulumi` and its companions. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  /** Time limit of the whole download, in milliseconds. */
  readonly totalMs: number;
}

function cause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}

export interface Question {
  readonly origin: string;
  /** Time limit of the first answer, in milliseconds. */
  readonly firstAnswerMs: number;
  readonly signal: AbortSignal;
}

/**
 * Asks for the installer's script. Without a route it fails at once, behind a firewall that drops packets after `firstAnswerMs`.
 *
 * @returns the reason why it cannot be downloaded, or undefined when it can
 */
export async function whyUnreachable({ origin, firstAnswerMs, signal }: Question): Promise<string | undefined> {
  const patience = AbortSignal.timeout(firstAnswerMs);
  const where = new URL(origin).host;
  try {
    const answer = await fetch(`${origin}/install.sh`, { method: "HEAD", signal: AbortSignal.any([signal, patience]) });
    return answer.ok ? undefined : `${where} answered ${String(answer.status)}`;
  } catch (error) {
    signal.throwIfAborted();
    return `${where}: ${patience.aborted ? `no answer within ${String(firstAnswerMs / 1000)} s` : cause(error)}`;
  }
}

/**
 * Installs the official CLI with its language hosts under `<root>/bin`.
 *
 * @throws SourceUnavailable with a clause that gives the reason; EngineError when the disk is full
 */
export async function installRelease(install: ReleaseInstall): Promise<void> {
  const obstacle = await whyUnreachable(install);
  if (obstacle !== undefined) throw new SourceUnavailable(`the official release cannot be downloaded (${obstacle})`);
  install.progress.say(`Downloading the Pulumi CLI ${install.version} from ${install.origin} ...`);
  const patience = AbortSignal.timeout(install.totalMs);
  const script = join(packageRoot(), "dist", "scripts", "engine", "install-release.js");
  try {
    const result = await runChild(process.execPath, [script, install.root, install.version], {
      cwd: packageRoot(),
      env: install.env,
      signal: AbortSignal.any([install.signal, patience]),
    });
    if (result.code === 0) return;
    const all = result.tail.join("\n");
    if (saysDiskFull(all)) throw diskFull(dirname(install.root));
    throw new SourceUnavailable(`the official release cannot be installed (${result.tail.at(-1) ?? "no message"})`);
  } catch (error) {
    if (!patience.aborted || install.signal.aborted) throw error;
    throw new SourceUnavailable(`the official release did not arrive within ${String(install.totalMs / 1000)} s`);
  }
}
