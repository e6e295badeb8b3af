import { PebbleError, renderTemplate, type ContextValue, type VariableUse } from "../../../expression";
import { visitExpressions } from "../../../expression";
import { JavaNumber } from "../../../expression";
import { ofObject } from "../../../remembered";
import type { Text } from "../texts";
import { type Alternative, type Alternatives, together } from "./alternatives";

/** Most combinations of values that are tried for one text. */
const MAX_COMBINATIONS = 192;

/** A name in a text, and its possible values there. */
export interface Choice {
  readonly name: string;
  readonly use: Pick<VariableUse, "root" | "members">;
  readonly alternatives: Alternatives;
}

/** One combination of values: one alternative of each choice, and one shape of it. */
export interface Combination {
  readonly chosen: readonly {
    readonly choice: Choice;
    readonly alternative: Alternative;
    readonly shape: ContextValue;
  }[];
  readonly conditions: Alternative["conditions"];
}

/** Names and their values as expressions read them. */
export function contextOf({ chosen }: Combination): Readonly<Record<string, ContextValue>> {
  const context: Record<string, ContextValue> = {};
  for (const { choice, shape } of chosen) {
    const [root = "", ...rest] = [
      choice.use.root,
      ...(choice.name.includes(".") ? choice.use.members.slice(0, 1) : []),
    ];
    const [member] = rest;
    if (member === undefined) context[root] = shape;
    else context[root] = { ...objectOr(context[root]), [member]: shape };
  }
  return context;
}

const objectOr = (value: ContextValue): Readonly<Record<string, ContextValue>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof JavaNumber)
    ? // The other case is a map made here earlier.
      (value as Readonly<Record<string, ContextValue>>)
    : {};

/**
 * All combinations that are possible together. Where there are too many, one choice at a time is varied and the others keep
 * their first value.
 */
export function combinations(choices: readonly Choice[], literals: readonly ContextValue[]): readonly Combination[] {
  const options = choices.map((choice) => ({
    choice,
    options: choice.alternatives.flatMap((alternative) =>
      shapesIn(alternative, literals).map((shape) => ({ choice, alternative, shape })),
    ),
  }));
  const count = options.reduce((product, each) => product * Math.max(1, each.options.length), 1);
  const start: readonly Combination[] = [{ chosen: [], conditions: new Map() }];
  const grow = (all: readonly Combination[], next: (typeof options)[number]["options"]): readonly Combination[] =>
    all.flatMap(({ chosen, conditions }) =>
      next.flatMap((option) => {
        const both = together(conditions, option.alternative.conditions);
        return both === undefined ? [] : [{ chosen: [...chosen, option], conditions: both }];
      }),
    );
  if (count <= MAX_COMBINATIONS) return options.reduce((all, each) => grow(all, each.options), start);
  return options.flatMap((varied) =>
    options.reduce((all, each) => grow(all, each === varied ? each.options : each.options.slice(0, 1)), start),
  );
}

/** The shapes of an alternative. A value from outside may also equal a literal of the text. */
function shapesIn({ shapes, isExternal }: Alternative, literals: readonly ContextValue[]): readonly ContextValue[] {
  const [sample] = shapes;
  if (!isExternal || shapes.length < 2) return shapes;
  const fitting = literals.filter((literal) =>
    typeof sample === "string"
      ? typeof literal === "string"
      : sample instanceof JavaNumber && literal instanceof JavaNumber,
  );
  return [...shapes, ...fitting];
}

/** Literal texts and numbers in the expressions of an activity's texts, and for numbers also the next lower and higher one. */
export const literalsOf = ofObject((texts: readonly Text[]): readonly ContextValue[] => {
  const found = new Map<string, ContextValue>();
  for (const { template, text } of texts) {
    if (template === undefined) found.set(`t${text}`, text);
    if (template === undefined || template instanceof PebbleError) continue;
    visitExpressions(template, (expression) => {
      if (expression.kind === "text" && expression.value !== "") found.set(`t${expression.value}`, expression.value);
      if (expression.kind !== "whole" || expression.value > 1_000_000n) return;
      for (const near of [-1, 0, 1]) {
        const value = Number(expression.value) + near;
        found.set(`n${value}`, JavaNumber.int(value));
      }
      found.set(`t${expression.value}`, String(expression.value));
    });
  }
  return [...found.values()].slice(0, 12);
});

export type Outcome = { readonly text: string } | { readonly failure: string };

const OPTIONS = { now: new Date(Date.UTC(2026, 0, 5, 9)), timeZone: "UTC", ignoreCase: true };

export function outcomeOf(text: Text, combination: Combination): Outcome {
  const { template } = text;
  if (template === undefined) return { text: text.text };
  if (template instanceof PebbleError) return { text: "" };
  const rendered = renderTemplate(template, contextOf(combination), OPTIONS);
  return rendered.ok ? { text: rendered.text } : { failure: rendered.error.reason };
}
