import type { CallResult, Queues } from "../../flow/simulate";
import type { Change } from "./changes";
import type { Line } from "./line";

/** A call through an environment, as seen from outside. */
export interface EnvironmentCall {
  /** Where the sandbox was reached. */
  readonly url: string;
  readonly line: Line;
  readonly queues: Queues;
  readonly result: CallResult;
  /** What each screen pop opened, in words, in the order of `result.screenPops`. */
  readonly pops: readonly string[];
  readonly changes: readonly Change[];
  /** What to mend, one or two sentences each. */
  readonly problems: readonly string[];
}
