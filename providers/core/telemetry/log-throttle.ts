/** Logs progress at most once in an interval. */
export class LogThrottle {
  private last: number;

  /** @param begun When the wait began, in ms since the epoch: the first line comes one interval later. */
  constructor(
    private readonly report: (sentence: string) => void,
    private readonly everyMs: number,
    begun: number,
  ) {
    this.last = begun;
  }

  /** `sentence` is computed only when it is logged. */
  say(now: number, sentence: () => string): void {
    if (now - this.last < this.everyMs) return;
    this.last = now;
    this.report(sentence());
  }
}
