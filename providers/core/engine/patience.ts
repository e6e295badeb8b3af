import type { Clock } from "../../http/clock";

/** How long one run waits in all for what clouds may still do: a bound for everybody, whatever goes wrong how often. */
const MAX_MS = 180_000;

/** The waits of one run, which all count into one bound. Those at the same time count once. */
export class Patience {
  private spent = 0;
  private until = 0;

  constructor(private readonly max = MAX_MS) {}

  /** Waits and says true, or says false at once where the run has waited enough. */
  async wait(clock: Clock, ms: number): Promise<boolean> {
    const now = clock.now();
    const more = Math.max(0, now + ms - Math.max(now, this.until));
    if (this.spent + more > this.max) return false;
    this.spent += more;
    this.until = Math.max(this.until, now + ms);
    await clock.sleep(ms);
    return true;
  }
}
