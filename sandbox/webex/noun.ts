import type { z } from "zod";
import type { JsonObject } from "../core/json";
import { stringsAt, type Entities, type Entity, type Indexed } from "./entities";
import type { NounData } from "./read-nouns";

export interface Scene {
  readonly entities: Entities;
  /** The object before this write; undefined on create. */
  readonly before: Entity | undefined;
  readonly query: URLSearchParams;
}

/** Rules of a noun beyond its data. */
export interface NounHooks {
  /** Rules across fields; they throw the service's error. `early` runs before the schema. */
  readonly early?: (body: JsonObject, scene: Scene) => void;
  readonly check?: (body: JsonObject, scene: Scene) => void;
  /** Members the server adds or changes when it stores a body. */
  readonly complete?: (body: JsonObject, scene: Scene) => JsonObject;
  /** Members that only the server sets, in `complete` or `present`, and no write can change. */
  readonly computed?: readonly string[];
  /** Members that the server computes when it returns an object. */
  readonly present?: (entity: Entity, scene: Omit<Scene, "before">) => JsonObject;
  /** Side effects on other objects. */
  readonly afterWrite?: (entity: Entity, scene: Scene) => void;
  /** Marks further system objects, besides those with `systemDefault`. */
  readonly isSystem?: (entity: Entity) => boolean;
  /** Handles, other than the id, by which other objects may refer to this one. */
  readonly handles?: (entity: Entity) => readonly string[];
}

/**
 * A configuration noun: the data with which the generic routes emulate it.
 * `prefixes` are version prefixes by use, `""` the unprefixed path, whose list is an array; item paths under the `undeletable` prefixes
 * have no DELETE. `references` must exist at each write, and their targets cannot be deleted. The values of `unique` together must be
 * unique. Lists leave out `listOmits`, `listOmitsUnless` a query asks for them, and `listMayOmit` where the setting `listArrays` is
 * `omitted`. Without `sortable`, lists are in order of creation. `nested` entries have ids: a kept entry is sent with its id, a new one
 * without. The named member identifies the entry. `flagged` members are behind a feature flag: some reads show them, writes refuse them.
 * `bulk` says whether SAVE with an id in a bulk POST updates, `bulkPaths` its further paths, `bulkPatch` whether the items of a bulk PATCH
 * are full objects. `purge` nouns have the route that deletes inactive objects.
 */
export interface Noun extends NounData, NounHooks {
  /** Path noun, for instance `contact-service-queue`. */
  readonly kind: string;
  readonly fields: readonly string[];
  /** The body of a write. Like the service, it drops unknown members without an error. */
  readonly schema: z.ZodType<JsonObject>;
}

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

/** The natural key of an object; undefined when it has none of the members. */
export function uniqueKeyOf(noun: Noun, entity: JsonObject): readonly string[] | undefined {
  const parts = noun.unique.map((field) => entity[field]);
  return parts.every((part) => part === undefined) ? undefined : parts.map(text);
}

export const indexedOf = (noun: Noun): Indexed => ({
  kind: noun.kind,
  type: typeOf(noun),
  uniqueKey: (entity) => uniqueKeyOf(noun, entity),
  references: (entity) => Object.keys(noun.references).flatMap((path) => stringsAt(entity, path)),
});
