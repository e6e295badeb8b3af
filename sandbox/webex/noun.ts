import type { z } from "zod";
import type { JsonObject } from "../core/json";
import { stringsAt, type Entities, type Entity, type Indexed } from "./entities";
import type { NounData } from "./read-nouns";

/** What a noun's hooks may look at. */
export interface Scene {
  readonly entities: Entities;
  /** The object before this write; undefined on create. */
  readonly before: Entity | undefined;
  readonly query: URLSearchParams;
}

/** What a noun does beyond its data. */
export interface NounHooks {
  /** Cross-field rules; throws what the service would answer. Runs before the schema when `early`. */
  readonly early?: (body: JsonObject, scene: Scene) => void;
  readonly check?: (body: JsonObject, scene: Scene) => void;
  /** Members the server adds or changes when it stores a body. */
  readonly complete?: (body: JsonObject, scene: Scene) => JsonObject;
  /** Members the server works out when it shows an object. */
  readonly present?: (entity: Entity, scene: Omit<Scene, "before">) => JsonObject;
  /** Consequences for other objects. */
  readonly afterWrite?: (entity: Entity, scene: Scene) => void;
  /** Also counts as a system object, besides `systemDefault`. */
  readonly isSystem?: (entity: Entity) => boolean;
  /** Handles other than the id under which this object may be referred to. */
  readonly handles?: (entity: Entity) => readonly string[];
}

/**
 * A configuration noun: what the generic routes need to emulate it. Of its data:
 * `prefixes` are version prefixes by use, `""` the unprefixed path, whose list is a bare array; item paths under `undeletable` ones cannot be deleted.
 * `references` must exist at each write, and what they point to cannot be deleted meanwhile. The values of `unique` are unique together.
 * Lists leave out `listOmits`, `listOmitsUnless` a query asks for them, and `listMayOmit` where the setting `listArrays` is `omitted`.
 * Without `sortable`, lists keep the order of creation. `nested` entries have ids: kept ones are sent with theirs, new ones, told apart by
 * the named member, without. `flagged` members are behind a feature flag: shown in places, refused in writes.
 * `bulk` says whether a bulk POST's SAVE with an id updates instead of being refused, `bulkPaths` where else it is, `bulkPatch` what the items of
 * a bulk PATCH hold. `purge` nouns have a route that would wipe inactive objects.
 */
export interface Noun extends NounData, NounHooks {
  /** Path noun, for instance `contact-service-queue`. */
  readonly kind: string;
  /** Names of the members of a body. */
  readonly fields: readonly string[];
  /** The body of a write. Unknown members are dropped silently, as the service does. */
  readonly schema: z.ZodType<JsonObject>;
}

/** Members that lists leave out. */
export const omittedBy = (
  { listOmits, listOmitsUnless, listMayOmit }: Noun,
  query: URLSearchParams,
  listArrays: "described" | "omitted",
): readonly string[] => [
  ...listOmits,
  ...Object.entries(listOmitsUnless).flatMap(([name, member]) => (query.get(name) === "true" ? [] : [member])),
  ...(listArrays === "omitted" ? listMayOmit : []),
];

export const typeOf = (noun: Noun): string => noun.type ?? noun.kind;

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? ""));

/** The natural key of an object; undefined when all of it is missing. */
export const uniqueKeyOf = (noun: Noun, entity: JsonObject): readonly string[] | undefined => {
  const parts = noun.unique.map((field) => entity[field]);
  return parts.every((part) => part === undefined) ? undefined : parts.map(text);
};

export const indexedOf = (noun: Noun): Indexed => ({
  kind: noun.kind,
  type: typeOf(noun),
  uniqueKey: (entity) => uniqueKeyOf(noun, entity),
  references: (entity) => Object.keys(noun.references).flatMap((path) => stringsAt(entity, path)),
});
