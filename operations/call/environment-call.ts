import type { CallResult, Queues } from "../../flow/simulate";
import type { Change } from "./changes";
import type { Line } from "./line";

/** The result of a call through an environment. */
export interface EnvironmentCall {
  /** Address of the sandbox. */
  readonly url: string;
  readonly line: Line;
  readonly queues: Queues;
  readonly result: CallResult;
  /** What each screen pop opened, in words, in the order of `result.screenPops`. */
  readonly pops: readonly string[];
  readonly changes: readonly Change[];
  /** What to correct, one or two sentences each. */
  readonly problems: readonly string[];
}
