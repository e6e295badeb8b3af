import { z } from "zod";
import { isJsonObject, type Json, type JsonObject } from "../core/json";
import type { Core } from "../core/vendor";

export type Entity = JsonObject & { readonly id: string };

/** The data of a kind that the store needs for its indexes. */
export interface Indexed {
  /** Path noun, for instance `contact-service-queue`; also the name of the kind in the admin API. */
  readonly kind: string;
  /** The name of the kind in incoming-references. */
  readonly type: string;
  /** Values that together must be unique in the organisation; undefined for kinds without a natural key. */
  readonly uniqueKey: (entity: Entity) => readonly string[] | undefined;
  /** Ids (or other handles) of everything the object refers to. */
  readonly references: (entity: Entity) => readonly string[];
}

const entitySchema = z.custom<Entity>((value) => isJsonObject(value) && typeof value.id === "string");
const recordSchema = z.object({ seq: z.number(), entity: entitySchema });
const pastSchema = z.object({
  /** From this time on everybody sees the new state. */
  until: z.number(),
  /** Whether the write is also hidden from reads of the single object, not only from lists. */
  items: z.boolean(),
  /** The object before the write; null when there was none. */
  before: recordSchema.nullable(),
});
const idSchema = z.string();

const bySeq = (one: { readonly seq: number }, other: { readonly seq: number }): number => one.seq - other.seq;

/** A kind that is not in the registry has no indexes. */
const unindexed = (kind: string): Indexed => ({ kind, type: kind, uniqueKey: () => undefined, references: () => [] });

/** The objects of the Webex tenant with their indexes. Every write keeps unique keys and references current. */
export function createEntities(core: Core, registry: ReadonlyMap<string, Indexed>) {
  const { store } = core;
  const knownOf = (kind: string): Indexed => registry.get(kind) ?? unindexed(kind);
  const recordOf = (kind: string, id: string) => store.get(["webex", kind, id], recordSchema);
  // Keys are compared in lower case: the tenant refuses "support" when "Support" exists.
  const uniquePlace = (kind: string, key: readonly string[]) =>
    ["webex-unique", kind, core.ids.named("unique", ...key.map((part) => part.toLowerCase()))] as const;

  const unindex = (kind: string, entity: Entity): void => {
    const known = knownOf(kind);
    const key = known.uniqueKey(entity);
    if (key !== undefined) store.remove(uniquePlace(kind, key));
    for (const target of new Set(known.references(entity))) store.remove(["webex-ref", target, kind, entity.id]);
  };
  const index = (kind: string, entity: Entity): void => {
    const known = knownOf(kind);
    const key = known.uniqueKey(entity);
    if (key !== undefined) store.put(uniquePlace(kind, key), entity.id);
    for (const target of new Set(known.references(entity))) store.put(["webex-ref", target, kind, entity.id], 1);
  };
  const remember = (kind: string, id: string, hideMs: number): void => {
    const lag = Math.max(hideMs, core.settings().readsAfterMs);
    const place = ["webex-past", kind, id] as const;
    if (lag === 0) return store.remove(place);
    const before = recordOf(kind, id) ?? null;
    store.put(place, { until: core.clock.now() + lag, items: hideMs > 0, before });
  };
  const pastOf = (kind: string, id: string) => {
    const past = store.get(["webex-past", kind, id], pastSchema);
    return past !== undefined && past.until > core.clock.now() ? past : undefined;
  };

  return {
    core,
    kinds: (): readonly string[] => [...new Set(store.keys(["webex"]).map((key) => String(key[1])))],
    indexed: (kind: string): Indexed | undefined => registry.get(kind),
    get: (kind: string, id: string): Entity | undefined => recordOf(kind, id)?.entity,
    /** All objects in their current state, in order of creation. */
    list: (kind: string): readonly Entity[] =>
      store
        .entries(["webex", kind], recordSchema)
        .map(({ value }) => value)
        .toSorted(bySeq)
        .map(({ entity }) => entity),
    /** The object as readers see it; it may be out of date. */
    seen: (kind: string, id: string): Entity | undefined => {
      const past = pastOf(kind, id);
      return past?.items === true ? past.before?.entity : recordOf(kind, id)?.entity;
    },
    /** The object as another service sees it; like lists, it may be out of date. */
    seenElsewhere: (kind: string, id: string): Entity | undefined => {
      const past = pastOf(kind, id);
      return past === undefined ? recordOf(kind, id)?.entity : past.before?.entity;
    },
    /** All objects as lists show them; they may be out of date. */
    listed: (kind: string): readonly Entity[] => {
      const records = new Map(
        store.entries(["webex", kind], recordSchema).map(({ value }) => [value.entity.id, value]),
      );
      for (const { key, value: past } of store.entries(["webex-past", kind], pastSchema)) {
        if (past.until <= core.clock.now()) continue;
        if (past.before === null) records.delete(String(key[2]));
        else records.set(String(key[2]), past.before);
      }
      return [...records.values()].toSorted(bySeq).map(({ entity }) => entity);
    },
    /** The id of the object with this natural key. */
    holder: (kind: string, key: readonly string[]): string | undefined => store.get(uniquePlace(kind, key), idSchema),
    /** Everything that refers to this id or handle. */
    referrers: (target: string): readonly { readonly kind: string; readonly id: string }[] =>
      store.keys(["webex-ref", target]).map((key) => ({ kind: String(key[2]), id: String(key[3]) })),
    /** Creates or replaces an object. For `hideMs` no reader sees the write. */
    put: (kind: string, entity: Entity, hideMs = 0): void =>
      store.transaction(() => {
        const before = recordOf(kind, entity.id);
        remember(kind, entity.id, hideMs);
        if (before !== undefined) unindex(kind, before.entity);
        store.put(["webex", kind, entity.id], { seq: before?.seq ?? core.ids.next("seq"), entity });
        index(kind, entity);
      }),
    remove: (kind: string, id: string, hideMs = 0): void =>
      store.transaction(() => {
        const before = recordOf(kind, id);
        if (before === undefined) return;
        remember(kind, id, hideMs);
        unindex(kind, before.entity);
        store.remove(["webex", kind, id]);
      }),
  };
}

export type Entities = ReturnType<typeof createEntities>;

/** All strings found at a dotted path, through arrays: `callDistributionGroups.agentGroups.teamId`. */
export function stringsAt(value: Json | undefined, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((entry: Json) => stringsAt(entry, path));
  if (path === "") return typeof value === "string" && value !== "" ? [value] : [];
  if (!isJsonObject(value)) return [];
  const [head = "", ...rest] = path.split(".");
  return stringsAt(value[head], rest.join("."));
}
