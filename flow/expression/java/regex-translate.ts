import { JavaError } from "./text";

/**
 * `java.util.regex` patterns as they appear in `split`, in JSONPath's `=~` and in text methods, translated to JavaScript's `v` mode.
 * Constructs without a JavaScript equivalent (possessive quantifiers, atomic groups, flags in the middle) are refused by name.
 */

export interface JavaRegexFlags {
  readonly ignoreCase?: boolean;
  readonly dotAll?: boolean;
  readonly multiline?: boolean;
}

const SPACE = " \\t\\n\\x0B\\f\\r";
const LINE_END = "(?:\\r\\n|[\\n\\r\\x85\\u2028\\u2029])";
const NOT_LINE_END = "[^\\n\\r\\x85\\u2028\\u2029]";

/** Escapes with a different meaning in JavaScript, written as the inside of a character class. */
const CLASS_ESCAPES: Readonly<Record<string, string>> = {
  s: SPACE,
  h: " \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000",
  v: "\\n\\x0B\\f\\r\\x85\\u2028\\u2029",
  e: "\\x1b",
  a: "\\x07",
};

const OUTSIDE_ESCAPES: Readonly<Record<string, string>> = {
  A: "(?<![\\s\\S])",
  z: "(?![\\s\\S])",
  Z: `(?=${LINE_END}?(?![\\s\\S]))`,
  R: LINE_END,
};

const POSIX: Readonly<Record<string, string>> = {
  Lower: "a-z",
  Upper: "A-Z",
  ASCII: "\\x00-\\x7F",
  Alpha: "a-zA-Z",
  Digit: "0-9",
  Alnum: "a-zA-Z0-9",
  Punct: "\\x21-\\x2F\\x3A-\\x40\\x5B-\\x60\\x7B-\\x7E",
  Graph: "\\x21-\\x7E",
  Print: "\\x20-\\x7E",
  Blank: " \\t",
  Cntrl: "\\x00-\\x1F\\x7F",
  XDigit: "0-9a-fA-F",
  Space: SPACE,
};

function literal(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return /[A-Za-z0-9]/.test(character) ? character : `\\u{${code.toString(16)}}`;
}

/** Reads a Java pattern once and writes the JavaScript one. */
export class Translator {
  private at = 0;
  private output = "";
  /** Number of repeated parts in the pattern. */
  repeats = 0;

  constructor(
    private readonly pattern: string,
    private readonly flags: JavaRegexFlags,
  ) {}

  translate(): string {
    while (this.at < this.pattern.length) this.output += this.outside();
    return this.output;
  }

  private take(): string {
    const character = String.fromCodePoint(this.pattern.codePointAt(this.at) ?? 0);
    this.at += character.length;
    return character;
  }

  private outside(): string {
    const character = this.take();
    switch (character) {
      case "\\":
        return this.escape(false);
      case "[":
        return this.characterClass();
      case ".":
        return this.flags.dotAll === true ? "[\\s\\S]" : NOT_LINE_END;
      case "$":
        return this.flags.multiline === true ? "$" : `(?=${LINE_END}?$)`;
      case "]":
      case "}":
        return literal(character);
      case "(":
        return this.openGroup();
      case ")":
        return ")";
      case "*":
      case "+":
      case "?":
      case "{":
        return this.quantifier(character);
      case "^":
      case "|":
        return character;
      default:
        return literal(character);
    }
  }

  private openGroup(): string {
    const head = /^\?(?:[:=!]|<[=!]|<[A-Za-z][A-Za-z0-9]*>)/.exec(this.pattern.slice(this.at))?.[0] ?? "";
    if (head === "" && this.pattern.charAt(this.at) === "?")
      throw new JavaError(
        `the group '(${this.pattern.slice(this.at, this.at + 3)}' in '${this.pattern}' is not supported`,
      );
    this.at += head.length;
    return `(${head}`;
  }

