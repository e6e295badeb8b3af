import { ACCESS } from "./access";
import { APPS } from "./apps";
import { FIELDS } from "./fields";
import { SETUP } from "./setup";

/** What every type that extends it begins with. */
const BASE = `
Metadata
  fullName string?
  module string? @66
`;

/** One element of an `xsd:sequence`. */
export interface Element {
  readonly name: string;
  /** `string`, `boolean`, `int`, ..., or the name of a type or an enum. */
  readonly type: string;
  readonly required: boolean;
  readonly repeated: boolean;
  /** First version of the API that has it; 0 when it has always been there. */
  readonly since: number;
}

/** A complex type with the elements of its base first, in the order in which they must be written. */
export interface ComplexType {
  readonly name: string;
  readonly since: number;
  readonly elements: readonly Element[];
}

interface Parsed {
  readonly name: string;
  readonly base: string | undefined;
  readonly since: number;
  readonly own: Element[];
}

const HEAD = /^(\w+)(?: : (\w+))?(?: @(\d+))?$/;
const ELEMENT = /^ {2}(\w+) (\w+)([?*+]?)(?: @(\d+))?$/;
const ENUM = /^enum (\w+) = (.+)$/;
const MORE_WORDS = /^ {2}\| (.+)$/;

/**
 * Reads the notation of the files beside this one. A line at the margin begins a type: `Name : Base @59`, the number being the first version
 * that has it. Its elements follow, `name type`, with `?` for none or one, `*` for any number, `+` for at least one. `enum Name = A B` lists
 * the values of an enumeration, continued in lines that begin with a bar.
 */
const parse = (text: string): { readonly types: readonly Parsed[]; readonly enums: ReadonlyMap<string, string[]> } => {
  const types: Parsed[] = [];
  const enums = new Map<string, string[]>();
  let words: string[] | undefined;
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const enumeration = ENUM.exec(line);
    const more = MORE_WORDS.exec(line);
    const head = HEAD.exec(line);
    const element = ELEMENT.exec(line);
    if (enumeration !== null) {
      words = (enumeration[2] ?? "").split(" ");
      enums.set(enumeration[1] ?? "", words);
    } else if (more !== null && words !== undefined) {
      words.push(...(more[1] ?? "").split(" "));
    } else if (head !== null) {
      types.push({ name: head[1] ?? "", base: head[2], since: Number(head[3] ?? 0), own: [] });
    } else if (element !== null) {
      const [, name = "", type = "", count = "", since] = element;
      types.at(-1)?.own.push({
        name,
        type,
        required: count === "" || count === "+",
        repeated: count === "*" || count === "+",
        since: Number(since ?? 0),
      });
    } else throw new Error(`The metadata schema has a line that is none: ${line}`);
  }
  return { types, enums };
};

const { types, enums } = parse([BASE, APPS, ACCESS, FIELDS, SETUP].join("\n"));
const byName = new Map(types.map((type) => [type.name, type]));

const elementsOf = (type: Parsed): readonly Element[] => {
  const base = type.base === undefined ? undefined : byName.get(type.base);
  return base === undefined ? type.own : [...elementsOf(base), ...type.own];
};

/** Every complex type by its name. */
export const TYPES: ReadonlyMap<string, ComplexType> = new Map(
  types.map((type) => [type.name, { name: type.name, since: type.since, elements: elementsOf(type) }]),
);

/** The values of every enumeration. */
export const ENUMS: ReadonlyMap<string, readonly string[]> = enums;
