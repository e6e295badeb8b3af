/** The kinds of @pulumi/random that this stand-in has: those that datadip's components and examples use. */

import { hash } from "bcryptjs";
import { CLASSES, petName, randomString, type Pick } from "./generate";
import { number, text, type Props } from "./values";

type InputType = "string" | "whole number" | "boolean" | "map";

/** One kind. A change of any input replaces the object. */
export interface Kind {
  readonly inputs: Readonly<Record<string, InputType>>;
  readonly required: readonly string[];
  readonly defaults: Props;
  /** Names of the outputs that are not inputs. `id` is among them, as in the official plugin's state. */
  readonly computed: readonly string[];
  readonly secrets: readonly string[];
  /** Written into state like the official plugin does, so that the official plugin would have nothing to upgrade. */
  readonly schemaVersion?: string;
  /** Errors in inputs of the right types, by property. Unknown values are left out. */
  readonly faults: (inputs: Props) => readonly (readonly [property: string, reason: string])[];
  /** A new object: its id, and the outputs that are not inputs. */
  readonly make: (inputs: Props, pick: Pick) => Promise<{ readonly id: string; readonly computed: Props }>;
}

const belowOne: Kind["faults"] = ({ length }) =>
  typeof length === "number" && length < 1 ? [["length", `is ${String(length)}: give 1 or more`]] : [];

const RandomPet: Kind = {
  inputs: { keepers: "map", length: "whole number", prefix: "string", separator: "string" },
  required: [],
  defaults: { length: 2, separator: "-" },
  computed: ["id"],
  secrets: [],
  faults: belowOne,
  make: (inputs, pick) => {
    const separator = text(inputs.separator);
    const name = petName(number(inputs.length), separator, pick);
    const prefix = text(inputs.prefix);
    return Promise.resolve({ id: prefix === "" ? name : `${prefix}${separator}${name}`, computed: {} });
  },
};

const stringFaults: Kind["faults"] = (inputs) => {
  const { length } = inputs;
  const minima = CLASSES.reduce((sum, { minimum }) => sum + number(inputs[minimum]), 0);
  const negative = CLASSES.filter(({ minimum }) => number(inputs[minimum]) < 0);
  const tooMany = `is ${JSON.stringify(length)}, less than the ${String(minima)} characters that the minima ask for`;
  const nothing = CLASSES.every(({ allowed }) => inputs[allowed] === false) && minima !== length;
  return [
    ...belowOne(inputs),
    ...negative.map(({ minimum }) => [minimum, "is negative: give 0 or more"] as const),
    ...(typeof length === "number" && minima > length ? [["length", tooMany] as const] : []),
    ...(nothing ? [["lower", "and upper, numeric and special are all false: allow one of them"] as const] : []),
  ];
};

const ofClasses = <T>(values: { readonly allowed: T; readonly minimum: T }): Readonly<Record<string, T>> =>
  Object.fromEntries(
    CLASSES.flatMap(({ allowed, minimum }) => [
      [allowed, values.allowed],
      [minimum, values.minimum],
    ]),
  );

/** `number` is the former name of `numeric`. */
const RandomString: Kind = {
  inputs: {
    ...ofClasses<InputType>({ allowed: "boolean", minimum: "whole number" }),
    ...{ keepers: "map", length: "whole number", number: "boolean", overrideSpecial: "string" },
  },
  required: ["length"],
  defaults: { ...ofClasses<boolean | number>({ allowed: true, minimum: 0 }), number: true },
  computed: ["id", "result"],
  secrets: [],
  schemaVersion: "2",
  faults: stringFaults,
  make: (inputs, pick) => {
    const result = randomString(inputs, pick);
    return Promise.resolve({ id: result, computed: { result } });
  },
};

/** The default of golang.org/x/crypto/bcrypt, which the official plugin uses. In both, bcrypt reads at most 72 bytes of a password. */
const BCRYPT_COST = 10;

const RandomPassword: Kind = {
  ...RandomString,
  computed: ["id", "result", "bcryptHash"],
  secrets: ["result", "bcryptHash"],
  schemaVersion: "3",
  make: async (inputs, pick) => {
    const result = randomString(inputs, pick);
    // The id is not secret, so it must not contain the password.
    return { id: "none", computed: { result, bcryptHash: await hash(result, BCRYPT_COST) } };
  },
};

export const KINDS: ReadonlyMap<string, Kind> = new Map([
  ["random:index/randomString:RandomString", RandomString],
  ["random:index/randomPassword:RandomPassword", RandomPassword],
  ["random:index/randomPet:RandomPet", RandomPet],
]);
