import { CharacterIndex, unescape } from "./character-index";
import { JsonPathError, invalidPath } from "./jsonpath-errors";
import { compileFilter } from "./filter-compile";
import { readParameters } from "./parameters";
import type { Parameter, Path, Token } from "./path";

const isDigit = (character: string): boolean => character >= "0" && character <= "9";

/** Deeper paths are refused, so that no path can overflow the stack. */
const MAX_TOKENS = 1000;

/**
 * Compiles a path. Without `$` or `@` at its start, `$.` is put before it.
 * @throws JsonPathError of kind IllegalArgument for an empty path, InvalidPath for a malformed one.
 */
export function compilePath(source: string): Path {
  if (source === "") throw new JsonPathError("IllegalArgument", "the path is empty");
  let text = new CharacterIndex(source).trim();
  // Jayway looks at the first character, also where it is a space.
  if (text.charAt(0) !== "$" && text.charAt(0) !== "@") text = new CharacterIndex(`$.${source}`).trim();
  if (text.last === ".") throw invalidPath("a path must not end with '.' or '..'");
  return new PathCompiler(text).compile(source);
}

/** Compiles the path inside a function's parentheses, without trimming it. */
export const compileInner = (source: string): Path => new PathCompiler(new CharacterIndex(source)).compile(source);

class PathCompiler {
  private readonly tokens: Token[] = [];

  constructor(private readonly text: CharacterIndex) {}

  compile(source: string): Path {
    while (this.text.inBounds() && " \t\r\n".includes(this.text.current)) this.text.position++;
    const root = this.text.current;
    if (root !== "$" && root !== "@") throw invalidPath("a path must start with '$' or '@'");
    if (!this.text.isTail) {
      this.text.position++;
      if (this.text.current !== "." && this.text.current !== "[")
        throw invalidPath(`illegal character at position ${this.text.position} of '${source}', expected '.' or '['`);
      do this.token();
      while (!this.text.isTail);
    }
    return invertScan({ root, tokens: this.tokens, source });
  }

  private add(token: Token): void {
    if (this.tokens.length >= MAX_TOKENS) throw invalidPath(`the path has more than ${MAX_TOKENS} steps`);
    this.tokens.push(token);
  }

  /** Reads one step; `.` and `..` belong to the step after them. */
  private token(): void {
    if (this.text.current === ".") this.dot();
    const start = this.text.current;
    if (start === "[") this.bracket();
    else if (start === "*") this.wildcard();
    else this.name();
  }

  private dot(): void {
    if (this.text.nextIs(".")) {
      this.add({ kind: "scan" });
      this.text.position += 2;
    } else if (!this.text.inBounds(this.text.position + 1)) {
      throw invalidPath("a path must not end with '.'");
    } else {
      this.text.position++;
    }
    if (this.text.current === ".") throw invalidPath(`'.' at position ${this.text.position} is not valid`);
  }

  private bracket(): void {
    if (this.properties() || this.array() || this.wildcard() || this.filter()) return;
    throw invalidPath(`could not read the step at position ${this.text.position}; expected ?, ', 0-9 or *`);
  }

  private name(): void {
    const { text } = this;
    const start = text.position;
    if ("[*. ".includes(text.current)) throw invalidPath(`could not read the step at position ${start}`);
    let at = start;
    while (text.inBounds(at) && !".[(".includes(text.charAt(at))) {
      if (text.charAt(at) === " ")
        throw invalidPath(`a name with blanks needs brackets: ['my name'] (position ${start})`);
      at++;
    }
    const end = text.inBounds(at) ? at : text.length;
    const word = text.slice(start, end);
    if (text.inBounds(at) && text.charAt(at) === "(") {
      this.add({ kind: "function", name: word, parameters: this.call(word, at) });
    } else {
      text.position = end;
      this.add({ kind: "property", names: [word] });
    }
  }

  /** Arguments of a function whose `(` is at `open`. The position is then on the `)`, or after it where there are arguments. */
  private call(name: string, open: number): readonly Parameter[] {
    const { text } = this;
    let depth = 1;
    for (let at = open + 1; at < text.length && depth > 0; at++) {
      if (text.charAt(at) === ")") depth--;
      else if (text.charAt(at) === "(") depth++;
    }
    if (depth !== 0) throw invalidPath(`the arguments of the function '${name}' are not closed`);
    if (text.charAt(open + 1) === ")") {
      // The position stays on the ')': the text after a call without arguments is read as a name that starts with ')'.
      text.position = open + 1;
      return [];
    }
    text.position = open + 1;
    return readParameters(text, name);
  }

