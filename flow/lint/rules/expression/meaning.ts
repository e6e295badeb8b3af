import { assignmentsOf } from "../../../activities";
import { isHole, type TemplateExpression } from "../../../expression";
import { type Context, EVENT_OUTPUTS, fullName, nameOf, soleExpression, type Text } from "../../context";
import type { Report, Checks } from "../../rule";
import { typeOf } from "./types";
import { quotedList, textReport } from "../shared";
import { eachExpression, eachTemplate } from "./templates";

/** Expressions whose result differs from what a reader expects. */

const numeric = (text: string): boolean => text.trim() !== "" && !Number.isNaN(Number(text));

const comparesTypes =
  (context: Context) =>
  (expression: TemplateExpression): string | undefined => {
    if (expression.kind !== "binary") return undefined;
    const { operator, left, right } = expression;
    const sides = [typeOf(context, left), typeOf(context, right)] as const;
    if (["<", ">", "<=", ">="].includes(operator)) {
      const wrong =
        sides[0] === "text" || sides[0] === "boolean"
          ? left
          : sides[1] === "text" || sides[1] === "boolean"
            ? right
            : undefined;
      return wrong === undefined
        ? undefined
        : `"${operator}" compares numbers only; ${describe(wrong)} is text and fails.`;
    }
    if (operator !== "==" && operator !== "!=") return undefined;
    if (sides.includes("unknown") || sides.includes("json") || sides[0] === sides[1]) return undefined;
    const outcome = operator === "==" ? "never equal" : "always unequal";
    return `${describe(left)} (${sides[0]}) and ${describe(right)} (${sides[1]}) are ${outcome}: types are not converted.`;
  };

function describe(expression: TemplateExpression): string {
  const name = nameOf(expression);
  if (name !== undefined) return name;
  switch (expression.kind) {
    case "text":
      return numeric(expression.value) || expression.value.length < 20 ? `"${expression.value}"` : "a text";
    case "whole":
      return String(expression.value);
    case "double":
    case "boolean":
      return String(expression.value);
    default:
      return "an expression";
  }
}

const undefinedOutputs = (context: Context): readonly Report[] =>
  eachTemplate(context, (_template, { uses }) =>
    uses.variables.flatMap((use) => {
      const [member] = use.members;
      const outputs = context.variables.get(use.root) === undefined ? context.outputsOf(use.root) : undefined;
      if (outputs === undefined || member === undefined || Object.hasOwn(outputs, member)) return [];
      if (Object.keys(outputs).some((known) => known.toLowerCase() === member.toLowerCase())) return [];
      const known = Object.keys(outputs);
      return [
        `${use.root} has no output "${member}"${known.length === 0 ? " at all" : `; it has ${quotedList(known)}`}.`,
      ];
    }),
  );

const misplacedEvents = (context: Context): readonly Report[] =>
  context.texts.flatMap((text) =>
    text.uses.variables.flatMap((use) => {
      const events = Object.hasOwn(EVENT_OUTPUTS, use.root) ? EVENT_OUTPUTS[use.root]?.events : undefined;
      if (events === undefined || events.length === 0 || context.variables.get(use.root) !== undefined) return [];
      return text.process === "main"
        ? textReport(
            text,
            `${fullName(use)} exists only in the event flow of ${events.join(" or ")}, not in the main flow.`,
          )
        : [];
    }),
  );

/** Names of JSON variables that an expression prints, alone or joined with texts. */
function printedWhole(context: Context, expression: TemplateExpression | undefined): readonly string[] {
  switch (expression?.kind) {
    case "variable":
      return context.variables.get(expression.name)?.type.toUpperCase() === "JSON" ? [expression.name] : [];
    case "filter":
      return ["default", "raw", "escape", "trim"].includes(expression.name)
        ? printedWhole(context, expression.input)
        : [];
    case "binary":
      return expression.operator === "~" || expression.operator === "+"
        ? [...printedWhole(context, expression.left), ...printedWhole(context, expression.right)]
        : [];
    default:
      return [];
  }
}

/** JSON variables printed into a text. A text that sets a JSON variable keeps the structure and is not reported. */
const printedJson = (context: Context): readonly Report[] =>
  context.texts.flatMap((text) => {
    const { kind } = text.node;
    if (kind === "condition-activity" || kind === "case-statement" || text.path === "inputVariable") return [];
    const isWhole = soleExpression(text)?.kind === "variable";
    if (kind === "set-variable" && isWhole && targetType(context, text) === "JSON") return [];
    const names = text.segments.flatMap((segment) =>
      isHole(segment) ? printedWhole(context, segment.hole.expression) : [],
    );
    return [...new Set(names)].map((name) =>
      textReport(text, `"${name}" is printed as {key=value}, which is not JSON and cannot be spoken.`),
    );
  });

function targetType(context: Context, text: Text): string | undefined {
  const row = assignmentsOf(text.node)[context.textsFor(text.node).indexOf(text)];
  return row === undefined ? undefined : (context.variables.get(row.variable)?.type ?? row.type).toUpperCase();
}

export const MEANING_CHECKS: Checks = {
  "expression/undefined-output": undefinedOutputs,
  "expression/misplaced-event": misplacedEvents,
  "expression/json-printed": printedJson,
  "expression/wrong-type": (context) => eachExpression(context, comparesTypes(context)),
};
