import { createContext, Script } from "node:vm";

/** Thrown where work on an untrusted flow took too long and was stopped. */
export class TimeLimitError extends Error {
  constructor(readonly seconds: number) {
    super(
      `The flow keeps this machine busy for more than ${seconds} s and was stopped: look for a loop or a slow regular expression.`,
    );
    this.name = "TimeLimitError";
  }
}

let current: () => void = () => undefined;
const context = createContext({ run: () => current() });
const script = new Script("run()");

/**
 * Runs synchronous work, such as a regular expression that may backtrack without end or a template's loop, and stops it when the time is up.
 * Calls may be nested.
 * @throws TimeLimitError
 */
export function withinSeconds<Result>(seconds: number, work: () => Result): Result {
  let done: { readonly result: Result } | undefined;
  const outer = current;
  current = () => {
    done = { result: work() };
  };
  try {
    script.runInContext(context, { timeout: Math.max(1, Math.round(seconds * 1000)) });
  } catch (error) {
    // The error comes from another realm with its own Error class: `instanceof` would be false.
    const isLate =
      typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
    throw isLate ? new TimeLimitError(seconds) : error;
  } finally {
    current = outer;
  }
  if (done === undefined) throw new TimeLimitError(seconds);
  return done.result;
}
