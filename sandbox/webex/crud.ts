import { rowsIn, isJsonObject, objectWithoutNulls, textOf, type Json, type JsonObject } from "../core/json";
import type { Entity } from "./entities";
import { stringsAt } from "./entities";
import {
  cannotBeChanged,
  configError,
  duplicate,
  frameworkError,
  internalConflict,
  invalidFields,
  notAllowedWhileDisabled,
  notFound,
  parsedBy,
  referenced,
  systemProtected,
  type Referrer,
} from "./webex-errors";
import { typeOf, uniqueKeyOf, type Noun, type Scene } from "./noun";
import { ok, param, type Answer, type Call } from "./route";

/** The JSON object in the body of a call. */
export function objectBody(call: Call): JsonObject {
  const { body } = call;
  if (body.type === "json") {
    if (isJsonObject(body.value)) return objectWithoutNulls(body.value);
    throw configError(400, "JSON parse error: Cannot deserialize the request body");
  }
  if (body.type === "none") throw configError(400, "Required request body is missing");
  if (body.type === "broken" && /json/i.test(body.contentType)) throw configError(400, "JSON parse error");
  throw frameworkError(415, "Unsupported Media Type", call.path, call.core);
}

function holdsKey(value: Json | undefined, key: string): boolean {
  if (Array.isArray(value)) return value.some((entry: Json) => holdsKey(entry, key));
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([name, member]) => name === key || holdsKey(member, key));
}

/** Nested entries that are kept must have their id; new ones must have none, and get it here. */
function nestedWithIds(noun: Noun, body: JsonObject, scene: Scene): JsonObject {
  const nested = Object.entries(noun.nested)
    .filter(([field]) => Array.isArray(body[field]))
    .map(([field, key]) => {
      const known = new Map(rowsIn(scene.before?.[field]).map((entry) => [entry.id, entry]));
      const keys = new Set([...known.values()].map((entry) => entry[key]));
      const entries = rowsIn(body[field]).map((entry) => {
        const id = entry.id;
        if (id === undefined ? keys.has(entry[key]) : !known.has(id)) {
          throw internalConflict(`${field}: ids of nested entities do not match the stored ones`);
        }
        return { ...entry, id: id ?? scene.entities.core.ids.uuid() };
      });
      return [field, entries] as const;
    });
  return { ...body, ...Object.fromEntries(nested) };
}

function checkReferences(noun: Noun, body: JsonObject, scene: Scene): void {
  const broken = Object.entries(noun.references)
    .filter(([, kind]) => kind !== "")
    .filter(([path, kind]) => {
      // Another service stores the flows.
      const seen = kind === "flow" ? scene.entities.seenElsewhere : scene.entities.seen;
      return stringsAt(body, path).some((id) => seen(kind, id) === undefined);
    })
    .map(([path]) => path);
  if (broken.length > 0) throw invalidFields(broken);
}

function checkImmutable(noun: Noun, body: JsonObject, before: Entity): void {
  for (const field of noun.immutable) {
    const original = before[field];
    if (original !== undefined && JSON.stringify(body[field]) !== JSON.stringify(original)) {
      throw cannotBeChanged(original);
    }
  }
}

/** Checks a body by all rules, in the order in which the service reports them; returns what is stored. */
function parsedBody(noun: Noun, sent: JsonObject, scene: Scene): JsonObject {
  for (const field of noun.flagged) if (holdsKey(sent, field)) throw notAllowedWhileDisabled(field);
  if (sent.systemDefault === true && scene.before === undefined) throw systemProtected("create");
  noun.early?.(sent, scene);
  const body = parsedBy(noun.schema, sent);
  if (scene.before !== undefined) checkImmutable(noun, body, scene.before);
  noun.check?.(body, scene);
  checkReferences(noun, body, scene);
  return nestedWithIds(noun, noun.complete?.(body, scene) ?? body, scene);
}

const sceneOf = (call: Call, before: Entity | undefined): Scene => ({
  entities: call.entities,
  before,
  query: call.query,
});

