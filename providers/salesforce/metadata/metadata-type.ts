import { isRecord, type Problem } from "../../core/resource/types";
import schema from "../../../schemas/salesforce-metadata.json";

/** One element of a metadata type. */
export interface Element {
  readonly name: string;
  /** Another metadata type, or the type of a text value. */
  readonly type: string;
  readonly repeated: boolean;
  readonly required: boolean;
  /** API version that introduced it; 0 where it was there from the start. */
  readonly since: number;
}

const OWN: Readonly<Record<string, string>> = schema.types;
const BASES: Readonly<Record<string, string>> = schema.extends;
const TYPE_SINCE: Readonly<Record<string, number>> = schema.since;

/** Element of managed packages only. */
const NOT_WRITTEN: readonly string[] = ["module"];

const parsed = new Map<string, readonly Element[]>();

/** The elements of a type in the required order; undefined for a type without a schema in this package. */
export function elementsOf(type: string): readonly Element[] | undefined {
  const known = parsed.get(type);
  if (known !== undefined || OWN[type] === undefined) return known;
  const base = BASES[type];
  const own = OWN[type].split(" ").flatMap((text) => (text === "" ? [] : [parseElement(text)]));
  const inherited = base === undefined ? [] : (elementsOf(base) ?? []);
  const elements = [...inherited, ...own].filter(({ name }) => !NOT_WRITTEN.includes(name));
  parsed.set(type, elements);
  return elements;
}

/** Parses `name:type*!@59`, as the file explains. An enum is text here, as the service knows its values best. */
function parseElement(text: string): Element {
  const [, name = "", type = "string", repeated, required, since = "0"] =
    /^(\w+)(?::(\w+))?(\*)?(!)?(?:@(\d+))?$/.exec(text) ?? [];
  const isText = !(type in OWN) && !["boolean", "int", "double"].includes(type);
  return {
    name,
    type: isText ? "string" : type,
    repeated: repeated !== undefined,
    required: required !== undefined,
    since: Number(since),
  };
}

/** All types in the WSDL of API 66 whose elements are not in alphabetical order: these would need a schema in the package. */
const UNSORTED: readonly string[] = [
  "AiPlannerVoiceDef",
  "DevHubSettings",
  "EmbeddedMessagingChannel",
  "FlowCustomError",
  "PicklistValue",
];

/** Inherited elements come first. */
const INHERITED: readonly string[] = ["fullName", "content"];

/**
 * The members of a component in the required order: by the schema; without one alphabetically, which fits every type of the WSDL but
 * five. @throws Error for a member that the schema lacks.
 */
export function inOrder(
  type: string,
  body: Readonly<Record<string, unknown>>,
): readonly (readonly [Element, unknown])[] {
  const elements = elementsOf(type);
  const names = Object.keys(body).filter((name) => body[name] !== undefined && body[name] !== null);
  if (elements !== undefined) {
    const foreign = names.find((name) => !elements.some((element) => element.name === name));
    if (foreign !== undefined) throw new Error(`${type} has no element ${foreign}.`);
    return elements.filter(({ name }) => names.includes(name)).map((element) => [element, body[element.name]]);
  }
  const rank = (name: string): number => (INHERITED.includes(name) ? INHERITED.indexOf(name) : INHERITED.length);
  const sorted = [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return sorted.map((name) => [{ name, type: "", repeated: false, required: false, since: 0 }, body[name]]);
}

/** Problems of a component's body in an API version: unknown, missing and newer members. Pure. */
export function bodyProblems(
  type: string,
  body: Readonly<Record<string, unknown>>,
  apiVersion: string,
  path = "",
): readonly Problem[] {
  const version = Number(apiVersion);
  const needed = TYPE_SINCE[type] ?? 0;
  if (needed > version) return [{ property: path, reason: tooOld(type, needed, apiVersion) }];
  if (UNSORTED.includes(type)) {
    return [
      {
        property: path,
        reason: `the order of elements of ${type} is not alphabetical and not known to datadip: the component would be stored wrongly`,
      },
    ];
  }
  const elements = elementsOf(type);
  if (elements === undefined) return [];
  return Object.entries(body).flatMap(([name, value]) => {
    const place = path === "" ? name : `${path}.${name}`;
    if (value === undefined || value === null) return [];
    const element = elements.find((candidate) => candidate.name === name);
    if (element === undefined)
      return [
        { property: place, reason: `is not an element of ${type}: ${elements.map((known) => known.name).join(", ")}` },
      ];
    if (element.since > version) return [{ property: place, reason: tooOld(name, element.since, apiVersion) }];
    const items = Array.isArray(value) ? value : [value];
    return items.flatMap((item) => (isRecord(item) ? bodyProblems(element.type, item, apiVersion, place) : []));
  });
}

const tooOld = (name: string, needed: number, apiVersion: string): string =>
  `${name} is there since API version ${needed}.0, but ${apiVersion} is in use: pulumi config set salesforce:apiVersion ${needed}.0 (or remove that setting, for the newest)`;
