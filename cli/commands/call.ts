import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { type Command } from "commander";
import { FlowFormatError, parseFlowText, TimeLimitError, type Flow } from "../../flow";
import {
  answerTableSchema,
  callScriptSchema,
  callText,
  recordWords,
  simulateCall,
  simulateVariations,
  SimulationError,
  tableAnswers,
  variationsText,
  type CallScript,
} from "../../flow/simulate";
import { startSandbox } from "../../sandbox";
import {
  callEnvironment,
  CallError,
  environmentCallData,
  environmentCallText,
  environmentScriptSchema,
} from "../../operations/call";
import { type Place, placeOfStack } from "../../operations/call/sandbox-location";
import { FileError, readText, readYaml } from "../shared/yaml-file";
import { printableLines } from "../../operations/printable";
import { UNUSABLE } from "../shared/exit-codes";
import type { Verb } from "../shared/verb";

interface Options {
  readonly dir?: string;
  readonly url?: string;
  readonly flow?: string;
  readonly from?: string;
  readonly script?: string;
  readonly table?: string;
  readonly subflow?: readonly string[];
  readonly json?: boolean;
  readonly allOptions?: boolean;
}

/** `datadip call`: a test call through a flow, before anybody dials in. */
export const callVerb: Verb = (program: Command) => {
  program
    .command("call")
    .description(
      "call a number of the environment on the sandbox: what the caller hears, what Salesforce is asked, who answers and sees what; exit 1 when something is to be mended",
    )
    .argument("[number]", "number dialled")
    .option("--dir <dir>", "directory of the sandbox; that of the selected stack, else .datadip/sandbox")
    .option("--url <url>", "sandbox that is served already, such as http://127.0.0.1:4510")
    .option("--flow <file>", "flow export to call, without any environment; exit 1 when the call is dropped")
    .option("--from <number>", "caller's number; anonymous when withheld")
    .option("--script <file>", "what caller and agent do, YAML or JSON")
    .option("--table <file>", "with --flow: answers to HTTP requests, YAML or JSON")
    .option("--subflow <name=file...>", "with --flow: export of a subflow or GoTo target, by its name or id")
    .option(
      "--all-options",
      "with --flow: also play it with every reading of what the platform's documentation leaves open",
    )
    .option("--json", "machine-readable")
    .action((to: string | undefined, options: Options) =>
      guardedAsync(() => (options.flow === undefined ? callLine(to, options) : call(to, options))),
    );
};

/** Runs a verb; what the reader can mend is one sentence on standard error and exit code 2. */
export function guarded(work: () => void): void {
  try {
    work();
  } catch (error) {
    refuse(error);
  }
}

/** The same for work that takes time. */
export async function guardedAsync(work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    refuse(error);
  }
}

function refuse(error: unknown): void {
  const isUsable = [FileError, FlowFormatError, SimulationError, TimeLimitError, CallError].some(
    (kind) => error instanceof kind,
  );
  if (!isUsable || !(error instanceof Error)) throw error;
  process.stderr.write(`${printableLines(error.message)}\n`);
  process.exitCode = UNUSABLE;
}

export const loadFlow = (file: string): Flow => parseFlowText(readText(file), file);

/** `name=file` pairs as flows by name. */
export const loadFlows = (pairs: readonly string[]): Readonly<Record<string, Flow>> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new FileError(`--subflow ${pair} is not of the form name=file.`);
      return [pair.slice(0, at), loadFlow(pair.slice(at + 1))];
    }),
  );

/** A call through the environment on the sandbox. */
async function callLine(to: string | undefined, options: Options): Promise<void> {
  const usual = environmentScriptSchema.parse({});
  const written = options.script === undefined ? usual : readYaml(options.script, environmentScriptSchema);
  const script = {
    ...written,
    // Each call leaves an id of its own in Salesforce, as real ones do.
    ...(written.interactionId === usual.interactionId && { interactionId: randomUUID() }),
    ...(options.from !== undefined && { from: options.from }),
    ...(to !== undefined && { to }),
  };
  if (to === undefined && written.to === usual.to)
    throw new CallError(
      "Which number is dialled? datadip call NUMBER --from NUMBER, or datadip call --flow FILE for an export without an environment.",
    );
  const called = await served(options, (url) => callEnvironment(url, script));
  if (called.problems.length > 0) process.exitCode = 1;
  process.stdout.write(
    `${printableLines(options.json === true ? JSON.stringify(environmentCallData(called), null, 2) : environmentCallText(called))}\n`,
  );
}

/** Serves the sandbox for one call where nobody serves it yet. */
async function served<T>(options: Options, work: (url: string) => Promise<T>): Promise<T> {
  const place = placeOf(options);
  if ("url" in place) return work(place.url);
  if (!existsSync(place.dir))
    throw new CallError(
      `There is no sandbox in ${place.dir}: run pulumi up on the dev stack first, or say where it is with --dir or --url.`,
    );
  const sandbox = await startSandbox({ dir: place.dir });
  try {
    return await work(sandbox.url);
  } finally {
    await sandbox.close();
  }
}

function placeOf({ dir, url }: Options): Place {
  if (url !== undefined) return { url: url.replace(/\/+$/, "") };
  return dir === undefined ? placeOfStack(process.cwd(), process.env) : { dir };
}

/** A call through an export alone. */
function call(to: string | undefined, options: Options): void {
  const flow = loadFlow(options.flow ?? "");
  const flows = loadFlows(options.subflow ?? []);
  const answer = tableAnswers(options.table === undefined ? [] : readYaml(options.table, answerTableSchema));
  const written =
    options.script === undefined ? callScriptSchema.parse({}) : readYaml(options.script, callScriptSchema);
  const script: CallScript = {
    ...written,
    ...(options.from !== undefined && { from: options.from }),
    ...(to !== undefined && { to }),
  };
  const result = simulateCall(flow, script, answer, flows);
  const variations = options.allOptions === true ? simulateVariations(flow, script, answer, flows) : undefined;
  if (result.failures.some(({ outcome }) => outcome === "dropped")) process.exitCode = 1;
  const text = options.json
    ? JSON.stringify(variations === undefined ? result : { ...result, ...variations }, null, 2)
    : [
        callText(result),
        recordWords(flow, result),
        ...(variations === undefined ? [] : ["", variationsText(variations)]),
      ].join("\n");
  process.stdout.write(`${printableLines(text)}\n`);
}
