import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { type Place, placeOfStack } from "../../operations/call/sandbox-location";
import { needProject } from "../../operations/pulumi-cli";
import { startSandbox } from "../../sandbox";
import { FileError } from "./yaml-file";

/** The sandbox to use: the same options in every verb that works on one. */
export interface PlaceOptions {
  readonly dir?: string;
  readonly url?: string;
  readonly stack?: string;
}

export const withPlace = (command: Command): Command =>
  command
    .option("--dir <dir>", "folder of the sandbox; that of the stack by default, else .datadip/sandbox")
    .option("--url <url>", "sandbox that is served already, such as http://127.0.0.1:4510")
    .option("--stack <stack>", "stack whose sandbox to use; the selected one by default");

/** @throws CallError where the stack is on a live tenant. */
export function placeOf({ dir, url, stack }: PlaceOptions): Place {
  if (url !== undefined) return { url: url.replace(/\/+$/, "") };
  return dir === undefined ? placeOfStack(process.cwd(), process.env, stack) : { dir: resolve(dir) };
}

/** Runs the work on a sandbox's address. If no process serves the sandbox, this one does during the work. */
export async function withSandbox<T>(place: Place, work: (url: string) => Promise<T>): Promise<T> {
  if ("url" in place) return work(place.url);
  if (!existsSync(place.dir)) {
    if (place.dir === resolve(".datadip", "sandbox")) needProject();
    throw new FileError(
      `There is no sandbox in ${place.dir}: run pulumi up on the dev stack first, or give its place with --dir or --url.`,
    );
  }
  const sandbox = await startSandbox({ dir: place.dir });
  try {
    return await work(sandbox.url);
  } finally {
    await sandbox.close();
  }
}
