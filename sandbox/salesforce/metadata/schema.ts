import schema from "../../../schemas/salesforce-metadata.json";

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
const parseElement = (text: string): Element => {
  const [, name = "", type = "string", repeated, required, since = "0"] =
    /^(\w+)(?::(\w+))?(\*)?(!)?(?:@(\d+))?$/.exec(text) ?? [];
  return { name, type, required: required !== undefined, repeated: repeated !== undefined, since: Number(since) };
};

const elementsOf = (name: string): readonly Element[] => {
  const base = BASES[name];
  const own = (OWN[name] ?? "").split(" ").filter((text) => text !== "");
  return [...(base === undefined ? [] : elementsOf(base)), ...own.map(parseElement)];
};

export const TYPES: ReadonlyMap<string, ComplexType> = new Map(
  Object.keys(OWN).map((name) => [name, { name, since: SINCE[name] ?? 0, elements: elementsOf(name) }]),
);

export const ENUMS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(schema.enums));
