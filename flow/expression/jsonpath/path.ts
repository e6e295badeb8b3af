import type { Decimal } from "./decimal";
import type { JsonValue } from "./json-value";
import type { JavaRegex } from "../java/regex";
import type { Relation } from "./filter-relations";

/** A compiled path. Its tokens have no state, so it can be used again. */
export interface Path {
  /** `$` starts at the document, `@` at the item under a filter. */
  readonly root: "$" | "@";
  readonly tokens: readonly Token[];
  readonly source: string;
  /** The path starts with `..` and ends in a function, which was moved to the front. The rest is never definite. */
  readonly inverted?: true;
}

export type Token =
  | { readonly kind: "property"; readonly names: readonly string[] }
  | { readonly kind: "index"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: "wildcard" }
  | { readonly kind: "scan" }
  | { readonly kind: "filter"; readonly filter: FilterNode }
  | { readonly kind: "function"; readonly name: string; readonly parameters: readonly Parameter[] };

/** An argument of a path function: another path, or JSON text. */
export type Parameter =
  { readonly kind: "path"; readonly path: Path } | { readonly kind: "json"; readonly text: string };

/** Whether a token gives at most one value. Several names give one object at the end of a path, several values elsewhere. */
export function isDefiniteToken(token: Token, isLast: boolean): boolean {
  switch (token.kind) {
    case "property":
      return token.names.length === 1 || isLast;
    case "index":
      return token.indexes.length === 1;
    case "function":
      return true;
    default:
      return false;
  }
}

/** A definite path gives its value or PathNotFound; any other path gives a list, which may be empty. */
export const isDefinite = (path: Path): boolean =>
  path.tokens.every((token, index) => isDefiniteToken(token, index === path.tokens.length - 1));

export const endsInFunction = (path: Path): boolean => path.tokens.at(-1)?.kind === "function";

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
