import { FILTERS, FUNCTIONS, PebbleError, TESTS, type TemplateExpression } from "../../../expression";
import { type Context, type Text, nameOf, soleExpression } from "../../context";
import type { Report, Checks } from "../../rule";
import { shortened, textReport } from "../shared";
import { eachExpression } from "./templates";

const syntax = (context: Context): readonly Report[] =>
  context.texts.flatMap((text) =>
    text.template instanceof PebbleError
      ? textReport(text, `The template does not parse: ${text.template.message}, in ${shortened(text.text.trim())}`)
      : [],
  );

function unknownNames(expression: TemplateExpression): string | undefined {
  if (expression.kind === "filter" && !Object.hasOwn(FILTERS, expression.name))
    return `There is no filter "${expression.name}".`;
  if (expression.kind === "test" && !Object.hasOwn(TESTS, expression.name))
    return `There is no test "is ${expression.name}".`;
  if (expression.kind === "call" && !Object.hasOwn(FUNCTIONS, expression.name))
    return `There is no function "${expression.name}()".`;
  return undefined;
}

/** The only type that a filter accepts for an argument, by position. */
const ARGUMENT_KINDS: Readonly<Record<string, readonly ("number" | "text")[]>> = {
  abbreviate: ["number"],
  date: ["text", "text", "text"],
  escape: ["text"],
  join: ["text"],
  numberformat: ["text"],
  slice: ["number", "number"],
  split: ["text", "number"],
};

/** The type of a literal; undefined for variables, whose values are not known here. */
function literalKind({ kind }: TemplateExpression): "number" | "text" | "other" | undefined {
  if (kind === "whole" || kind === "double") return "number";
  if (kind === "text") return "text";
  return kind === "boolean" || kind === "map" || kind === "list" ? "other" : undefined;
}

function badLiteral(name: string, positional: readonly TemplateExpression[]): string | undefined {
  const kinds = Object.hasOwn(ARGUMENT_KINDS, name) ? (ARGUMENT_KINDS[name] ?? []) : [];
  const wanted = kinds.find((kind, index) => {
    const argument = positional[index];
    const given = argument === undefined ? undefined : literalKind(argument);
    return given !== undefined && given !== kind;
  });
  return wanted === undefined ? undefined : `The filter "${name}" accepts only a ${wanted} there.`;
}

function badArguments(expression: TemplateExpression): string | undefined {
  if (expression.kind !== "filter") return undefined;
  const { call, name } = expression;
  const parameters = Object.hasOwn(FILTERS, name) ? FILTERS[name]?.parameters : undefined;
  if (parameters === undefined) return undefined;
  const extra = call.named.find((argument) => parameters.length > 0 && !parameters.includes(argument.name));
  if (extra !== undefined) return `The filter "${name}" has no argument "${extra.name}".`;
  if (parameters.length > 0 && call.positional.length > parameters.length)
    return `The filter "${name}" takes ${parameters.length} argument${parameters.length === 1 ? "" : "s"}, not ${call.positional.length}.`;
  const [first] = call.positional;
  if (name === "replace" && first !== undefined && first.kind !== "map" && nameOf(first) === undefined)
    return `The filter "replace" takes one map such as {"+1": ""}.`;
  return badLiteral(name, call.positional);
}

const unwrapped = (context: Context): readonly Report[] =>
  context.nodesOf("condition-activity").flatMap(({ node }) =>
    context
      .textsFor(node)
      .filter(({ path, text, template }) => path === "expression" && text.trim() !== "" && template === undefined)
      .map((text) => textReport(text, `The condition "${shortened(text.text)}" is plain text, not a template.`)),
  );

const constants = (context: Context): readonly Report[] =>
  context.nodesOf("condition-activity").flatMap(({ node }) => {
    const text = context.textsFor(node).find(({ path }) => path === "expression");
    const expression = soleExpression(text);
    if (text === undefined || expression === undefined) return [];
    const isFixed = text.uses.variables.length === 0 && text.uses.functions.length === 0;
    return isFixed
      ? textReport(text, `The condition ${shortened(text.text)} uses no variable, so its result is always the same.`)
      : [];
  });

function emptyLiterals(expression: TemplateExpression, text: Text): string | undefined {
  if (text.node.kind !== "condition-activity" || expression.kind !== "binary") return undefined;
  if (expression.operator !== "==" && expression.operator !== "!=") return undefined;
  const isEmpty = [expression.left, expression.right].some((side) => side.kind === "text" && side.value === "");
  return isEmpty
    ? `The condition has an empty text; according to reports, the editor's validator refuses that.`
    : undefined;
}

export const GRAMMAR_CHECKS: Checks = {
  "expression/syntax": syntax,
  "expression/unknown-name": (context) => eachExpression(context, unknownNames),
  "expression/arguments": (context) => eachExpression(context, badArguments),
  "expression/not-a-template": unwrapped,
  "expression/constant-condition": constants,
  "expression/empty-literal": (context) => eachExpression(context, emptyLiterals),
};
