import { randomUUID } from "node:crypto";
import { type Command } from "commander";
import {
  answerTableSchema,
  callScriptSchema,
  callText,
  recordWords,
  simulateCall,
  simulateVariations,
  tableAnswers,
  variationsText,
  type CallScript,
} from "../../flow/simulate";
import {
  callEnvironment,
  CallError,
  environmentCallData,
  environmentCallText,
  environmentScriptSchema,
} from "../../operations/call";
import { withFunctions } from "../../operations/functions";
import { loadFlow, loadFlows, loadFunctions } from "../shared/load-flow";
import { placeOf, type PlaceOptions, withPlace, withSandbox } from "../shared/sandbox-place";
import { print, printJson } from "../shared/print";
import { FileError, readYaml } from "../shared/yaml-file";
import type { Verb } from "../shared/verb";

interface Options extends PlaceOptions {
  readonly flow?: string;
  readonly from?: string;
  readonly at?: string;
  readonly script?: string;
  readonly table?: string;
  readonly subflow?: readonly string[];
  readonly function?: readonly string[];
  readonly json?: boolean;
  readonly path?: boolean;
  readonly allOptions?: boolean;
}

/** `datadip call`: a test call through a flow, before anybody dials in. */
export const callVerb: Verb = (program: Command) => {
  withPlace(program.command("call"))
    .description(
      "call a number of the environment on the sandbox: what the caller hears, what Salesforce is asked, who answers and sees what; exit 1 when something is wrong",
    )
    .argument("[number]", "number dialled")
    .option("--flow <file>", "flow export to call, without any environment; exit 1 when the call is dropped")
    .option("--from <number>", "caller's number; anonymous when withheld")
    .option("--at <time>", "time of the call, such as 2026-12-24T16:00, in the time zone of the business hours")
    .option("--script <file>", "the actions of caller and agent, YAML or JSON")
    .option("--table <file>", "with --flow: answers to HTTP requests, YAML or JSON")
    .option("--subflow <name=file...>", "with --flow: export of a subflow or GoTo target, by its name or id")
    .option("--function <name=file...>", "JavaScript body of a custom function, by its name or id")
    .option(
      "--all-options",
      "with --flow: also play it with every reading of unclear points in the platform's documentation",
    )
    .option("--path", "also list each activity that the call passes")
    .option("--json", "machine-readable")
    .action((to: string | undefined, options: Options) =>
      options.flow === undefined ? callLine(to, options) : call(to, options.flow, options),
    );
};

async function callLine(to: string | undefined, options: Options): Promise<void> {
  const usual = environmentScriptSchema.parse({});
  const written = options.script === undefined ? usual : readYaml(options.script, environmentScriptSchema);
  const script = {
    ...written,
    // Salesforce stores the id of each call, so every call gets a new one.
    ...(written.interactionId === usual.interactionId && { interactionId: randomUUID() }),
    ...scriptOptions(options),
    ...(to !== undefined && { to }),
  };
  if (to === undefined && written.to === usual.to)
    throw new CallError(
      "Which number is dialled? datadip call NUMBER --from NUMBER, or datadip call --flow FILE for an export without an environment.",
    );
  const called = await withSandbox(placeOf(options), (url) =>
    callEnvironment(url, script, loadFunctions(options.function ?? [])),
  );
  if (called.problems.length > 0) process.exitCode = 1;
  if (options.json === true) printJson(environmentCallData(called));
  else print(environmentCallText(called, options.path === true));
}

/** The options, which win over the script. @throws FileError where --at is not a time. */
function scriptOptions({ from, at }: Options): Partial<CallScript> {
  const time = at === undefined ? undefined : callScriptSchema.shape.at.safeParse(at);
  if (time?.success === false) throw new FileError(`--at ${at} ${time.error.issues[0]?.message ?? "is not a time"}.`);
  return { ...(from !== undefined && { from }), ...(time !== undefined && { at: time.data }) };
}

/** A call through an export, without an environment. */
function call(to: string | undefined, file: string, options: Options): void {
  const flow = loadFlow(file);
  const flows = loadFlows(options.subflow ?? []);
  const table = tableAnswers(options.table === undefined ? [] : readYaml(options.table, answerTableSchema));
  const answer = withFunctions(loadFunctions(options.function ?? []), table);
  const written =
    options.script === undefined ? callScriptSchema.parse({}) : readYaml(options.script, callScriptSchema);
  const script: CallScript = {
    ...written,
    ...scriptOptions(options),
    ...(to !== undefined && { to }),
  };
  const result = simulateCall(flow, script, answer, flows);
  const variations = options.allOptions === true ? simulateVariations(flow, script, answer, flows) : undefined;
  if (result.failures.some(({ outcome }) => outcome === "dropped")) process.exitCode = 1;
  if (options.json === true) return printJson({ ...result, ...variations });
  print(
    [
      recordWords(flow, result),
      callText(result, options.path === true),
      ...(variations === undefined ? [] : ["", variationsText(variations)]),
    ].join("\n"),
  );
}
