import { isHole, PebbleError, type TemplateExpression as Expression } from "../../expression";
import type { FlowNode } from "../../model";
import { casesOf } from "../../activities";
import type { Text } from "./texts";

/** Checks for digits only, recognised by their form: example values cannot distinguish them from checks of the length. */

/** Filters that (nearly always) keep a blank value blank and a filled one filled. */
const TRANSPARENT = new Set(["default", "trim", "lower", "upper", "raw", "escape", "string"]);

/** `a`, `a.b` or `a["b"]` as a name, also inside filters that do not change whether it is empty. */
export function nameOf(expression: Expression): string | undefined {
  if (expression.kind === "filter" && TRANSPARENT.has(expression.name)) return nameOf(expression.input);
  if (expression.kind === "variable") return expression.name;
  if (expression.kind !== "attribute" || expression.call !== undefined || expression.name.kind !== "text")
    return undefined;
  const target = nameOf(expression.target);
  return target === undefined ? undefined : `${target}.${expression.name.value}`;
}

/** The expression, where the whole text is a single one. */
export function soleExpression(text: Text | undefined): Expression | undefined {
  if (text?.template === undefined || text.template instanceof PebbleError) return undefined;
  const filled = text.segments.filter((segment) => isHole(segment) || segment.text.trim() !== "");
  const [only] = filled;
  return filled.length === 1 && only !== undefined && isHole(only) ? only.hole.expression : undefined;
}

/** The variable of `x | replace({"0":"", ... "9":""})`, which is empty exactly if x holds digits only. */
function withoutDigits(expression: Expression): readonly string[] {
  if (expression.kind !== "filter" || expression.name !== "replace") return [];
  const [pairs] = expression.call.positional;
  const keys = pairs?.kind === "map" ? pairs.entries.flatMap(({ key }) => (key.kind === "text" ? key.value : [])) : [];
  const name = nameOf(expression.input);
  return name !== undefined && [..."0123456789"].every((digit) => keys.includes(digit)) ? [name] : [];
}

/** Whether the result of a comparison means that both sides are equal. */
const isEqual = (operator: string, isTrue: boolean): boolean => operator === (isTrue ? "==" : "!=");

function compared(left: Expression, operator: string, right: Expression, isTrue: boolean): readonly string[] {
  if (right.kind === "boolean" && (operator === "==" || operator === "!="))
    return digitsOnly(left, right.value === isEqual(operator, isTrue));
  if (right.kind === "text" && right.value === "" && isEqual(operator, isTrue)) return withoutDigits(left);
  if (right.kind !== "whole" || left.kind !== "filter" || left.name !== "length") return [];
  const isNone =
    (right.value === 0n && (isEqual(operator, isTrue) || operator === (isTrue ? "<=" : ">"))) ||
    (right.value === 1n && operator === (isTrue ? "<" : ">="));
  return isNone ? withoutDigits(left.input) : [];
}

/** Names that hold digits only where the expression has this result. */
function digitsOnly(expression: Expression, isTrue: boolean): readonly string[] {
  if (expression.kind === "unary" && expression.operator === "not") return digitsOnly(expression.operand, !isTrue);
  if (expression.kind === "test" && expression.name === "empty")
    return isTrue === expression.negated ? [] : withoutDigits(expression.input);
  if (expression.kind !== "binary") return [];
  const { operator, left, right } = expression;
  if (operator === (isTrue ? "and" : "or")) return [...digitsOnly(left, isTrue), ...digitsOnly(right, isTrue)];
  return compared(left, operator, right, isTrue);
}

/** Names that hold digits only after this port of a Condition or Case. */
export function digitsAfter(node: FlowNode, texts: readonly Text[], port: string): readonly string[] {
  const tested = texts.find(({ path }) => path === "expression");
  if (node.kind === "condition-activity") {
    const expression = soleExpression(tested);
    return expression !== undefined && (port === "true" || port === "false")
      ? digitsOnly(expression, port === "true")
      : [];
  }
  // A common form: the expression of the Case is "true" and its rows are conditions.
  const row = casesOf(node).findIndex((entry) => entry.port === port);
  const condition = soleExpression(texts.find(({ path }) => path === `menuLinks:input[${row}]`));
  return condition !== undefined && /^true$/i.test(tested?.text.trim() ?? "") ? digitsOnly(condition, true) : [];
}
