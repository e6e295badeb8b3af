import { z } from "zod";
import type { Cloud } from "./cloud";
import type { Key, Store } from "./store";

/** Spaces of the store that no snapshot holds and no restore changes: tokens belong to the clients, the log to the observer. */
const OUTSIDE: ReadonlySet<string> = new Set(["token", "log", "meta"]);

const partSchema = z.union([z.string(), z.number()]);

const snapshotSchema = z.object({
  format: z.literal("datadip-sandbox-1"),
  entries: z.array(z.tuple([z.tuple([z.string()], partSchema), z.json()])),
});

/** A tenant's whole content, settings, faults and quota windows, as JSON. */
export type Snapshot = z.output<typeof snapshotSchema>;

const isInside = (key: Key): boolean => !OUTSIDE.has(key[0]);

const inside = (store: Store) => store.entries([], z.json()).filter(({ key }) => isInside(key));

export const takeSnapshot = (store: Store, clouds: readonly Cloud[]): Snapshot =>
  store.transaction(() => {
    for (const cloud of clouds) cloud.vendor();
    return { format: "datadip-sandbox-1", entries: inside(store).map(({ key, value }) => [[...key], value]) };
  });

/** Removes what {@link takeSnapshot} would take. */
export const clearTenant = (store: Store): void =>
  store.transaction(() => store.keys([]).filter(isInside).forEach(store.remove));

/**
 * Returns a function that makes the tenants fresh again. A tenant that was not seeded yet stays so. The first reset remembers what the
 * seeding wrote; later resets write the same entries with the same times, which is faster.
 */
export function resetOf(store: Store, clouds: readonly Cloud[]): () => void {
  const written = new Map<string, ReturnType<typeof inside>>();
  return () =>
    store.transaction(() => {
      const used = clouds.filter(({ isFilled }) => isFilled());
      clearTenant(store);
      const names = used.map(({ name }) => name).join();
      const known = written.get(names);
      if (known === undefined) {
        for (const cloud of used) cloud.vendor();
        written.set(names, inside(store));
      } else for (const { key, value } of known) store.put(key, value);
    });
}

/**
 * Restores a snapshot. Id counters never run backwards, since a real tenant does not use an id twice.
 * Throws a ZodError when the value is not a snapshot.
 */
export function restoreSnapshot(store: Store, value: unknown, clouds: readonly Cloud[]): void {
  const snapshot = snapshotSchema.parse(value);
  store.transaction(() => {
    // Seeding issues the credentials, which are not in a snapshot.
    for (const cloud of clouds) cloud.vendor();
    const reached = new Map(
      store.entries(["counter"], z.number()).map(({ key, value: count }) => [String(key[1]), count]),
    );
    clearTenant(store);
    for (const [key, content] of snapshot.entries) store.put(key, content);
    for (const [counter, count] of reached) {
      const restored = store.get(["counter", counter], z.number()) ?? 0;
      store.put(["counter", counter], Math.max(count, restored));
    }
  });
}
