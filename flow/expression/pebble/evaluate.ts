import { JavaNumber } from "../java/numbers";
import { JavaError } from "../java/text";
import { fixedZone, findZone } from "../java/time-zone";
import { PebbleError, type Arguments, type Expression, type Position, type Template, type TemplateNode } from "./ast";
import { FILTERS, FUNCTIONS, TESTS } from "./library";
import type { CallArguments, Surroundings } from "./filters/filter";
import { member } from "./members";
import { arithmetic, compare, concatenate, contains, equal, negate, plus, range, truth } from "./operators";
import { Scopes } from "./scopes";
import {
  JavaArray,
  JavaList,
  JavaMap,
  Loop,
  SafeText,
  className,
  toText,
  type ContextValue,
  type Value,
} from "./values";

export interface RenderOptions {
  /** The instant of `now()`. */
  readonly now?: Date;
  /** Zone of dates without one, such as `Europe/Paris`; UTC by default. */
  readonly timeZone?: string;
  /** Find variables and map keys without regard to upper and lower case. */
  readonly ignoreCase?: boolean;
}

export type Rendered =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: PebbleError };

/** Limits of one rendering: evaluated nodes, and characters of text. */
const MAX_STEPS = 1_000_000;
const MAX_TEXT = 16_000_000;

/** Words that Pebble puts before the reason when an operator fails. They are the same for `<` and `%`. */
const FAILURES: Readonly<Record<string, string>> = {
  "+": "Could not perform addition",
  "-": "Could not perform subtraction",
  "*": "Could not perform multiplication",
  "/": "Could not perform division",
  "%": "Could not perform modulus",
  ">": "Could not perform greater than comparison",
  ">=": "Could not perform greater than or equals comparison",
  "<": "Could not perform less than comparison",
  "<=": "Could not perform less than or equals comparison",
};

/**
 * Renders a template like Pebble 4.1.2 with autoescaping off and undefined variables empty.
 * @param context variables by name; whole JavaScript numbers are Integer, others Double.
 * @returns the text, or the first error with its position.
 */
export function renderTemplate(
  template: Template,
  context: Readonly<Record<string, ContextValue>>,
  options: RenderOptions = {},
): Rendered {
  const evaluation = new Evaluation(context, options);
  try {
    return { ok: true, text: evaluation.body(template.nodes) };
  } catch (error) {
    if (error instanceof PebbleError) return { ok: false, error };
    // Not covered by the limits above: for example, one replacement that multiplies a long text.
    if (error instanceof RangeError)
      return { ok: false, error: new PebbleError("The text grows too long", undefined, { cause: error }) };
    throw error;
  }
}

/**
 * Evaluates one expression to a value, for callers that need more than the printed text.
 * @throws PebbleError where rendering would fail.
 */
export const evaluateExpression = (
  expression: Expression,
  context: Readonly<Record<string, ContextValue>>,
  options: RenderOptions = {},
): Value => new Evaluation(context, options).value(expression);

/** One rendering. A single class, as each kind of node and expression needs the scopes, the steps so far and the position of errors. */
class Evaluation {
  private readonly surroundings: Surroundings;
  private readonly scopes: Scopes;
  private steps = 0;

  constructor(
    context: Readonly<Record<string, ContextValue>>,
    private readonly options: RenderOptions,
  ) {
    this.scopes = new Scopes(context, options.ignoreCase === true);
    this.surroundings = { now: options.now ?? new Date(0), zone: findZone(options.timeZone ?? "UTC") ?? fixedZone(0) };
  }

  body(nodes: readonly TemplateNode[]): string {
    let output = "";
    for (const node of nodes) {
      output += this.node(node);
      if (output.length > MAX_TEXT) this.fail(`The text grows over ${MAX_TEXT} characters`, node.position);
    }
    return output;
  }

  private fail(reason: string, position: Position, cause?: unknown): never {
    throw new PebbleError(reason, position, { cause });
  }

