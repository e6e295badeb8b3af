import { casesOf } from "../../activities";
import type { TemplateExpression } from "../../expression";
import { PebbleError, isHole } from "../../expression";
import type { FlowNode } from "../../model";
import type { Text } from "./texts";

/** Something that is known once a link of a Condition or Case has been taken. `name` is a variable, or `Activity.Output`. */
export type Fact =
  | { readonly kind: "present" | "empty" | "length" | "digits"; readonly name: string }
  | { readonly kind: "equals" | "differs"; readonly name: string; readonly value: string }
  | { readonly kind: "status"; readonly activity: string; readonly ok: boolean };

type Expression = TemplateExpression;

/** Filters that keep a blank value blank and a filled one filled, near enough. */
const TRANSPARENT = new Set(["default", "trim", "lower", "upper", "raw", "escape", "string"]);

/** `a`, `a.b` or `a["b"]` as a name, seen through filters that change nothing about being empty. */
export const nameOf = (expression: Expression): string | undefined => {
  if (expression.kind === "filter" && TRANSPARENT.has(expression.name)) return nameOf(expression.input);
  if (expression.kind === "variable") return expression.name;
  if (expression.kind !== "attribute" || expression.call !== undefined || expression.name.kind !== "text")
    return undefined;
  const target = nameOf(expression.target);
  return target === undefined ? undefined : `${target}.${expression.name.value}`;
};

const literal = (expression: Expression): string | number | boolean | undefined => {
  switch (expression.kind) {
    case "text":
    case "boolean":
    case "double":
      return expression.value;
    case "whole":
      return Number(expression.value);
    case "unary":
      return expression.operator === "-" ? negative(literal(expression.operand)) : undefined;
    default:
      return undefined;
  }
};

const negative = (value: string | number | boolean | undefined): number | undefined =>
  typeof value === "number" ? -value : undefined;

const DIGIT_KEYS = [..."0123456789"];

/** The variable of `x | replace({"0":"", ... "9":""})`, whose rest is empty exactly if x holds digits alone. */
const withoutDigits = (expression: Expression): string | undefined => {
  if (expression.kind !== "filter" || expression.name !== "replace") return undefined;
  const [pairs] = expression.call.positional;
  const keys = pairs?.kind === "map" ? pairs.entries.map(({ key }) => literal(key)) : [];
  return DIGIT_KEYS.every((digit) => keys.includes(digit)) ? nameOf(expression.input) : undefined;
};

type Comparison = "==" | "!=" | ">" | "<" | ">=" | "<=";
const NEGATED: Readonly<Record<Comparison, Comparison>> = {
  "==": "!=",
  "!=": "==",
  ">": "<=",
  "<": ">=",
  ">=": "<",
  "<=": ">",
};
const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  "==": "==",
  "!=": "!=",
  ">": "<",
  "<": ">",
  ">=": "<=",
  "<=": ">=",
};

const isComparison = (operator: string): operator is Comparison => Object.hasOwn(NEGATED, operator);

/** Smallest whole number that satisfies the comparison. */
const atLeast = (operator: Comparison, bound: number): number =>
  operator === ">"
    ? bound + 1
    : operator === ">=" || operator === "=="
      ? bound
      : operator === "!=" && bound === 0
        ? 1
        : 0;

const lengthFacts = (input: Expression, operator: Comparison, bound: number): readonly Fact[] => {
  const digits = withoutDigits(input);
  if (digits !== undefined) {
    const isNone =
      (operator === "==" && bound === 0) || (operator === "<" && bound === 1) || (operator === "<=" && bound === 0);
    return isNone ? [{ kind: "digits", name: digits }] : [];
  }
  const name = nameOf(input);
  if (name === undefined) return [];
  if (atLeast(operator, bound) >= 1)
    return [
      { kind: "present", name },
      { kind: "length", name },
    ];
  return operator === "==" && bound === 0 ? [{ kind: "empty", name }] : [];
};

const STATUS = ".httpStatusCode";

const statusFacts = (name: string, operator: Comparison, code: number): readonly Fact[] => {
  const activity = name.slice(0, -STATUS.length);
  const isSuccess = code >= 200 && code < 300;
  if (operator === "==") return [{ kind: "status", activity, ok: isSuccess }];
  if (operator === "!=") return isSuccess ? [{ kind: "status", activity, ok: false }] : [];
  if (operator === "<" || operator === "<=") return code > 200 ? [{ kind: "status", activity, ok: code <= 400 }] : [];
  return code >= 299 ? [{ kind: "status", activity, ok: false }] : [];
};

