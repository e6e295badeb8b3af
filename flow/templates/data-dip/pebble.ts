import type { NodeInput } from "../../build";

/** `value` as a text literal of the expression language. It must not hold quotes or backslashes, which the callers check. */
export const quoted = (value: string): string => `"${value}"`;

/** `first ? a : (second ? b : otherwise)`, in parentheses because the language evaluates chains from the left. */
export const choose = (
  cases: readonly (readonly [condition: string, result: string | number])[],
  otherwise: string | number,
): string =>
  cases.reduceRight((rest, [condition, result]) => `(${condition} ? ${result} : ${rest})`, String(otherwise));

export const anyOf = (conditions: readonly string[]): string => `(${conditions.join(" or ")})`;

/** On some runtimes a null from the server becomes the word "null" in a text variable, on others an empty text. */
export const withoutNull = (variable: string): string => `{{ ${variable} == "null" ? "" : ${variable} }}`;

/** A filter that removes all digits from a text; the result is empty for digits only. */
export const withoutDigits = `replace({${Array.from({ length: 10 }, (_, digit) => `"${digit}": ""`).join(", ")}})`;

/** A part of the flow: nodes by name. Links between parts are checked when the flow is defined. */
export type Nodes = Readonly<Record<string, NodeInput<string, string>>>;
