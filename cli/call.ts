import { type Command } from "commander";
import { FlowFormatError, parseFlowText, type Flow } from "../flow";
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
} from "../flow/simulate";
import { FileError, readText, readYaml } from "./yaml-file";
import type { Verb } from "./verb";

const UNUSABLE = 2;

interface Options {
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
      "play a call through a flow: path, what the caller hears, requests, what the agent sees; exit 1 when it is dropped",
    )
    .argument("[number]", "number dialled")
    .option("--flow <file>", "flow export to call, without any environment")
    .option("--from <number>", "caller's number; anonymous when withheld")
    .option("--script <file>", "what caller and agent do, YAML or JSON")
    .option("--table <file>", "answers to HTTP requests, YAML or JSON")
    .option("--subflow <name=file...>", "export of a subflow or GoTo target, by its name or id")
    .option("--all-options", "also play it with every reading of what the platform's documentation leaves open")
    .option("--json", "machine-readable")
    .action((to: string | undefined, options: Options) => guarded(() => call(to, options)));
};

/** Runs a verb; what the reader can mend is one sentence on standard error and exit code 2. */
export function guarded(work: () => void): void {
  try {
    work();
  } catch (error) {
    const isUsable = error instanceof FileError || error instanceof FlowFormatError || error instanceof SimulationError;
    if (!isUsable) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = UNUSABLE;
  }
}

export const loadFlow = (file: string): Flow => parseFlowText(readText(file), file);

/** `name=file` pairs as flows by name. */
const loadFlows = (pairs: readonly string[]): Readonly<Record<string, Flow>> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new FileError(`--subflow ${pair} is not of the form name=file.`);
      return [pair.slice(0, at), loadFlow(pair.slice(at + 1))];
    }),
  );

function call(to: string | undefined, options: Options): void {
  if (options.flow === undefined)
    throw new FileError(
      "Calls through an environment are not there yet; name an export with --flow FILE to call it with answers from --table FILE.",
    );
  const flow = loadFlow(options.flow);
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
  process.stdout.write(`${printable(text)}\n`);
}

/** Prompts and answers are of unknown origin; control characters would drive the terminal. */
export const printable = (text: string): string => text.replace(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, "\uFFFD");
