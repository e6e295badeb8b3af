import type { Output } from "@pulumi/pulumi";
import { output } from "@pulumi/pulumi/output";
import { getConfig } from "@pulumi/pulumi/runtime/config";
import type { DeepInput } from "./define";
import { type Apis, type Cloud, Sessions } from "../../clouds";
import { countCalls } from "../telemetry/engine-process";
import { toRunError } from "./to-run-error";

const sessions = new Sessions(() => ({ config: (key) => getConfig(key), env: process.env }));

/** The program's own connection: look-ups run while the program does, before any resource exists. */
async function api<C extends Cloud>(cloud: C): Promise<Apis[C]> {
  countCalls();
  try {
    return (await sessions.of(cloud)).api;
  } catch (error) {
    throw toRunError(error);
  }
}

/** A look-up: plain for `await`, and with outputs for arguments that are not known yet. */
export interface Lookup<Query, Found> {
  readonly plain: (query: Query) => Promise<Found>;
  readonly output: (query: DeepInput<Query>) => Output<Found>;
}

/** Makes both forms of a look-up in a cloud. `find` throws an Error that lists the candidates. */
export function defineLookup<C extends Cloud, Query, Found>(
  cloud: C,
  find: (api: Apis[C], query: Query) => Promise<Found>,
): Lookup<Query, Found> {
  const plain = async (query: Query): Promise<Found> => {
    const connected = await api(cloud);
    return find(connected, query).catch((error: unknown) => {
      throw toRunError(error);
    });
  };
  return {
    plain,
    output: (query) => output(query).apply<Found>((known) => plain(known as Query)),
  };
}
