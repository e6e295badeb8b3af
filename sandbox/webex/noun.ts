import type { z } from "zod";
import type { JsonObject } from "../core/json";
import { stringsAt, type Entities, type Entity, type Indexed } from "./entities";

/** What a noun's hooks may look at. */
export interface Scene {
  readonly entities: Entities;
  /** The object before this write; undefined on create. */
  readonly before: Entity | undefined;
  readonly query: URLSearchParams;
}

/** Sub-entries that carry ids of their own. Kept entries must be sent with their id, new ones without. */
interface Nested {
  readonly field: string;
  /** The member that says whether an entry without an id is really a kept one. */
  readonly key: string;
}

/** A configuration noun as data: what the generic routes need to emulate it. */
export interface Noun {
  /** Path noun, for instance `contact-service-queue`. */
  readonly kind: string;
  /** The word that incoming-references uses; the path noun when absent. */
  readonly type?: string;
  /** The body of a write. Unknown members are dropped silently, as the service does. */
  readonly schema: z.ZodType<JsonObject>;
  /** Version prefixes by use; `""` is the unprefixed path. An unprefixed list is a bare array. */
  readonly prefixes: {
    readonly list: readonly ("" | "v2" | "v3")[];
    readonly create: readonly ("" | "v2" | "v3")[];
    readonly item: readonly ("" | "v2" | "v3")[];
  };
  /** Item paths under these prefixes can be read and written, not deleted. */
  readonly undeletable?: readonly ("" | "v2" | "v3")[];
  /** Answer codes of create and delete as the official description gives them. */
  readonly created: 200 | 201;
  readonly deleted: 200 | 204;
  /** Verbs that exist at all; all of them when absent. */
  readonly verbs?: readonly ("list" | "create" | "read" | "update" | "delete" | "references")[];
  /**
   * Path of each reference, through arrays, with the kind it points to. Targets must exist at each write and cannot be deleted meanwhile.
   * With an empty kind the reference counts for deletes alone.
   */
  readonly references?: Readonly<Record<string, string>>;
  /** Members whose values together are unique in the organisation. */
  readonly unique?: readonly string[];
  readonly immutable?: readonly string[];
  /** Members that lists leave out, whatever else the query asks for. */
  readonly listOmits?: readonly string[] | ((query: URLSearchParams) => readonly string[]);
  /** Members that they leave out too where the setting `listArrays` is `omitted`: sources disagree about them. */
  readonly listMayOmit?: readonly string[];
  /** Columns that `search` looks at; name and description when absent. */
  readonly searchable?: readonly string[];
  /** Fields that `sort` takes in lists; the first one rules when the query names none. Without the member, lists keep the order of creation. */
  readonly sortable?: readonly string[];
  readonly nested?: readonly Nested[];
  /** Members that exist behind a feature flag: echoed by reads in places, refused in writes at any depth. */
  readonly flagged?: readonly string[];
  /** Cross-field rules; throws what the service would answer. Runs before the schema when `early`. */
  readonly early?: (body: JsonObject, scene: Scene) => void;
  readonly check?: (body: JsonObject, scene: Scene) => void;
  /** Members the server adds or changes when it stores a body. */
  readonly complete?: (body: JsonObject, scene: Scene) => JsonObject;
  /** Members the server works out when it shows an object. */
  readonly present?: (entity: Entity, scene: Omit<Scene, "before">) => JsonObject;
  /** Consequences for other objects. */
  readonly afterWrite?: (entity: Entity, scene: Scene) => void;
  readonly afterDelete?: (entity: Entity, scene: Scene) => void;
  /** Also counts as a system object, besides `systemDefault`. */
  readonly isSystem?: (entity: Entity) => boolean;
  /** Handles other than the id under which this object may be referred to. */
  readonly handles?: (entity: Entity) => readonly string[];
  /** Whether there is a bulk POST, and whether its SAVE with an id updates instead of being refused. */
  readonly bulk: "create" | "create and update" | "none";
  /** The page of the official description this was written from. */
  readonly see: string;
}

/** See {@link Noun.listOmits} and {@link Noun.listMayOmit}. */
export const omittedBy = (
  { listOmits, listMayOmit = [] }: Noun,
  query: URLSearchParams,
  listArrays: "described" | "omitted",
): readonly string[] => [
  ...(typeof listOmits === "function" ? listOmits(query) : (listOmits ?? [])),
  ...(listArrays === "omitted" ? listMayOmit : []),
];

export const typeOf = (noun: Noun): string => noun.type ?? noun.kind;

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? ""));

/** The natural key of an object; undefined when the noun has none or a part of it is missing. */
export const uniqueKeyOf = (noun: Noun, entity: JsonObject): readonly string[] | undefined => {
  if (noun.unique === undefined) return undefined;
  const parts = noun.unique.map((field) => entity[field]);
  return parts.every((part) => part === undefined) ? undefined : parts.map(text);
};

export const indexedOf = (noun: Noun): Indexed => ({
  kind: noun.kind,
  type: typeOf(noun),
  uniqueKey: (entity) => uniqueKeyOf(noun, entity),
  references: (entity) => Object.keys(noun.references ?? {}).flatMap((path) => stringsAt(entity, path)),
});
