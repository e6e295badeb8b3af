import { JavaNumber } from "../../java/numbers";
import { OperandError } from "../operators";
import type { Value } from "../values";

export const int = (value: number): JavaNumber => JavaNumber.int(value);

/** A Java `int` parameter takes an Integer only: `"abc".substring(1)` finds no method, because the literal is a Long. */
export const isInt = (value: Value | undefined): value is JavaNumber =>
  value instanceof JavaNumber && value.kind === "int";
export const isText = (value: Value | undefined): value is string => typeof value === "string";

/** Result of a method table for a method that Java does not have. */
export const NOT_FOUND = Symbol("no such method");
export type Found = Value | typeof NOT_FOUND;

/** In Java a null argument matches a method, which then fails. */
export function refuseNull(name: string, given: readonly Value[], ...tables: readonly object[]): void {
  if (given.includes(null) && tables.some((table) => Object.hasOwn(table, name)))
    throw new OperandError(`the method '${name}' cannot take null`);
}
