import { execFile, spawn, spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { promisify } from "node:util";
import { isProgram, onPath } from "../providers/core/settings/on-path";
import { projectRoot } from "../providers/core/settings/project";

/** The output and exit code of a command of the Pulumi CLI. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Limit of output, enough for the state of a large environment, in bytes. */
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

/** The command that puts a suitable pulumi on PATH. */
export const TAKE_ENGINE = 'eval "$(npx datadip engine --env)"';
const NO_PULUMI = `There is no pulumi on PATH: ${TAKE_ENGINE}`;

/** Parts of the CLI that every Node.js program needs. */
const PARTS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** The missing parts of the `pulumi` on PATH, as a clause; undefined where none is missing. */
export function lackingParts(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const [bin] = onPath("pulumi", env);
  if (bin === undefined) return undefined;
  const beside = dirname(realpathSync(bin));
  const missing = PARTS.filter((name) => !isProgram(join(beside, name)) && onPath(name, env).length === 0);
  return missing.length === 0 ? undefined : `beside ${bin}, and on PATH, there is no ${missing.join(" and no ")}`;
}

/**
 * The environment for the CLI and what it starts: Node 22 and newer keep compiled modules between runs (a third less processor time at
 * the start), the SDK's seldom used libraries are loaded when used, and the CLI, a Go program, collects garbage less often (100 MB more
 * memory, a sixth less time with 300 objects).
 */
export function engineEnv(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const { XDG_CACHE_HOME: xdg = "", NODE_OPTIONS: options = "" } = env;
  const cache = join(isAbsolute(xdg) ? xdg : join(env.HOME ?? homedir(), ".cache"), "datadip", "node-compile-cache");
  // NODE_OPTIONS takes a path in double quotes, with backslashes escaped.
  const preload = `--require ${JSON.stringify(createRequire(__filename).resolve("datadip/preload"))}`;
  const nodeOptions = options.includes(preload) ? options : `${options} ${preload}`.trimStart();
  return { NODE_COMPILE_CACHE: cache, GOGC: "400", ...env, NODE_OPTIONS: nodeOptions };
}

/** Runs the CLI in this folder without visible output. @param input standard input. @throws Error where there is no CLI. */
export function runPulumi(args: readonly string[], input = ""): Answer {
  const { error, status, stdout, stderr } = spawnSync("pulumi", [...args, "--non-interactive", "--color=never"], {
    encoding: "utf8",
    env: engineEnv(),
    maxBuffer: MAX_OUTPUT_BYTES,
    input,
    stdio: "pipe",
  });
  if (error !== undefined) throw isMissing(error) ? new Error(NO_PULUMI, { cause: error }) : error;
  return { code: status ?? 1, stdout, stderr };
}

/**
 * The CLI's output for `args`.
 * @throws Error with `what` and the CLI's message where it fails; with every command's sentence where no project or stack is selected.
 */
export function answer(what: string, args: readonly string[], input?: string): string {
  needProject();
  return stdoutOf(what, runPulumi(args, input));
}

/** The same without blocking this process. */
export async function answerLater(what: string, args: readonly string[]): Promise<string> {
  needProject();
  const run = promisify(execFile);
  const options = { encoding: "utf8", env: engineEnv(), maxBuffer: MAX_OUTPUT_BYTES } as const;
  const said = await run("pulumi", [...args, "--non-interactive", "--color=never"], options).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => {
      if (!(error instanceof Error) || isMissing(error)) throw new Error(NO_PULUMI, { cause: error });
      const { stdout = "", stderr = error.message } = error as Partial<Answer>;
      return { code: 1, stdout, stderr };
    },
  );
  return stdoutOf(what, said);
}

function stdoutOf(what: string, { code, stdout, stderr }: Answer): string {
  if (code === 0) return stdout;
  const common = notChosen(stderr);
  throw new Error(common === undefined ? `${what}: ${reasonIn(stderr)}` : `${common.reason}: ${common.mend}.`);
}

/** What a command needs before it can start, and what to do. */
export interface NotChosen {
  readonly lacks: "Project" | "Stack";
  readonly reason: string;
  readonly mend: string;
}

/** The reason where there is no project in this folder or above it. The CLI would first report a missing login, or nothing. */
export function noProject(folder = process.cwd()): NotChosen | undefined {
  if (existsSync(join(projectRoot(folder), "Pulumi.yaml"))) return undefined;
  return {
    lacks: "Project",
    reason: `There is no Pulumi.yaml in ${folder} or above it`,
    mend: "run this in the folder of a project, or make one with npx datadip new DIR",
  };
}

/** @throws Error with every command's sentence where there is no project. */
export function needProject(): void {
  const lack = noProject();
  if (lack !== undefined) throw new Error(`${lack.reason}: ${lack.mend}.`);
}

/** @throws Error with the sentence of every verb where no stack is given and none is selected. */
export function needStack(stack: string | undefined): void {
  if (stack === undefined) answer("The stack cannot be told", ["stack", "--show-name"]);
}

/** The reason where the CLI found no stack; its messages differ by command. */
export function notChosen(stderr: string): NotChosen | undefined {
  if (/no stack selected/.test(stderr))
    return {
      lacks: "Stack",
      reason: "No stack is selected",
      mend: "choose one with pulumi stack select NAME or --stack NAME, or make one with pulumi stack init NAME",
    };
  return undefined;
}

/** The sentence in an error of the CLI, without its prefix and the hints after it. */
export function reasonIn(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const error = lines.find((line) => line.startsWith("error:")) ?? lines[0] ?? "it gave no reason";
  return error.replace(/^error:\s*/, "").trim();
}

/**
 * Runs the CLI with visible output.
 * @param to where its standard output goes.
 * @returns its exit code.
 * @throws Error where there is no CLI, or where it fails and a part of it is missing.
 */
export async function show(args: readonly string[], env: NodeJS.ProcessEnv, to: "stdout" | "stderr"): Promise<number> {
  needProject();
  return new Promise((done, failed) => {
    const child = spawn("pulumi", args, {
      env: engineEnv(env),
      stdio: ["inherit", to === "stdout" ? "inherit" : 2, "inherit"],
    });
    child.on("error", (error) => failed(isMissing(error) ? new Error(NO_PULUMI, { cause: error }) : error));
    child.on("close", (code) => {
      const lack = code === 0 ? undefined : lackingParts(env);
      if (lack === undefined) done(code ?? 1);
      else failed(new Error(`The pulumi CLI is not whole: ${lack}. Take the engine that suits: ${TAKE_ENGINE}`));
    });
  });
}

const isMissing = (error: Error): boolean => "code" in error && error.code === "ENOENT";
