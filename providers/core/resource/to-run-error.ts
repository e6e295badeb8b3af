import { RunError } from "@pulumi/pulumi/errors";
import { asError } from "../../http/http-errors";

const runErrors = new WeakMap<Error, RunError>();

/**
 * An error of the user's program as one sentence. The CLI prints a RunError's message, but late in a program its stack, so the stack is
 * set to the message. Equal failures of many resources share one error, which the CLI prints once, and to which the SDK cannot add the
 * name of each property.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts
 */
export function toRunError(error: unknown): RunError {
  const cause = asError(error);
  const key = error instanceof Error ? error : cause;
  const known = runErrors.get(key);
  if (known !== undefined) return known;
  const failure = new RunError(cause.message);
  failure.stack = failure.message;
  Object.defineProperty(failure, "message", { get: () => cause.message, set: () => undefined });
  runErrors.set(key, failure);
  return failure;
}
