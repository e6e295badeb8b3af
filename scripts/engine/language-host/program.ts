/** How a program is started: arguments of `node`, directory and variables. Pure. */

import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";

/** What the host knows besides the engine's request. */
export interface HostFacts {
  /** Address of the engine's service, the last argument of the host. Empty when absent. */
  readonly engineAddress: string;
  /** File of `@pulumi/pulumi/cmd/run`, as the program resolves it. */
  readonly runModule: string;
  /** A module to load before all others. */
  readonly preload: string;
}

/** One start of Node: its arguments, its directory, and the variables to add to the host's own. */
export interface ProgramStart {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The options in `runtime.options` of Pulumi.yaml that matter for running a program. */
export interface RuntimeOptions {
  /** Arguments for `node` before the program, such as `--require @swc-node/register`. */
  readonly nodeArgs: readonly string[];
  /** Whether the SDK loads ts-node. Pulumi's default is true. */
  readonly typescript: boolean;
  /** Path of the tsconfig for ts-node, when the project names one. */
  readonly tsconfig: string | undefined;
}

const SPACE = /\s/;

/**
 * Splits a line of arguments like a shell, with quotes and backslashes.
 * An unclosed quote ends with the line.
 */
export function splitArguments(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (quote === "" && SPACE.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === quote) {
      quote = "";
    } else if (quote === "" && (char === '"' || char === "'")) {
      quote = char;
      word = word ?? "";
    } else if (char === "\\" && quote !== "'" && at + 1 < line.length) {
      at += 1;
      word = (word ?? "") + line.charAt(at);
    } else {
      word = (word ?? "") + char;
    }
  }
  return word === undefined ? words : [...words, word];
}

/** Reads `runtime.options`. An option that is absent or of another type gets Pulumi's default. */
export function runtimeOptions(raw: Readonly<Record<string, unknown>>): RuntimeOptions {
  const { nodeargs, typescript, tsconfig } = raw;
  return {
    nodeArgs: typeof nodeargs === "string" ? splitArguments(nodeargs) : [],
    typescript: typeof typescript === "boolean" ? typescript : true,
    tsconfig: typeof tsconfig === "string" && tsconfig !== "" ? tsconfig : undefined,
  };
}

const flag = (name: string, value: string): readonly string[] => (value === "" ? [] : [`--${name}`, value]);

/** Converts the engine's request to the start of one Node process. */
export function programStart(request: RunRequest, facts: HostFacts): ProgramStart {
  const options = runtimeOptions(request.getInfo()?.getOptions()?.toJavaScript() ?? {});
  const secretKeys = request.getConfigsecretkeysList();
  return {
    args: [
      // Not `--require`: the SDK would take it for a loader of the user and read ES modules in another way.
      "-r",
      facts.preload,
      ...options.nodeArgs,
      facts.runModule,
      ...flag("monitor", request.getMonitorAddress()),
      ...flag("engine", facts.engineAddress),
      ...flag("organization", request.getOrganization()),
      ...flag("project", request.getProject()),
      ...flag("root-directory", request.getInfo()?.getRootDirectory() ?? ""),
      ...flag("stack", request.getStack()),
      ...flag("pwd", request.getPwd()),
      ...(request.getDryrun() ? ["--dry-run"] : []),
      ...flag("parallel", String(request.getParallel())),
      request.getProgram() || ".",
      ...request.getArgsList(),
    ],
    cwd: request.getPwd() || request.getInfo()?.getProgramDirectory() || process.cwd(),
    env: {
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
      PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
      ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
    },
  };
}
