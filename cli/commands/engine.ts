import { EngineError } from "../../scripts/engine/messages";
import { runEngine } from "../../scripts/engine/run";
import { printStatus } from "../shared/print";
import type { Verb } from "../shared/verb";

interface Options {
  readonly json?: true;
  readonly env?: true;
  readonly fresh?: true;
}

const FAILED = 1;

/** `datadip engine`: finds or makes a suitable pulumi. */
export const engineVerb: Verb = (program) => {
  program
    .command("engine")
    .description("find or make a suitable pulumi, and print which one and why")
    .option("--env", 'print lines for a shell: eval "$(npx datadip engine --env)"')
    .option("--json", "print one line of JSON")
    .option("--fresh", "remove the cached one and choose again")
    .action(async ({ json, env, fresh }: Options) => {
      try {
        await runEngine({ json: json === true, env: env === true, fresh: fresh === true });
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        printStatus(error.message);
        process.exitCode ||= FAILED;
      }
    });
};
