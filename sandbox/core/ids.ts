import { v5 as uuidV5 } from "uuid";
import { z } from "zod";
import type { Store } from "./store";

const counterSchema = z.number().int();

/**
 * Ids made by the tenant. The same sequence of calls gives the same ids, whichever processes make the calls.
 * @param tenantSeed a UUID; two tenants with different seeds share no id.
 */
export function createIds(store: Store, tenantSeed: string) {
  const next = (counter: string): number =>
    store.transaction(() => {
      const value = (store.get(["counter", counter], counterSchema) ?? 0) + 1;
      store.put(["counter", counter], value);
      return value;
    });
  const named = (...words: readonly string[]): string => uuidV5(words.join("\u0000"), tenantSeed);
  return {
    /** The next number of a named counter, beginning at 1. */
    next,
    /** An id derived from the given words: the same words always give the same id in this tenant. */
    named,
    /** A fresh UUID for something that is not an object. It uses another counter, so that reads do not change the ids of later objects. */
    passing: (purpose: string): string => named(purpose, String(next(purpose))),
    uuid: (): string => named("object", String(next("uuid"))),
    /** A new MongoDB-like id of 24 hexadecimal digits, as flows and their versions have. */
    objectId: (): string =>
      named("document", String(next("objectId")))
        .replaceAll("-", "")
        .slice(0, 24),
  };
}

export type Ids = ReturnType<typeof createIds>;
