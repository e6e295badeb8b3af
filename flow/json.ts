import { FlowFormatError } from "./flow-errors";

/** A read-only JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Real exports nest about 8 levels. The limit prevents a stack overflow in recursive functions. */
export const MAX_DEPTH_LEVELS = 100;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value of a JSON text; undefined for any other text. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // JSON.parse returns JSON.
  } catch {
    return undefined;
  }
}

export const isArray = (value: unknown): value is readonly Json[] => Array.isArray(value);

/** The text at `key`, or undefined when it is absent or not a text. */
export function textAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === "string" ? value : undefined;
}

/** The object at `key`, or undefined when it is absent or not an object. */
export function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
  return isObject(value) ? value : undefined;
}

/** The array at `key`; empty when it is absent or not an array. */
export function arrayAt(object: JsonObject | undefined, key: string): readonly Json[] {
  const value = object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
  return isArray(value) ? value : [];
}

/** Results of `frozenJson`, which need not be copied again. */
const OWN = new WeakSet<object>();

/** Deeper than the activities of a flow nothing is remembered: collecting those objects costs more than copying them again. */
const REMEMBERED_LEVELS = 4;

/**
 * A frozen copy of `value`, checked to be plain JSON. A result of an earlier call is returned without a copy.
 * @throws FlowFormatError for functions, cycles (too deep), NaN and similar values.
 */
export function frozenJson(value: unknown, path = "$", depth = 0): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (isOwn(value)) return value;
  if (depth > MAX_DEPTH_LEVELS)
    throw new FlowFormatError("too-deep", `${path} nests deeper than ${MAX_DEPTH_LEVELS} levels; no flow export does.`);
  if (Array.isArray(value))
    return frozenOwn(
      value.map((item, index): Json => frozenJson(item, `${path}[${index}]`, depth + 1)),
      depth,
    );
  if (typeof value !== "object")
    throw new FlowFormatError("not-json", `${path} is a ${typeof value}, which JSON cannot hold.`);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return frozenOwn(
    Object.fromEntries(
      entries.map(([key, item]): [string, Json] => [key, frozenJson(item, `${path}.${key}`, depth + 1)]),
    ),
    depth,
  );
}

interface Parsed {
  readonly json: Json;
  /** Of all objects together. */
  readonly keys: number;
  /** Nothing below the deepest level that is allowed was frozen or counted. */
  readonly isTooDeep: boolean;
}

/** As `frozenJson`, for a fresh result of `JSON.parse` that nothing else refers to: frozen in place. */
export function frozenParsed(value: unknown): Parsed {
  let keys = 0;
  let isTooDeep = false;
  const freeze = (inner: unknown, depth: number): void => {
    if (typeof inner !== "object" || inner === null) return;
    if (depth >= MAX_DEPTH_LEVELS) isTooDeep = true;
    else if (Array.isArray(inner)) for (const item of inner) freeze(item, depth + 1);
    // An object from JSON.parse has own members only.
    else
      for (const key in inner) {
        keys += 1;
        freeze((inner as Record<string, unknown>)[key], depth + 1);
      }
    frozenOwn(inner, depth);
  };
  freeze(value, 0);
  return { json: value as Json, keys, isTooDeep };
}

const isOwn = (value: unknown): value is JsonObject | readonly Json[] =>
  typeof value === "object" && value !== null && OWN.has(value);

function frozenOwn<T extends object>(value: T, depth: number): Readonly<T> {
  if (depth <= REMEMBERED_LEVELS) OWN.add(value);
  return Object.freeze(value);
}

/** Equality of two JSON values; the order of keys does not matter. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (isArray(a))
    return isArray(b) && a.length === b.length && a.every((item, index) => sameJson(item, b[index] ?? null));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key] ?? null, b[key] ?? null))
  );
}
