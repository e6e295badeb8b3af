import type { Command } from "commander";
import { checkFlow, TimeLimitError, FlowFormatError, type Finding, type Flow, type LintOptions } from "../../flow";
import { UNUSABLE, type Verb } from "../shared/verb";
import { type Linted, lintText } from "../shared/lint-text";
import { loadFlow } from "../shared/load-flow";
import { print, printJson, printStatus } from "../shared/print";
import { FileError } from "../shared/yaml-file";
import { PROJECT_FILE, readOptions } from "../shared/lint-project";

export interface Options {
  readonly json?: boolean;
  readonly config?: string;
  readonly schema?: string;
  readonly activities?: string;
}

function load(
  file: string,
): { readonly file: string; readonly flow: Flow } | { readonly file: string; readonly error: string } {
  try {
    return { file, flow: loadFlow(file) };
  } catch (error) {
    if (error instanceof FlowFormatError || error instanceof FileError) return { file, error: error.message };
    throw error;
  }
}

function exitCode(all: readonly Linted[]): number {
  if (all.some((entry) => "error" in entry)) return UNUSABLE;
  const isClean = all.every(
    (entry) => "error" in entry || entry.result.findings.every(({ severity }) => severity === "info"),
  );
  return isClean ? 0 : 1;
}

const jsonOf = (entry: Linted): object =>
  "error" in entry
    ? { file: entry.file, error: entry.error, findings: [] }
    : { file: entry.file, findings: entry.result.findings.map(wireFinding) };

const wireFinding = ({ rule, severity, process, activity, path, message, fix }: Finding): Finding => ({
  rule,
  severity,
  process,
  activity,
  path,
  message,
  fix,
});

function lintFiles(files: readonly string[], options: LintOptions): readonly Linted[] {
  const loaded = files.map(load);
  const flows = loaded.flatMap((entry) => ("flow" in entry ? [entry.flow] : []));
  return loaded.map((entry) => {
    if ("error" in entry) return entry;
    try {
      const siblings = flows.filter((flow) => flow !== entry.flow);
      return { ...entry, result: checkFlow(entry.flow, { ...options, siblings }) };
    } catch (error) {
      if (error instanceof TimeLimitError) return { file: entry.file, error: `${entry.file}: ${error.message}` };
      throw error;
    }
  });
}

/** `datadip lint`: checks flows without a tenant. Exit 0 clean or only info, 1 with warnings or errors, 2 for unusable input. */
export const lintVerb: Verb = (program: Command): void => {
  program
    .command("lint")
    .description("check call flows: structure, expressions, requests, SOQL and good practice")
    .argument("<file...>", "flow exports, v1 or FlowV2")
    .option("--json", "machine-readable: one object for one file, a list for several")
    .option(
      "--config <file>",
      `project file with rules, suppressions and known ids (default: ${PROJECT_FILE} where it exists)`,
    )
    .option("--schema <file>", "snapshot of the Salesforce org's objects and fields")
    .option("--activities <file>", "the organisation's activities, as datadip flow activities writes them")
    .action((files: readonly string[], options: Options) => {
      const all = lintFiles(files, readOptions(options));
      if (options.json === true) printJson(all.length === 1 ? all.map(jsonOf)[0] : all.map(jsonOf));
      else print(lintText(all));
      for (const entry of all) if ("error" in entry) printStatus(entry.error);
      process.exitCode = exitCode(all);
    });
};
