import { join } from "node:path";
import { CALL_LOG, callLog, engineRun, loggedCalls } from "./call-log";
import { projectRoot } from "../settings/project";
import { report, LogThrottle } from "./report";
import { CallCount, onCall, type Call } from "./request-metrics";

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

/** At most one line in this time. */
const EVERY_MS = 10_000;
const MINUTE_MS = 60_000;

/** The known state of one cloud's quota. */
interface Quota {
  readonly perMinute: number | undefined;
  /** Calls left, from the last answer. */
  readonly remaining: number | undefined;
  /** Times of the last minute's calls. */
  readonly recent: readonly number[];
}

/** Shows how many calls were made and how many are left. Its times come from the calls. */
export class Progress {
  private readonly count = new CallCount();
  private readonly quotas = new Map<string, Quota>();
  private throttle: LogThrottle | undefined;

  constructor(private readonly report: (sentence: string) => void) {}

  add(call: Call): void {
    const now = call.at + call.tookMs;
    this.throttle ??= new LogThrottle(this.report, EVERY_MS, call.at);
    this.count.add(call);
    const before = this.quotas.get(call.service);
    this.quotas.set(call.service, {
      perMinute: call.callsPerMinute,
      remaining: call.remaining ?? before?.remaining,
      recent: [...(before?.recent ?? []).filter((at) => at > now - MINUTE_MS), call.at],
    });
    this.throttle.say(now, () => `datadip: ${this.count.toString()} so far${this.remaining()}.`);
  }

  private remaining(): string {
    const parts = [...this.quotas].flatMap(([service, { perMinute, remaining, recent }]) => {
      if (perMinute === undefined) return remaining === undefined ? [] : [`${remaining} of ${service}'s for today`];
      // Calls of other runs with the same client id are not known here.
      const guess = `at most ${Math.max(0, perMinute - recent.length)}`;
      return [`${remaining ?? guess} of ${service}'s ${perMinute} a minute`];
    });
    return parts.length === 0 ? "" : `; left: ${parts.join(", ")}`;
  }
}
