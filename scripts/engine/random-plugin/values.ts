/** Property values between engine and plugin: plain JSON, unknowns and secrets. Pure. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Props = Readonly<Record<string, Json>>;

/** The engine's marker for a value that a preview cannot know, as in `@pulumi/pulumi/runtime/rpc`. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Marks a value as secret, so that the engine encrypts it in state. */
export const secret = (value: Json): Json => ({ [SIGNATURE_KEY]: SECRET, value });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Removes the secret marks, at any depth. */
function strip(value: unknown): Json {
  if (Array.isArray(value)) return value.map(strip);
  if (isObject(value)) {
    if (value[SIGNATURE_KEY] === SECRET) return strip(value.value);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, strip(each)]));
  }
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string")
    return value;
  throw new Error(`A property of type ${typeof value} is not expected here`);
}

function hasSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  return isObject(value) && (value[SIGNATURE_KEY] === SECRET || Object.values(value).some(hasSecret));
}

/** Received properties: their plain values, and the names of those that are or contain secrets. */
export interface Received {
  readonly props: Props;
  readonly secrets: ReadonlySet<string>;
}

/** Reads received properties. Nulls mean absent properties and are left out. */
export function receive(raw: Readonly<Record<string, unknown>>): Received {
  const entries = Object.entries(raw).filter(([, value]) => value !== null);
  return {
    props: Object.fromEntries(entries.map(([key, value]) => [key, strip(value)])),
    secrets: new Set(entries.filter(([, value]) => hasSecret(value)).map(([key]) => key)),
  };
}

/** Whether a value is or contains one that the preview cannot know. */
export function hasUnknown(value: Json | undefined): boolean {
  if (value === UNKNOWN) return true;
  if (value === undefined || value === null || typeof value !== "object") return false;
  return Object.values(value).some(hasUnknown);
}

/** Whether two values are equal, whatever the order of keys. */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => same(one[key], other[key]));
}

/** A whole number input that was checked. */
export const number = (value: Json | undefined): number => (typeof value === "number" ? value : 0);

/** A text input; absent counts as empty. */
export const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
