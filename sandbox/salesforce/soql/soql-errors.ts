/** The code and message that the Query resource answers for a query it refuses. */
export class SoqlError extends Error {
  constructor(
    readonly errorCode: string,
    message: string,
  ) {
    super(message);
  }
}

/** Row and column of an offset, both counted from 1. */
function placeOf(query: string, offset: number): { readonly row: number; readonly column: number } {
  const before = query.slice(0, offset).split("\n");
  return { row: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The offset of a whole word in a query, or -1. */
export function offsetOf(query: string, word: string): number {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return query.search(new RegExp(`(?<![\\w.'])${escaped}(?![\\w'])`, "i"));
}

/** The message as the service formats it: the line of the query, a caret under the place, the position, then the reason. */
function pointed(query: string, offset: number, message: string): string {
  if (offset < 0) return message;
  const { row, column } = placeOf(query, offset);
  const line = query.split("\n")[row - 1] ?? "";
  return `\n${line}\n${" ".repeat(column - 1)}^\nERROR at Row:${row}:Column:${column}\n${message}`;
}

/** An error that points to a word of the query; the plain message when the word is not in it. */
export const errorAt = (query: string, word: string, errorCode: string, message: string): SoqlError =>
  new SoqlError(errorCode, pointed(query, offsetOf(query, word), message));

export const errorAtOffset = (query: string, offset: number, errorCode: string, message: string): SoqlError =>
  new SoqlError(errorCode, pointed(query, offset, message));

export const malformed = (message: string): SoqlError => new SoqlError("MALFORMED_QUERY", message);

/** An error for something that the real service runs and the sandbox does not. It is named, and never answered wrongly. */
export const notEmulated = (construct: string): SoqlError =>
  malformed(`${construct} is not emulated by the sandbox; rewrite the query without it.`);

export const unexpectedToken = (query: string, token: string): SoqlError =>
  errorAt(query, token, "MALFORMED_QUERY", `unexpected token: '${token}'`);
