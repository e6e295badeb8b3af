import { invalidPath, JsonPathError } from "./jsonpath-errors";

/**
 * A cursor over the text of a path or filter, with the methods of Jayway's. Reading after the end is an error, because Java's
 * `charAt` throws there and every exception means an invalid path.
 */
export class CharacterIndex {
  position = 0;
  private end: number;

  constructor(readonly text: string) {
    this.end = text.length - 1;
  }

  get length(): number {
    return this.end + 1;
  }

  charAt(index: number): string {
    if (index < 0 || index >= this.text.length) throw invalidPath(`'${this.text}' ends too early`);
    return this.text.charAt(index);
  }

  get current(): string {
    return this.charAt(this.position);
  }

  get last(): string {
    return this.charAt(this.end);
  }

  cutEnd(count: number): void {
    this.end -= count;
  }

  inBounds(index = this.position): boolean {
    return index >= 0 && index <= this.end;
  }

  get isTail(): boolean {
    return this.position >= this.end;
  }

  slice(start: number, end: number): string {
    if (end > this.text.length || start > end) throw invalidPath(`'${this.text}' ends too early`);
    return this.text.slice(start, end);
  }

  nextIs(character: string): boolean {
    return this.inBounds(this.position + 1) && this.charAt(this.position + 1) === character;
  }

  skipBlanks(): this {
    while (this.inBounds() && this.position < this.end && this.current === " ") this.position++;
    return this;
  }

  trim(): this {
    this.skipBlanks();
    while (this.inBounds() && this.position < this.end && this.last === " ") this.end--;
    return this;
  }

  private afterBlanks(start: number): number {
    let at = start + 1;
    while (this.inBounds(at) && this.charAt(at) === " ") at++;
    return at;
  }

  /** The next character after `start` that is not a space; a space where there is none. */
  significantAfter(start = this.position): string {
    const at = this.afterBlanks(start);
    return this.inBounds(at) ? this.charAt(at) : " ";
  }

  significantIs(character: string, start = this.position): boolean {
    const at = this.afterBlanks(start);
    return this.inBounds(at) && this.charAt(at) === character;
  }

  /** Index of the next character after `start` that is not a space, if it is `character`; else -1. */
  indexOfSignificant(character: string, start = this.position): number {
    const at = this.afterBlanks(start);
    return this.charAt(at) === character ? at : -1;
  }

  indexOfPreviousSignificant(): number {
    let at = this.position - 1;
    while (this.inBounds(at) && this.charAt(at) === " ") at--;
    return this.inBounds(at) ? at : -1;
  }

  indexOf(character: string, start: number): number {
    for (let at = start; this.inBounds(at); at++) if (this.charAt(at) === character) return at;
    return -1;
  }

  indexOfUnescaped(character: string, start = this.position): number {
    let escaped = false;
    for (let at = start + 1; this.inBounds(at); at++) {
      if (escaped) escaped = false;
      else if (this.charAt(at) === "\\") escaped = true;
      else if (this.charAt(at) === character) return at;
    }
    return -1;
  }

  /** Index of the bracket that closes the one at `start`, or -1. Skips quoted text and, with `skipPatterns`, `/patterns/`. */
  indexOfClosing(start: number, open: string, close: string, skipPatterns: boolean): number {
    if (this.charAt(start) !== open)
      throw invalidPath(`expected ${open} but found ${this.charAt(start)} in '${this.text}'`);
    let depth = 1;
    let at = start + 1;
    while (this.inBounds(at)) {
      const quote = this.charAt(at);
      if (quote === "'" || quote === '"') at = this.skipTo(quote, at);
      if (skipPatterns && this.charAt(at) === "/") at = this.skipTo("/", at);
      if (this.charAt(at) === open) depth++;
      if (this.charAt(at) === close && --depth === 0) return at;
      at++;
    }
    return -1;
  }

  private skipTo(delimiter: string, at: number): number {
    const end = this.indexOfUnescaped(delimiter, at);
    if (end === -1) throw invalidPath(`no matching ${delimiter} in '${this.text}'`);
    return end + 1;
  }

  /** Skips spaces and consumes this character, or fails. */
  readSignificant(character: string): void {
    if (this.skipBlanks().current !== character) throw invalidPath(`expected character ${character} in '${this.text}'`);
    this.position++;
  }

  /** Skips spaces and consumes these characters, if they come next. */
  takeSignificant(characters: string): boolean {
    this.skipBlanks();
    if (!this.inBounds(this.position + characters.length - 1)) return false;
    if (this.slice(this.position, this.position + characters.length) !== characters) return false;
    this.position += characters.length;
    return true;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { r: "\r", f: "\f", t: "\t", n: "\n", b: "\b" };

/** Resolves backslash escapes in a quoted name or text of a path. */
export const unescape = (text: string): string =>
  text.replace(
    /\\(?:u([\s\S]{0,4})|([\s\S])|$)/g,
    (all, unicode: string | undefined, character: string | undefined) => {
      if (unicode !== undefined) {
        if (unicode.length < 4) return "";
        if (!/^[0-9A-Fa-f]{4}$/.test(unicode))
          throw new JsonPathError("JsonPath", `unable to parse the unicode value ${unicode}`);
        return String.fromCharCode(Number.parseInt(unicode, 16));
      }
      return character === undefined ? all : (ESCAPES[character] ?? character);
    },
  );
