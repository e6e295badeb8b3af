import { JavaError } from "./text";

/** The letters of `SimpleDateFormat` and `DateTimeFormatter` patterns, split into fields and literal text. */
export interface PatternField {
  readonly letter: string;
  readonly count: number;
}
export type PatternPart = PatternField | string;

const DATE_LETTERS = "GyYMLwWDdFEuaHkKhmsSzZX";
const TEMPORAL_LETTERS = "GyuYQqMLwWDdFEecaHkKhmsSnAzZXxOVN";

/**
 * Reads a pattern.
 * @param temporal true for `DateTimeFormatter` (used for `now()`), false for `SimpleDateFormat`.
 * @throws JavaError for an unknown letter or an open quote.
 */
export function parseDatePattern(pattern: string, temporal: boolean): readonly PatternPart[] {
  const letters = temporal ? TEMPORAL_LETTERS : DATE_LETTERS;
  const parts: PatternPart[] = [];
  let at = 0;
  while (at < pattern.length) {
    const character = pattern.charAt(at);
    if (character === "'") {
      const [text, next] = readQuoted(pattern, at);
      parts.push(text);
      at = next;
    } else if (/[A-Za-z]/.test(character)) {
      if (!letters.includes(character))
        throw new JavaError(`the date pattern '${pattern}' has the unknown letter '${character}'`);
      let end = at;
      while (pattern.charAt(end) === character) end++;
      parts.push({ letter: character, count: end - at });
      at = end;
    } else {
      parts.push(character);
      at++;
    }
  }
  return parts;
}

function readQuoted(pattern: string, start: number): readonly [string, number] {
  if (pattern.charAt(start + 1) === "'") return ["'", start + 2];
  let text = "";
  let at = start + 1;
  while (at < pattern.length) {
    if (pattern.charAt(at) !== "'") text += pattern.charAt(at++);
    else if (pattern.charAt(at + 1) === "'") {
      text += "'";
      at += 2;
    } else return [text, at + 1];
  }
  throw new JavaError(`the date pattern '${pattern}' has an open quote`);
}

export const MONTHS: readonly string[] =
  "January February March April May June July August September October November December".split(" ");
export const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
