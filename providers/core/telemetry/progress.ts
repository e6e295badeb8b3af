import { LogThrottle } from "./log-throttle";
import { type Call, CallCount, type Service } from "./request-metrics";

/** At most one line in this time. */
const EVERY_MS = 10_000;

/** 300 requests a minute for a client id: https://developer.webex.com/webex-contact-center/docs/api/rate-limiting */
export const WEBEX_CALLS_PER_MINUTE = 300;
const MINUTE_MS = 60_000;

/** Tells a person who waits how many calls were made and how many are left. Goes by the calls' own clock. */
export class Progress {
  private readonly count = new CallCount();
  private readonly left = new Map<Service, number>();
  private recent: number[] = [];
  private throttle: LogThrottle | undefined;

  constructor(private readonly report: (sentence: string) => void) {}

  add(call: Call): void {
    const now = call.at + call.tookMs;
    this.throttle ??= new LogThrottle(this.report, EVERY_MS, call.at);
    this.count.add(call);
    if (call.remaining !== undefined) this.left.set(call.service, call.remaining);
    if (call.service === "Webex") this.recent = [...this.recent.filter((at) => at > now - MINUTE_MS), call.at];
    this.throttle.say(now, () => `datadip: ${this.count.toString()} so far${this.remaining()}.`);
  }

  private remaining(): string {
    const [webex, salesforce] = [this.left.get("Webex"), this.left.get("Salesforce")];
    // Other runs of the same client id are not seen here.
    const guess = `at most ${Math.max(0, WEBEX_CALLS_PER_MINUTE - this.recent.length)}`;
    const parts = [
      ...(this.count.of("Webex") === 0 ? [] : [`${webex ?? guess} of Webex's ${WEBEX_CALLS_PER_MINUTE} a minute`]),
      ...(salesforce === undefined ? [] : [`${salesforce} of Salesforce's for today`]),
    ];
    return parts.length === 0 ? "" : `; left: ${parts.join(", ")}`;
  }
}
