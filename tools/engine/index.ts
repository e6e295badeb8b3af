/** `npm run engine`: leaves a working `pulumi` and says which one and why. */

import { parseArgs } from "node:util";
import { ensureEngine, type Engine } from "./ensure";
import { EngineError } from "./messages";

const USAGE = `Usage: npm run -s engine -- [--json | --env] [--fresh]

Leaves a working pulumi and says which one and why.
  --json   say it as JSON
  --env    print lines for a shell: eval "$(npm run -s engine -- --env)"
  --fresh  throw the cached CLI away and decide anew where to take it from
`;

const EXIT_INTERRUPTED = 130;

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Lines to eval in a POSIX shell. PATH is put before whatever the shell has by then. */
export function shellLines(engine: Engine): string {
  const { PATH: _path, ...rest } = engine.env();
  const lines = Object.entries(rest).map(([name, value]) => `export ${name}=${quoted(value)}`);
  return [`export PATH=${quoted(engine.binDir)}:"$PATH"`, ...lines].join("\n");
}

function sentence(engine: Engine, seconds: number): string {
  const { bin, version, languageHost, randomPlugin, reason } = engine;
  return (
    `pulumi ${version} at ${bin} (${reason}). Node language host: ${languageHost}; random plugin: ${randomPlugin}. ` +
    `Took ${seconds.toFixed(1)} s. To use it in this shell: eval "$(npm run -s engine -- --env)"`
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      env: { type: "boolean" },
      fresh: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) {
    process.stdout.write(USAGE);
    return;
  }
  const stop = new AbortController();
  const abort = (): void => {
    stop.abort();
    process.exitCode = EXIT_INTERRUPTED;
  };
  process.once("SIGINT", abort).once("SIGTERM", abort);
  const started = performance.now();
  const engine = await ensureEngine({ signal: stop.signal, fresh: values.fresh ?? false });
  const seconds = (performance.now() - started) / 1000;
  if (values.env === true) {
    process.stdout.write(`${shellLines(engine)}\n`);
  } else if (values.json === true) {
    const { source, version, bin, pulumiHome, languageHost, randomPlugin, reason } = engine;
    process.stdout.write(
      `${JSON.stringify({ source, version, bin, pulumiHome, languageHost, randomPlugin, reason, seconds })}\n`,
    );
  } else {
    process.stdout.write(`${sentence(engine, seconds)}\n`);
  }
}

main().catch((error: unknown) => {
  process.exitCode ||= 1;
  const usage = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (error instanceof EngineError) process.stderr.write(`${error.message}\n`);
  else if (usage) process.stderr.write(`${error.message}\n${USAGE}`);
  else throw error;
});
