import { JavaNumber } from "../java/numbers";
import { isJavaWhitespace } from "../java/text";
import { JsonPathError } from "./jsonpath-errors";
import { type JsonValue, keepOrder } from "./json-value";

/**
 * The permissive reader that Jayway uses (json-smart): unquoted and single-quoted text, extra commas and trailing text are accepted,
 * and a text that is not JSON is one string. A body that fails here makes the activity fail.
 */
const MAX_DEPTH = 400;
const END = "\u001a";

const STOP_KEY = ":";
const STOP_VALUE = ",}";
const STOP_ARRAY = ",]";
const STOP_TOP = "";

const ESCAPES: Readonly<Record<string, string>> = {
  t: "\t",
  n: "\n",
  r: "\r",
  f: "\f",
  b: "\b",
  "\\": "\\",
  "/": "/",
  "'": "'",
  '"': '"',
};

class Reader {
  private at = -1;
  private current = END;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly readNumber?: (text: string) => JavaNumber,
  ) {}

  read(): JsonValue {
    this.next();
    for (;;) {
      if (this.isBlank()) this.next();
      else return this.current === END ? "" : this.value(STOP_TOP);
    }
  }

  private next(): void {
    this.at++;
    this.current = this.at >= this.text.length ? END : this.text.charAt(this.at);
  }

  private isBlank(): boolean {
    return this.current === " " || this.current === "\r" || this.current === "\n" || this.current === "\t";
  }

  private fail(what: string): never {
    throw new JsonPathError("InvalidJson", `${what} at position ${this.at} of the document`);
  }

  private value(stops: string): JsonValue {
    while (this.isBlank()) this.next();
    const first = this.current;
    if (first === END) return this.fail("unexpected end");
    if (first === ":" || first === "}" || first === "]") return this.fail(`unexpected '${first}'`);
    if (first === "{") return this.nested(() => this.object());
    if (first === "[") return this.nested(() => this.array());
    if (first === '"' || first === "'") return this.quoted();
    if (first === "-" || (first >= "0" && first <= "9")) return this.number(stops);
    const word = this.word(stops);
    if (word === "null" && first === "n") return null;
    if (word === "true" || word === "false") return word === "true";
    return word === "NaN" ? Number.NaN : word;
  }

  private nested<Result>(work: () => Result): Result {
    if (++this.depth > MAX_DEPTH) this.fail(`the document is nested more than ${MAX_DEPTH} levels deep`);
    const result = work();
    this.depth--;
    return result;
  }

  private array(): JsonValue[] {
    const items: JsonValue[] = [];
    this.next();
    for (;;) {
      if (this.isBlank() || this.current === ",") this.next();
      else if (this.current === "]") {
        this.next();
        return items;
      } else items.push(this.value(STOP_ARRAY));
    }
  }

  private object(): Record<string, JsonValue> {
    const result: Record<string, JsonValue> = {};
    const keys = new Set<string>();
    const finish = (): Record<string, JsonValue> => {
      keepOrder(result, keys);
      return result;
    };
    for (;;) {
      this.next();
      while (this.isBlank() || this.current === ",") this.next();
      if (this.current === "}") {
        this.next();
        return finish();
      }
      if (this.current === END || ":[]{".includes(this.current)) return this.fail("an object's key is missing");
      keys.add(this.entry(result));
      if (this.current === "}") {
        this.next();
        return finish();
      }
      if (this.current !== ",") return this.fail("the object is not closed");
    }
  }

  private entry(result: Record<string, JsonValue>): string {
    const key = this.current === '"' || this.current === "'" ? this.quoted() : this.word(STOP_KEY);
    this.skipControls();
    if (this.current !== ":") this.fail(`a ':' is missing after the key '${key}'`);
    this.next();
    const value = this.value(STOP_VALUE);
    // A plain assignment to this key would change the prototype.
    Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
    this.skipControls();
    return key;
  }

  private skipControls(): void {
    while (this.current <= " " && this.current !== END) this.next();
  }

  private quoted(): string {
    const quote = this.current;
    const end = this.text.indexOf(quote, this.at + 1);
    if (end < 0) return this.fail("a text is not closed");
    const plain = this.text.slice(this.at + 1, end);
    if (!plain.includes("\\")) {
      this.at = end;
      this.next();
      return plain;
    }
    return this.escaped(quote);
  }

  /** Text with backslashes. Only here are control characters removed. */
  private escaped(quote: string): string {
    let output = "";
    for (;;) {
      this.next();
      if (this.current === END) return this.fail("a text is not closed");
      if (this.current === quote) {
        this.next();
        return output;
      }
      if (this.current === "\\") output += this.escape();
      else if (this.current >= " " && this.current !== "\u007f") output += this.current;
    }
  }

  private escape(): string {
    this.next();
    if (this.current !== "u" && this.current !== "x") return ESCAPES[this.current] ?? "";
    const width = this.current === "u" ? 4 : 2;
    const digits = this.text.slice(this.at + 1, this.at + 1 + width);
    if (digits.length < width || !/^[0-9A-Fa-f]+$/.test(digits)) this.fail("a unicode escape is malformed");
    this.at += width;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  /** An unquoted text up to one of the stops, without spaces around it. */
  private word(stops: string): string {
    const start = this.at;
    while (this.current !== END && !(stops !== "" && stops.includes(this.current))) this.next();
    return this.trimmed(start);
  }

  private trimmed(start: number): string {
    let from = start;
    let to = this.at;
    while (from < to - 1 && isJavaWhitespace(this.text.charAt(from))) from++;
    while (to - 1 > from && isJavaWhitespace(this.text.charAt(to - 1))) to--;
    return this.text.slice(from, to);
  }

  private number(stops: string): JsonValue {
    const start = this.at;
    const rest = this.word(stops);
    const match = /^-?\d*(\.\d*)?([eE][+-]?\d+)?/.exec(rest);
    if (rest === "-") return JavaNumber.int(0);
    if (match?.[0] !== rest) return this.trimmed(start);
    if (this.readNumber !== undefined) return this.readNumber(rest);
    if (/^-?\d+$/.test(rest)) return JavaNumber.fromBigInt(BigInt(rest));
    if (Number.isNaN(Number(rest))) return this.fail(`the number '${rest}' is malformed`);
    return rest.length > 18 ? JavaNumber.decimal(rest) : JavaNumber.double(Number(rest));
  }
}

/**
 * Reads a response body like Jayway.
 * @throws JsonPathError of kind IllegalArgument for an empty text, InvalidJson for a broken object or list.
 */
export function parseBody(text: string): JsonValue {
  if (text === "") throw new JsonPathError("IllegalArgument", "the document is empty");
  return new Reader(text).read();
}

/** Reads strict JSON with numbers as Integer, Long or Double, like other JSON readers of Java. */
export const parseDocument = (text: string): JsonValue =>
  new Reader(text, (number) => JavaNumber.fromJson(number)).read();

/** Reads a JSON literal inside a filter. */
export const parseLiteral = (text: string): JsonValue => new Reader(text).read();
