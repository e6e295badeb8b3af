import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Call } from "./request-metrics";

/** The file below the project in which the engine's processes note their calls. */
export const CALL_LOG = join(".datadip", "calls.jsonl");

/** At this size, about 4,000 calls, the file is renamed, so that it cannot grow without limit. */
const MAX_BYTES = 1024 * 1024;

export const loggedCall = z.object({
  /** The engine's address, which the processes of one run share. */
  run: z.string(),
  /** `provider`: manages resources; `program`: look-ups. */
  role: z.enum(["provider", "program"]),
  service: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.number(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  tookMs: z.number(),
  /** Whether it belongs to a dry run and is not part of an `up`. */
  dry: z.boolean().default(false),
});

/** One call of a process of the engine. */
export type LoggedCall = z.output<typeof loggedCall>;

/**
 * The run and role of this process; undefined outside of the engine. The engine passes its address to a program in the environment, and
 * to a provider as the last argument.
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

/** A listener that appends each call to a file at once, so that a killed process has noted its calls. */
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

/** The calls in a file, oldest first; none where the file is missing. */
export function loggedCalls(file: string): readonly LoggedCall[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").split("\n").flatMap(parsed);
}

/** A process that was killed while it wrote leaves half a line, which is skipped. */
function parsed(line: string): readonly LoggedCall[] {
  try {
    return [loggedCall.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
