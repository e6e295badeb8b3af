import { error as logError } from "@pulumi/pulumi/log";
import { getEngine } from "@pulumi/pulumi/runtime/settings";
import { asError } from "../../http/http-errors";

/** Exit code that tells the language host that the error was printed: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/run/index.ts */
const SAID = 32;

const printed = new Set<unknown>();

/**
 * Ends a program that cannot continue, with the reason printed once. A rejection would reach every promise that waits for the output,
 * and while the SDK's debugger session is open, Node.js searches all paths among them for a handler: with a few dozen resources this
 * takes gigabytes and never ends. Resources that the engine is making at this time are finished and kept, as after any error.
 */
export async function endProgram(error: unknown): Promise<never> {
  if (getEngine() === undefined) throw error;
  if (!printed.has(error)) {
    printed.add(error);
    await logError(asError(error).message);
    process.exit(SAID);
  }
  return new Promise<never>(() => undefined);
}
