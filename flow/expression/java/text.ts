/** Functions of `java.lang.String` and `java.lang.Character` that differ from JavaScript's. */

/** What Java's library refuses: a pattern, a format, or a value that does not fit it. The evaluator adds the position. */
export class JavaError extends Error {}

const NON_WHITESPACE_SPACES = new Set(["\u00a0", "\u2007", "\u202f", "\ufeff"]);

/** `Character.isWhitespace`: true for the four separator controls, false for no-break spaces. */
export const isJavaWhitespace = (character: string): boolean =>
  (character >= "\u001c" && character <= "\u001f") || (/\s/.test(character) && !NON_WHITESPACE_SPACES.has(character));

/** Removes leading `Character.isWhitespace` characters. */
export function trimStart(text: string): string {
  let start = 0;
  while (start < text.length && isJavaWhitespace(text.charAt(start))) start++;
  return text.slice(start);
}

/** Removes trailing `Character.isWhitespace` characters. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isJavaWhitespace(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** `String.trim`: every character up to and including the space, at both ends. */
export function javaTrim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charAt(start) <= " ") start++;
  while (end > start && text.charAt(end - 1) <= " ") end--;
  return text.slice(start, end);
}

/** Letters with a title case of their own: upper, title and lower case. */
const TITLE_DIGRAPHS: readonly string[] = ["Ǆǅǆ", "Ǉǈǉ", "Ǌǋǌ", "Ǳǲǳ"];

/** `Character.toTitleCase(char)`: the result is always one character. */
export function titleCase(character: string): string {
  const digraph = TITLE_DIGRAPHS.find((cases) => cases.includes(character));
  if (digraph !== undefined) return digraph.charAt(1);
  // Georgian letters have an upper case, but are their own title case.
  if (character >= "\u10d0" && character <= "\u10ff") return character;
  const upper = character.toUpperCase();
  return upper.length === 1 ? upper : character;
}

/** `String.hashCode`, a signed 32-bit number. */
export function stringHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}

/** `String.compareTo`: by UTF-16 unit, the difference of the first unequal pair, else of the lengths. */
export function compareText(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) {
    const difference = left.charCodeAt(index) - right.charCodeAt(index);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
