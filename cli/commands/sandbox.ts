import { readFileSync } from "node:fs";
import { text as textIn } from "node:stream/consumers";
import type { Command } from "commander";
import { z } from "zod";
import { connectSandbox } from "../../providers/core/settings/sandbox-connection";
import { Settings } from "../../providers/core/settings/settings";
import { formOf, handoversIn, pending } from "../../operations/connector";
import { readState } from "../../operations/stack-state";
import { changeByHand, connectRequestOf, startSandbox, type Sandbox } from "../../sandbox";
import { coverageText } from "../../sandbox/coverage";
import { stackConfig } from "../shared/stack-config";
import type { Verb } from "../shared/verb";

const DEFAULT_DIR = ".datadip/sandbox";
const DEFAULT_PORT = "4510";

interface Place {
  readonly dir: string;
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const reasonOf = (error: unknown): string => {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
};

/** Ends with one sentence instead of a stack. */
const guarded = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`datadip sandbox: ${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
};

const portOf = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port ${text} is not a port; give a whole number from 1 to 65535, or 0 for any free one.`);
  }
  return port;
};

/** Resolves when the person asks for an end, by Ctrl-C or by a polite kill. */
const asked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });

const serve = async ({ dir, port }: Place & { readonly port: string }): Promise<void> => {
  const sandbox = await startSandbox({ dir, port: portOf(port) });
  say(`The sandbox tenant ${sandbox.credentials.orgId} of ${dir} is served until Ctrl-C; it stays on disk.`);
  say(`  Webex        ${sandbox.url}/webex`);
  say(`  Salesforce   ${sandbox.salesforce.instanceUrl}`);
  say(`  admin API    ${sandbox.url}/sandbox`);
  say(`  credentials  curl ${sandbox.url}/sandbox/credentials ${sandbox.url}/sandbox/salesforce/credentials`);
  await asked();
  await sandbox.close();
  say("The sandbox has ended.");
};

/** Opens the tenant of a directory for one act; a server on the same directory sees what was done. */
const once = async ({ dir }: Place, act: (sandbox: Sandbox) => void | Promise<void>): Promise<void> => {
  const sandbox = await startSandbox({ dir });
  try {
    await act(sandbox);
  } finally {
    await sandbox.close();
  }
};

interface Connector {
  readonly domain?: string;
  readonly form?: string;
  readonly stack?: string;
}

const typedIn = async (sandbox: Sandbox, name: string | undefined, form: unknown): Promise<void> => {
  const request = connectRequestOf(form);
  const id = await sandbox.connect({ ...request, name: name ?? request.name });
  say(`Connector ${name ?? request.name} signs in to Salesforce and is there: ${id}`);
};

const connectTo = async (sandbox: Sandbox, name: string | undefined, { domain, form }: Connector): Promise<void> => {
  if (form !== undefined) return typedIn(sandbox, name, await formIn(form));
  if (name === undefined) throw new Error("Name the connector of --domain: datadip sandbox connect NAME --domain URL.");
  const id = sandbox.connect({ name, ...(domain === undefined ? {} : { resourceDomain: domain }) });
  say(`Connector ${name} is there: ${id}`);
};

/** The connector that a stack waits for, made in the sandbox that the stack works on. */
const waitedFor = async (stack: string | undefined): Promise<void> => {
  const settings = new Settings(stackConfig(stack));
  if (settings.target() !== "sandbox")
    throw new Error("This stack's target is live: a person makes its connector in Control Hub, see datadip connector.");
  const handover = pending(handoversIn(readState(stack, true).resources));
  if (handover === undefined) return;
  const { url } = await connectSandbox(settings);
  const answer = await fetch(`${url}/sandbox/connect`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(connectRequestOf(formOf(handover))),
  });
  if (!answer.ok) throw new Error(`The connector ${handover.name} could not be made: ${await answer.text()}`);
  say(`Connector ${handover.name} signs in to Salesforce and is there. Now run pulumi up again.`);
};

const changed = async (sandbox: Sandbox, target: string, changes: readonly string[]): Promise<void> => {
  for (const { field, before, after } of await changeByHand(sandbox, target, changes))
    say(`${target}: ${field} was ${JSON.stringify(before) ?? "absent"}, is ${JSON.stringify(after) ?? "absent"}`);
};

/** @throws Error without a word of the text, as most of it is secret. */
const formIn = async (file: string): Promise<unknown> => {
  const place = file === "-" ? "Standard input" : file;
  const text = await readText(file, place);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(
      `${place} holds no JSON; it must be what datadip connector --show-secrets --json prints for the connector.`,
    );
  }
};

const readText = async (file: string, place: string): Promise<string> => {
  try {
    // A pipe may still be empty, which a synchronous read takes for an error.
    return file === "-" ? await textIn(process.stdin) : readFileSync(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Error(`${place} cannot be read (${reason}); check the path.`, { cause: error });
  }
};

/** `datadip sandbox`: serves the emulator's tenant, or does one thing to it. */
export const sandboxVerb: Verb = (program: Command): void => {
  const dirOption = ["--dir <dir>", "directory of the tenant", DEFAULT_DIR] as const;
  const verb = program
    .command("sandbox")
    .description("serve the emulator of both clouds on 127.0.0.1")
    .option("--port <port>", "port to listen on; 0 for any free one", DEFAULT_PORT)
    .option(...dirOption)
    .action((options: Place & { readonly port: string }) => guarded(() => serve(options)));
  // Options of the verb itself reach its sub-commands too, wherever they stand on the line.
  const placeOf = (): Place => verb.opts<Place>();
  verb
    .command("reset")
    .description("make the tenant fresh again")
    .action(() =>
      guarded(() =>
        once(placeOf(), (sandbox) => {
          sandbox.reset();
          say(`The sandbox tenant of ${placeOf().dir} is fresh again.`);
        }),
      ),
    );
  verb
    .command("connect [name]")
    .description(
      "play the person who creates a connector in Control Hub; without a name, the one that the stack waits for",
    )
    .option("--domain <url>", "where the connector leads")
    .option(
      "--form <file>",
      "what that person types in, as JSON (- reads standard input); tried out before it is saved",
    )
    .option("--stack <stack>", "stack that waits for it; the selected one by default")
    .action((name: string | undefined, options: Connector) =>
      guarded(() => {
        const { domain, form, stack } = options;
        const isAsked = name === undefined && domain === undefined && form === undefined;
        return isAsked ? waitedFor(stack) : once(placeOf(), (sandbox) => connectTo(sandbox, name, options));
      }),
    );
  verb
    .command("change <target> <field=value...>")
    .description("edit an object over HTTP as a colleague would: the queue of that name, or KIND/NAME")
    .action((target: string, changes: readonly string[]) =>
      guarded(() => once(placeOf(), (sandbox) => changed(sandbox, target, changes))),
    );
  verb
    .command("coverage")
    .description("show what is emulated, partly emulated and not")
    .action(() => say(coverageText()));
};
