/** Runs the bootstrap for a command, and prints which pulumi it got and why. */

import type { Engine } from "./engine";
import { ensureEngine } from "./ensure";

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Lines for `eval` in a POSIX shell. The engine is put in front of the shell's PATH at that time. */
export function shellLines(engine: Engine): string {
  const { PATH: _path, ...rest } = engine.env();
  const lines = Object.entries(rest).map(([name, value]) => `export ${name}=${quoted(value)}`);
  return [`export PATH=${quoted(engine.binDir)}:"$PATH"`, ...lines].join("\n");
}

/** One line of JSON for programs. */
export function jsonLine(engine: Engine, seconds: number): string {
  const { source, version, bin, pulumiHome, languageHost, randomPlugin, reason } = engine;
  return JSON.stringify({ source, version, bin, pulumiHome, languageHost, randomPlugin, reason, seconds });
}

/** The same for people, with the next command. */
export function sentences(engine: Engine, seconds: number): string {
  const { bin, version, languageHost, randomPlugin, pulumiHome, reason } = engine;
  return [
    `pulumi ${version} is ready at ${bin}`,
    `  why: ${reason}`,
    `  Node language host: ${languageHost}; random plugin: ${randomPlugin}; PULUMI_HOME: ${pulumiHome}`,
    `  took ${seconds.toFixed(1)} s; to use it in this shell: eval "$(npx datadip engine --env)"`,
  ].join("\n");
}

const EXIT_INTERRUPTED = 130;

export interface EngineOptions {
  readonly json: boolean;
  /** Lines for a shell. */
  readonly env: boolean;
  readonly fresh: boolean;
}

/** Gets a working pulumi and prints which one and why. @throws EngineError, one or two sentences. */
export async function runEngine(options: EngineOptions): Promise<void> {
  const stop = new AbortController();
  const abort = (): void => {
    process.exitCode = EXIT_INTERRUPTED;
    stop.abort();
  };
  process.once("SIGINT", abort).once("SIGTERM", abort);
  const started = performance.now();
  const engine = await ensureEngine({ signal: stop.signal, fresh: options.fresh });
  const seconds = (performance.now() - started) / 1000;
  if (options.env) process.stdout.write(`${shellLines(engine)}\n`);
  else process.stdout.write(`${options.json ? jsonLine(engine, seconds) : sentences(engine, seconds)}\n`);
}
