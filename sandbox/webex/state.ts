import { type JsonObject, laidOver } from "../core/json";
import { AdminError } from "../core/admin";
import type { StateDoor } from "../core/vendor";
import { forgetCredentials } from "./connector-form";
import { nextRevision } from "./crud";
import type { Entities, Entity } from "./entities";
import { uniqueKeyOf, type Noun } from "./noun";

/** The tenant's state without any rule, for tests and the admin API. */
export function stateDoor(entities: Entities, nouns: ReadonlyMap<string, Noun>): StateDoor {
  const { core } = entities;
  const merge = (kind: string, id: string, body: JsonObject): JsonObject | undefined => {
    const before = entities.get(kind, id);
    if (before === undefined) return undefined;
    const after: Entity = { ...laidOver(before, body), ...nextRevision(before, core.clock.now()) };
    entities.put(kind, after);
    const noun = nouns.get(kind);
    noun?.afterWrite?.(after, { entities, before, query: new URLSearchParams() });
    return after;
  };
  const known = new Set([
    ...nouns.keys(),
    "organization",
    "flow",
    "function",
    "subscription",
    "connector",
    "location",
    "number",
  ]);
  return {
    kinds: () => [...new Set([...known, ...entities.kinds()])],
    has: (kind) => known.has(kind) || entities.kinds().includes(kind),
    list: (kind) => entities.list(kind),
    get: (kind, id) => entities.get(kind, id),
    create: (kind, body) => {
      const noun = nouns.get(kind);
      const holder = noun === undefined ? undefined : uniqueKeyOf(noun, body);
      if (holder !== undefined && entities.holder(kind, holder) !== undefined) {
        throw new AdminError(409, `There is already a ${kind} named ${holder.join(", ")}.`);
      }
      const now = core.clock.now();
      const id = typeof body.id === "string" ? body.id : core.ids.uuid();
      const entity: Entity = {
        version: 0,
        systemDefault: false,
        createdTime: now,
        lastUpdatedTime: now,
        organizationId: core.orgId,
        ...body,
        id,
      };
      entities.put(kind, entity);
      noun?.afterWrite?.(entity, { entities, before: undefined, query: new URLSearchParams() });
      return entity;
    },
    merge,
    remove: (kind, id) => {
      if (entities.get(kind, id) === undefined) return false;
      entities.remove(kind, id);
      if (kind === "connector") forgetCredentials(core, id);
      return true;
    },
  };
}
