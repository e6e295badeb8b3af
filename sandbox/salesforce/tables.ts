import { z } from "zod";
import type { Clock } from "../core/clock";
import { isJsonObject, type JsonObject } from "../core/json";
import type { Store } from "../core/store";

const valueSchema = z.custom<JsonObject>(isJsonObject);

const cellSchema = z.object({
  /** Null for a removed value. */
  value: valueSchema.nullable(),
  /** The value that readers still see until a time, when a fault hides writes. */
  past: z.object({ until: z.number(), value: valueSchema.nullable() }).optional(),
});

type Cell = z.output<typeof cellSchema>;

interface Loaded {
  readonly revision: string;
  readonly cells: Map<string, Cell>;
  /** Ids of the cells that have a past. */
  readonly hidden: Set<string>;
  /** The highest id, which is the last of the map. */
  readonly last: string;
  /** The answer of `all` while nothing is hidden. */
  list: readonly JsonObject[] | undefined;
}

const NEVER_WRITTEN = "";

/** Counts the tables made by this process. Without it, two of them could give the same revision to different contents. */
let instances = 0;

/**
 * JSON objects by kind and id, in one space of the store that all processes on the directory share. Values are cached while the revision stays the same: a query over thousands of records reads them once.
 * A write of another process, and a transaction that failed, change the revision.
 */
export function createTables(store: Store, clock: Clock, space: string) {
  const loaded = new Map<string, Loaded>();
  instances += 1;
  const own = `${process.pid}.${clock.now()}.${instances}`;
  let writes = 0;

  /** Changes with every write to a kind. */
  const revision = (kind: string): string => store.get([`${space}-revision`, kind], z.string()) ?? NEVER_WRITTEN;

  const visible = (cell: Cell | undefined, present: boolean): JsonObject | undefined => {
    if (cell === undefined) return undefined;
    const { past, value } = cell;
    const isBehind = !present && past !== undefined && clock.now() < past.until;
    return (isBehind ? past.value : value) ?? undefined;
  };

  const load = (kind: string): Loaded => {
    const now = revision(kind);
    const known = loaded.get(kind);
    if (known?.revision === now) return known;
    const entries = store.entries([space, kind], cellSchema).map(({ key, value }) => [String(key[2]), value] as const);
    const hidden = entries.filter(([, cell]) => cell.past !== undefined).map(([id]) => id);
    const last = entries.at(-1)?.[0] ?? "";
    const fresh: Loaded = { revision: now, cells: new Map(entries), hidden: new Set(hidden), last, list: undefined };
    loaded.set(kind, fresh);
    return fresh;
  };

  const all = (kind: string, present: boolean): readonly JsonObject[] => {
    const table = load(kind);
    if (table.list !== undefined) return table.list;
    const list = [...table.cells.values()].map((cell) => visible(cell, present)).filter((value) => value !== undefined);
    if (table.hidden.size === 0) table.list = list;
    return list;
  };

  /** Writes a cell and updates the cache. A revision never returns, so the cache of a failed transaction is never used. */
  const write = (kind: string, id: string, cell: Cell): void => {
    const table = load(kind);
    const gone = cell.value === null && cell.past === undefined;
    writes += 1;
    const next = `${own}.${writes}`;
    if (gone) store.remove([space, kind, id]);
    else store.put([space, kind, id], cell);
    store.put([`${space}-revision`, kind], next);
    const isNew = !table.cells.has(id);
    if (isNew && !gone && id < table.last) {
      // The id is not the last, and a Map can only append, so the kind is read again.
      loaded.delete(kind);
      return;
    }
    if (gone) table.cells.delete(id);
    else table.cells.set(id, cell);
    if (cell.past === undefined) table.hidden.delete(id);
    else table.hidden.add(id);
    const last = id > table.last && !gone ? id : table.last;
    loaded.set(kind, { ...table, revision: next, last, list: undefined });
  };

  const replace = (kind: string, id: string, value: JsonObject | null, hideMs: number): void =>
    store.transaction(() => {
      const before = visible(store.get([space, kind, id], cellSchema), false) ?? null;
      write(kind, id, hideMs === 0 ? { value } : { value, past: { until: clock.now() + hideMs, value: before } });
    });

  return {
    /** @param present includes writes that are hidden from other readers */
    get: (kind: string, id: string, present: boolean): JsonObject | undefined =>
      visible(store.get([space, kind, id], cellSchema), present),
    /** All objects of a kind, ordered by id. */
    all,
    put: (kind: string, id: string, value: JsonObject, hideMs: number): void => replace(kind, id, value, hideMs),
    remove: (kind: string, id: string, hideMs: number): void => replace(kind, id, null, hideMs),
  };
}

export type Tables = ReturnType<typeof createTables>;
