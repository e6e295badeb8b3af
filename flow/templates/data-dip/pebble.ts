/** `value` as a text of the expression language. Callers have refused quotes and backslashes, which it could not hold. */
export const quoted = (value: string): string => `"${value}"`;

/** `first ? a : (second ? b : otherwise)`, in parentheses because the language reads chains from the left. */
export const choose = (
  cases: readonly (readonly [condition: string, result: string | number])[],
  otherwise: string | number,
): string =>
  cases.reduceRight((rest, [condition, result]) => `(${condition} ? ${result} : ${rest})`, String(otherwise));

export const anyOf = (conditions: readonly string[]): string => `(${conditions.join(" or ")})`;

/** A value that the server sent as null reaches a text variable as the word "null" on some runtimes and as nothing on others. */
export const withoutNull = (variable: string): string => `{{ ${variable} == "null" ? "" : ${variable} }}`;

/** Takes every digit out of a text: what is left is not a number. */
export const withoutDigits = `replace({${Array.from({ length: 10 }, (_, digit) => `"${digit}": ""`).join(", ")}})`;
