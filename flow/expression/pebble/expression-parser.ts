import type { Arguments, BinaryOperator, Expression, Position, UnaryOperator } from "./ast";
import { type TokenStream, typeName } from "./token-stream";

/** Deeper nesting and longer chains are refused, so that no template can overflow the stack. */
export const MAX_NESTING = 250;
export const MAX_CHAIN = 1000;

const UNARY_PRECEDENCE = 500;
const FILTER = "|";
const TESTS: readonly string[] = ["is", "is not"];
const PRECEDENCE: Readonly<Record<string, number>> = {
  or: 10,
  and: 15,
  is: 20,
  "is not": 20,
  contains: 20,
  "==": 30,
  equals: 30,
  "!=": 30,
  ">": 30,
  "<": 30,
  ">=": 30,
  "<=": 30,
  "+": 40,
  "-": 40,
  "*": 60,
  "/": 60,
  "%": 60,
  [FILTER]: 100,
  "~": 110,
  "..": 120,
};
const RESERVED: readonly string[] = ["true", "false", "null", "none"];

const isUnary = (value: string): value is UnaryOperator => value === "not" || value === "+" || value === "-";

const MAX_LONG = 2n ** 63n - 1n;

/** Precedence climbing over one token stream. Gives the same nodes as Pebble's ExpressionParser. */
export class ExpressionParser {
  private depth = 0;

  constructor(private readonly stream: TokenStream) {}

  /** Counts one level of nesting around `parse`; also used for nested tags. */
  nested<Result>(parse: () => Result): Result {
    if (++this.depth > MAX_NESTING) this.stream.fail(`The expression is nested more than ${MAX_NESTING} levels deep`);
    const result = parse();
    this.depth--;
    return result;
  }

  parse(minimum = 0): Expression {
    return this.nested(() => {
      const expression = this.binaries(this.operand(), minimum);
      return minimum === 0 ? this.ternary(expression) : expression;
    });
  }

  private operand(): Expression {
    const token = this.stream.current;
    if (token.kind === "operator" && isUnary(token.value)) {
      const operator = token.value;
      this.stream.next();
      return { kind: "unary", operator, operand: this.parse(UNARY_PRECEDENCE), position: token.position };
    }
    if (this.stream.is("punctuation", "(")) {
      this.stream.next();
      const inner = this.parse();
      this.stream.expect("punctuation", ")");
      return this.postfix(inner);
    }
    // A list or map literal allows no postfix: `[1,2][0]` is a syntax error in Pebble.
    if (this.stream.is("punctuation", "[")) return this.list();
    if (this.stream.is("punctuation", "{")) return this.map();
    return this.simple();
  }

  private binaries(first: Expression, minimum: number): Expression {
    let left = first;
    for (let count = 0; this.stream.is("operator"); count++) {
      const { value: operator, position } = this.stream.current;
      const precedence = PRECEDENCE[operator];
      if (precedence === undefined || precedence < minimum) break;
      if (count > MAX_CHAIN) this.stream.fail(`The expression chains more than ${MAX_CHAIN} operators`);
      this.stream.next();
      left = this.binary(left, operator, precedence, position);
    }
    return left;
  }

  private binary(left: Expression, operator: string, precedence: number, position: Position): Expression {
    if (operator === FILTER) {
      const name = this.stream.expect("name");
      return { kind: "filter", input: left, name: name.value, call: this.optionalArguments(), position: name.position };
    }
    if (TESTS.includes(operator)) {
      const name = this.stream.expect("name");
      const call = this.optionalArguments();
      return {
        kind: "test",
        input: left,
        name: name.value,
        call,
        negated: operator === "is not",
        position: name.position,
      };
    }
    const right = this.parse(precedence + 1);
    const symbol = (operator === "equals" ? "==" : operator) as BinaryOperator; // the table above has no others
    return { kind: "binary", operator: symbol, left, right, position };
  }

  private ternary(condition: Expression): Expression {
    if (!this.stream.is("punctuation", "?")) return condition;
    const { position } = this.stream.current;
    this.stream.next();
    const then = this.parse();
    this.stream.expect("punctuation", ":");
    return { kind: "ternary", condition, then, otherwise: this.parse(), position };
  }

  private simple(): Expression {
    const token = this.stream.current;
    const { position } = token;
    switch (token.kind) {
      case "name":
        return this.postfix(this.name(token.value, position));
      case "long":
      case "number":
        return this.postfix(this.number(token.value, position));
      case "string":
      case "interpolation-start":
        return this.postfix(this.text());
      default:
        return this.stream.fail(
          `Unexpected token "${typeName(token.kind)}" of value "${token.value === "" ? "null" : token.value}"`,
        );
    }
  }

  private name(value: string, position: Position): Expression {
    this.stream.next();
    if (value === "true" || value === "TRUE") return { kind: "boolean", value: true, position };
    if (value === "false" || value === "FALSE") return { kind: "boolean", value: false, position };
    if (["none", "NONE", "null", "NULL"].includes(value)) return { kind: "null", position };
    if (!this.stream.is("punctuation", "(")) return { kind: "variable", name: value, position };
    return { kind: "call", name: value, call: this.arguments(), position };
  }

