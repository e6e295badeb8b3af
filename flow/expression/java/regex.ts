import { TimeLimitError, withinSeconds } from "../../time-limit";
import { Translator, type JavaRegexFlags } from "./regex-translate";
import { JavaError } from "./text";

/** A compiled pattern; the methods throw `JavaError` when one match takes longer than a second. */
export interface JavaRegex {
  /** `Matcher.matches()`: the whole text. */
  readonly matches: (text: string) => boolean;
  /** `String.split(regex, limit)`. */
  readonly split: (text: string, limit: number) => readonly string[];
  readonly replace: (text: string, replacement: string, all: boolean) => string;
}

const SECONDS_PER_MATCH = 1;

/** On a text of this length even the worst pattern ends at once. */
const HARMLESS_CHARS = 20;

/** A single repetition outside groups takes at most quadratic time: `\s+` on a text of this length needs a few milliseconds. */
const HARMLESS_ALONE_CHARS = 2_000;

/** Runs a match under a time limit. A pattern that backtracks without end, such as `(a|aa)+`, cannot be recognised beforehand. */
function guarded<Result>(pattern: string, run: () => Result): Result {
  try {
    return withinSeconds(SECONDS_PER_MATCH, run);
  } catch (cause) {
    if (!(cause instanceof TimeLimitError)) throw cause;
    throw new JavaError(`the pattern '${pattern}' needs more than ${SECONDS_PER_MATCH} s on this text`, { cause });
  }
}

function splitWith(regex: RegExp, text: string, limit: number): readonly string[] {
  // Java steps by UTF-16 units, so the empty pattern splits a surrogate pair.
  if (limit === 0 && text !== "" && regex.source === "(?:)") return text.split("");
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(regex)) {
    if (limit > 0 && parts.length === limit - 1) break;
    const end = match.index + match[0].length;
    // A zero-width match at the start gives no empty first part in Java.
    if (end === 0) continue;
    if (match[0].length === 0 && match.index >= text.length) continue;
    parts.push(text.slice(from, match.index));
    from = end;
  }
  if (parts.length === 0) return [text];
  parts.push(text.slice(from));
  if (limit === 0) while (parts.length > 0 && parts[parts.length - 1] === "") parts.pop();
  return parts;
}

/**
 * Compiles a Java pattern.
 * @throws JavaError for a syntax error or a construct that cannot be translated.
 */
export function compileJavaRegex(pattern: string, given: JavaRegexFlags = {}): JavaRegex {
  const lead = /^\(\?([imsu]+)\)/.exec(pattern);
  const inline = lead?.[1] ?? "";
  const flags: JavaRegexFlags = {
    ignoreCase: given.ignoreCase === true || inline.includes("i"),
    dotAll: given.dotAll === true || inline.includes("s"),
    multiline: given.multiline === true || inline.includes("m"),
  };
  const translator = new Translator(pattern.slice(lead?.[0].length ?? 0), flags);
  const source = translator.translate();
  const modes = `v${flags.ignoreCase === true ? "i" : ""}${flags.multiline === true ? "m" : ""}`;
  const compile = (text: string, extra: string): RegExp => {
    try {
      return new RegExp(text, modes + extra);
    } catch (cause) {
      throw new JavaError(`the pattern '${pattern}' is not a valid regular expression`, { cause });
    }
  };
  const ends = flags.multiline === true ? ["(?<![\\s\\S])", "(?![\\s\\S])"] : ["^", "$"];
  const whole = compile(`${ends[0]}(?:${source})${ends[1]}`, "");
  const each = compile(source, "g");
  const isAlone = translator.repeats === 1 && !source.includes("(");
  const harmless = translator.repeats === 0 ? Infinity : isAlone ? HARMLESS_ALONE_CHARS : HARMLESS_CHARS;
  const on = <Result>(text: string, work: () => Result): Result =>
    text.length > harmless ? guarded(pattern, work) : work();
  return {
    matches: (text) => on(text, () => whole.test(text)),
    split: (text, limit) => on(text, () => splitWith(each, text, limit)),
    replace: (text, replacement, all) =>
      on(text, () => text.replace(all ? each : compile(source, ""), toJsReplacement(replacement))),
  };
}

/** Java has `$1` like JavaScript, but escapes with a backslash, and has no `$&`. */
const toJsReplacement = (replacement: string): string =>
  replacement.replace(/\\([\s\S])|\$(?=\D|$)/g, (_all, quoted: string | undefined) =>
    quoted === undefined ? "$$" : quoted === "$" ? "$$" : quoted,
  );
