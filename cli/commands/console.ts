import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { consoleOf, newToken, type Target } from "../../console";
import { OwnSandboxes, sandboxTarget, stackHere } from "../shared/console-target";
import { type PlaceOptions, withPlace } from "../shared/sandbox-place";
import { print } from "../shared/print";
import { listen, type Listening } from "../../sandbox/core/listen";
import { askedToEnd, portOf } from "../shared/serve";
import { stackConfigLater } from "../shared/stack-config";
import { FileError } from "../shared/yaml-file";
import type { Verb } from "../shared/verb";

const DEFAULT_PORT = 4511;

type Options = PlaceOptions & { readonly port?: string };

/** `datadip console`: one environment in the browser. */
export const consoleVerb: Verb = (program: Command): void => {
  const verb = program
    .command("console")
    .description(
      "show one environment in the browser: dial in, answer, change objects, see drift; a live tenant is only read",
    );
  withPlace(verb)
    .option("--port <port>", `port to listen on, 0 for any free one; ${DEFAULT_PORT}, or a free one where it is taken`)
    .action(async (options: Options) => {
      const sandboxes = new OwnSandboxes();
      try {
        const target = targetsOf(options, sandboxes);
        await target();
        const token = newToken();
        const { url, close } = await served(options.port, consoleOf({ token, target, settings: stackConfigLater }));
        print(`The console is served until Ctrl-C. Open ${url}/?token=${token}`);
        await askedToEnd();
        await close();
      } finally {
        // Sandboxes served here would keep the process alive after a refusal.
        await sandboxes.close();
      }
    });
};

/** @throws FileError where there is no stack and no sandbox. */
function targetsOf({ url, dir, stack: name }: PlaceOptions, sandboxes: OwnSandboxes): () => Promise<Target> {
  const isNamed = url !== undefined || dir !== undefined;
  const stack = isNamed && name === undefined ? undefined : stackHere(name);
  if (!isNamed && stack !== undefined) return () => sandboxes.targetOf(stack);
  if (url !== undefined) return () => Promise.resolve(sandboxTarget(url.replace(/\/+$/, ""), "", stack));
  const place = resolve(dir ?? join(".datadip", "sandbox"));
  if (!existsSync(place))
    throw new FileError(
      `There is no project here and no sandbox in ${place}: run this in the folder of a project, or make one with npx datadip new DIR.`,
    );
  return async () => sandboxTarget(await sandboxes.urlOf(place), place, stack);
}

async function served(port: string | undefined, fetch: (request: Request) => Promise<Response>): Promise<Listening> {
  if (port !== undefined) return listen(fetch, portOf(port));
  // If the port is taken, for instance by another console, any free one is used.
  return listen(fetch, DEFAULT_PORT).catch(() => listen(fetch, 0));
}
