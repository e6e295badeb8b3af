import { RunError } from "@pulumi/pulumi/errors";

/**
 * An error of the user's program as one sentence. The CLI prints a RunError as its message, except late in a program, where it
 * prints the stack: so that is the message too.
 */
export function toRunError(error: unknown): RunError {
  const failure = new RunError(error instanceof Error ? error.message : String(error));
  failure.stack = failure.message;
  return failure;
}
