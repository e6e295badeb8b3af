import { rowsIn, textOf, type JsonObject } from "../../core/json";
import { idOf } from "../ids";
import type { Org } from "../org";
import type { Component } from "../store";
import { missingElements } from "./bodies";
import {
  checkDeveloperName,
  missingField,
  noSuchComponent,
  requireText,
  unfit,
  type Kind,
  type SaveScene,
} from "./kind";
import { partOf } from "../apps";
import { kindOf } from "./kinds";
import { HEADER, OAUTH_POLICIES, POLICIES, SETTINGS } from "./kinds/eca-parts";

export type SaveMode = "create" | "update" | "upsert";

export interface Saved {
  readonly component: Component;
  readonly created: boolean;
}

const alreadyThere = (kind: Kind, fullName: string) =>
  unfit("DUPLICATE_DEVELOPER_NAME", `The ${kind.type} named ${fullName} already exists`, "fullName");

/** Gives a component its id: that of its row, where queries see the component as a row. */
function identify(kind: Kind, component: Omit<Component, "id">, scene: SaveScene): Component {
  const { org, userId, before } = scene;
  const { mirror } = kind;
  if (before !== undefined) {
    const kept = { ...component, id: before.id };
    if (mirror !== undefined) org.records.patch(mirror.type, before.id, mirror.fields(kept, org));
    return kept;
  }
  if (mirror === undefined) {
    const serial = org.core.ids.next(`sf-${kind.idPrefix}`);
    return { ...component, id: idOf(kind.idPrefix, org.pod, serial) };
  }
  const row = org.records.insert(mirror.type, mirror.fields({ ...component, id: "" }, org), userId);
  return { ...component, id: row.Id };
}

const mergedLists = ({ merged }: Kind, body: JsonObject, before: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(merged).flatMap(([name, key]) => {
      const known = new Map(rowsIn(before[name]).map((entry) => [textOf(entry[key]), entry]));
      for (const entry of rowsIn(body[name])) known.set(textOf(entry[key]), entry);
      return known.size === 0 ? [] : [[name, [...known.values()]] as const];
    }),
  );

/**
 * Saves a component by all rules of its kind.
 * Throws a Refused, before anything is written, for a name, body or reference that breaks a rule.
 */
export function saveComponent(kind: Kind, body: JsonObject, given: Omit<SaveScene, "before">, mode: SaveMode): Saved {
  const { org, userId, fullName, version } = given;
  if (fullName === "") throw missingField("fullName");
  if (kind.nameLabel !== undefined) checkDeveloperName(kind.nameLabel, fullName);
  kind.checkName?.(fullName);
  const before = org.components.get(kind.type, fullName);
  if (before === undefined && mode === "update") throw noSuchComponent(kind.type, fullName);
  if (before !== undefined && mode === "create") throw alreadyThere(kind, fullName);
  const [missing] = missingElements(body, kind.type, version);
  if (missing !== undefined) throw kind.missing?.(missing) ?? missingField(missing);
  const scene: SaveScene = { ...given, before };
  requireText(body, ...kind.texts);
  kind.check?.(body, scene);
  const completed = {
    ...kind.defaults,
    ...(kind.complete?.(body, scene) ?? body),
    ...mergedLists(kind, body, before?.body ?? {}),
  };
  const now = org.core.clock.now();
  const component = identify(
    kind,
    {
      type: kind.type,
      fullName: before?.fullName ?? fullName,
      body: completed,
      createdAt: before?.createdAt ?? now,
      createdById: before?.createdById ?? userId,
      modifiedAt: now,
      modifiedById: userId,
    },
    scene,
  );
  org.components.put(component);
  kind.saved?.(component, scene);
  return { component, created: before === undefined };
}

/** Removes a component by the rules of its kind. Throws a Refused for one that does not exist or is still needed. */
export function removeComponent(kind: Kind, fullName: string, org: Org): Component {
  const component = org.components.get(kind.type, fullName);
  if (component === undefined) throw noSuchComponent(kind.type, fullName);
  if (kind.without.includes("delete")) {
    throw unfit("INSUFFICIENT_ACCESS_OR_READONLY", `The ${kind.type} named ${fullName} cannot be deleted`);
  }
  kind.removing?.(component, org);
  if (kind.mirror !== undefined) org.records.remove(kind.mirror.type, component.id);
  org.components.remove(kind.type, fullName);
  kind.removed?.(component, org);
  return component;
}

/** A body as reads return it, with its full name. */
export const shownBody = (kind: Kind, component: Component, org: Org): JsonObject => ({
  fullName: component.fullName,
  ...(kind.show?.(component, org) ?? component.body),
});

/** Makes the policies that a bundle left out, with the names that the service uses. */
export function ensurePolicies(org: Org, userId: string, version: number): void {
  const make = (type: string, app: string, fullName: string, more: Readonly<Record<string, string>> = {}): void => {
    const kind = kindOf(type);
    const body = { externalClientApplication: app, label: fullName, ...more };
    if (kind === undefined || partOf(org, type, app) !== undefined) return;
    saveComponent(kind, body, { org, userId, version, fullName, ignoreWarnings: false }, "create");
  };
  for (const { fullName: app } of org.components.all(HEADER)) {
    make(POLICIES, app, `${app}_defaultPolicy`, { isEnabled: "true", isOauthPluginEnabled: "true" });
    const settings = partOf(org, SETTINGS, app);
    if (settings !== undefined) make(OAUTH_POLICIES, app, `${settings.fullName}_defaultPolicy`);
  }
}
