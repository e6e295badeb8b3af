import { writeSync } from "node:fs";
import { redact } from "../../http/redact";

const STDOUT = 1;
const STDERR = 2;

let stream = STDOUT;

/** Shows one sentence to the person waiting: the engine prints what its providers write. Waits until it is written. */
export function report(sentence: string): void {
  try {
    writeSync(stream, `${redact(sentence)}\n`);
  } catch {
    // Nobody reads any more. Work that goes on meanwhile must not fail by what it says.
  }
}

/** For commands whose standard output is their result. */
export function reportToStderr(): void {
  stream = STDERR;
}
