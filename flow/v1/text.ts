import { FlowFormatError } from "../flow-errors";
import { foreignText } from "../describe-json";
import { firstFault, jsonFault, lineAndColumn, wordsOf } from "../json-fault";
import { frozenParsed, MAX_DEPTH_LEVELS, type Json } from "../json";

/** Fifty times the largest export seen. Every command still answers within seconds. */
export const MAX_TEXT_CHARS = 4_000_000;

/**
 * JSON text to a frozen value.
 * @throws FlowFormatError for empty, truncated, oversized, too deep or malformed text, and for duplicate keys
 *   (JSON.parse would silently keep only the last).
 */
export function parseJsonText(text: string): Json {
  if (text.length > MAX_TEXT_CHARS) {
    const megabytes = (text.length / 1_000_000).toFixed(1);
    throw new FlowFormatError(
      "too-big",
      `The file has ${megabytes} MB; a flow has at most ${MAX_TEXT_CHARS / 1e6} MB. Give one flow export.`,
    );
  }
  if (isUtf16(text))
    throw new FlowFormatError("not-json", "The file is written in UTF-16; save it as UTF-8, or export the flow again.");
  const body = text.replace(/^\uFEFF/, "");
  if (body.trim() === "")
    throw new FlowFormatError("not-json", "The file is empty; give a flow exported from Flow Designer.");
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    checkTokens(body);
    throw syntaxError(body);
  }
  const { json, keys, isTooDeep } = frozenParsed(value);
  // Finds the place of the fault. That takes longer than the parser, so a text without one is spared it.
  if (isTooDeep || keys !== keysIn(body)) checkTokens(body);
  return json;
}

/** UTF-16 read as UTF-8: its byte order mark is unreadable, and every other byte of plain letters is zero. */
const isUtf16 = (text: string): boolean =>
  text.startsWith("\uFFFD\uFFFD") || /^[^\0]\0[^\0]\0|^\0[^\0]\0[^\0]/.test(text.slice(0, 4));

function syntaxError(text: string): FlowFormatError {
  const whose = foreignText(text);
  if (whose !== undefined)
    return new FlowFormatError(
      "not-a-flow",
      `This is ${whose}, not a flow of Webex. Give the JSON that Flow Designer exports.`,
    );
  const first = firstFault(text);
  if (first === undefined) return new FlowFormatError("not-json", "The file is not JSON; export the flow again.");
  const what = wordsOf(first);
  // A file truncated inside a word, such as `tru`, ends in the middle of a symbol.
  if ((first.offset > 0 && /^\w*$/.test(text.slice(first.offset).trimEnd())) || /unexpected end/.test(what))
    return new FlowFormatError(
      "truncated",
      `The JSON ends too early, at ${lineAndColumn(text, text.length)}; the file is cut off. Export the flow again.`,
    );
  return new FlowFormatError("not-json", `The file is not JSON: ${jsonFault(text)}.`);
}

/** The number of keys as they are written: more than the parsed value has where one of them is twice in an object. */
function keysIn(text: string): number {
  let count = 0;
  for (let quote = text.indexOf('"'); quote >= 0;) {
    let next = endOfString(text, quote) + 1;
    while (text.charCodeAt(next) <= SPACE) next += 1;
    if (text.charCodeAt(next) === COLON) count += 1;
    quote = text.indexOf('"', next);
  }
  return count;
}

const SPACE = 32;
const COLON = 58;
const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;

/**
 * Refuses hostile nesting and duplicate keys in one pass without recursion.
 * Other errors are left to the parser.
 */
function checkTokens(text: string): void {
  const open: (Set<string> | null)[] = [];
  // Inside an object: whether a string at this position would be a key.
  let startsKey = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (startsKey) checkKey(text, at, end, open.at(-1));
      startsKey = false;
      at = end;
    } else if (code === COMMA) startsKey = true;
    else if (code === 123 || code === 91) {
      open.push(code === 123 ? new Set() : null);
      startsKey = true;
      if (open.length > MAX_DEPTH_LEVELS)
        throw new FlowFormatError(
          "too-deep",
          `The JSON nests deeper than ${MAX_DEPTH_LEVELS} levels at ${lineAndColumn(text, at)}; no flow does.`,
        );
    } else if (code === 125 || code === 93) open.pop();
  }
}

/** Position of the closing quote of the string that starts at `start`; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0) {
    let slashes = end;
    while (text.charCodeAt(slashes - 1) === BACKSLASH) slashes -= 1;
    if ((end - slashes) % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

function checkKey(text: string, start: number, end: number, keys: Set<string> | null | undefined): void {
  if (keys === null || keys === undefined) return;
  const written = text.slice(start + 1, end);
  const key = written.includes("\\") ? unescaped(written) : written;
  if (keys.has(key))
    throw new FlowFormatError(
      "duplicate-key",
      `The key "${key}" is twice in the same object, the second time at ${lineAndColumn(text, start)}; remove one of them.`,
    );
  keys.add(key);
}

/** The key without escapes, so that two spellings of a key are equal. */
function unescaped(written: string): string {
  try {
    return String(JSON.parse(`"${written}"`));
  } catch {
    return written; // the parser reports the error
  }
}
