import { RunError } from "@pulumi/pulumi/errors";
import { asError } from "../../http/http-errors";

const made = new WeakMap<Error, RunError>();

/**
 * An error of the user's program as one sentence. The CLI prints a RunError as its message, except late in a program, where it
 * prints the stack: so that is the message too. What fails for many resources is one error, which the CLI prints once; and the SDK
 * cannot put the name of each property before it.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts
 */
export function toRunError(error: unknown): RunError {
  const cause = asError(error);
  const key = error instanceof Error ? error : cause;
  const known = made.get(key);
  if (known !== undefined) return known;
  const failure = new RunError(cause.message);
  failure.stack = failure.message;
  Object.defineProperty(failure, "message", { get: () => cause.message, set: () => undefined });
  made.set(key, failure);
  return failure;
}
