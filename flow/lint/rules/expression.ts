import {
  FILTERS,
  FUNCTIONS,
  PebbleError,
  TESTS,
  visitExpressions,
  type Template,
  type TemplateExpression,
} from "../../expression";
import { EVENT_OUTPUTS, fullName, nameOf, soleExpression, type Context, type Text } from "../context";
import type { Report, Rule } from "../rule";
import { typeOf } from "./expression-types";
import { BODY_RULES } from "./json-body";
import { quotedList, shown } from "./shared";
import { VARIABLE_RULES } from "./variables";

/** Calls `check` for every template that parses. */
const eachTemplate = (
  context: Context,
  check: (template: Template, text: Text) => readonly string[],
): readonly Report[] =>
  context.texts.flatMap((text) =>
    text.template === undefined || text.template instanceof PebbleError
      ? []
      : [...new Set(check(text.template, text))].map((message) => at(text, message)),
  );

const at = ({ process, node, path }: Text, message: string): Report => ({
  process,
  activity: node.name,
  path,
  message,
});

/** Calls `check` for every expression of every template. */
const eachExpression = (
  context: Context,
  check: (expression: TemplateExpression, text: Text) => string | undefined,
): readonly Report[] =>
  eachTemplate(context, (template, text) => {
    const messages: string[] = [];
    visitExpressions(template, (expression) => {
      const message = check(expression, text);
      if (message !== undefined) messages.push(message);
    });
    return messages;
  });

const syntax = (context: Context): readonly Report[] =>
  context.texts.flatMap((text) =>
    text.template instanceof PebbleError
      ? [at(text, `The template does not parse: ${text.template.message}, in ${shown(text.text.trim())}`)]
      : [],
  );

const unknownNames = (expression: TemplateExpression): string | undefined => {
  if (expression.kind === "filter" && !Object.hasOwn(FILTERS, expression.name))
    return `There is no filter "${expression.name}".`;
  if (expression.kind === "test" && !Object.hasOwn(TESTS, expression.name))
    return `There is no test "is ${expression.name}".`;
  if (expression.kind === "call" && !Object.hasOwn(FUNCTIONS, expression.name))
    return `There is no function "${expression.name}()".`;
  return undefined;
};

const badArguments = (expression: TemplateExpression): string | undefined => {
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
  return undefined;
};

const unwrapped = (context: Context): readonly Report[] =>
  context.nodesOf("condition-activity").flatMap(({ node }) =>
    context
      .textsFor(node)
      .filter(({ path, text, template }) => path === "expression" && text.trim() !== "" && template === undefined)
      .map((text) => at(text, `The condition "${shown(text.text)}" is plain text, not a template.`)),
  );

const constants = (context: Context): readonly Report[] =>
  context.nodesOf("condition-activity").flatMap(({ node }) => {
    const text = context.textsFor(node).find(({ path }) => path === "expression");
    const expression = soleExpression(text);
    if (text === undefined || expression === undefined) return [];
    const isFixed = text.uses.variables.length === 0 && text.uses.functions.length === 0;
    return isFixed
      ? [at(text, `The condition ${shown(text.text)} names no variable, so it always decides the same.`)]
      : [];
  });

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

const emptyLiterals = (expression: TemplateExpression, text: Text): string | undefined => {
  if (text.node.kind !== "condition-activity" || expression.kind !== "binary") return undefined;
  if (expression.operator !== "==" && expression.operator !== "!=") return undefined;
  const isEmpty = [expression.left, expression.right].some((side) => side.kind === "text" && side.value === "");
  return isEmpty ? `An empty text stands in a condition, which the editor's validator is said to refuse.` : undefined;
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
        `${[...new Set(calls)].join(", ")} fails where ${name} is shorter; a blocked or odd value is enough.`,
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

export const EXPRESSION_RULES: readonly Rule[] = [
  {
    id: "expression/syntax",
    severity: "error",
    title: "Template that does not parse",
    why: "The activity fails with a system error; without an error path the call is dropped.",
    fix: "Correct the expression; the editor's Test button shows what it gives.",
    check: syntax,
  },
  {
    id: "expression/unknown-name",
    severity: "error",
    title: "Filter, test or function that does not exist",
    why: "The engine stops at a name that it does not know.",
    fix: "Use one of Pebble's own, or of those that Flow Designer adds: epoch, json, jsonPath, now().",
    check: (context) => eachExpression(context, unknownNames),
  },
  {
    id: "expression/arguments",
    severity: "error",
    title: "Filter called with the wrong arguments",
    why: "The engine refuses the call when it runs.",
    fix: "Give the filter the arguments that it takes.",
    check: (context) => eachExpression(context, badArguments),
  },
  ...VARIABLE_RULES,
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
    id: "expression/not-a-template",
    severity: "error",
    title: "Condition that is not wrapped in {{ }}",
    why: "The editor answers FC1009; at run time the text itself is compared with true.",
    fix: "Wrap the condition in {{ }}.",
    check: unwrapped,
  },
  {
    id: "expression/constant-condition",
    severity: "warning",
    title: "Condition without a variable",
    why: "It always decides the same, so one of its ways is dead.",
    fix: "Compare a variable, or remove the condition.",
    check: constants,
  },
  {
    id: "expression/unguarded-slice",
    severity: "warning",
    title: "Slice of a text that may be too short",
    why: "A slice beyond the end is a system error, not an empty text.",
    fix: "Check the length in a Condition before, or inside the expression: x | length > 9 ? (x | slice(0, 3)) : x.",
    check: slices,
  },
  {
    id: "expression/empty-literal",
    severity: "info",
    title: "Comparison with an empty text in a condition",
    why: "The editor's validator is reported to refuse it.",
    fix: "Write {{ x is empty }}.",
    check: (context) => eachExpression(context, emptyLiterals),
  },
  ...BODY_RULES,
];
