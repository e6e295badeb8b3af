import { isJsonObject, type Json, type JsonObject } from "../../core/json";
import type { XmlElement } from "../xml";
import { ENUMS, TYPES, type ComplexType, type Element } from "./schema";

export const NAMESPACE = "http://soap.sforce.com/2006/04/metadata";

/** A message that does not fit the schema. The text is the service's. */
export class SchemaError extends Error {}

export interface ReadOptions {
  /** The API version, for instance 66. Elements of later versions are unknown. */
  readonly version: number;
  /** How to treat an element that comes after one it should precede. */
  readonly order: "refuse" | "drop";
}

const isNil = ({ attributes }: XmlElement): boolean => attributes.nil === "true";

const invalidHere = (name: string, type: string): SchemaError =>
  new SchemaError(`Element {${NAMESPACE}}${name} invalid at this location in type ${type}`);

const NUMBERS: Readonly<Record<string, RegExp>> = {
  int: /^[+-]?\d+$/,
  long: /^[+-]?\d+$/,
  double: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/,
};

/** A simple value as text. Texts are trimmed and booleans written as `true` and `false`, as reads return them. */
function readSimple(element: XmlElement, type: string): string {
  const [child] = element.children;
  if (child !== undefined) throw invalidHere(child.name, `xsd:${type}`);
  const text = element.text.trim();
  const values = ENUMS.get(type);
  if (values !== undefined) {
    if (values.includes(text)) return text;
    throw new SchemaError(`'${text}' is not a valid value for the enum '${type}'`);
  }
  if (type === "boolean") {
    if (/^(true|1)$/.test(text)) return "true";
    if (/^(false|0)$/.test(text)) return "false";
    throw new SchemaError(`'${text}' is not valid for type xsd:boolean, should be '0', '1', 'true' or 'false'`);
  }
  if (NUMBERS[type]?.test(text) === false)
    throw new SchemaError(`'${text}' is not a valid value for the type xsd:${type}`);
  return text;
}

function typeNamed(name: string, version: number): ComplexType | undefined {
  const type = TYPES.get(name);
  return type !== undefined && type.since <= version ? type : undefined;
}

/** True for a metadata type that exists in a version of the API. */
export const isKnownType = (name: string, version: number): boolean =>
  typeNamed(name, version)?.elements.some((element) => element.name === "fullName") === true;

const readElement = (element: XmlElement, { type }: Element, options: ReadOptions): Json =>
  TYPES.has(type) ? readBody(element, type, options) : readSimple(element, type);

/**
 * Parses the children of an element by the schema of a type. `fullName` is parsed like any other element.
 * Throws a SchemaError for an element the version does not know, a value outside its type, and, if the options ask for it, a wrong order.
 */
export function readBody(parent: XmlElement, typeName: string, options: ReadOptions): JsonObject {
  const type = typeNamed(typeName, options.version);
  if (type === undefined)
    throw new SchemaError(`The type ${typeName} is not known to API version ${options.version}.0`);
  const body: Record<string, Json> = {};
  let reached = 0;
  for (const child of parent.children) {
    const index = type.elements.findIndex(({ name, since }) => name === child.name && since <= options.version);
    const element = type.elements[index];
    if (element === undefined) throw invalidHere(child.name, typeName);
    const again = body[child.name] !== undefined && !element.repeated;
    if (index < reached || again) {
      if (options.order === "refuse") throw invalidHere(child.name, typeName);
      continue;
    }
    reached = index;
    if (isNil(child)) continue;
    const value = readElement(child, element, options);
    const before = body[child.name];
    if (element.repeated) body[child.name] = [...(Array.isArray(before) ? (before as readonly Json[]) : []), value];
    else body[child.name] = value;
  }
  return body;
}

/** Paths of required elements that a body lacks, at any depth. */
export function missingElements(body: JsonObject, typeName: string, version: number): readonly string[] {
  const elements = typeNamed(typeName, version)?.elements.filter(({ since }) => since <= version) ?? [];
  return elements.flatMap((element) => {
    const value = body[element.name];
    if (value === undefined) return element.required ? [element.name] : [];
    const inner: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value];
    return inner.filter(isJsonObject).flatMap((one) => missingElements(one, element.type, version));
  });
}

/** The body of an answer: members in the order of the schema, without those the version does not know. */
export function orderedBody(body: JsonObject, typeName: string, version: number): JsonObject {
  const elements = typeNamed(typeName, version)?.elements.filter(({ since }) => since <= version) ?? [];
  const members = elements.flatMap(({ name, type }): readonly (readonly [string, Json])[] => {
    const value = body[name];
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) {
      const entries: readonly Json[] = value;
      return [[name, entries.map((entry) => (isJsonObject(entry) ? orderedBody(entry, type, version) : entry))]];
    }
    return [[name, isJsonObject(value) ? orderedBody(value, type, version) : value]];
  });
  return Object.fromEntries(members);
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** True when two bodies are equal, whatever the order of their members. */
export function sameBody(one: Json | undefined, other: Json | undefined): boolean {
  if (isJsonObject(one) && isJsonObject(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].every((name) => sameBody(one[name], other[name]));
  }
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((entry, index) => sameBody(entry, other[index]));
  }
  return one === other;
}
