import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";

export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  /** Questions go to standard error, so that standard output has only results. */
  readonly output: Writable;
}

const processTerminal: Terminal = { input: process.stdin, output: process.stderr };

/**
 * Asks a person at the terminal for a yes. Everything except y and yes is a no, including the end of the input.
 * @throws Error where there is no terminal.
 */
export async function confirmed(question: string, terminal: Terminal = processTerminal): Promise<boolean> {
  const missing = "there is no terminal to ask for a yes. Give --yes to go on without one.";
  return /^(y|yes)$/i.test(await typed(`${question} [y/N]`, missing, terminal));
}

/** Whether a person can be asked. */
export const isThere = ({ input }: Terminal = processTerminal): boolean => input.isTTY === true;

/**
 * The line that a person types at the terminal; empty at the end of the input.
 * @throws Error that ends in `missing` where there is no terminal.
 */
export async function typed(
  question: string,
  missing: string,
  { input, output }: Terminal = processTerminal,
): Promise<string> {
  if (!isThere({ input, output })) throw new Error(`Nothing was changed: ${missing}`);
  const asking = createInterface({ input, output });
  try {
    const closed = new Promise<string>((resolve) => asking.once("close", () => resolve("")));
    return (await Promise.race([asking.question(`${question} `), closed])).trim();
  } finally {
    asking.close();
  }
}
