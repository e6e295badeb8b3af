import { UNUSABLE } from "./exit-codes";
import { tell } from "./say";

/** Ends a verb: what went wrong is one sentence on standard error, and the exit code is 2. */
export function refuse(error: unknown): void {
  tell(wordsOf(error));
  process.exitCode = UNUSABLE;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Of zod, without loading it for this.
  if (!("issues" in error) || !Array.isArray(error.issues)) return error.message;
  const issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] = error.issues;
  return issues.map(({ path, message }) => `${path.map(String).join(".") || "the input"}: ${message}`).join("\n");
}
