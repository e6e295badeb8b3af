import { getEngine } from "@pulumi/pulumi/runtime/settings";
import { error as logError } from "@pulumi/pulumi/log";
import type { Output } from "@pulumi/pulumi";
import { output } from "@pulumi/pulumi/output";
import { getConfig } from "@pulumi/pulumi/runtime/config";
import type { Session } from "../engine/kind-engine";
import type { SettingsSource } from "../settings/settings";
import { countCalls } from "../telemetry/engine-process";
import type { DeepInput } from "./define";
import { refuseMissingSettings } from "./program-checks";
import { toRunError } from "./to-run-error";
import { asError } from "../../http/http-errors";

/** A look-up: `plain` for `await`, and a form that accepts outputs, which may not be known yet. */
export interface Lookup<Query, Found> {
  readonly plain: (query: Query) => Promise<Found>;
  readonly output: (query: DeepInput<Query>) => Output<Found>;
}

/** Makes both forms of a look-up. `find` throws an Error that lists the candidates. */
export type DefineLookup<Api> = <Query, Found>(
  find: (api: Api, query: Query) => Promise<Found>,
) => Lookup<Query, Found>;

/**
 * The look-ups of one cloud. They run in the program's process and share one connection, which `connect` makes when the first look-up
 * is used.
 */
export function lookupsOf<Api>(
  cloud: string,
  connect: (source: SettingsSource) => Promise<Session<Api>>,
): DefineLookup<Api> {
  let connected: Promise<Session<Api>> | undefined;
  const source: SettingsSource = { config: (key) => getConfig(key), env: process.env };
  return <Query, Found>(find: (api: Api, query: Query) => Promise<Found>): Lookup<Query, Found> => {
    const plain = async (query: Query): Promise<Found> => {
      countCalls();
      try {
        connected ??= connect(source);
        const { api } = await connected;
        return await find(api, query);
      } catch (error) {
        throw toRunError(error);
      }
    };
    return {
      plain,
      output: (query) => {
        refuseMissingSettings(cloud);
        // Inside `apply` the query's outputs are plain values.
        return output(query).apply<Found>((known) => plain(known as Query).catch(endProgram));
      },
    };
  };
}

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
