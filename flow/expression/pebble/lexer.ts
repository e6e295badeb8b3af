import { isJavaWhitespace, trimEnd, trimStart } from "../java/text";
import { PebbleError, type Position } from "./ast";
import * as patterns from "./lexer-patterns";

export type TokenKind =
  | "eof"
  | "text"
  | "execute-start"
  | "execute-end"
  | "print-start"
  | "print-end"
  | "name"
  | "number"
  | "long"
  | "string"
  | "operator"
  | "punctuation"
  | "interpolation-start"
  | "interpolation-end";

export interface Token {
  readonly kind: TokenKind;
  value: string;
  readonly position: Position;
}

type State = "data" | "execute" | "print" | "comment" | "string" | "interpolation";

const CLOSES: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Splits a template into tokens, with the states of Pebble's own lexer: text, `{{ }}`, `{% %}`, `{# #}`, double-quoted strings with
 * `#{ }` inside.
 * @throws PebbleError with Pebble's wording.
 */
export const tokenize = (source: string): readonly Token[] => new Lexer(source).run();

class Lexer {
  private at = 0;
  private line = 1;
  private readonly tokens: Token[] = [];
  private readonly states: State[] = ["data"];
  private readonly brackets: string[] = [];
  private trimNext = false;

  constructor(private readonly source: string) {}

  run(): readonly Token[] {
    while (this.at < this.source.length) this.step(this.states[this.states.length - 1] ?? "data");
    this.push("eof", "");
    const open = this.brackets.pop();
    if (open !== undefined) this.fail(`Unclosed "${open}"`);
    return this.tokens;
  }