function store(noun: Noun, call: Call, entity: Entity, scene: Scene): Entity {
  const key = uniqueKeyOf(noun, entity);
  const holder = key === undefined ? undefined : call.entities.holder(noun.kind, key);
  if (holder !== undefined && holder !== entity.id) throw duplicate();
  call.entities.put(noun.kind, entity, call.hideMs);
  noun.afterWrite?.(entity, scene);
  return call.entities.get(noun.kind, entity.id) ?? entity;
}

export const isSystem = (noun: Noun, entity: Entity): boolean =>
  entity.systemDefault === true || (noun.isSystem?.(entity) ?? false);

export function createEntity(noun: Noun, call: Call, sent: JsonObject): Entity {
  if (sent.id !== undefined) throw configError(400, "New configuration cannot have an id");
  const scene = sceneOf(call, undefined);
  const body = parsedBody(noun, sent, scene);
  const now = call.core.clock.now();
  const entity = {
    ...body,
    organizationId: call.orgId,
    id: call.core.ids.uuid(),
    version: 0,
    systemDefault: false,
    createdTime: now,
    lastUpdatedTime: now,
  };
  return store(noun, call, entity, scene);
}

/** Replaces an object by a body: members that are not sent are removed. */
export function replaceEntity(noun: Noun, call: Call, before: Entity, sent: JsonObject): Entity {
  if (sent.id !== before.id) throw configError(400, "id in payload and URL should be same");
  if (isSystem(noun, before)) throw systemProtected("update");
  const scene = sceneOf(call, before);
  const body = parsedBody(noun, sent, scene);
  return store(noun, call, { ...body, ...nextRevision(before, call.core.clock.now()) }, scene);
}

/** The members that only the server sets, updated for one write. */
export const nextRevision = (before: Entity, now: number) => ({
  organizationId: before.organizationId,
  id: before.id,
  version: (typeof before.version === "number" ? before.version : 0) + 1,
  systemDefault: before.systemDefault ?? false,
  createdTime: before.createdTime,
  lastUpdatedTime: now,
});

/** The name of an object for people. */
const nameFor = (entity: Entity | undefined, fallback: string): string =>
  ["name", "dialledNumber", "email"].map((field) => textOf(entity?.[field])).find((name) => name !== "") ?? fallback;

/** Everything that refers to an object, as incoming-references and the 412 answer list it. */
export const referrersOf = (noun: Noun, call: Call, entity: Entity): readonly Referrer[] =>
  [entity.id, ...(noun.handles?.(entity) ?? [])]
    .flatMap((handle) => call.entities.referrers(handle))
    .filter(({ kind, id }) => !(kind === noun.kind && id === entity.id))
    .map(({ kind, id }) => {
      const referrer = call.entities.get(kind, id);
      return { kind, type: call.entities.indexed(kind)?.type ?? kind, id, name: nameFor(referrer, id) };
    });

/** Deletes an object, unless it belongs to the system or something refers to it. */
export function deleteEntity(noun: Noun, call: Call, entity: Entity): void {
  if (isSystem(noun, entity)) throw systemProtected("delete");
  const referrers = referrersOf(noun, call, entity);
  if (referrers.length > 0) throw referenced(referrers);
  call.entities.remove(noun.kind, entity.id, call.hideMs);
}

/** The object of a path, as readers see it. */
export function namedEntity(noun: Noun, call: Call): Entity {
  const id = param(call, "id");
  const entity = call.entities.seen(noun.kind, id);
  if (entity === undefined) throw notFound(typeOf(noun), id);
  return entity;
}

/** An object as reads return it: with computed members and without nulls. */
export const show = (noun: Noun, call: Pick<Call, "entities" | "query">, entity: Entity): JsonObject =>
  objectWithoutNulls({
    ...(noun.present?.(entity, { entities: call.entities, query: call.query }) ?? entity),
    links: [],
  });

/** Creates an object, and answers it. */
export const created = (noun: Noun, call: Call, bodyOf: (call: Call) => JsonObject = objectBody): Answer => ({
  status: noun.created,
  body: show(noun, call, createEntity(noun, call, bodyOf(call))),
});

/** Replaces the object of the path, and answers it. */
export function replaced(
  noun: Noun,
  call: Call,
  bodyOf: (call: Call, before: Entity) => JsonObject = objectBody,
): Answer {
  const before = namedEntity(noun, call);
  return ok(show(noun, call, replaceEntity(noun, call, before, bodyOf(call, before))));
}
