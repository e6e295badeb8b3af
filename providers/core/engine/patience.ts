import type { Clock } from "../../http/clock";

/** Total time that one run waits for requests that clouds may still carry out. */
const MAX_MS = 180_000;

/** The waits of one run, with one limit for all. Waits at the same time count once. */
export class Patience {
  private spent = 0;
  private until = 0;

  /** Waits and resolves to true; resolves to false at once where the limit is reached. */
  async wait(clock: Clock, ms: number): Promise<boolean> {
    const now = clock.now();
    const more = Math.max(0, now + ms - Math.max(now, this.until));
    if (this.spent + more > MAX_MS) return false;
    this.spent += more;
    this.until = Math.max(this.until, now + ms);
    await clock.sleep(ms);
    return true;
  }
}
