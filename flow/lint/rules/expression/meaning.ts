import { type TemplateExpression, visitExpressions } from "../../../expression";
import { type Context, EVENT_OUTPUTS, fullName, nameOf } from "../../context";
import type { Report, Rule } from "../../rule";
import { typeOf } from "./types";
import { quotedList } from "../shared";
import { at, eachExpression, eachTemplate } from "./templates";

/** Whether an expression means what it seems to. */

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

const describe = (expression: TemplateExpression): string => {
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
};

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
        ? [at(text, `${fullName(use)} exists only in the event flow of ${events.join(" or ")}, not in the main flow.`)]
        : [];
    }),
  );

/** Slices that fail at run time where the text is shorter than they reach. */
const slices = (context: Context): readonly Report[] =>
  eachTemplate(context, (template, text) => {
    const reaching = new Map<string, string[]>();
    const sheltered = new Set<TemplateExpression>();
    visitExpressions(template, (expression) => {
      if (expression.kind === "ternary" && mentionsLength(expression.condition)) shelter(expression, sheltered);
      if (expression.kind !== "filter" || expression.name !== "slice" || sheltered.has(expression)) return;
      const reach = reachOf(expression);
      const name = baseName(expression.input);
      if (reach === undefined || name === undefined) return;
      const isKnown = (["length", "digits"] as const).some((kind) =>
        context.isChecked(text.process, text.node, name, kind),
      );
      if (!isKnown) reaching.set(name, [...(reaching.get(name) ?? []), `slice(${reach})`]);
    });
    return [...reaching].map(
      ([name, calls]) =>
        `"${name}" may be too short for ${[...new Set(calls)].join(", ")}; a blocked or odd value is enough to fail.`,
    );
  });

const mentionsLength = (expression: TemplateExpression): boolean =>
  expression.kind === "filter"
    ? expression.name === "length" || mentionsLength(expression.input)
    : expression.kind === "binary" && (mentionsLength(expression.left) || mentionsLength(expression.right));

const shelter = (expression: TemplateExpression, sheltered: Set<TemplateExpression>): void =>
  visitExpressions(
    { source: "", nodes: [{ kind: "print", expression, end: 0, position: expression.position }] },
    (inner) => {
      sheltered.add(inner);
    },
  );

const baseName = (expression: TemplateExpression): string | undefined =>
  expression.kind === "filter" ? baseName(expression.input) : nameOf(expression);

/** The literal bounds of a slice that reaches beyond the first character. */
const reachOf = (expression: Extract<TemplateExpression, { kind: "filter" }>): string | undefined => {
  const bounds = expression.call.positional.map((argument) =>
    argument.kind === "whole" ? Number(argument.value) : Number.NaN,
  );
  const furthest = Math.max(0, ...bounds);
  return Number.isNaN(furthest) || furthest === 0 ? undefined : bounds.join(", ");
};

export const MEANING_RULES: readonly Rule[] = [
  {
    id: "expression/undefined-output",
    severity: "warning",
    title: "Output that the activity does not have",
    why: "It reads as nothing, without an error.",
    fix: "Read one of the outputs that exist.",
    check: undefinedOutputs,
  },
  {
    id: "expression/misplaced-event",
    severity: "warning",
    title: "Event output read in the main flow",
    why: "Outputs of an event are visible in its event flow alone; elsewhere they read as nothing.",
    fix: "Keep the value in a flow variable inside the event flow and read that.",
    check: misplacedEvents,
  },
  {
    id: "expression/wrong-type",
    severity: "warning",
    title: "Comparison of different types",
    why: 'Numbers and text never equal each other (200 == "200" is false), and text cannot be compared with < or >.',
    fix: "Write the literal in the type of the value, without quotes for numbers.",
    check: (context) => eachExpression(context, comparesTypes(context)),
  },
  {
    id: "expression/unguarded-slice",
    severity: "warning",
    title: "Slice of a text that may be too short",
    why: "A slice beyond the end is a system error, not an empty text.",
    fix: "Check the length in a Condition before, or inside the expression: x | length > 9 ? (x | slice(0, 3)) : x.",
    check: slices,
  },
];
