import { parse, printParseErrorCode, type ParseError } from "jsonc-parser";

/** Why and where a text is not JSON, such as `comma expected at line 3, column 5`. Unlike Node's message it never quotes the text. */
export function jsonFault(text: string): string {
  const first = firstFault(text);
  return first === undefined ? "it breaks a rule of JSON" : `${wordsOf(first)} at ${lineAndColumn(text, first.offset)}`;
}

export function firstFault(text: string): ParseError | undefined {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors[0];
}

export const wordsOf = ({ error }: ParseError): string =>
  printParseErrorCode(error)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();

export function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return `line ${line}, column ${offset - before.lastIndexOf("\n")}`;
}
