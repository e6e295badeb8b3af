import { join } from "node:path";
import { CALL_LOG, callLog, engineRun, loggedCalls } from "./call-log";
import { Progress } from "./progress";
import { projectRoot } from "../settings/project";
import { report } from "./report";
import { CallCount, onCall } from "./request-metrics";

let counting = false;

/** Counts the calls of a process of the engine and prints the number. Does nothing in other processes, or the second time. */
export function countCalls(): void {
  const mine = engineRun(process.argv, process.env);
  if (counting || mine === undefined) return;
  counting = true;
  const file = join(projectRoot(), CALL_LOG);
  onCall(callLog(file, mine, report));
  const progress = new Progress(report);
  onCall((call) => progress.add(call));
  if (mine.role === "provider") process.once("SIGINT", () => end(file, mine.run));
}

/** A run's program begins before its provider by at most this. Older calls are of an earlier engine with the same address. */
const HEAD_START_MS = 60_000;

/** The engine ends its providers with this signal after all their work, and still shows what they print. */
function end(file: string, run: string): void {
  const count = new CallCount();
  const begun = Date.now() - process.uptime() * 1000 - HEAD_START_MS;
  for (const call of loggedCalls(file)) if (call.run === run && call.at >= begun) count.add(call);
  if (count.total > 0) report(`datadip: ${count.toString()} in this run.`);
  process.exit(0);
}
