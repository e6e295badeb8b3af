import { readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import {
  dataDipFlow,
  FlowDefinitionError,
  welcomeFlow,
  withCurrentNames,
  type DataDipOptions,
  type Flow,
} from "../../flow";
import {
  checkActivities,
  coverageText,
  namedActivities,
  recordWords,
  scenarioFileSchema,
  simulateCall,
  SimulationError,
  tableAnswers,
  unmet,
  type CallResult,
  type ScenarioFile,
} from "../../flow/simulate";
import { withFunctions } from "../../operations/functions";
import { loadFlow, loadFunction } from "../shared/load-flow";
import { pictureFormat, PICTURES, type Picture, withPicture } from "../shared/output";
import { print, printJson, printStatus } from "../shared/print";
import { FileError, fileReason, readYaml } from "../shared/yaml-file";
import type { Verb } from "../shared/verb";
import { coverages, drawCoverage } from "../shared/coverage-report";

/** The result of one call of a scenario file. */
export interface Played {
  readonly file: string;
  readonly name: string;
  readonly flow: Flow;
  readonly result: CallResult;
  /** Differences from the expectation; empty when the call passes. */
  readonly problems: readonly string[];
}

interface Options {
  readonly json?: boolean;
  readonly records?: boolean;
  readonly output?: string;
  readonly format?: Picture;
}

/** `datadip test`: plays scenario files. Reports calls that are not as expected, and parts of the flow that no call uses. */
export const testVerb: Verb = (program: Command) => {
  const what = "mark on the flow's picture which parts the calls pass";
  withPicture(program.command("test"), { what, old: "--draw" })
    .description("play the calls of *.call.yaml files; exit 0 when all are as expected, else 1")
    .argument("[files...]", "scenario files or folders; scenarios/ by default")
    .option("--records", "print for each call whose record the agent sees")
    .option("--json", "machine-readable")
    .action((files: string[], { json, records, output, format }: Options) => {
      const drawn = output === undefined ? undefined : pictureFormat(output, PICTURES, format);
      const played = scenarioFiles(files.length === 0 ? ["scenarios"] : files).flatMap(playFile);
      if (played.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
      if (output === "-") return drawCoverage(played, output, drawn);
      if (json) printJson(report(played));
      else print(reportText(played, records === true));
      if (output !== undefined) drawCoverage(played, output, drawn);
    });
};

/** The scenario files in `paths`; folders are searched recursively. */
export function scenarioFiles(paths: readonly string[]): readonly string[] {
  const files = paths.flatMap((path) => (isFolder(path) ? inFolder(path) : [path]));
  if (files.length === 0) throw new FileError(`There is no *.call.yaml file in ${paths.join(", ")}.`);
  return files;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new FileError(`${path} cannot be read: ${fileReason(error)}.`);
  }
}

const inFolder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.call\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name));

/**
 * Plays every call of a file.
 * @throws FileError for a file that is not a scenario file, SimulationError for names that the flow does not have.
 */
export function playFile(file: string): readonly Played[] {
  const scenario = readYaml(file, scenarioFileSchema);
  const near = (path: string): string => resolve(dirname(file), path);
  const flow = flowOf(file, scenario, near);
  const flows = Object.fromEntries(Object.entries(scenario.flows).map(([name, path]) => [name, loadFlow(near(path))]));
  const functions = Object.fromEntries(
    Object.entries(scenario.functions).map(([name, path]) => [name, loadFunction(near(path))]),
  );
  const calls = scenario.calls.map(({ name, answers, expect, ...script }) => ({
    name,
    ...withCurrentNames(flow, { script, answers: [...answers, ...scenario.answers], expect }),
  }));
  warnOfOldNames(file, new Map(calls.flatMap(({ oldNames }) => [...oldNames])));
  return calls.map(({ name, answers, expect, script }) => {
    try {
      checkActivities(flow, namedActivities(expect));
      const result = simulateCall(flow, script, withFunctions(functions, tableAnswers(answers)), flows);
      return { file, name, flow, result, problems: unmet(expect, result) };
    } catch (error) {
      if (error instanceof SimulationError) throw new SimulationError(`${file}, "${name}": ${error.message}`);
      throw error;
    }
  });
}

function warnOfOldNames(file: string, oldNames: ReadonlyMap<string, string>): void {
  if (oldNames.size === 0) return;
  const words = [...oldNames].map(([old, now]) => `${old} is now ${now}`).join(", ");
  printStatus(
    `${file}: activities of the data-dip flow have new names: ${words}. Write the new ones; the next release refuses the old ones.`,
  );
}

function flowOf(file: string, { flow }: ScenarioFile, near: (path: string) => string): Flow {
  if (typeof flow === "string") return loadFlow(near(flow));
  if (flow.shipped === "welcome") return welcomeFlow();
  try {
    // dataDipFlow checks its argument and throws a clear error.
    return dataDipFlow(flow.options as DataDipOptions);
  } catch (error) {
    if (error instanceof FlowDefinitionError) throw new FileError(`${file}: ${error.message}`);
    throw error;
  }
}

const report = (played: readonly Played[]): unknown => ({
  calls: played.map(({ file, name, flow, result, problems }) => ({
    file,
    name,
    ok: problems.length === 0,
    problems,
    record: recordWords(flow, result),
  })),
  coverage: coverages(played).map(({ flow, coverage }) => ({ flow: flow.name, ...coverage })),
});

function reportText(played: readonly Played[], withRecords: boolean): string {
  const failed = played.filter(({ problems }) => problems.length > 0).length;
  return [
    ...played.flatMap(({ name, flow, result, problems }) => [
      problems.length === 0 ? `ok      ${name}` : `FAILED  ${name}: ${problems.join("; ")}`,
      ...(withRecords ? [`        ${recordWords(flow, result)}`] : []),
    ]),
    "",
    ...coverages(played).map(({ flow, coverage }) => coverageText(flow, coverage)),
    "",
    `${played.length} calls, ${played.length - failed} as expected, ${failed} not`,
  ].join("\n");
}
