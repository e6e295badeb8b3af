import type { FilterNode } from "./filter-node";

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
export const isDefiniteToken = (token: Token, isLast: boolean): boolean => {
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
};

/** A definite path gives its value or PathNotFound; any other path gives a list, which may be empty. */
export const isDefinite = (path: Path): boolean =>
  path.tokens.every((token, index) => isDefiniteToken(token, index === path.tokens.length - 1));

export const endsInFunction = (path: Path): boolean => path.tokens.at(-1)?.kind === "function";
