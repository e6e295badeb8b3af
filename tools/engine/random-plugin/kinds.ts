/** The kinds of @pulumi/random that are stood in for: their inputs, and what is made of them. */

import { hash } from "bcryptjs";
import { petName, randomString, type Pick, type StringRules } from "./generate";
import type { Json, Props } from "./values";

/** Where randomness comes from; the real ones are in index.ts. */
export interface Randomness {
  readonly pick: Pick;
  readonly bytes: (count: number) => Buffer;
  readonly uuid: () => string;
}

/** A new object: its id, and the outputs that are not inputs. */
export interface Made {
  readonly id: string;
  readonly computed: Props;
}

type InputType = "string" | "whole number" | "boolean" | "map";

/** One kind. Every input that changes replaces the object. */
export interface Kind {
  readonly inputs: Readonly<Record<string, InputType>>;
  readonly required: readonly string[];
  readonly defaults: Props;
  /** Names of the outputs that are not inputs. `id` is among them, as in the official plugin's state. */
  readonly computed: readonly string[];
  readonly secrets: readonly string[];
  /** Written into state as the official plugin does, so that it finds nothing to upgrade should it take over. */
  readonly schemaVersion?: string;
  /** What is wrong with inputs that have the right types, by property. Unknown ones are left out. */
  readonly faults: (inputs: Props) => readonly (readonly [property: string, reason: string])[];
  readonly make: (inputs: Props, random: Randomness) => Promise<Made>;
}

/** As golang.org/x/crypto/bcrypt's default, which the official plugin uses. bcrypt reads no more than 72 bytes of a password, here as there. */
const BCRYPT_COST = 10;

const number = (value: Json | undefined): number => (typeof value === "number" ? value : 0);
const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");

function atLeastOne(property: string): Kind["faults"] {
  return (inputs) => {
    const value = inputs[property];
    return typeof value === "number" && value < 1 ? [[property, `is ${String(value)}: give 1 or more`]] : [];
  };
}

const MINIMA = ["minLower", "minUpper", "minNumeric", "minSpecial"] as const;

const STRING_INPUTS: Kind["inputs"] = {
  keepers: "map",
  length: "whole number",
  lower: "boolean",
  upper: "boolean",
  number: "boolean",
  numeric: "boolean",
  special: "boolean",
  minLower: "whole number",
  minUpper: "whole number",
  minNumeric: "whole number",
  minSpecial: "whole number",
  overrideSpecial: "string",
};

const STRING_DEFAULTS: Props = {
  lower: true,
  upper: true,
  number: true,
  numeric: true,
  special: true,
  minLower: 0,
  minUpper: 0,
  minNumeric: 0,
  minSpecial: 0,
};

const stringFaults: Kind["faults"] = (inputs) => {
  const { length } = inputs;
  const minima = MINIMA.reduce((sum, name) => sum + number(inputs[name]), 0);
  const negative = MINIMA.filter((name) => number(inputs[name]) < 0);
  const nothing = (["lower", "upper", "numeric", "special"] as const).every((name) => inputs[name] === false);
  return [
    ...atLeastOne("length")(inputs),
    ...negative.map((name) => [name, "is negative: give 0 or more"] as const),
    ...(typeof length === "number" && minima > length
      ? [
          [
            "length",
            `is ${String(length)}, less than the ${String(minima)} characters that the minima ask for`,
          ] as const,
        ]
      : []),
    ...(nothing && minima !== length
      ? [["lower", "and upper, numeric and special are all false: allow one of them"] as const]
      : []),
  ];
};

function stringRules(inputs: Props): StringRules {
  return {
    length: number(inputs["length"]),
    lower: inputs["lower"] === true,
    upper: inputs["upper"] === true,
    numeric: inputs["numeric"] === true,
    special: inputs["special"] === true,
    minLower: number(inputs["minLower"]),
    minUpper: number(inputs["minUpper"]),
    minNumeric: number(inputs["minNumeric"]),
    minSpecial: number(inputs["minSpecial"]),
    overrideSpecial: text(inputs["overrideSpecial"]),
  };
}

const RandomString: Kind = {
  inputs: STRING_INPUTS,
  required: ["length"],
  defaults: STRING_DEFAULTS,
  computed: ["id", "result"],
  secrets: [],
  schemaVersion: "2",
  faults: stringFaults,
  make: (inputs, random) => {
    const result = randomString(stringRules(inputs), random.pick);
    return Promise.resolve({ id: result, computed: { result } });
  },
};

const RandomPassword: Kind = {
  ...RandomString,
  computed: ["id", "result", "bcryptHash"],
  secrets: ["result", "bcryptHash"],
  schemaVersion: "3",
  make: async (inputs, random) => {
    const result = randomString(stringRules(inputs), random.pick);
    // The id is no secret, so it must not tell the password.
    return { id: "none", computed: { result, bcryptHash: await hash(result, BCRYPT_COST) } };
  },
};

const RandomId: Kind = {
  inputs: { keepers: "map", byteLength: "whole number", prefix: "string" },
  required: ["byteLength"],
  defaults: {},
  computed: ["id", "b64Std", "b64Url", "dec", "hex"],
  secrets: [],
  faults: atLeastOne("byteLength"),
  make: (inputs, random) => {
    const bytes = random.bytes(number(inputs["byteLength"]));
    const prefix = text(inputs["prefix"]);
    const hex = bytes.toString("hex");
    const id = bytes.toString("base64url");
    return Promise.resolve({
      id,
      computed: {
        b64Std: prefix + bytes.toString("base64"),
        b64Url: prefix + id,
        dec: prefix + BigInt(`0x${hex}`).toString(),
        hex: prefix + hex,
      },
    });
  },
};

const RandomPet: Kind = {
  inputs: { keepers: "map", length: "whole number", prefix: "string", separator: "string" },
  required: [],
  defaults: { length: 2, separator: "-" },
  computed: ["id"],
  secrets: [],
  faults: atLeastOne("length"),
  make: (inputs, random) => {
    const separator = text(inputs["separator"]);
    const name = petName(number(inputs["length"]), separator, random.pick);
    const prefix = text(inputs["prefix"]);
    return Promise.resolve({ id: prefix === "" ? name : `${prefix}${separator}${name}`, computed: {} });
  },
};

const RandomUuid: Kind = {
  inputs: { keepers: "map" },
  required: [],
  defaults: {},
  computed: ["id", "result"],
  secrets: [],
  faults: () => [],
  make: (_inputs, random) => {
    const result = random.uuid();
    return Promise.resolve({ id: result, computed: { result } });
  },
};

/** By type token. */
export const KINDS: ReadonlyMap<string, Kind> = new Map([
  ["random:index/randomString:RandomString", RandomString],
  ["random:index/randomPassword:RandomPassword", RandomPassword],
  ["random:index/randomId:RandomId", RandomId],
  ["random:index/randomPet:RandomPet", RandomPet],
  ["random:index/randomUuid:RandomUuid", RandomUuid],
]);
