/** The result of some work, or what is made of an error of this class. Other errors go on. */
export function catching<E extends Error, T>(
  kind: abstract new (...args: never[]) => E,
  work: () => T,
  made: (error: E) => T,
): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof kind) return made(error);
    throw error;
  }
}

/** The message of whatever was thrown. */
export const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