  private properties(): boolean {
    const { text } = this;
    const quote = text.significantAfter();
    if (quote !== "'" && quote !== '"') return false;
    const names: string[] = [];
    let start = text.position + 1;
    let end = 0;
    let inside = false;
    let escaped = false;
    let afterComma = false;
    for (let at = start; text.inBounds(at); at++) {
      const character = text.charAt(at);
      if (escaped) escaped = false;
      else if (character === "\\") escaped = true;
      else if (character === "]" && !inside) {
        if (afterComma) throw invalidPath(`empty name at position ${at}`);
        break;
      } else if (character === quote) {
        if (inside) {
          if (!"],".includes(text.significantAfter(at)))
            throw invalidPath(`a name must be followed by ',' or ']' at position ${at}`);
          end = at;
          names.push(unescape(text.slice(start, end)));
          inside = false;
        } else {
          start = at + 1;
          inside = true;
          afterComma = false;
        }
      } else if (character === "," && !inside) {
        if (afterComma) throw invalidPath(`empty name at position ${at}`);
        afterComma = true;
      }
    }
    if (inside) throw invalidPath(`a name is not closed with ${quote}`);
    const close = text.indexOfSignificant("]", end);
    if (close === -1) throw invalidPath("a name is not closed with ]");
    text.position = close + 1;
    if (names.length === 0) throw invalidPath("empty name");
    this.add({ kind: "property", names });
    return true;
  }

  private array(): boolean {
    const { text } = this;
    const first = text.significantAfter();
    if (!isDigit(first) && first !== "-" && first !== ":") return false;
    const close = text.indexOf("]", text.position + 1);
    if (close === -1) return false;
    const body = text.slice(text.position + 1, close).trim();
    if (!/^[\d,\-: ]*$/.test(body)) return false;
    this.add(body.includes(":") ? readSlice(body) : { kind: "index", indexes: body.split(/\s*,\s*/).map(readInt) });
    text.position = close + 1;
    return true;
  }

  private wildcard(): boolean {
    const { text } = this;
    if (text.current !== "[") {
      text.position++;
      this.add({ kind: "wildcard" });
      return true;
    }
    if (!text.significantIs("*")) return false;
    const star = text.indexOfSignificant("*");
    if (!text.significantIs("]", star)) throw invalidPath(`a wildcard must end with ']' at position ${star + 1}`);
    text.position = text.indexOfSignificant("]", star) + 1;
    this.add({ kind: "wildcard" });
    return true;
  }

  private filter(): boolean {
    const { text } = this;
    const question = text.indexOfSignificant("?");
    if (question === -1) return false;
    const open = text.indexOfSignificant("(", question);
    if (open === -1) return false;
    const close = text.indexOfClosing(open, "(", ")", true);
    if (close === -1 || !text.significantIs("]", close)) return false;
    const end = text.indexOfSignificant("]", close);
    const filter = compileFilter(text.slice(text.position, end + 1));
    text.position = end + 1;
    this.add({ kind: "filter", filter });
    return true;
  }
}

function readInt(text: string): number {
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || value > 2 ** 31 - 1 || value < -(2 ** 31))
    throw invalidPath(`'${text}' is not an array index`);
  return value;
}

function readSlice(body: string): Token {
  if (!/^[\d\-:]*$/.test(body)) throw invalidPath(`'${body}' is not a slice`);
  const [from = "", to = ""] = body.split(":");
  if (from === "" && to === "") throw invalidPath(`the slice '${body}' has neither start nor end`);
  return { kind: "slice", from: from === "" ? undefined : readInt(from), to: to === "" ? undefined : readInt(to) };
}

/** `$..path.function()` means `$.function($..path)`. */
function invertScan(path: Path): Path {
  if (path.tokens[0]?.kind !== "scan" || path.tokens.at(-1)?.kind !== "function") return path;
  const at = path.tokens.findIndex((token) => token.kind === "function");
  const call = path.tokens[at];
  if (call?.kind !== "function") return path;
  const inner: Path = { ...path, tokens: path.tokens.slice(0, at) };
  return {
    root: "$",
    tokens: [{ ...call, parameters: [{ kind: "path", path: inner }] }, ...path.tokens.slice(at + 1)],
    source: path.source,
    inverted: true,
  };
}
