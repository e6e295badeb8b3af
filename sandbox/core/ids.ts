import { v5 as uuidV5 } from "uuid";
import { z } from "zod";
import type { Store } from "./store";

/** Ids made by the tenant. The same sequence of calls gives the same ids, whichever processes make the calls. */
export interface Ids {
  /** The next number of a named counter, beginning at 1. */
  readonly next: (counter: string) => number;
  readonly uuid: () => string;
  /** A new MongoDB-like id of 24 hexadecimal digits, as flows and their versions have. */
  readonly objectId: () => string;
  /** A fresh UUID for something that is not an object. It uses another counter, so that reads do not change the ids of later objects. */
  readonly passing: (purpose: string) => string;
  /** An id derived from the given words: the same words always give the same id in this tenant. */
  readonly named: (...words: readonly string[]) => string;
}

const counterSchema = z.number().int();

/** @param tenantSeed a UUID; two tenants with different seeds share no id. */
export const createIds = (store: Store, tenantSeed: string): Ids => {
  const next = (counter: string): number =>
    store.transaction(() => {
      const value = (store.get(["counter", counter], counterSchema) ?? 0) + 1;
      store.put(["counter", counter], value);
      return value;
    });
  const named = (...words: readonly string[]): string => uuidV5(words.join("\u0000"), tenantSeed);
  return {
    next,
    named,
    passing: (purpose) => named(purpose, String(next(purpose))),
    uuid: () => named("object", String(next("uuid"))),
    objectId: () =>
      named("document", String(next("objectId")))
        .replaceAll("-", "")
        .slice(0, 24),
  };
};
