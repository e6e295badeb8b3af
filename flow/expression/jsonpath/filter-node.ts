import type { Decimal } from "./decimal";
import type { JsonValue } from "./json-value";
import type { JavaRegex } from "../java/regex";
import type { Path } from "./path";

export type Relation =
  | ">="
  | "<="
  | "=="
  | "==="
  | "!="
  | "!=="
  | "<"
  | ">"
  | "=~"
  | "NIN"
  | "IN"
  | "CONTAINS"
  | "ALL"
  | "SIZE"
  | "EXISTS"
  | "TYPE"
  | "MATCHES"
  | "EMPTY"
  | "SUBSETOF"
  | "ANYOF"
  | "NONEOF";

/** The condition of `[?( )]`. */
export type FilterNode =
  | { readonly kind: "or" | "and"; readonly operands: readonly FilterNode[] }
  | { readonly kind: "not"; readonly operand: FilterNode }
  | { readonly kind: "exists"; readonly path: Path; readonly wanted: boolean }
  | { readonly kind: "relation"; readonly left: Operand; readonly relation: Relation; readonly right: Operand };

/** An operand of a relation as written: a path or a value. */
export type Operand = { readonly kind: "path"; readonly path: Path } | FilterValue;

/** A value to compare. JSON written in the filter stays text until it is needed, and on the left side it equals nothing. */
export type FilterValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: Decimal }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" }
  | { readonly kind: "undefined" }
  | { readonly kind: "json"; readonly read: () => JsonValue; readonly written: boolean }
  | { readonly kind: "pattern"; readonly regex: JavaRegex };