const literalFacts = (name: string, operator: Comparison, value: string | number | boolean): readonly Fact[] => {
  const code = Number(value);
  if (name.endsWith(STATUS)) return Number.isNaN(code) ? [] : statusFacts(name, operator, code);
  if (typeof value === "number") {
    if (atLeast(operator, value) >= 1) return [{ kind: "present", name }];
    return operator === "==" ? [{ kind: "empty", name }] : [];
  }
  const text = String(value);
  if (operator === "==") {
    const equal: Fact = { kind: "equals", name, value: text };
    return text.trim() === "" ? [{ kind: "empty", name }] : [equal, { kind: "present", name }];
  }
  if (operator !== "!=") return [];
  return text.trim() === "" ? [{ kind: "present", name }] : [{ kind: "differs", name, value: text }];
};

const comparisonFacts = (left: Expression, operator: Comparison, right: Expression): readonly Fact[] => {
  const value = literal(right);
  if (value === undefined) {
    const mirrored = literal(left);
    return mirrored === undefined ? [] : comparisonFacts(right, MIRRORED[operator], left);
  }
  if (typeof value === "boolean" && (operator === "==" || operator === "!="))
    return factsOf(left, (operator === "==") === value);
  if (left.kind === "filter" && left.name === "length" && typeof value === "number")
    return lengthFacts(left.input, operator, value);
  const digits = withoutDigits(left);
  if (digits !== undefined && operator === "==" && value === "") return [{ kind: "digits", name: digits }];
  const name = nameOf(left);
  return name === undefined ? [] : literalFacts(name, operator, value);
};

const emptinessFacts = (input: Expression, isEmpty: boolean): readonly Fact[] => {
  const digits = withoutDigits(input);
  if (digits !== undefined) return isEmpty ? [{ kind: "digits", name: digits }] : [];
  const name = nameOf(input);
  return name === undefined ? [] : [{ kind: isEmpty ? "empty" : "present", name }];
};

/** What is known when an expression has come out as `truth`. */
export const factsOf = (expression: Expression, truth: boolean): readonly Fact[] => {
  if (expression.kind === "unary" && expression.operator === "not") return factsOf(expression.operand, !truth);
  if (expression.kind === "test" && expression.name === "empty")
    return emptinessFacts(expression.input, truth !== expression.negated);
  if (expression.kind === "binary") {
    const { operator, left, right } = expression;
    if (operator === (truth ? "and" : "or")) return [...factsOf(left, truth), ...factsOf(right, truth)];
    if (isComparison(operator)) return comparisonFacts(left, truth ? operator : NEGATED[operator], right);
    const name = operator === "contains" && truth ? nameOf(left) : undefined;
    return name === undefined ? [] : [{ kind: "present", name }];
  }
  const name = nameOf(expression);
  if (name === undefined || expression.kind === "filter") return [];
  return truth
    ? [
        { kind: "equals", name, value: "true" },
        { kind: "present", name },
      ]
    : [];
};

/** The one expression that a text consists of. */
export const soleExpression = (text: Text | undefined): Expression | undefined => {
  if (text?.template === undefined || text.template instanceof PebbleError) return undefined;
  const filled = text.segments.filter((segment) => isHole(segment) || segment.text.trim() !== "");
  const [only] = filled;
  return filled.length === 1 && only !== undefined && isHole(only) ? only.hole.expression : undefined;
};

const caseFacts = (node: FlowNode, texts: readonly Text[], port: string): readonly Fact[] => {
  const row = casesOf(node).findIndex((entry) => entry.port === port);
  const tested = texts.find(({ path }) => path === "expression");
  const value = texts.find(({ path }) => path === `menuLinks:input[${row}]`);
  if (row < 0 || tested === undefined || value === undefined) return [];
  const expression = soleExpression(tested);
  if (expression !== undefined && value.template === undefined) {
    const number = value.text.trim() === "" ? Number.NaN : Number(value.text);
    const name = nameOf(expression);
    if (name?.endsWith(STATUS) === true || !Number.isNaN(number))
      return comparisonFacts(expression, "==", numberLiteral(expression, number));
    return name === undefined ? [] : literalFacts(name, "==", value.text);
  }
  const condition = soleExpression(value);
  // The common trick: the Case asks for "true" and its rows are conditions.
  return condition !== undefined && /^true$/i.test(tested.text.trim()) ? factsOf(condition, true) : [];
};

const numberLiteral = (near: Expression, value: number): Expression => ({
  kind: "double",
  value,
  position: near.position,
});

/** What is known after a Condition or Case has been left by this port. */
export const portFacts = (node: FlowNode, texts: readonly Text[], port: string): readonly Fact[] => {
  if (node.kind === "case-statement") return caseFacts(node, texts, port);
  if (node.kind !== "condition-activity" || (port !== "true" && port !== "false")) return [];
  const expression = soleExpression(texts.find(({ path }) => path === "expression"));
  return expression === undefined ? [] : factsOf(expression, port === "true");
};
