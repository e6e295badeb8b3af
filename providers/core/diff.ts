import { isDeepStrictEqual } from "node:util";
import type { Descriptor } from "./descriptor";
import { managedKeys } from "./state";
import { isRecord, type Problem, type Values } from "./types";
import { hasUnknown } from "./unknown";

export interface Difference {
  readonly changes: boolean;
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** What differs between the state (outputs) and the program (checked inputs). Pure; sees only what the program manages. */
export function difference(descriptor: Descriptor, olds: Values, news: Values): Difference {
  const changed = changedKeys(descriptor, olds, news);
  const replaces = changed.filter((key) => descriptor.replaceOn?.includes(key));
  // Under the old name the new object could not be made beside the old one.
  const sameKey = descriptor.naturalKey.every((key) => !changed.includes(key));
  return { changes: changed.length > 0, replaces, deleteBeforeReplace: replaces.length > 0 && sameKey };
}

/** Inputs that differ, removed ones included. */
export function changedKeys(descriptor: Descriptor, olds: Values, news: Values): readonly string[] {
  const names = new Set([...Object.keys(news), ...managedKeys(olds)]);
  return [...names].filter((key) => !key.startsWith("__") && !sameInput(descriptor, key, olds[key], news[key]));
}

/** Whether one input means the same before and after: order of sets, absent against empty, and fields the server adds do not count. */
export function sameInput(descriptor: Descriptor, key: string, before: unknown, after: unknown): boolean {
  if (descriptor.uncompared?.includes(key)) return true;
  if (hasUnknown(after)) return false;
  const same = (descriptor.same as Record<string, ((a: unknown, b: unknown) => boolean) | undefined> | undefined)?.[
    key
  ];
  if (same !== undefined) return same(before, after);
  const sets = new Set(descriptor.sets ?? []);
  return isDeepStrictEqual(normalise(before, after, key, sets), normalise(after, after, key, sets));
}

/** Two values become equal under this exactly when they mean the same. `model` is the program's value: only its fields count. */
function normalise(value: unknown, model: unknown, path: string, sets: ReadonlySet<string>): unknown {
  if (value === null || value === undefined || value === "") return undefined;
  if (Array.isArray(value)) {
    const models: readonly unknown[] = Array.isArray(model) ? model : [];
    const items = value.map((item, i) => normalise(item, models[i] ?? models[0], path, sets));
    if (items.length === 0) return undefined;
    return sets.has(path) ? sorted(items) : items;
  }
  if (!isRecord(value)) return value;
  const fields = isRecord(model) ? Object.keys(model) : Object.keys(value);
  const entries = fields.map((field) => {
    const inner = isRecord(model) ? model[field] : undefined;
    return [field, normalise(value[field], inner, `${path}.${field}`, sets)] as const;
  });
  const present = entries.filter(([, item]) => item !== undefined).sort(([a], [b]) => a.localeCompare(b));
  return present.length === 0 ? undefined : Object.fromEntries(present);
}

function sorted(items: readonly unknown[]): readonly unknown[] {
  const keyed = items
    .map((item) => [JSON.stringify(item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return keyed.filter(([key], i) => key !== keyed[i - 1]?.[0]).map(([, item]) => item);
}

/**
 * Refuses a replacement that could only fail: the object may be referred to, and its unique name stays the same.
 * `olds` are the old inputs; empty when the engine checks the replacement itself, which was agreed to before.
 */
export function replacementProblems(descriptor: Descriptor, olds: Values, news: Values): readonly Problem[] {
  if (descriptor.referable === false || Object.keys(olds).length === 0) return [];
  // What is not known yet may turn out the same.
  const changed = (key: string): boolean => !hasUnknown(news[key]) && !sameInput(descriptor, key, olds[key], news[key]);
  const replaced = (descriptor.replaceOn ?? []).filter(changed);
  const renamed = descriptor.naturalKey.some((key) => !sameInput(descriptor, key, olds[key], news[key]));
  const [property] = replaced;
  if (property === undefined || renamed) return [];
  const reason =
    `cannot be changed on an existing ${descriptor.noun}, and its replacement cannot have the same ${descriptor.naturalKey.join(" and ")}: ` +
    `the old one may still be referred to. Rename it too, or remove it in one \`pulumi up\` and add it back in the next`;
  return [{ property, reason }];
}
