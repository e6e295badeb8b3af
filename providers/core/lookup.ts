import * as pulumi from "@pulumi/pulumi";
import type { Session } from "./engine";
import { openWebex } from "./session";
import type { WebexApi } from "../webex/api";

let session: Promise<Session<WebexApi>> | undefined;

/** The program's own connection: look-ups run while the program does, before any resource exists. */
async function api(): Promise<WebexApi> {
  session ??= openWebex({ config: (key) => pulumi.runtime.getConfig(key), env: process.env });
  try {
    return (await session).api;
  } catch (error) {
    // Printed by the CLI as one sentence; any other error would come with a stack.
    throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
  }
}

/** A look-up: plain for `await`, and with outputs for arguments that are not known yet. */
export interface Lookup<Query, Found> {
  readonly plain: (query: Query) => Promise<Found>;
  readonly output: (query: pulumi.Input<Query>) => pulumi.Output<Found>;
}

/** Makes both forms of a look-up. `find` throws an Error that lists the candidates. */
export function defineLookup<Query, Found>(
  find: (api: WebexApi, query: Query) => Promise<Found>,
): Lookup<Query, Found> {
  const plain = async (query: Query): Promise<Found> => {
    const connected = await api();
    return find(connected, query).catch((error: unknown) => {
      throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
    });
  };
  return {
    plain,
    output: (query) => pulumi.output(query).apply<Found>((known) => plain(known as Query)),
  };
}
