import { FileError } from "./yaml-file";

/** @throws FileError where the text is not a port. */
export function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new FileError(`--port ${text} is not a port; give a whole number from 1 to 65535, or 0 for any free one.`);
  return port;
}

/** Resolves when the user asks for an end, by Ctrl-C or SIGTERM. */
export const askedToEnd = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
