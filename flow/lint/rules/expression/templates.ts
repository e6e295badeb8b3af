import { PebbleError, type Template, type TemplateExpression, visitExpressions } from "../../../expression";
import type { Context, Text } from "../../context";
import type { Report } from "../../rule";
import { textReport } from "../shared";

/** Calls `check` for every template that parses. */
export const eachTemplate = (
  context: Context,
  check: (template: Template, text: Text) => readonly string[],
): readonly Report[] =>
  context.texts.flatMap((text) =>
    text.template === undefined || text.template instanceof PebbleError
      ? []
      : [...new Set(check(text.template, text))].map((message) => textReport(text, message)),
  );

/** Calls `check` for every expression of every template. */
export const eachExpression = (
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
