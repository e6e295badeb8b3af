import { LogThrottle } from "./log-throttle";
import { type Call, CallCount } from "./request-metrics";

/** At most one line in this time. */
const EVERY_MS = 10_000;
const MINUTE_MS = 60_000;

/** What is known of one cloud's quota. */
interface Quota {
  readonly perMinute: number | undefined;
  /** As its last answer said it. */
  readonly remaining: number | undefined;
  /** When the calls of the last minute were sent. */
  readonly recent: readonly number[];
}

/** Shows a person who waits how many calls were made and how many are left. Goes by the calls' own clock. */
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
      // Other runs of the same client id are not seen here.
      const guess = `at most ${Math.max(0, perMinute - recent.length)}`;
      return [`${remaining ?? guess} of ${service}'s ${perMinute} a minute`];
    });
    return parts.length === 0 ? "" : `; left: ${parts.join(", ")}`;
  }
}
