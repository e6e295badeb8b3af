import type { Command } from "commander";
import { printStatus } from "./print";

/** Exit code for wrong usage and unusable input. 1 means findings, 3 means drift. */
export const UNUSABLE = 2;

/** A verb of the `datadip` command; it adds itself to the program. It reads arguments, calls the rest, prints, sets `process.exitCode`. */
export type Verb = (program: Command) => void;

/** Ends a verb with an error: one sentence on standard error, and exit code 2. */
export function refuse(error: unknown): void {
  printStatus(wordsOf(error));
  process.exitCode = UNUSABLE;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A zod error, recognised without loading zod.
  if (!("issues" in error) || !Array.isArray(error.issues)) return error.message;
  const issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] = error.issues;
  return issues.map(({ path, message }) => `${path.map(String).join(".") || "the input"}: ${message}`).join("\n");
}
