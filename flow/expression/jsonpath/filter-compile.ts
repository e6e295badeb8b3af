import { compileJavaRegex } from "../java/regex";
import { CharacterIndex, unescape } from "./character-index";
import { compilePath } from "./compile";
import { parseDecimal } from "./decimal";
import { JsonPathError, invalidPath } from "./jsonpath-errors";
import { parseLiteral } from "./json-smart";
import type { JsonValue } from "./json-value";
import { isRelation, type Relation } from "./filter-relations";
import type { FilterNode, FilterValue, Operand } from "./path";

const MAX_NESTING = 250;

/**
 * Compiles `[?( ... )]`.
 * @throws JsonPathError of kind InvalidPath.
 */
export const compileFilter = (source: string): FilterNode => new FilterCompiler(source).compile();

/** A text literal of a filter, without quotes and backslashes. */
export function textNode(written: string): FilterValue {
  const quoted = written.length > 1 && /^(?:'[\s\S]*'|"[\s\S]*")$/.test(written);
  return { kind: "text", text: written.length > 1 ? unescape(quoted ? written.slice(1, -1) : written) : written };
}

/** JSON written in a filter. It is parsed at the first comparison, which may fail. */
export function writtenJson(text: string): FilterValue {
  let value: JsonValue | undefined;
  return { kind: "json", read: () => (value ??= parseLiteral(text)), written: true };
}

class FilterCompiler {
  private readonly text: CharacterIndex;
  private depth = 0;

  constructor(private readonly source: string) {
    this.text = new CharacterIndex(source).trim();
    this.open("[", "]");
    this.text.cutEnd(1);
    this.text.trim();
    this.open("?");
    this.text.trim();
    if (this.text.current !== "(" || this.text.last !== ")")
      throw invalidPath(`the filter '${source}' must be written [?( )]`);
  }

  private open(first: string, last?: string): void {
    if (this.text.current !== first || (last !== undefined && this.text.last !== last))
      throw invalidPath(`the filter '${this.source}' must be written [?( )]`);
    this.text.position++;
  }

  compile(): FilterNode {
    const node = this.or();
    this.text.skipBlanks();
    if (this.text.inBounds())
      throw invalidPath(
        `the filter '${this.source}' continues after its end: ${this.source.slice(this.text.position)}`,
      );
    return node;
  }

  private or(): FilterNode {
    return this.chain("or", "||", () => this.chain("and", "&&", () => this.operand()));
  }

  private chain(kind: "or" | "and", operator: string, read: () => FilterNode): FilterNode {
    const first = read();
    const operands = [first];
    for (;;) {
      const before = this.text.position;
      if (!this.text.takeSignificant(operator)) {
        this.text.position = before;
        return operands.length === 1 ? first : { kind, operands };
      }
      operands.push(read());
    }
  }

  private operand(): FilterNode {
    if (++this.depth > MAX_NESTING) throw invalidPath(`the filter is nested more than ${MAX_NESTING} levels deep`);
    const node = this.unnestedOperand();
    this.depth--;
    return node;
  }

  private unnestedOperand(): FilterNode {
    const { text } = this;
    const start = text.skipBlanks().position;
    if (text.current === "!") {
      text.readSignificant("!");
      const next = text.skipBlanks().current;
      if (next !== "$" && next !== "@") return { kind: "not", operand: this.operand() };
      // `!@.x` checks that the path does not exist; it is read below.
      text.position = start;
    }
    if (text.skipBlanks().current !== "(") return this.relation();
    text.readSignificant("(");
    const inner = this.or();
    text.readSignificant(")");
    return inner;
  }

  private relation(): FilterNode {
    const left = this.value();
    const before = this.text.position;
    try {
      const relation = this.relationSymbol();
      return { kind: "relation", left: left.operand, relation, right: this.value().operand };
    } catch (error) {
      if (!(error instanceof JsonPathError) || error.kind !== "InvalidPath") throw error;
      this.text.position = before;
    }
    if (left.operand.kind !== "path") throw invalidPath(`the filter '${this.source}' compares nothing`);
    return { kind: "exists", path: left.operand.path, wanted: !left.negated };
  }

  private relationSymbol(): Relation {
    const { text } = this;
    const start = text.skipBlanks().position;
    const symbols = "<>=~!";
    if (symbols.includes(text.current)) while (text.inBounds() && symbols.includes(text.current)) text.position++;
    else while (text.inBounds() && text.current !== " ") text.position++;
    const word = text.slice(start, text.position).toUpperCase();
    if (!isRelation(word)) throw invalidPath(`the filter operator '${word}' is not supported`);
    return word;
  }

