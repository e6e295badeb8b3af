/** Values as they are sent and stored. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** True for a JSON object, false for arrays, null and scalars. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value of a JSON text; undefined for a text that is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    // JSON.parse returns JSON.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The text of a member; the fallback when the member is not a text. */
export const textOf = (value: Json | undefined, fallback = ""): string =>
  typeof value === "string" ? value : fallback;

/** A member that is an object; an empty object for anything else. */
export const objectIn = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

/** The objects of a member that is a list; an empty list for anything else. */
export const rowsIn = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];

/** The texts of a member that is a list; an empty list for anything else. */
export const textsIn = (value: Json | undefined): readonly string[] =>
  (Array.isArray(value) ? (value as readonly Json[]) : []).filter((entry) => typeof entry === "string");

/** Only these members of an object, in this order, as far as it has them. */
export const picked = (value: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.filter((name) => name in value).map((name) => [name, value[name]]));

/** An object without these members. */
export const without = (value: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));

/** Merges the patch into an object, member by member; null removes a member. */
export function laidOver(base: JsonObject, patch: JsonObject): JsonObject {
  const changed = Object.entries(patch).map(([key, value]) => {
    const before = base[key];
    return [key, isJsonObject(value) && isJsonObject(before) ? laidOver(before, value) : value] as const;
  });
  return Object.fromEntries(
    Object.entries({ ...base, ...Object.fromEntries(changed) }).filter(([, value]) => value !== null),
  );
}

/** A copy without null and undefined members, at every depth. Null entries of arrays are left out too. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) {
    return value.filter((entry: Json) => entry !== null).map((entry: Json) => withoutNulls(entry));
  }
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(
    (entry): entry is [string, Json] => entry[1] !== null && entry[1] !== undefined,
  );
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutNulls(member)]));
}

/** {@link withoutNulls} for an object. */
export function objectWithoutNulls(value: JsonObject): JsonObject {
  const stripped = withoutNulls(value);
  return isJsonObject(stripped) ? stripped : {};
}
