import { PebbleError, visitExpressions, type TemplateExpression } from "../../../expression";
import type { Text } from "../texts";

/** Tells which expressions can fail. Most cannot and need not be tried. */

type Of<K extends TemplateExpression["kind"]> = Extract<TemplateExpression, { kind: K }>;

/** Filters that accept any value. */
const TOTAL: ReadonlySet<string> = new Set([
  "default",
  "upper",
  "lower",
  "escape",
  "raw",
  "json",
  "length",
  "base64encode",
]);

/** Filters that accept text and null only. */
const OF_TEXT: ReadonlySet<string> = new Set(["trim", "title", "capitalize", "urlencode", "sha256", "nl2br"]);

const TESTS: ReadonlySet<string> = new Set(["empty", "null", "defined", "map", "iterable"]);

const OPERATORS: ReadonlySet<string> = new Set(["==", "!=", "~"]);

/** The types that the risk of an expression depends on. */
export interface Typing {
  /** Declared type of a variable, in upper case; undefined for other names. */
  readonly typeOf: (name: string) => string | undefined;
}

function isText(expression: TemplateExpression, typing: Typing): boolean {
  switch (expression.kind) {
    case "text":
      return true;
    case "variable":
      return typing.typeOf(expression.name) === "STRING";
    case "attribute":
      // Outputs of activities are text, except numbers.
      return (
        expression.target.kind === "variable" &&
        typing.typeOf(expression.target.name) === undefined &&
        expression.name.kind === "text" &&
        !/statuscode|^EWT$|^PIQ$|calls|agents/i.test(expression.name.value)
      );
    case "filter":
      return expression.name === "default" || expression.name === "slice"
        ? isText(expression.input, typing)
        : OF_TEXT.has(expression.name) || ["upper", "lower", "replace", "base64encode"].includes(expression.name);
    case "binary":
      return expression.operator === "~";
    default:
      return false;
  }
}

function filterFails(expression: Of<"filter">, typing: Typing): boolean {
  const { name, input, call } = expression;
  if (TOTAL.has(name)) return false;
  if (OF_TEXT.has(name)) return !isText(input, typing);
  const [pairs] = call.positional;
  return !(
    name === "replace" &&
    pairs?.kind === "map" &&
    pairs.entries.every(({ key, value }) => key.kind === "text" && value.kind === "text")
  );
}

/** Whether a condition may be neither true nor false, such as a list or a map. */
const isOdd = (expression: TemplateExpression, typing: Typing): boolean =>
  (expression.kind === "variable" && typing.typeOf(expression.name) === "JSON") ||
  (expression.kind === "attribute" && typing.typeOf(rootOf(expression)) === "JSON") ||
  expression.kind === "list" ||
  expression.kind === "map";

const rootOf = (expression: TemplateExpression): string =>
  expression.kind === "attribute" ? rootOf(expression.target) : expression.kind === "variable" ? expression.name : "";

function fails(expression: TemplateExpression, typing: Typing): boolean {
  switch (expression.kind) {
    case "filter":
      return filterFails(expression, typing);
    case "test":
      return !TESTS.has(expression.name);
    case "call":
      return expression.name !== "now";
    case "attribute":
      return expression.call !== undefined || expression.name.kind !== "text";
    case "unary":
      return expression.operator !== "not" || isOdd(expression.operand, typing);
    case "ternary":
      return isOdd(expression.condition, typing);
    case "binary":
      if (expression.operator === "and" || expression.operator === "or")
        return isOdd(expression.left, typing) || isOdd(expression.right, typing);
      return !OPERATORS.has(expression.operator);
    case "body":
      return true;
    default:
      return false;
  }
}

/** Whether a text may fail for some values of its names. */
export function mayFail({ template }: Text, typing: Typing): boolean {
  if (template === undefined || template instanceof PebbleError) return false;
  if (template.nodes.some(({ kind }) => kind === "if" || kind === "for")) return true;
  let found = false;
  visitExpressions(template, (expression) => {
    found ||= fails(expression, typing);
  });
  return found;
}
