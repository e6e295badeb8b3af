import { PebbleError, type Expression, type Template, type TemplateNode } from "./pebble/ast";
import { templateUses, type NamedUse, type TemplateUses, type VariableUse } from "./pebble/inspect";
import { parseTemplate } from "./pebble/parser";
import { remembered } from "../remembered";

/** A place in a text that is filled when the flow runs. */
export interface Hole {
  /** The text between the braces, as written. */
  readonly source: string;
  /** Position in the whole text. */
  readonly offset: number;
  /** Undefined where the template does not parse; the names below are then taken from the text. */
  readonly expression: Expression | undefined;
  readonly variables: readonly Pick<VariableUse, "root" | "members">[];
  readonly filters: readonly string[];
}

/** A text cut at its holes. */
export type Segment = { readonly text: string } | { readonly hole: Hole };

export const isHole = (segment: Segment): segment is { readonly hole: Hole } => "hole" in segment;

const fromNodes = (source: string, nodes: readonly TemplateNode[]): readonly Segment[] =>
  nodes.flatMap((node): readonly Segment[] => {
    switch (node.kind) {
      case "raw":
        return [{ text: node.text }];
      case "print":
        return [{ hole: holeOf(source, node) }];
      case "if":
        // All branches in turn: enough to know the possible values.
        return [
          ...node.branches.flatMap(({ body }) => fromNodes(source, body)),
          ...fromNodes(source, node.otherwise ?? []),
        ];
      case "for":
        return fromNodes(source, node.body);
      case "set":
        return [];
    }
  });

function holeOf(source: string, node: Extract<TemplateNode, { kind: "print" }>): Hole {
  const uses = templateUses({ source, nodes: [node] });
  return {
    source: source.slice(node.position.offset + 2, node.end).trim(),
    offset: node.position.offset,
    expression: node.expression,
    variables: uses.variables,
    filters: uses.filters.map(({ name }: NamedUse) => name),
  };
}

/** Holes of a text that does not parse: the texts between double braces, with the names in them. */
function guessed(source: string): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const match of source.matchAll(/\{\{([\s\S]*?)\}\}/g)) {
    segments.push({ text: source.slice(at, match.index) });
    const inside = match[1] ?? "";
    const names = [...inside.replace(/"[^"]*"|'[^']*'/g, "").matchAll(/(?<!\|\s*)[A-Za-z_][\w.]*/g)].map(
      ([name]) => name,
    );
    segments.push({
      hole: {
        source: inside.trim(),
        offset: match.index,
        expression: undefined,
        variables: names.map((name) => {
          const [root = "", ...members] = name.split(".");
          return { root, members };
        }),
        filters: [...inside.matchAll(/\|\s*([A-Za-z]\w*)/g)].map(([, name]) => name ?? ""),
      },
    });
    at = match.index + match[0].length;
  }
  return [...segments, { text: source.slice(at) }];
}

/** A parsed text with templates. */
export interface ParsedText {
  readonly template: Template | PebbleError;
  readonly segments: readonly Segment[];
  /** Undefined where it does not parse. */
  readonly uses: TemplateUses | undefined;
}

export const parsedText = remembered((source): ParsedText => {
  const template = parseTemplate(source);
  return {
    template,
    segments: segmentsOf(source, template),
    uses: template instanceof PebbleError ? undefined : templateUses(template),
  };
});

/** Cuts a text at its `{{ }}`, also where it is not a valid template. */
export const segmentsOf = (
  source: string,
  parsed: Template | PebbleError = parseTemplate(source),
): readonly Segment[] => (parsed instanceof PebbleError ? guessed(source) : fromNodes(source, parsed.nodes));
