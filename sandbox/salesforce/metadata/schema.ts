import schema from "../../../schemas/salesforce-metadata.json";
import type { JsonObject } from "../../core/json";
import type { Kind } from "./kind";

/** One element of an `xsd:sequence`. */
export interface Element {
  readonly name: string;
  /** `string`, `boolean`, `int`, ..., or the name of a type or an enum. */
  readonly type: string;
  readonly required: boolean;
  readonly repeated: boolean;
  /** First version of the API that has it; 0 when all have it. */
  readonly since: number;
}

/** A complex type; the elements of its base come first, in the order in which they must be written. */
export interface ComplexType {
  readonly name: string;
  readonly since: number;
  readonly elements: readonly Element[];
}

const OWN: Readonly<Record<string, string>> = schema.types;
const BASES: Readonly<Record<string, string>> = schema.extends;
const SINCE: Readonly<Record<string, number>> = schema.since;

/** Parses `name:type*!@59`; the notation is explained in the file. */
function parseElement(text: string): Element {
  const [, name = "", type = "string", repeated, required, since = "0"] =
    /^(\w+)(?::(\w+))?(\*)?(!)?(?:@(\d+))?$/.exec(text) ?? [];
  return { name, type, required: required !== undefined, repeated: repeated !== undefined, since: Number(since) };
}

function elementsOf(name: string): readonly Element[] {
  const base = BASES[name];
  const own = (OWN[name] ?? "").split(" ").filter((text) => text !== "");
  return [...(base === undefined ? [] : elementsOf(base)), ...own.map(parseElement)];
}

export const TYPES: ReadonlyMap<string, ComplexType> = new Map(
  Object.keys(OWN).map((name) => [name, { name, since: SINCE[name] ?? 0, elements: elementsOf(name) }]),
);

export const ENUMS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(schema.enums));

/** How deep the fields of fields are listed; no type of this org nests deeper. */
const MAX_DEPTH = 5;

const fieldsOf = (typeName: string, version: number, depth: number): readonly JsonObject[] =>
  (TYPES.get(typeName)?.elements ?? [])
    .filter(({ since }) => since <= version)
    .map((element) => describeElement(element, version, depth));

function describeElement({ name, type, required }: Element, version: number, depth: number): JsonObject {
  const nested = TYPES.has(type) && depth < MAX_DEPTH ? fieldsOf(type, version, depth + 1) : [];
  const values = ENUMS.get(type);
  return {
    fields: nested,
    isForeignKey: false,
    isNameField: name === "fullName",
    minOccurs: required ? 1 : 0,
    name,
    picklistValues: (values ?? []).map((value) => ({ active: true, defaultValue: false, label: value, value })),
    soapType: values === undefined ? type : "picklist",
    valueRequired: required || name === "fullName",
  };
}

/** The answer of describeValueType: the allowed calls of a type, and its fields. */
export function describeType(kind: Kind, version: number): JsonObject {
  const creatable = !kind.without.includes("create");
  const deletable = !kind.without.includes("delete") && !kind.destructiveOnly;
  return {
    apiCreatable: creatable,
    apiDeletable: deletable,
    apiReadable: true,
    apiUpdatable: true,
    valueTypeFields: fieldsOf(kind.type, version, 1),
  };
}

/** Names of scopes in external client apps: all but one are the same as in connected apps. */
export const ECA_SCOPES: readonly string[] = (ENUMS.get("ConnectedAppOauthAccessScope") ?? []).map((name) =>
  name === "SFAP" ? "SFApiPlatform" : name,
);

const ALIASES: Readonly<Record<string, string>> = {
  OfflineAccess: "RefreshToken",
  Profile: "Basic",
  Email: "Basic",
  Address: "Basic",
  Phone: "Basic",
};

/** Scopes are read back in the service's order, with aliases replaced. */
export function foldScopes(scopes: readonly string[]): readonly string[] {
  const folded = new Set(scopes.map((scope) => ALIASES[scope] ?? scope));
  return (ENUMS.get("ConnectedAppOauthAccessScope") ?? []).filter((scope) => folded.has(scope));
}
