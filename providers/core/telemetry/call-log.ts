import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Call } from "./request-metrics";

/** Where the engine's processes note what they send, below the project. */
export const CALL_LOG = join(".datadip", "calls.jsonl");

/** Then the file is put aside, so that it cannot grow without end: some 4,000 calls. */
const MAX_BYTES = 1024 * 1024;

export const loggedCall = z.object({
  /** The engine's address, which the processes of one run share. */
  run: z.string(),
  /** `provider` manages resources, `program` looks up. */
  role: z.enum(["provider", "program"]),
  service: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.number(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  tookMs: z.number(),
  /** Whether it belongs to a dry run, and a run does not make it. */
  dry: z.boolean().default(false),
});

/** One call of a process of the engine. */
export type LoggedCall = z.output<typeof loggedCall>;

/**
 * Whose process this is; undefined outside of the engine. It gives its address to a program in the environment, and to a provider as the
 * last argument.
 */
export function engineRun(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Pick<LoggedCall, "run" | "role"> | undefined {
  const address = env.PULUMI_NODEJS_ENGINE;
  if (address !== undefined && address !== "") return { run: address, role: "program" };
  const run = argv.at(-1);
  return run !== undefined && /^[\w.:[\]-]+:\d+$/.test(run) ? { run, role: "provider" } : undefined;
}

/** A listener that appends calls to a file, each at once: a process that is killed has told all the same. */
export function callLog(
  file: string,
  mine: Pick<LoggedCall, "run" | "role">,
  report: (sentence: string) => void,
): (call: Call) => void {
  let broken = false;
  prepare(file);
  return ({ service, method, path, status, at, tookMs, dry }) => {
    if (broken) return;
    const logged: LoggedCall = { ...mine, service, method, path, status, at, tookMs, dry };
    try {
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, `${JSON.stringify(logged)}\n`);
    } catch (error) {
      broken = true;
      report(`The calls of this run are not counted in ${file}: ${String(error)}`);
    }
  };
}

function prepare(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_BYTES) renameSync(file, `${file}.old`);
}

/** The calls that a file holds, oldest first; none where there is no file. */
export function loggedCalls(file: string): readonly LoggedCall[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").split("\n").flatMap(parsed);
}

/** A process that was killed while it wrote leaves half a line, which is not a call. */
function parsed(line: string): readonly LoggedCall[] {
  try {
    return [loggedCall.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
