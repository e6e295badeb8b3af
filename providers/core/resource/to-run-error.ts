import { RunError } from "@pulumi/pulumi/errors";
import { asError } from "../../http/http-errors";

/**
 * An error of the user's program as one sentence. The CLI prints a RunError as its message, except late in a program, where it
 * prints the stack: so that is the message too.
 */
export function toRunError(error: unknown): RunError {
  const failure = new RunError(asError(error).message);
  failure.stack = failure.message;
  return failure;
}