  /** Runs one operation of the Java library and adds the position to its error. */
  private at<Result>(position: Position, prefix: string, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof JavaError)) throw error;
      return this.fail(`${prefix}${error.message}`, position, error);
    }
  }

  private node(node: TemplateNode): string {
    switch (node.kind) {
      case "raw":
        return node.text;
      case "print": {
        const value = this.value(node.expression);
        return value === null ? "" : toText(value);
      }
      case "set":
        this.scopes.set(node.name, this.value(node.value));
        return "";
      case "if":
        return this.conditional(node);
      case "for":
        return this.loop(node);
    }
  }

  private conditional(node: Extract<TemplateNode, { kind: "if" }>): string {
    for (const branch of node.branches) {
      const value = this.value(branch.condition);
      const holds = truth(value) ?? this.fail(`${className(value)} cannot be the condition of "if"`, node.position);
      if (holds) return this.body(branch.body);
    }
    return node.otherwise === undefined ? "" : this.body(node.otherwise);
  }

  private loop(node: Extract<TemplateNode, { kind: "for" }>): string {
    const iterable = this.value(node.iterable);
    if (iterable === null) return "";
    const items = iterable instanceof JavaMap ? iterable.entries() : this.itemsOf(iterable);
    if (items === undefined) return this.fail(`Not an iterable object. Value = [${toText(iterable)}]`, node.position);
    if (items.length === 0) return node.otherwise === undefined ? "" : this.body(node.otherwise);
    const scope = this.scopes.push();
    let output = "";
    items.forEach((item, index) => {
      scope.set("loop", new Loop(index, items.length));
      scope.set(node.variable, item);
      output += this.body(node.body);
      if (output.length > MAX_TEXT) this.fail(`The text grows over ${MAX_TEXT} characters`, node.position);
    });
    this.scopes.pop();
    return output;
  }

  private itemsOf(value: Value): readonly Value[] | undefined {
    return value instanceof JavaList || value instanceof JavaArray ? value.items : undefined;
  }

  value(expression: Expression): Value {
    if (++this.steps > MAX_STEPS) this.fail(`The template needs more than ${MAX_STEPS} steps`, expression.position);
    switch (expression.kind) {
      case "text":
      case "boolean":
        return expression.value;
      case "whole":
        return JavaNumber.long(expression.value);
      case "double":
        return JavaNumber.double(expression.value);
      case "null":
        return null;
      case "variable":
        return this.scopes.get(expression.name);
      case "attribute":
        return this.attribute(expression);
      case "list":
        return new JavaList(expression.items.map((item) => this.value(item)));
      case "map":
        return this.map(expression);
      case "unary":
        return this.unary(expression);
      case "binary":
        return this.binary(expression);
      case "filter":
        return this.filter(expression);
      case "test":
        return this.test(expression);
      case "call":
        return this.call(expression);
      case "ternary":
        return this.value(this.condition(expression.condition) ? expression.then : expression.otherwise);
      case "body":
        return new SafeText(this.body(expression.nodes));
    }
  }

  private attribute(expression: Extract<Expression, { kind: "attribute" }>): Value {
    const target = this.value(expression.target);
    const name = this.value(expression.name);
    const given = expression.call?.positional.map((argument) => this.value(argument));
    return this.at(expression.position, "", () => member(target, name, given, this.options.ignoreCase === true));
  }

  private map(expression: Extract<Expression, { kind: "map" }>): JavaMap {
    const map = new JavaMap(Math.ceil(expression.entries.length / 0.75));
    for (const { key, value } of expression.entries) map.set(this.value(key), this.value(value));
    return map;
  }

  private condition(expression: Expression): boolean {
    const value = this.value(expression);
    return truth(value) ?? this.fail(`${className(value)} cannot be a condition`, expression.position);
  }

  private unary(expression: Extract<Expression, { kind: "unary" }>): Value {
    const value = this.value(expression.operand);
    if (expression.operator === "not")
      return !(truth(value) ?? this.fail(`${className(value)} cannot be negated`, expression.position));
    return this.at(expression.position, "", () => (expression.operator === "-" ? negate(value) : plus(value)));
  }

  private binary(expression: Extract<Expression, { kind: "binary" }>): Value {
    const { operator, position } = expression;
    if (operator === "and") return this.condition(expression.left) && this.condition(expression.right);
    if (operator === "or") return this.condition(expression.left) || this.condition(expression.right);
    const left = this.value(expression.left);
    if (operator === "contains") return this.at(position, "", () => contains(left, () => this.value(expression.right)));
    const right = this.value(expression.right);
    if (operator === "==") return equal(left, right);
    if (operator === "!=") return !equal(left, right);
    if (operator === "~") return this.at(position, "", () => concatenate(left, right));
    if (operator === "..") return this.at(position, "", () => range(left, right, null));
    const failure = FAILURES[operator];
    return this.at(position, failure === undefined ? "" : `${failure}: `, () =>
      operator === ">" || operator === "<" || operator === ">=" || operator === "<="
        ? compare(operator, left, right)
        : arithmetic(operator, left, right),
    );
  }

  private filter(expression: Extract<Expression, { kind: "filter" }>): Value {
    const { name, position } = expression;
    const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
    if (filter === undefined) return this.fail(`Filter [${name}] does not exist.`, position);
    const call = this.arguments(expression.call, filter.parameters);
    const input = this.value(expression.input);
    const plain = input instanceof SafeText && name !== "escape" ? input.text : input;
    return this.at(position, "", () => filter.apply(plain, call, this.surroundings));
  }

  private test(expression: Extract<Expression, { kind: "test" }>): boolean {
    const { name, position } = expression;
    const test = Object.hasOwn(TESTS, name) ? TESTS[name] : undefined;
    if (test === undefined) return this.fail(`Test [${name}] does not exist.`, position);
    this.arguments(expression.call, []);
    const input = this.value(expression.input);
    return this.at(position, "", () => test(input)) !== expression.negated;
  }

  private call(expression: Extract<Expression, { kind: "call" }>): Value {
    const { name, position } = expression;
    const given = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (given === undefined) return this.fail(`Function or Macro [${name}] does not exist.`, position);
    const call = this.arguments(expression.call, given.parameters);
    return this.at(position, "", () => given.apply(call, this.surroundings));
  }

  private arguments(call: Arguments, parameters: readonly string[]): CallArguments {
    const result = new Map<string, Value>();
    call.positional.forEach((argument, index) => {
      if (parameters.length > 0 && index >= parameters.length)
        this.fail(
          `The argument at position ${index + 1} is not allowed. Only ${parameters.length} argument(s) are allowed.`,
          call.position,
        );
      result.set(parameters[index] ?? String(index), this.value(argument));
    });
    for (const { name, value } of call.named) {
      if (parameters.length > 0 && !parameters.includes(name))
        this.fail(`The following named argument does not exist: ${name}`, call.position);
      result.set(name, this.value(value));
    }
    return result;
  }
}