  private step(state: State): void {
    switch (state) {
      case "data":
        return this.data();
      case "execute":
        return this.between(patterns.EXECUTE_CLOSE, "execute-end");
      case "print":
        return this.between(patterns.PRINT_CLOSE, "print-end");
      case "comment":
        return this.comment();
      case "string":
        return this.string();
      case "interpolation":
        return this.interpolation();
    }
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.source)?.[0];
  }

  private advance(count: number): void {
    const passed = this.source.slice(this.at, this.at + count);
    this.line += passed.match(/\r\n|[\n\r\u0085\u2028\u2029]/g)?.length ?? 0;
    this.at += count;
  }

  private push(kind: TokenKind, value: string, offset = this.at): Token {
    const token: Token = { kind, value, position: { offset, line: this.line } };
    this.tokens.push(token);
    return token;
  }

  private fail(reason: string): never {
    throw new PebbleError(reason, { offset: this.at, line: this.line });
  }

  private data(): void {
    patterns.START.lastIndex = this.at;
    const start = patterns.START.exec(this.source);
    const from = this.at;
    let text = this.source.slice(from, start?.index);
    this.advance(start === null ? text.length : text.length + 2);
    if (this.trimNext) text = trimStart(text);
    this.trimNext = false;
    const token = text === "" ? undefined : this.push("text", text, from);
    if (start === null) return;
    this.leadingTrim(token);
    this.open(start[0]);
  }

  private open(delimiter: string): void {
    if (delimiter === "{#") {
      this.states.push("comment");
    } else if (delimiter === "{{") {
      this.push("print-start", "", this.at - 2);
      this.states.push("print");
    } else if (this.match(patterns.VERBATIM_START) !== undefined) {
      this.verbatim();
    } else {
      this.push("execute-start", "", this.at - 2);
      this.states.push("execute");
    }
  }

  private leadingTrim(token: Token | undefined): void {
    const trim = this.match(patterns.LEADING_TRIM);
    if (trim === undefined) return;
    if (token !== undefined) token.value = trimEnd(token.value);
    this.advance(trim.length);
  }

  private verbatim(): void {
    this.advance(this.match(patterns.VERBATIM_START)?.length ?? 0);
    patterns.VERBATIM_END.lastIndex = this.at;
    const end = patterns.VERBATIM_END.exec(this.source);
    if (end === null) return this.fail("Unclosed verbatim tag.");
    // Pebble always removes the spaces at the start, even where the tag does not ask for it.
    let text = trimStart(this.source.slice(this.at, end.index));
    if (end[1] !== undefined) text = trimEnd(text);
    if (end[2] !== undefined) this.trimNext = true;
    const from = this.at;
    this.advance(end.index + end[0].length - this.at);
    if (text !== "") this.push("text", text, from);
  }

  private comment(): void {
    patterns.COMMENT_CLOSE.lastIndex = this.at;
    const end = patterns.COMMENT_CLOSE.exec(this.source);
    if (end === null) return this.fail("Unclosed comment.");
    if (patterns.COMMENT_TRIM.test(this.source.slice(this.at, end.index))) this.trimNext = true;
    this.advance(end.index + end[0].length - this.at);
    this.states.pop();
  }

  private between(close: RegExp, end: "print-end" | "execute-end"): void {
    if (this.match(patterns.TRAILING_TRIM) !== undefined) this.trimNext = true;
    const closing = this.brackets.length === 0 ? this.match(close) : undefined;
    if (closing === undefined) return this.expression();
    this.push(end, end === "print-end" ? "" : "%}");
    this.advance(closing.length);
    this.states.pop();
  }

  private string(): void {
    if (this.source.startsWith("#{", this.at)) {
      this.brackets.push("#{");
      this.push("interpolation-start", "");
      this.advance(2);
      this.states.push("interpolation");
      return;
    }
    const part = this.match(patterns.STRING_PART) ?? "";
    if (part !== "") {
      this.push("string", part);
      this.advance(part.length);
    } else if (this.source.charAt(this.at) === '"') {
      this.brackets.pop();
      this.states.pop();
      this.advance(1);
    } else {
      // A backslash at the very end of the template, where Pebble itself loops without end.
      this.fail('Unclosed """');
    }
  }

  private interpolation(): void {
    const closing =
      this.brackets[this.brackets.length - 1] === "#{" ? this.match(patterns.INTERPOLATION_CLOSE) : undefined;
    if (closing === undefined) return this.expression();
    this.brackets.pop();
    this.push("interpolation-end", "");
    this.advance(closing.length);
    this.states.pop();
  }

  private expression(): void {
    let blanks = 0;
    while (isJavaWhitespace(this.source.charAt(this.at + blanks))) blanks++;
    this.advance(blanks);
    const token =
      this.take(patterns.OPERATOR, "operator") ??
      this.take(patterns.IDENTIFIER, "name") ??
      this.take(patterns.LONG, "long") ??
      this.take(patterns.NUMBER, "number");
    if (token !== undefined) return;
    const character = this.source.charAt(this.at);
    if (character !== "" && "()[]{}?:.,|=".includes(character)) return this.punctuation(character);
    const plain = this.match(patterns.PLAIN_STRING);
    if (plain !== undefined) {
      const quote = plain.charAt(0);
      this.push("string", plain.slice(1, -1).replaceAll(`\\${quote}`, quote));
      this.advance(plain.length);
    } else if (character === '"') {
      this.brackets.push('"');
      this.states.push("string");
      this.advance(1);
    } else {
      this.fail(character === "" ? "Unexpected end of the expression" : `Unexpected character [${character}]`);
    }
  }

  private take(pattern: RegExp, kind: "operator" | "name" | "long" | "number"): true | undefined {
    const text = this.match(pattern);
    if (text === undefined) return undefined;
    this.push(kind, kind === "long" ? text.slice(0, -1) : text);
    this.advance(text.length);
    return true;
  }

  private punctuation(character: string): void {
    if ("([{".includes(character)) this.brackets.push(character);
    else if (")]}".includes(character)) {
      const open = this.brackets.pop();
      if (open === undefined) return this.fail(`Unexpected "${character}"`);
      const expected = CLOSES[open];
      if (expected !== character) return this.fail(`Unclosed "${expected ?? open}"`);
    }
    this.push("punctuation", character);
    this.advance(1);
  }
}
