/** RandomString and RandomPassword. */

import { hash } from "bcryptjs";
import { randomString, type StringRules } from "./generate";
import { atLeastOne, number, text, type Kind } from "./kind";
import type { Props } from "./values";

/** The default of golang.org/x/crypto/bcrypt, which the official plugin uses. In both, bcrypt reads at most 72 bytes of a password. */
const BCRYPT_COST = 10;

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

export const RandomString: Kind = {
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

export const RandomPassword: Kind = {
  ...RandomString,
  computed: ["id", "result", "bcryptHash"],
  secrets: ["result", "bcryptHash"],
  schemaVersion: "3",
  make: async (inputs, random) => {
    const result = randomString(stringRules(inputs), random.pick);
    // The id is not secret, so it must not contain the password.
    return { id: "none", computed: { result, bcryptHash: await hash(result, BCRYPT_COST) } };
  },
};
