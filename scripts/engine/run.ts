import { ensureEngine } from "./ensure";
import { jsonLine, sentences, shellLines } from "./report";

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
