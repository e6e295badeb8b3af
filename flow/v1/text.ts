import { createScanner, parse, printParseErrorCode, type ParseError } from "jsonc-parser";
import { FlowFormatError } from "../flow-errors";
import { frozenJson, MAX_DEPTH_LEVELS, type Json } from "../json";

/** Token numbers of the scanner; the library's own enum cannot be used under isolatedModules. */
const TOKEN = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, comma: 5, string: 10, end: 17 } as const;

/** Fifty times the largest export seen; nobody draws more by hand, and every command answers within seconds. */
export const MAX_TEXT_CHARS = 4_000_000;

const place = (text: string, offset: number): string => {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return `line ${line}, column ${offset - before.lastIndexOf("\n")}`;
};

/**
 * JSON text to a frozen value.
 * @throws FlowFormatError for empty, cut off, oversized, too deep or malformed text, and for keys written twice
 *   (JSON.parse would silently keep the last and lose the other).
 */
export function parseJsonText(text: string): Json {
  if (text.length > MAX_TEXT_CHARS) {
    const megabytes = (text.length / 1_000_000).toFixed(1);
    throw new FlowFormatError(
      "too-big",
      `The file has ${megabytes} MB; a flow has at most ${MAX_TEXT_CHARS / 1e6} MB. Give one flow export.`,
    );
  }
  const body = text.replace(/^\uFEFF/, "");
  if (body.trim() === "")
    throw new FlowFormatError("not-json", "The file is empty; give a flow exported from Flow Designer.");
  checkTokens(body);
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw syntaxError(body);
  }
  return frozenJson(value);
}

function syntaxError(text: string): FlowFormatError {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  if (first === undefined) return new FlowFormatError("not-json", "The file is not JSON; export the flow again.");
  const what = printParseErrorCode(first.error)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  // A file cut inside a word such as `tru` ends in the middle of a symbol.
  if ((first.offset > 0 && /^\w*$/.test(text.slice(first.offset).trimEnd())) || /unexpected end/.test(what))
    return new FlowFormatError(
      "truncated",
      `The JSON ends too early, at ${place(text, text.length)}; the file is cut off. Export the flow again.`,
    );
  return new FlowFormatError("not-json", `The file is not JSON: ${what} at ${place(text, first.offset)}.`);
}

/** One pass without recursion, so that hostile nesting is refused before anything recursive sees it. */
function checkTokens(text: string): void {
  const scanner = createScanner(text, true);
  const open: (Set<string> | null)[] = [];
  let previous = 0;
  for (let token: number = scanner.scan(); token !== TOKEN.end; token = scanner.scan()) {
    if (token === TOKEN.openBrace || token === TOKEN.openBracket) {
      open.push(token === TOKEN.openBrace ? new Set() : null);
      if (open.length > MAX_DEPTH_LEVELS)
        throw new FlowFormatError(
          "too-deep",
          `The JSON nests deeper than ${MAX_DEPTH_LEVELS} levels at ${place(text, scanner.getTokenOffset())}; no flow does.`,
        );
    } else if (token === TOKEN.closeBrace || token === TOKEN.closeBracket) open.pop();
    else if (token === TOKEN.string && startsKey(previous))
      checkKey(text, scanner.getTokenValue(), scanner.getTokenOffset(), open.at(-1));
    previous = token;
  }
}

const startsKey = (previous: number): boolean => previous === TOKEN.openBrace || previous === TOKEN.comma;

function checkKey(text: string, key: string, offset: number, keys: Set<string> | null | undefined): void {
  if (keys === null || keys === undefined) return;
  if (keys.has(key))
    throw new FlowFormatError(
      "duplicate-key",
      `The key "${key}" stands twice in the same object, the second time at ${place(text, offset)}; remove one of them.`,
    );
  keys.add(key);
}
