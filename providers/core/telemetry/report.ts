import { writeSync } from "node:fs";
import { redact } from "../../http/redact";

const STDOUT = 1;
const STDERR = 2;

let stream = STDOUT;

/** Shows one sentence to the user: the engine prints what its providers write. Synchronous. */
export function report(sentence: string): void {
  try {
    writeSync(stream, `${redact(sentence)}\n`);
  } catch {
    // The reader is gone. The work must not fail because of a message.
  }
}

/** Sends reports to standard error, for commands whose result is on standard output. */
export function reportToStderr(): void {
  stream = STDERR;
}

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