  private quantifier(character: string): string {
    this.repeats += 1;
    let text = character;
    if (character === "{") {
      const bounds = /^\d+(?:,\d*)?\}/.exec(this.pattern.slice(this.at))?.[0];
      if (bounds === undefined) throw new JavaError(`the pattern '${this.pattern}' has an illegal repetition`);
      this.at += bounds.length;
      text += bounds;
    }
    if (this.pattern.charAt(this.at) === "+")
      throw new JavaError(`the possessive quantifier '${text}+' in '${this.pattern}' is not supported`);
    if (this.pattern.charAt(this.at) === "?") text += this.take();
    return text;
  }

  /** A class after its `[`; operands of `&&` become separate classes, which JavaScript requires. */
  private characterClass(): string {
    const negated = this.pattern.charAt(this.at) === "^";
    if (negated) this.at++;
    const operands = [""];
    for (;;) {
      if (this.at >= this.pattern.length)
        throw new JavaError(`the pattern '${this.pattern}' has an unclosed character class`);
      const character = this.take();
      if (character === "]") break;
      if (character === "&" && this.pattern.charAt(this.at) === "&") {
        this.at++;
        operands.push("");
      } else {
        operands[operands.length - 1] += this.classMember(character);
      }
    }
    const body = operands.length === 1 ? operands.join("") : operands.map((operand) => `[${operand}]`).join("&&");
    return `[${negated ? "^" : ""}${body}]`;
  }

  private classMember(character: string): string {
    if (character === "\\") return this.escape(true);
    if (character === "[") return this.characterClass();
    return character === "-" && this.isRange() ? "-" : literal(character);
  }

  private isRange(): boolean {
    const before = this.pattern.charAt(this.at - 2);
    const after = this.pattern.charAt(this.at);
    return before !== "[" && before !== "^" && after !== "]" && after !== "";
  }

  private escape(inClass: boolean): string {
    if (this.at >= this.pattern.length) throw new JavaError(`the pattern '${this.pattern}' ends with a backslash`);
    const character = this.take();
    const wrap = (body: string, negated = false): string =>
      inClass && !negated ? body : `[${negated ? "^" : ""}${body}]`;
    if (character === "Q") return this.quoted();
    if (character === "p" || character === "P") return this.property(character === "P", wrap);
    const outside = OUTSIDE_ESCAPES[character];
    if (outside !== undefined && !inClass) return outside;
    const body = CLASS_ESCAPES[character.toLowerCase()];
    if (body !== undefined && (character === character.toLowerCase() || "SHV".includes(character)))
      return wrap(body, character !== character.toLowerCase());
    if (character === "x" && this.pattern.charAt(this.at) === "{") return "\\u";
    if (/[dDwWbBnrtfxuck1-9]/.test(character)) return `\\${character}`;
    if (/[A-Za-z0]/.test(character))
      throw new JavaError(`the escape '\\${character}' in '${this.pattern}' is not supported`);
    return literal(character);
  }

  private quoted(): string {
    const end = this.pattern.indexOf("\\E", this.at);
    const text = this.pattern.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.pattern.length : end + 2;
    return Array.from(text, literal).join("");
  }

  private property(negated: boolean, wrap: (body: string, negated?: boolean) => string): string {
    const name = /^(?:\{([A-Za-z_]+)\}|([A-Z]))/.exec(this.pattern.slice(this.at));
    const key = name?.[1] ?? name?.[2];
    if (name === null || key === undefined)
      throw new JavaError(`the character property in '${this.pattern}' cannot be read`);
    this.at += name[0].length;
    const posix = POSIX[key];
    if (posix !== undefined) return wrap(posix, negated);
    const bare = key.replace(/^Is/, "");
    const unicode = /^[A-Z][a-z]?$/.test(bare) || bare === "Alphabetic" ? bare : `Script=${bare}`;
    return wrap(`\\${negated ? "P" : "p"}{${unicode}}`);
  }
}
