import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";

export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  /** Where questions go; standard error, so that standard output holds results alone. */
  readonly output: Writable;
}

const own: Terminal = { input: process.stdin, output: process.stderr };

/**
 * Whether a person at the terminal says yes. Everything but y and yes is a no, the end of the input too.
 * @throws Error where nobody is there to be asked.
 */
export async function confirmed(question: string, terminal: Terminal = own): Promise<boolean> {
  const missing = "there is no terminal to ask for a yes. Give --yes to go on without one.";
  return /^(y|yes)$/i.test(await typed(`${question} [y/N]`, missing, terminal));
}

/** Whether a person can be asked. */
export function isThere({ input }: Terminal = own): boolean {
  return input.isTTY === true;
}

/**
 * What a person at the terminal types; empty at the end of the input.
 * @throws Error that ends in `missing` where nobody is there to be asked.
 */
export async function typed(question: string, missing: string, { input, output }: Terminal = own): Promise<string> {
  if (!isThere({ input, output })) throw new Error(`Nothing was changed: ${missing}`);
  const asking = createInterface({ input, output });
  try {
    const closed = new Promise<string>((resolve) => asking.once("close", () => resolve("")));
    return (await Promise.race([asking.question(`${question} `), closed])).trim();
  } finally {
    asking.close();
  }
}
