/** The syntax tree of a template. Positions are UTF-16 offsets into the template text; lines start at 1. */
export interface Position {
  readonly offset: number;
  readonly line: number;
}

export type BinaryOperator =
  "or" | "and" | "contains" | "==" | "!=" | ">" | "<" | ">=" | "<=" | "+" | "-" | "*" | "/" | "%" | "~" | "..";

export type UnaryOperator = "not" | "+" | "-";

export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly { readonly name: string; readonly value: Expression }[];
  readonly position: Position;
}

export type Expression = { readonly position: Position } & (
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "whole"; readonly value: bigint }
  | { readonly kind: "double"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" }
  | { readonly kind: "variable"; readonly name: string }
  | {
      readonly kind: "attribute";
      readonly target: Expression;
      readonly name: Expression;
      readonly call: Arguments | undefined;
    }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "map"; readonly entries: readonly { readonly key: Expression; readonly value: Expression }[] }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "filter"; readonly input: Expression; readonly name: string; readonly call: Arguments }
  | {
      readonly kind: "test";
      readonly input: Expression;
      readonly name: string;
      readonly call: Arguments;
      readonly negated: boolean;
    }
  | { readonly kind: "call"; readonly name: string; readonly call: Arguments }
  | {
      readonly kind: "ternary";
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: "body"; readonly nodes: readonly TemplateNode[] }
);

export type TemplateNode = { readonly position: Position } & (
  | { readonly kind: "raw"; readonly text: string }
  | { readonly kind: "print"; readonly expression: Expression; readonly end: number }
  | { readonly kind: "set"; readonly name: string; readonly value: Expression }
  | {
      readonly kind: "if";
      readonly branches: readonly { readonly condition: Expression; readonly body: readonly TemplateNode[] }[];
      readonly otherwise: readonly TemplateNode[] | undefined;
    }
  | {
      readonly kind: "for";
      readonly variable: string;
      readonly iterable: Expression;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[] | undefined;
    }
);

export interface Template {
  readonly source: string;
  readonly nodes: readonly TemplateNode[];
}

/** A template that does not parse, or an expression that fails while it is rendered. `message` holds the reason and the line. */
export class PebbleError extends Error {
  constructor(
    readonly reason: string,
    readonly position: Position | undefined,
    options?: { readonly cause?: unknown },
  ) {
    super(position === undefined ? reason : `${reason} (line ${position.line})`, options);
  }
}
