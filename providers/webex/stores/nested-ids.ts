import type { Values } from "../../core/resource/types";

/**
 * Entries of an object with their present ids. The service refuses a kept entry without its id, or a new one with an id (409). `key` is
 * the field that identifies an entry.
 */
export function keepIds<T extends Values>(
  entries: readonly T[],
  live: readonly Values[] | undefined,
  key: keyof T & string,
): readonly Values[] {
  return entries.map((entry) => {
    const id = live?.find((candidate) => candidate[key] === entry[key])?.id;
    return id === undefined ? entry : { id, ...entry };
  });
}

/** Entries with these fields only, without the ids, versions and times that the service adds. */
export function onlyFields(entries: readonly Values[] | undefined, names: readonly string[]): readonly Values[] {
  return (entries ?? []).map((entry) =>
    Object.fromEntries(names.flatMap((name) => (entry[name] === undefined ? [] : [[name, entry[name]] as const]))),
  );
}
