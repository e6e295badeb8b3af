import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { consoleOf, newToken, type Target } from "../../console";
import { OwnSandboxes, sandboxTarget, stackHere } from "../shared/console-target";
import { askedToEnd, portOf, type Served, serveOn } from "../shared/serve";
import { stackConfigLater } from "../shared/stack-config";
import type { Verb } from "../shared/verb";

const DEFAULT_PORT = 4511;

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly port?: string;
}

/** `datadip console`: one environment in the browser. */
export const consoleVerb: Verb = (program: Command): void => {
  program
    .command("console")
    .description(
      "show one environment in the browser: dial in, answer, change objects, see drift; of a live tenant it only reads",
    )
    .option("--stack <stack>", "stack; the selected one by default")
    .option("--dir <dir>", "show the sandbox of this directory instead, with or without a stack")
    .option("--port <port>", `port to listen on, 0 for any free one; ${DEFAULT_PORT}, or a free one where it is taken`)
    .action(async ({ stack, dir, port }: Options) => {
      const sandboxes = new OwnSandboxes();
      const target = targetsOf(stack, dir, sandboxes);
      await target();
      const token = newToken();
      const { url, close } = await served(port, consoleOf({ token, target, settings: stackConfigLater }));
      process.stdout.write(`The console is served until Ctrl-C. Open ${url}/?token=${token}\n`);
      await askedToEnd();
      close();
      await sandboxes.close();
    });
};

/** @throws Error where there is neither a stack nor a sandbox. */
function targetsOf(name: string | undefined, dir: string | undefined, sandboxes: OwnSandboxes): () => Promise<Target> {
  const stack = dir !== undefined && name === undefined ? undefined : stackHere(name);
  const folder = dir ?? (stack === undefined ? join(".datadip", "sandbox") : undefined);
  if (folder === undefined && stack !== undefined) return () => sandboxes.targetOf(stack);
  const place = folder ?? "";
  if (!existsSync(place))
    throw new Error(
      `There is neither a project here nor a sandbox in ${place}: run this in the folder of a project, or make one with npx datadip new DIR.`,
    );
  return async () => sandboxTarget(await sandboxes.urlOf(place), place, stack);
}

async function served(port: string | undefined, fetch: (request: Request) => Promise<Response>): Promise<Served> {
  if (port !== undefined) return serveOn(portOf(port), fetch);
  // A second console takes any other port.
  return serveOn(DEFAULT_PORT, fetch).catch(() => serveOn(0, fetch));
}
