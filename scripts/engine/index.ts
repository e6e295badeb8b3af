/** `npm run engine`: gets a working `pulumi` and prints which one and why. */

import { parseArgs } from "node:util";
import { EngineError } from "./messages";
import { runEngine } from "./run";

const USAGE = `Usage: npm run -s engine -- [--json | --env] [--fresh]

Gets a working pulumi and prints which one and why.
  --json   print it as one line of JSON
  --env    print lines for a shell: eval "$(npm run -s engine -- --env)"
  --fresh  remove the cached CLI and choose its source again

Environment:
  DATADIP_CACHE           where it is kept (default $XDG_CACHE_HOME/datadip or ~/.cache/datadip)
  DATADIP_ENGINE_SOURCES  which of path, release, go-modules may be used (default all, in this order)
  DATADIP_ENGINE_TIMEOUT  seconds that a download server may take to answer (default 30)
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      env: { type: "boolean", default: false },
      fresh: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  await runEngine(values);
}

main().catch((error: unknown) => {
  process.exitCode ||= 1;
  const misused = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (error instanceof EngineError) process.stderr.write(`${error.message}\n`);
  else if (misused) process.stderr.write(`${error.message}\n\n${USAGE}`);
  else throw error;
});
