import { error as logError } from "@pulumi/pulumi/log";
import { getEngine } from "@pulumi/pulumi/runtime/settings";
import { asError } from "../../http/http-errors";

/** Tells the language host that the reason was said: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/run/index.ts */
const SAID = 32;

const said = new Set<unknown>();

/**
 * Ends a program that cannot go on, with the reason said once. A rejection instead would go through all that waits for the output, and
 * while the SDK's debugger session is open, Node.js searches all paths among those promises for a handler: with a few dozen resources it
 * takes gigabytes and never comes back. Resources that the engine is making meanwhile are finished and kept, as after any error.
 */
export async function endProgram(error: unknown): Promise<never> {
  if (getEngine() === undefined) throw error;
  if (!said.has(error)) {
    said.add(error);
    await logError(asError(error).message);
    process.exit(SAID);
  }
  return new Promise<never>(() => undefined);
}