  private value(): { readonly operand: Operand; readonly negated: boolean } {
    const { text } = this;
    let first = text.skipBlanks().current;
    if (first === "!") {
      text.position++;
      first = text.skipBlanks().current;
      if (first !== "$" && first !== "@") throw invalidPath(`unexpected '!' in the filter '${this.source}'`);
    }
    return first === "$" || first === "@" ? this.path() : { operand: this.literal(first), negated: false };
  }

  private path(): { readonly operand: Operand; readonly negated: boolean } {
    const { text } = this;
    const previous = text.indexOfPreviousSignificant();
    const negated = previous !== -1 && text.charAt(previous) === "!";
    const start = text.position;
    text.position++;
    while (text.inBounds()) {
      if (text.current === "[") {
        const close = text.indexOfClosing(text.position, "[", "]", false);
        if (close === -1) throw invalidPath(`square brackets do not match in the filter '${this.source}'`);
        text.position = close + 1;
      }
      const closes = text.current === ")" && !this.closesCall(start);
      if (!text.inBounds() || "<>=~! ".includes(text.current) || closes) break;
      text.position++;
    }
    return { operand: { kind: "path", path: compilePath(text.slice(start, text.position)) }, negated };
  }

  /** Whether the `)` here belongs to a call without arguments, such as `@.length()`. */
  private closesCall(lowest: number): boolean {
    const open = this.text.indexOfPreviousSignificant();
    if (open === -1 || this.text.charAt(open) !== "(") return false;
    for (let at = open - 1; this.text.inBounds(at) && at > lowest; at--) if (this.text.charAt(at) === ".") return true;
    return false;
  }

  private literal(first: string): FilterValue {
    switch (first) {
      case "'":
      case '"':
        return textNode(this.untilUnescaped(first, 0));
      case "t":
      case "f":
        return this.word(first === "t" ? 4 : 5, {
          true: { kind: "boolean", value: true },
          false: { kind: "boolean", value: false },
        });
      case "n":
        return this.word(4, { null: { kind: "null" } });
      case "{":
      case "[":
        return this.json(first);
      case "/":
        return this.pattern();
      default:
        return this.number();
    }
  }

  private word(length: number, words: Readonly<Record<string, FilterValue>>): FilterValue {
    const { text } = this;
    if (!text.inBounds(text.position + length - 1)) throw invalidPath("a literal ends too early");
    const word = text.slice(text.position, text.position + length);
    const value = Object.hasOwn(words, word) ? words[word] : undefined;
    if (value === undefined) throw invalidPath(`'${word}' is not a literal`);
    text.position += length;
    return value;
  }

  private untilUnescaped(delimiter: string, extra: number): string {
    const start = this.text.position;
    const end = this.text.indexOfUnescaped(delimiter);
    if (end === -1) throw invalidPath(`a literal has no closing ${delimiter} in the filter '${this.source}'`);
    this.text.position = end + 1 + extra;
    return this.text.slice(start, this.text.position);
  }

  private json(open: "{" | "["): FilterValue {
    const start = this.text.position;
    const close = this.text.indexOfClosing(start, open, open === "[" ? "]" : "}", false);
    if (close === -1) throw invalidPath(`a JSON literal is not closed in the filter '${this.source}'`);
    this.text.position = close + 1;
    const written = this.text.slice(start, close + 1);
    return writtenJson(written);
  }

  private pattern(): FilterValue {
    const { text } = this;
    let written = this.untilUnescaped("/", 0);
    while (text.inBounds() && "dixmsuU".includes(text.current)) {
      written += text.current;
      text.position++;
    }
    const end = written.lastIndexOf("/");
    const flags = written.slice(end + 1);
    const options = { ignoreCase: flags.includes("i"), dotAll: flags.includes("s"), multiline: flags.includes("m") };
    return { kind: "pattern", regex: compileJavaRegex(written.slice(1, end), options) };
  }

  private number(): FilterValue {
    const { text } = this;
    const start = text.position;
    while (text.inBounds() && /[\d\-.eE]/.test(text.current)) text.position++;
    const written = text.slice(start, text.position);
    const number = parseDecimal(written);
    if (number === undefined)
      throw new JsonPathError("JsonPath", `'${written}' in the filter '${this.source}' is not a number`);
    return { kind: "number", number };
  }
}
