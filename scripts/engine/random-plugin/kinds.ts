/** The kinds of @pulumi/random that this stand-in has. */

import { petName } from "./generate";
import { atLeastOne, number, text, type Kind } from "./kind";
import { RandomPassword, RandomString } from "./strings";

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

export const KINDS: ReadonlyMap<string, Kind> = new Map([
  ["random:index/randomString:RandomString", RandomString],
  ["random:index/randomPassword:RandomPassword", RandomPassword],
  ["random:index/randomId:RandomId", RandomId],
  ["random:index/randomPet:RandomPet", RandomPet],
  ["random:index/randomUuid:RandomUuid", RandomUuid],
]);
