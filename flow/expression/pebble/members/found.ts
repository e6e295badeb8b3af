import { JavaNumber } from "../../java/numbers";
import { OperandError } from "../operators";
import type { Value } from "../values";

export const int = (value: number): JavaNumber => JavaNumber.int(value);

/** A Java `int` parameter takes an Integer only: `"abc".substring(1)` finds no method, because the literal is a Long. */
export const isInt = (value: Value | undefined): value is JavaNumber =>
  value instanceof JavaNumber && value.kind === "int";
export const isText = (value: Value | undefined): value is string => typeof value === "string";

/** What a method table answers for a method that Java lacks. */
export const NOT_FOUND = Symbol("no such method");
export type Found = Value | typeof NOT_FOUND;

/** Java finds a method for a null argument and then fails inside it. */
export const refuseNull = (name: string, given: readonly Value[], ...tables: readonly object[]): void => {
  if (given.includes(null) && tables.some((table) => Object.hasOwn(table, name)))
    throw new OperandError(`the method '${name}' cannot take null`);
};
