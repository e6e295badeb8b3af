import type { Clock } from "../../http/clock";

/** Time that the first question waits for others: during a refresh the engine asks for all resources within milliseconds. */
const WAIT_MS = 10;

interface Waiting<Found> {
  readonly key: string;
  readonly done: (found: Found | undefined) => void;
  readonly failed: (error: unknown) => void;
}

/** Answers many questions of one kind with one request. */
export class Batch<Found> {
  private waiting: Waiting<Found>[] = [];

  constructor(
    private readonly clock: Clock,
    /** The answers in the order of the keys. */
    private readonly load: (keys: readonly string[]) => Promise<readonly (Found | undefined)[]>,
    private readonly max: number,
  ) {}

  ask(key: string): Promise<Found | undefined> {
    return new Promise((done, failed) => {
      this.waiting.push({ key, done, failed });
      if (this.waiting.length === 1) void this.clock.sleep(WAIT_MS).then(() => this.flush());
      else if (this.waiting.length >= this.max) void this.flush();
    });
  }

  private async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    if (batch.length === 0) return;
    try {
      const found = await this.load(batch.map(({ key }) => key));
      batch.forEach(({ done }, i) => done(found[i]));
    } catch (error) {
      batch.forEach(({ failed }) => failed(error));
    }
  }
}
