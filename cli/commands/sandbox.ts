import { createRequire } from "node:module";
import { text as textIn } from "node:stream/consumers";
import type { Command } from "commander";
import { z } from "zod";
import type * as Console from "../../console";
import { Settings } from "../../providers/core/settings/settings";
import { type Place, stacksOn } from "../../operations/call/sandbox-location";
import { formOf, handoversIn, pending } from "../../operations/connector";
import { readState } from "../../operations/stack-state";
import { changeByHand, connectRequestOf, startSandbox, type Sandbox } from "../../sandbox";
import { coverageText } from "../../sandbox/coverage";
import { confirmed } from "../shared/confirm";
import { sandboxTarget, stackHere } from "../shared/console-target";
import { placeOf, type PlaceOptions, withPlace, withSandbox } from "../shared/sandbox-place";
import { print, printStatus } from "../shared/print";
import { askedToEnd, portOf } from "../shared/serve";
import { stackConfig, stackConfigLater } from "../shared/stack-config";
import { FileError, readText } from "../shared/yaml-file";
import type { Verb } from "../shared/verb";
import { parseJson } from "../../flow/json";

const DEFAULT_PORT = "4510";
const DECLINED = 1;

/** The stack for the console, if there is one. The sandbox needs neither Pulumi nor a project. */
function stackOrNone(stack: string | undefined): Console.StackPlace | undefined {
  try {
    return stackHere(stack);
  } catch {
    return undefined; // no pulumi on PATH, or no stack selected
  }
}

// A require has no type; this is what the module exports. Loaded by the serving command only.
const loadConsole = () => createRequire(__filename)("../../console") as typeof Console;

async function serve(place: Place, { port, stack }: PlaceOptions & { readonly port: string }): Promise<void> {
  if ("url" in place)
    throw new FileError(
      `The sandbox ${place.url} is served already; to serve another one, name its folder with --dir.`,
    );
  const { dir } = place;
  const { consoleOf, newToken } = loadConsole();
  const token = newToken();
  const shown = stackOrNone(stack);
  const page = consoleOf({
    token,
    target: () => Promise.resolve(sandboxTarget(sandbox.url, dir, shown)),
    settings: stackConfigLater,
  });
  const sandbox: Sandbox = await startSandbox({ dir, port: portOf(port), page });
  print(`The sandbox tenant ${sandbox.credentials.orgId} of ${dir} is served until Ctrl-C; it stays on disk.`);
  print(`  console      ${sandbox.url}/?token=${token}`);
  print(`  Webex        ${sandbox.url}/webex`);
  print(`  Salesforce   ${sandbox.salesforce.instanceUrl}`);
  print(`  admin API    ${sandbox.url}/sandbox`);
  print(`  credentials  curl ${sandbox.url}/sandbox/credentials ${sandbox.url}/sandbox/salesforce/credentials`);
  await askedToEnd();
  await sandbox.close();
  print("The sandbox has stopped.");
}

const refused = z.looseObject({ message: z.string() });

/** Calls the sandbox's admin API. @throws FileError with its message where it refuses, or where nothing answers. */
async function admin(url: string, path: string, body: unknown): Promise<unknown> {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`${url}/sandbox/${path}`, { method: "POST", headers, body: JSON.stringify(body) }).catch(
    () => undefined,
  );
  if (answer === undefined) throw new FileError(`No sandbox answers at ${url}: start it with npx datadip sandbox.`);
  const text = await answer.text();
  if (answer.ok) return text === "" ? undefined : JSON.parse(text);
  const told = refused.safeParse(JSON.parse(text)).data?.message ?? text;
  throw new FileError(told);
}

async function reset(place: Place, yes: boolean): Promise<void> {
  const where = "url" in place ? place.url : place.dir;
  const stacks = stacksOn(place, process.cwd(), process.env);
  for (const { name, resources } of stacks)
    printStatus(
      `The stack ${name} still has state of it, ${resources} resources: they will be gone, and its next pulumi up makes them again. To leave nothing behind, run pulumi destroy --stack ${name} first.`,
    );
  if (!yes && !(await confirmed(`Make the sandbox tenant of ${where} fresh again, and delete everything in it?`))) {
    printStatus("Nothing was changed.");
    process.exitCode = DECLINED;
    return;
  }
  await withSandbox(place, (url) => admin(url, "reset", {}));
  print(`The sandbox tenant of ${where} is fresh again.`);
}

