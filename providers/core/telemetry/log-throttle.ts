/** Says things to a person who waits, but not more often than once in a while. */
export class Seldom {
  private last: number;

  /** @param begun When the waiting began, in ms since the epoch: the first word comes a while later. */
  constructor(
    private readonly report: (sentence: string) => void,
    private readonly everyMs: number,
    begun: number,
  ) {
    this.last = begun;
  }

  /** `sentence` is made only where it is said. */
  say(now: number, sentence: () => string): void {
    if (now - this.last < this.everyMs) return;
    this.last = now;
    this.report(sentence());
  }
}