  private number(value: string, position: Position): Expression {
    if (value.includes(".")) {
      this.stream.next();
      return { kind: "double", value: Number(value), position };
    }
    const whole = BigInt(value);
    if (whole > MAX_LONG) this.stream.fail(`The number ${value} is too large`);
    this.stream.next();
    return { kind: "whole", value: whole, position };
  }

  /** Adjacent parts of an interpolated string; Pebble folds them to the right with `~`. */
  private text(): Expression {
    const parts: Expression[] = [];
    let afterText = false;
    for (;;) {
      const { position, value } = this.stream.current;
      if (this.stream.is("string") && !afterText) {
        this.stream.next();
        parts.push({ kind: "text", value, position });
        afterText = true;
      } else if (this.stream.is("interpolation-start")) {
        this.stream.next();
        parts.push(this.parse());
        this.stream.expect("interpolation-end");
        afterText = false;
      } else {
        break;
      }
      if (parts.length > MAX_CHAIN) this.stream.fail(`The text has more than ${MAX_CHAIN} parts`);
    }
    return parts.reduceRight((right, left) => ({
      kind: "binary",
      operator: "~",
      left,
      right,
      position: left.position,
    }));
  }

  private postfix(first: Expression): Expression {
    let node = first;
    for (let count = 0; ; count++) {
      if (count > MAX_CHAIN) this.stream.fail(`The expression chains more than ${MAX_CHAIN} attributes`);
      if (this.stream.is("punctuation", ".")) node = this.member(node);
      else if (this.stream.is("punctuation", "[")) node = this.subscript(node);
      else if (this.stream.is("punctuation", "(")) this.stream.fail("Only a function name can be called");
      else return node;
    }
  }

  private member(target: Expression): Expression {
    this.stream.next();
    const token = this.stream.expect("name");
    const name: Expression = { kind: "text", value: token.value, position: token.position };
    const call = this.stream.is("punctuation", "(") ? this.arguments() : undefined;
    if (call !== undefined && call.named.length > 0)
      this.stream.fail("Can not use named arguments when calling a bean method");
    return { kind: "attribute", target, name, call, position: token.position };
  }

  private subscript(target: Expression): Expression {
    const { position } = this.stream.current;
    this.stream.next();
    const name = this.parse();
    this.stream.expect("punctuation", "]");
    return { kind: "attribute", target, name, call: undefined, position };
  }

  /** A filter after `|`, also used by the filter tag. */
  filterInvocation(input: Expression): Expression {
    const name = this.stream.expect("name");
    return { kind: "filter", input, name: name.value, call: this.optionalArguments(), position: name.position };
  }

  private optionalArguments(): Arguments {
    if (this.stream.is("punctuation", "(")) return this.arguments();
    return { positional: [], named: [], position: this.stream.current.position };
  }

  private arguments(): Arguments {
    const { position } = this.stream.expect("punctuation", "(");
    const positional: Expression[] = [];
    const named: { name: string; value: Expression }[] = [];
    while (!this.stream.is("punctuation", ")")) {
      if (positional.length + named.length > 0) this.stream.expect("punctuation", ",");
      const following = this.stream.peek(1);
      if (following.kind === "punctuation" && following.value === "=") {
        const name = this.newVariableName();
        this.stream.expect("punctuation", "=");
        named.push({ name, value: this.parse() });
      } else {
        const value = this.parse();
        if (named.length > 0) this.stream.fail("Positional arguments must be declared before any named arguments.");
        positional.push(value);
      }
    }
    this.stream.expect("punctuation", ")");
    return { positional, named, position };
  }

  /** The name in `set`, `for` and a named argument. */
  newVariableName(): string {
    const token = this.stream.expect("name");
    if (RESERVED.includes(token.value)) this.stream.fail(`Can not assign a value to ${token.value}`);
    return token.value;
  }

  private list(): Expression {
    const { position } = this.stream.expect("punctuation", "[");
    return { kind: "list", items: this.until("]", () => this.parse()), position };
  }

  private map(): Expression {
    const { position } = this.stream.expect("punctuation", "{");
    return { kind: "map", entries: this.until("}", () => this.mapEntry()), position };
  }

  /** Items with commas between them, and the bracket that closes them. */
  private until<Item>(close: "]" | "}", read: () => Item): readonly Item[] {
    const items: Item[] = [];
    while (!this.stream.is("punctuation", close)) {
      if (items.length > 0) this.stream.expect("punctuation", ",");
      items.push(read());
    }
    this.stream.next();
    return items;
  }

  private mapEntry(): { key: Expression; value: Expression } {
    const key = this.parse();
    this.stream.expect("punctuation", ":");
    return { key, value: this.parse() };
  }
}