interface Connector {
  readonly domain?: string;
  readonly form?: string;
}

const connectorAnswer = z.object({ id: z.string() });

async function connectTo(where: PlaceOptions, name: string | undefined, { domain, form }: Connector): Promise<void> {
  const request = form === undefined ? plainRequest(name, domain) : connectRequestOf(await formIn(form));
  const wanted = { ...request, name: name ?? request.name };
  const { id } = connectorAnswer.parse(await withSandbox(placeOf(where), (url) => admin(url, "connect", wanted)));
  print(`Connector ${wanted.name} ${form === undefined ? "is ready" : "signs in to Salesforce and is ready"}: ${id}`);
}

function plainRequest(name: string | undefined, domain: string | undefined) {
  if (name === undefined)
    throw new FileError("Name the connector of --domain: datadip sandbox connect NAME --domain URL.");
  return { name, ...(domain === undefined ? {} : { resourceDomain: domain }) };
}

/** Makes the connector that a stack waits for, in that stack's sandbox. */
async function waitedFor(where: PlaceOptions): Promise<void> {
  if (new Settings(stackConfig(where.stack)).target() !== "sandbox")
    throw new FileError(
      "This stack's target is live: a person makes its connector in Control Hub, see datadip connector.",
    );
  const handover = pending(handoversIn(readState(where.stack, true).resources));
  if (handover === undefined) return;
  await withSandbox(placeOf(where), (url) => admin(url, "connect", connectRequestOf(formOf(handover))));
  print(`Connector ${handover.name} signs in to Salesforce and is ready: pulumi up continues from here.`);
}

async function change(where: PlaceOptions, target: string, changes: readonly string[]): Promise<void> {
  const changed = await withSandbox(placeOf(where), (url) => changeByHand({ url }, target, changes));
  for (const { field, before, after } of changed)
    print(`${target}: ${field} was ${JSON.stringify(before) ?? "absent"}, is ${JSON.stringify(after) ?? "absent"}`);
}

/** @throws FileError without any part of the text, as most of it is secret. */
async function formIn(file: string): Promise<unknown> {
  // A synchronous read of a pipe that is still empty would fail.
  const text = file === "-" ? await textIn(process.stdin) : readText(file);
  const form = parseJson(text);
  if (form !== undefined) return form;
  throw new FileError(
    `${file === "-" ? "Standard input" : file} is not JSON; it must be the output of datadip connector --show-secrets --json for the connector.`,
  );
}

/** `datadip sandbox`: serves the emulator's tenant, or runs one command on it. */
export const sandboxVerb: Verb = (program: Command): void => {
  const verb = withPlace(program.command("sandbox"))
    .description("serve the emulator of both clouds on 127.0.0.1")
    .option("--port <port>", "port to listen on; 0 for any free one", DEFAULT_PORT)
    .action((options: PlaceOptions & { readonly port: string }) => serve(placeOf(options), options));
  // The options of `sandbox` are also valid for its sub-commands, anywhere on the line.
  const where = (): PlaceOptions => verb.opts<PlaceOptions>();
  const command = (words: string): Command => verb.command(words).configureHelp({ showGlobalOptions: true });
  command("reset")
    .description("make the tenant fresh again; asks first")
    .option("--yes", "do not ask")
    .action(({ yes = false }: { readonly yes?: boolean }) => reset(placeOf(where()), yes));
  command("connect [name]")
    .description(
      "play the person who creates a connector in Control Hub; without a name, the one that the stack waits for",
    )
    .option("--domain <url>", "address that the connector calls")
    .option("--form <file>", "what that person types in, as JSON (- reads standard input); tried before it is saved")
    .action((name: string | undefined, options: Connector) => {
      const isAsked = name === undefined && options.domain === undefined && options.form === undefined;
      return isAsked ? waitedFor(where()) : connectTo(where(), name, options);
    });
  command("change <target> <field=value...>")
    .description("edit an object over HTTP as a colleague would: the queue of that name, or KIND/NAME")
    .action((target: string, changes: readonly string[]) => change(where(), target, changes));
  command("coverage")
    .description("show what is emulated, partly emulated and not")
    .action(() => print(coverageText()));
};
