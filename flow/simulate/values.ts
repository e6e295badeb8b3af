import { JavaNumber, printJson, readBody, type ContextValue, type JsonValue } from "../expression";
import type { Variable } from "../model";
import { SystemError } from "./simulation-errors";
import type { SimulationOptions } from "./options";

const isJson = (value: ContextValue): value is JsonValue =>
  value !== undefined && (typeof value !== "object" || value === null || value instanceof JavaNumber || all(value));

const all = (value: readonly ContextValue[] | { readonly [name: string]: ContextValue }): boolean =>
  Object.values(value).every(isJson);

/** A value as the text of a STRING variable. Null is "". */
export function textOf(value: ContextValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "object" && !(value instanceof JavaNumber)) return isJson(value) ? printJson(value) : "";
  return value.toString();
}

/**
 * `value` converted to the type of the variable `name`.
 * @throws SystemError where that is not possible.
 */
export function coerce(
  name: string,
  type: string,
  value: ContextValue,
  onNull: SimulationOptions["onNull"],
): ContextValue {
  if (value === null || value === undefined) return type === "STRING" ? (onNull === "word" ? "null" : "") : null;
  switch (type) {
    case "INTEGER":
      return integer(name, textOf(value).trim());
    case "DECIMAL":
      return decimal(name, textOf(value).trim());
    case "BOOLEAN":
      return boolean(name, textOf(value).trim());
    case "JSON":
      return typeof value === "string" ? json(name, value) : value;
    default:
      return textOf(value);
  }
}

function refuse(name: string, type: string, text: string): never {
  throw new SystemError(`The ${type} variable ${name} cannot hold "${text.slice(0, 80)}".`);
}

function integer(name: string, text: string): ContextValue {
  if (text === "") return null;
  const value = /^[+-]?\d+$/.test(text) ? BigInt(text.replace("+", "")) : refuse(name, "INTEGER", text);
  // No page says how large it may be; a telephone number must not become another one.
  if (BigInt.asIntN(32, value) === value) return JavaNumber.int(value);
  return BigInt.asIntN(64, value) === value ? JavaNumber.long(value) : refuse(name, "INTEGER", text);
}

function decimal(name: string, text: string): ContextValue {
  if (text === "") return null;
  const number = Number(text);
  return Number.isFinite(number) ? JavaNumber.double(number) : refuse(name, "DECIMAL", text);
}

function boolean(name: string, text: string): ContextValue {
  const word = text.toLowerCase();
  if (word === "") return null;
  return word === "true" ? true : word === "false" ? false : refuse(name, "BOOLEAN", text);
}

function json(name: string, text: string): ContextValue {
  if (text.trim() === "") return null;
  const value = readJson(text);
  return value === undefined ? refuse(name, "JSON", text) : value;
}

/** Parses JSON with Java's numbers; undefined where the text is not JSON. */
export function readJson(text: string): JsonValue | undefined {
  const body = readBody(text);
  if (!body.ok) return undefined;
  // The permissive reader reads any other text as a string.
  return typeof body.value === "string" && !text.trim().startsWith('"') ? undefined : body.value;
}

/** Values of a flow's variables when a call enters it, and the defaults of the wrong type. */
export function initialValues(
  variables: readonly Variable[],
  given: Readonly<Record<string, ContextValue>>,
): { readonly values: Readonly<Record<string, ContextValue>>; readonly misfits: readonly string[] } {
  const misfits: string[] = [];
  const values = variables.map(({ name, type, value }): readonly [string, ContextValue] => {
    try {
      return [name, coerce(name, type, Object.hasOwn(given, name) ? given[name] : value, "empty")];
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      misfits.push(error.message);
      return [name, null];
    }
  });
  return { values: Object.freeze(Object.fromEntries(values)), misfits };
}
