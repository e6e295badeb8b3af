import type { CharacterIndex } from "./character-index";
import { compileInner } from "./compile";
import { invalidPath } from "./jsonpath-errors";
import type { Parameter } from "./path";

/** Reads the arguments of a path function, from after its `(` to after its `)`. */
export const readParameters = (text: CharacterIndex, name: string): readonly Parameter[] =>
  new ParameterReader(text, name).read();

/** Counts brackets only; the path compiler or the JSON reader reads the text of each argument. */
class ParameterReader {
  private type: "json" | "path" | undefined;
  private parens = 1;
  private brackets = 0;
  private braces = 0;
  private quotes = 0;
  private prior = "";
  private buffer = "";
  private ended = false;
  private readonly parameters: Parameter[] = [];

  constructor(
    private readonly text: CharacterIndex,
    private readonly name: string,
  ) {}

  read(): readonly Parameter[] {
    while (this.text.inBounds() && !this.ended) {
      const character = this.text.current;
      this.text.position++;
      if (this.type === undefined) {
        if (" \t\r\n".includes(character)) continue;
        if (/[{"\-0-9]/.test(character)) this.type = "json";
        else if (character === "$" || character === "@") this.type = "path";
      }
      this.count(character);
      const separates = character === "," && this.braces === 0 && this.brackets === 0 && this.parens === 1;
      if (this.type !== undefined && !separates) this.buffer += character;
      this.prior = character;
    }
    if (this.braces !== 0 || this.parens !== 0 || this.brackets !== 0)
      throw invalidPath(`the arguments of the function '${this.name}' are not closed`);
    return this.parameters;
  }

  private count(character: string): void {
    switch (character) {
      case '"':
        if (this.prior !== "\\" && this.quotes > 0) this.quotes--;
        else this.quotes++;
        return;
      case "(":
        this.parens++;
        return;
      case "{":
        this.braces++;
        return;
      case "[":
        this.brackets++;
        return;
      case "}":
        if (this.braces-- === 0) throw invalidPath(`unexpected '}' before position ${this.text.position}`);
        return;
      case "]":
        if (this.brackets-- === 0) throw invalidPath(`unexpected ']' before position ${this.text.position}`);
        return;
      case ")":
        this.parens--;
        if (this.parens < 0 || this.prior === "(") this.buffer += character;
        return this.finish(character);
      case ",":
        return this.finish(character);
    }
  }

  private finish(character: string): void {
    const outermost = (this.parens === 0 && character === ")") || this.parens === 1;
    if (this.quotes !== 0 || this.braces !== 0 || this.brackets !== 0 || !outermost) return;
    this.ended = this.parens === 0;
    if (this.type === "json") this.parameters.push({ kind: "json", text: this.buffer });
    if (this.type === "path") this.parameters.push({ kind: "path", path: compileInner(this.buffer) });
    this.buffer = "";
    this.type = undefined;
  }
}
