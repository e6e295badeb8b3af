import { PebbleError, type Expression, type Template, type TemplateNode } from "./ast";
import { ExpressionParser } from "./expression-parser";
import { tokenize } from "./lexer";
import { TokenStream } from "./token-stream";

/** Tags of Pebble that load other templates, define macros or change escaping. Refused: a flow property is a single template. */
const TAGS_OF_FILES: readonly string[] = [
  "autoescape",
  "block",
  "cache",
  "embed",
  "extends",
  "from",
  "import",
  "include",
  "macro",
  "parallel",
];

/**
 * Parses a template: text with `{{ }}`, `{% %}` and `{# #}`.
 * @returns the syntax tree, or the error with Pebble's reason and the position.
 */
export function parseTemplate(source: string): Template | PebbleError {
  try {
    const stream = new TokenStream(tokenize(source));
    return { source, nodes: new TemplateParser(stream).body(undefined) };
  } catch (error) {
    if (error instanceof PebbleError) return error;
    throw error;
  }
}

class TemplateParser {
  private readonly expressions: ExpressionParser;

  constructor(private readonly stream: TokenStream) {
    this.expressions = new ExpressionParser(stream);
  }

  /** Nodes up to the end, or up to one of these tag names, which is not consumed. */
  body(stops: readonly string[] | undefined): readonly TemplateNode[] {
    const nodes: TemplateNode[] = [];
    while (!this.stream.is("eof")) {
      const { kind, position, value } = this.stream.current;
      if (kind === "text") {
        nodes.push({ kind: "raw", text: value, position });
        this.stream.next();
      } else if (kind === "print-start") {
        this.stream.next();
        const expression = this.expressions.parse();
        const end = this.stream.expect("print-end").position.offset;
        nodes.push({ kind: "print", expression, end, position });
      } else if (kind === "execute-start") {
        const tag = this.stream.next();
        if (tag.kind !== "name") this.stream.fail("A block must start with a tag name.");
        if (stops?.includes(tag.value) === true) return nodes;
        nodes.push(this.expressions.nested(() => this.tag(tag.value)));
      } else {
        this.stream.fail("Parser ended in undefined state.");
      }
    }
    return nodes;
  }

  private tag(name: string): TemplateNode {
    switch (name) {
      case "if":
        return this.conditional();
      case "for":
        return this.loop();
      case "set":
        return this.assignment();
      case "filter":
        return this.filtered();
      case "flush":
        return this.flush();
      default:
        return this.stream.fail(
          TAGS_OF_FILES.includes(name)
            ? `The tag "${name}" is not available in a flow expression`
            : `Unexpected tag name "${name}"`,
        );
    }
  }

  private conditional(): TemplateNode {
    const { position } = this.stream.current;
    const stops = ["elseif", "else", "endif"];
    const branches: { condition: Expression; body: readonly TemplateNode[] }[] = [];
    let otherwise: readonly TemplateNode[] | undefined;
    const branch = (): void => {
      this.stream.next();
      const condition = this.expressions.parse();
      this.stream.expect("execute-end");
      branches.push({ condition, body: this.body(stops) });
    };
    branch();
    for (;;) {
      if (this.stream.is("name", "elseif")) branch();
      else if (this.stream.is("name", "else")) {
        this.stream.next();
        this.stream.expect("execute-end");
        otherwise = this.body(["endif"]);
      } else {
        this.endTag("endif");
        return { kind: "if", branches, otherwise, position };
      }
    }
  }

  private endTag(name: string): void {
    if (!this.stream.is("name", name))
      this.stream.fail(`Unexpected end of template. Pebble was looking for the "${name}" tag`);
    this.stream.next();
    this.stream.expect("execute-end");
  }

  private loop(): TemplateNode {
    const { position } = this.stream.current;
    this.stream.next();
    const variable = this.expressions.newVariableName();
    this.stream.expect("name", "in");
    const iterable = this.expressions.parse();
    this.stream.expect("execute-end");
    const body = this.body(["else", "endfor"]);
    let otherwise: readonly TemplateNode[] | undefined;
    if (this.stream.is("name", "else")) {
      this.stream.next();
      this.stream.expect("execute-end");
      otherwise = this.body(["endfor"]);
    }
    this.endTag("endfor");
    return { kind: "for", variable, iterable, body, otherwise, position };
  }

  private assignment(): TemplateNode {
    const { position } = this.stream.current;
    this.stream.next();
    const name = this.expressions.newVariableName();
    this.stream.expect("punctuation", "=");
    const value = this.expressions.parse();
    this.stream.expect("execute-end");
    return { kind: "set", name, value, position };
  }

  private filtered(): TemplateNode {
    const { position } = this.stream.current;
    this.stream.next();
    // The filters come before the body in the text, so they are parsed on a placeholder first.
    const placeHolder: Expression = { kind: "body", nodes: [], position };
    let filters = [this.expressions.filterInvocation(placeHolder)];
    while (this.stream.is("operator", "|")) {
      this.stream.next();
      filters = [...filters, this.expressions.filterInvocation(placeHolder)];
    }
    this.stream.expect("execute-end");
    const nodes = this.body(["endfilter"]);
    this.endTag("endfilter");
    const body: Expression = { kind: "body", nodes, position };
    const expression = filters.reduce<Expression>(
      (input, filter) => (filter.kind === "filter" ? { ...filter, input } : input),
      body,
    );
    return { kind: "print", expression, end: this.stream.current.position.offset, position };
  }

  private flush(): TemplateNode {
    const { position } = this.stream.current;
    this.stream.next();
    this.stream.expect("execute-end");
    return { kind: "raw", text: "", position };
  }
}
