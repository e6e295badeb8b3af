import { PebbleError } from "./ast";
import type { Token, TokenKind } from "./lexer";

/** The names of token types in Pebble's messages. */
const TYPE_NAMES: Readonly<Record<TokenKind, string>> = {
  eof: "EOF",
  text: "TEXT",
  "execute-start": "EXECUTE_START",
  "execute-end": "EXECUTE_END",
  "print-start": "PRINT_START",
  "print-end": "PRINT_END",
  name: "NAME",
  number: "NUMBER",
  long: "LONG",
  string: "STRING",
  operator: "OPERATOR",
  punctuation: "PUNCTUATION",
  "interpolation-start": "STRING_INTERPOLATION_START",
  "interpolation-end": "STRING_INTERPOLATION_END",
};

export const typeName = (kind: TokenKind): string => TYPE_NAMES[kind];

/** A cursor over tokens; the last one is always `eof`. */
export class TokenStream {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get current(): Token {
    return this.peek(0);
  }

  peek(ahead: number): Token {
    const token = this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new PebbleError("The template has no tokens", undefined);
    return token;
  }

  next(): Token {
    this.at = Math.min(this.at + 1, this.tokens.length - 1);
    return this.current;
  }

  is(kind: TokenKind, value?: string): boolean {
    return this.current.kind === kind && (value === undefined || this.current.value === value);
  }

  /** Consumes a token of this kind and value, or fails with Pebble's message. */
  expect(kind: TokenKind, value?: string): Token {
    const token = this.current;
    if (!this.is(kind, value)) {
      const shown = token.value === "" && token.kind !== "string" ? "null" : token.value;
      this.fail(
        `Unexpected token of value "${shown}" and type ${typeName(token.kind)}, expected token of type ${typeName(kind)}`,
      );
    }
    this.next();
    return token;
  }

  fail(reason: string): never {
    throw new PebbleError(reason, this.current.position);
  }
}
