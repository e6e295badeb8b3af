import type { TemplateExpression } from "../../../expression";
import { type Context, type ValueType, nameOf, typeOfVariable } from "../../context";

const RESULT_OF_FILTER: Readonly<Record<string, ValueType>> = {
  length: "number",
  abs: "number",
  epoch: "number",
  upper: "text",
  lower: "text",
  trim: "text",
  title: "text",
  capitalize: "text",
  replace: "text",
  urlencode: "text",
  join: "text",
  format: "text",
  numberformat: "text",
  base64encode: "text",
  base64decode: "text",
  sha256: "text",
  json: "text",
};

/** The type of `Name` or `Activity.Output`. */
function typeOfName(context: Context, root: string, member: string | undefined): ValueType {
  const variable = context.variables.get(root) ?? context.variables.getIgnoringCase(root);
  if (variable !== undefined) return member === undefined ? typeOfVariable(variable.type) : "unknown";
  const outputs = context.outputsOf(root) ?? {};
  return member !== undefined && Object.hasOwn(outputs, member) ? (outputs[member] ?? "unknown") : "unknown";
}

/** The type of an expression, where it is known. */
export function typeOf(context: Context, expression: TemplateExpression): ValueType {
  switch (expression.kind) {
    case "text":
      return "text";
    case "whole":
    case "double":
      return "number";
    case "boolean":
    case "test":
      return "boolean";
    case "variable":
    case "attribute": {
      const [root, member] = (nameOf(expression) ?? "").split(".");
      return root === undefined || root === "" ? "unknown" : typeOfName(context, root, member);
    }
    case "filter":
      if (expression.name === "slice") return typeOf(context, expression.input);
      return Object.hasOwn(RESULT_OF_FILTER, expression.name)
        ? (RESULT_OF_FILTER[expression.name] ?? "unknown")
        : "unknown";
    case "unary":
      return expression.operator === "not" ? "boolean" : "number";
    case "binary":
      return typeOfBinary(context, expression);
    default:
      return "unknown";
  }
}

function typeOfBinary(context: Context, expression: Extract<TemplateExpression, { kind: "binary" }>): ValueType {
  switch (expression.operator) {
    case "~":
      return "text";
    case "+": {
      const sides = [typeOf(context, expression.left), typeOf(context, expression.right)];
      if (sides.includes("text")) return "text";
      return sides.every((side) => side === "number") ? "number" : "unknown";
    }
    case "-":
    case "*":
    case "/":
    case "%":
      return "number";
    case "..":
      return "unknown";
    default:
      return "boolean";
  }
}
