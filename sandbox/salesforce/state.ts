import { AdminError } from "../core/admin";
import { objectIn, isJsonObject, type JsonObject, laidOver } from "../core/json";
import type { StateDoor } from "../core/vendor";
import { idOf } from "./ids";
import { removeComponent } from "./metadata/components";
import type { Kind } from "./metadata/kind";
import { kindOf, KINDS } from "./metadata/kinds";
import type { Org } from "./org";
import { SOBJECTS } from "./sobjects";
import { adminId } from "./tenant";
import type { Component } from "./store";

/** Components and objects are separate kinds, since both have a PermissionSet. */
const METADATA = "metadata.";

const componentJson = ({ fullName, id, body, createdAt, modifiedAt }: Component): JsonObject => ({
  fullName,
  id,
  createdAt,
  modifiedAt,
  body,
});

/** The org's state without any rule, for tests and the admin API. It includes secrets. */
export function stateDoor(org: Org): StateDoor {
  const kindNamed = (kind: string): Kind | undefined =>
    kind.startsWith(METADATA) ? kindOf(kind.slice(METADATA.length)) : undefined;

  const createComponent = (kind: Kind, body: JsonObject): JsonObject => {
    const fullName = body.fullName;
    const content = body.body ?? {};
    if (typeof fullName !== "string" || !isJsonObject(content)) {
      throw new AdminError(400, `A ${kind.type} needs a fullName and a body.`);
    }
    const now = org.core.clock.now();
    const id = idOf(kind.idPrefix, org.pod, org.core.ids.next(`sf-${kind.idPrefix}`));
    const by = { createdById: adminId(org), modifiedById: adminId(org), createdAt: now, modifiedAt: now };
    const component = { type: kind.type, fullName, id, body: content, ...by };
    org.components.put(component);
    return componentJson(component);
  };

  const mergeComponent = (kind: Kind, fullName: string, patch: JsonObject): JsonObject | undefined => {
    const before = org.components.get(kind.type, fullName);
    if (before === undefined) return undefined;
    const changes = objectIn(patch.body);
    const after = { ...before, body: laidOver(before.body, changes), modifiedAt: org.core.clock.now() };
    org.components.put(after);
    return componentJson(after);
  };

  const known = [...SOBJECTS.map(({ name }) => name), ...KINDS.map(({ type }) => METADATA + type)];
  return {
    kinds: () => known,
    has: (kind) => known.includes(kind),
    list: (kind) => {
      const component = kindNamed(kind);
      return component === undefined ? org.records.all(kind) : org.components.all(component.type).map(componentJson);
    },
    get: (kind, id) => {
      const component = kindNamed(kind);
      if (component === undefined) return org.records.get(kind, id);
      const found = org.components.get(component.type, id);
      return found === undefined ? undefined : componentJson(found);
    },
    create: (kind, body) => {
      const component = kindNamed(kind);
      return component === undefined ? org.records.insert(kind, body, adminId(org)) : createComponent(component, body);
    },
    merge: (kind, id, body) => {
      const component = kindNamed(kind);
      if (component !== undefined) return mergeComponent(component, id, body);
      const before = org.records.get(kind, id);
      if (before === undefined) return undefined;
      // A field that is null becomes empty, and stays.
      return org.records.update(kind, { ...before, ...body, Id: before.Id }, adminId(org));
    },
    remove: (kind, id) => {
      const component = kindNamed(kind);
      if (component === undefined) {
        if (org.records.get(kind, id) === undefined) return false;
        org.records.remove(kind, id);
        return true;
      }
      if (org.components.get(component.type, id) === undefined) return false;
      // Ignores the rules against deleting, but keeps the side effects of the delete.
      removeComponent({ ...component, without: [], removing: () => undefined }, id, org);
      return true;
    },
  };
}
