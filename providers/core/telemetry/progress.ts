import { type Call, CallCount } from "./request-metrics";
import { LogThrottle } from "./report";

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
