import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Descriptor } from "../resource/descriptor";
import { managedKeys } from "./state";
import { isRecord, type Problem, type Values } from "../resource/types";
import { hasUnknown } from "../resource/unknown";

export interface Difference {
  readonly changes: boolean;
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** The difference between the state (outputs) and the program (checked inputs), in managed inputs only. Pure. */
export function difference(descriptor: Descriptor, olds: Values, news: Values): Difference {
  const changed = changedKeys(descriptor, olds, news);
  const replaces = changed.filter((key) => descriptor.replaceOnChanges?.includes(key));
  // With the same name, the new object cannot be made while the old one exists.
  const sameKey = descriptor.naturalKey.every((key) => !changed.includes(key));
  const deletesFirst = sameKey || descriptor.deletesFirst === true;
  return { changes: changed.length > 0, replaces, deleteBeforeReplace: replaces.length > 0 && deletesFirst };
}

/** Inputs that differ, including removed ones. */
export function changedKeys(descriptor: Descriptor, olds: Values, news: Values): readonly string[] {
  const names = new Set([...Object.keys(news), ...managedKeys(olds)]);
  return [...names].filter((key) => !key.startsWith("__") && !sameInput(descriptor, key, olds[key], news[key]));
}

/** Whether an input means the same before and after. The order of sets, absent or empty, and fields that the server adds do not count. */
export function sameInput(descriptor: Descriptor, key: string, before: unknown, after: unknown): boolean {
  if (descriptor.ignoredInDiff?.includes(key)) return true;
  if (hasUnknown(after)) return false;
  const same = (descriptor.equals as Record<string, ((a: unknown, b: unknown) => boolean) | undefined> | undefined)?.[
    key
  ];
  if (same !== undefined) return same(before, after);
  return sameValue(before, after, key, new Set(descriptor.sets ?? []), isOpen(descriptor.inputs.shape[key]));
}

/** Whether an input's keys are data, as in a map: then a key on one side only is a difference. */
export function isOpen(schema: unknown): boolean {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return isOpen(schema.unwrap());
  return schema instanceof z.ZodRecord;
}

/** `after` is the program's value: unless `open`, only the fields that it has are compared. */
function sameValue(before: unknown, after: unknown, path: string, sets: ReadonlySet<string>, open: boolean): boolean {
  if (isRecord(before) && isRecord(after)) {
    const fields = new Set([...Object.keys(after), ...(open ? Object.keys(before) : [])]);
    return [...fields].every((field) => sameValue(before[field], after[field], `${path}.${field}`, sets, false));
  }
  if (isBlank(before) || isBlank(after)) return isBlank(before) && isBlank(after);
  if (Array.isArray(before) && Array.isArray(after)) {
    const same = (a: unknown, b: unknown): boolean => sameValue(a, b, path, sets, false);
    return sets.has(path) ? sameSet(before, after, same) : sameList(before, after, same);
  }
  return isDeepStrictEqual(before, after);
}

/** Values that the service treats as unset; it leaves unset fields out. */
function isBlank(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.values(value).every(isBlank);
}

type Same = (before: unknown, after: unknown) => boolean;

const sameList = (before: readonly unknown[], after: readonly unknown[], same: Same): boolean =>
  before.length === after.length && before.every((item, i) => same(item, after[i]));

/** Each item needs a separate partner. Items with many fields choose first, since those with few fit many partners. */
function sameSet(before: readonly unknown[], after: readonly unknown[], same: Same): boolean {
  const free = distinct(before);
  const wanted = [...distinct(after)].sort((a, b) => size(b) - size(a));
  for (const item of wanted) {
    const partner = free.findIndex((candidate) => same(candidate, item));
    if (partner < 0) return false;
    free.splice(partner, 1);
  }
  return free.length === 0;
}

const distinct = (items: readonly unknown[]): unknown[] =>
  items.filter((item, i) => items.findIndex((other) => isDeepStrictEqual(item, other)) === i);

const size = (item: unknown): number => (isRecord(item) ? Object.keys(item).length : 0);

/**
 * Refuses a replacement that must fail: other objects may refer to the object, and its unique name does not change.
 * `olds` are the old inputs; empty when the engine checks the replacement itself, which an earlier check has allowed.
 */
export function replacementProblems(descriptor: Descriptor, olds: Values, news: Values): readonly Problem[] {
  if (descriptor.referable === false || Object.keys(olds).length === 0) return [];
  // A value that is not known yet may turn out equal.
  const changed = (key: string): boolean => !hasUnknown(news[key]) && !sameInput(descriptor, key, olds[key], news[key]);
  const replaced = (descriptor.replaceOnChanges ?? []).filter(changed);
  const renamed = descriptor.naturalKey.some((key) => !sameInput(descriptor, key, olds[key], news[key]));
  const [property] = replaced;
  if (property === undefined || renamed) return [];
  const reason =
    `cannot be changed on an existing ${descriptor.noun}, and its replacement cannot have the same ${descriptor.naturalKey.join(" and ")}: ` +
    `the old one may still be referred to. Rename it too, or remove it in one \`pulumi up\` and add it back in the next`;
  return [{ property, reason }];
}
