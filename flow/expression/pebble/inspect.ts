import type { Arguments, Expression, Position, Template, TemplateNode } from "./ast";

/** One use of a variable: `NewPhoneContact.ANI` is the root `NewPhoneContact` with the member `ANI`. */
export interface VariableUse {
  readonly root: string;
  /** Literal names after the root, up to the first computed one: `.a` and `["a"]`, not `[x]`. */
  readonly members: readonly string[];
  readonly position: Position;
}

export interface NamedUse {
  readonly name: string;
  readonly position: Position;
}

/** The names that a template uses, without variables that it sets itself in `set` or `for`. */
export interface TemplateUses {
  readonly variables: readonly VariableUse[];
  readonly filters: readonly NamedUse[];
  readonly tests: readonly NamedUse[];
  readonly functions: readonly NamedUse[];
}

type Children = readonly Expression[];

const ofArguments = (call: Arguments | undefined): Children =>
  call === undefined ? [] : [...call.positional, ...call.named.map((argument) => argument.value)];

/** Expressions directly inside one expression, in the order of the text. */
export function childExpressions(expression: Expression): Children {
  switch (expression.kind) {
    case "attribute":
      return [expression.target, expression.name, ...ofArguments(expression.call)];
    case "list":
      return expression.items;
    case "map":
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "filter":
    case "test":
      return [expression.input, ...ofArguments(expression.call)];
    case "call":
      return ofArguments(expression.call);
    case "ternary":
      return [expression.condition, expression.then, expression.otherwise];
    case "body":
      return templateExpressions(expression.nodes);
    default:
      return [];
  }
}

function nodeExpressions(node: TemplateNode): Children {
  switch (node.kind) {
    case "raw":
      return [];
    case "print":
      return [node.expression];
    case "set":
      return [node.value];
    case "if":
      return [
        ...node.branches.flatMap(({ condition, body }) => [condition, ...templateExpressions(body)]),
        ...templateExpressions(node.otherwise ?? []),
      ];
    case "for":
      return [node.iterable, ...templateExpressions(node.body), ...templateExpressions(node.otherwise ?? [])];
  }
}

/** The outermost expressions of template nodes, nested tags included. */
export const templateExpressions = (nodes: readonly TemplateNode[]): Children => nodes.flatMap(nodeExpressions);

/** Calls `visit` for every expression of the template, parents first. */
export function visitExpressions(template: Template, visit: (expression: Expression) => void): void {
  const pending = [...templateExpressions(template.nodes)].reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    visit(next);
    pending.push(...[...childExpressions(next)].reverse());
  }
}

const ownNames = (nodes: readonly TemplateNode[]): readonly string[] =>
  nodes.flatMap((node) => {
    switch (node.kind) {
      case "set":
        return [node.name];
      case "for":
        return ["loop", node.variable, ...ownNames(node.body), ...ownNames(node.otherwise ?? [])];
      case "if":
        return [...node.branches.flatMap(({ body }) => ownNames(body)), ...ownNames(node.otherwise ?? [])];
      default:
        return [];
    }
  });

/** Root and members of a variable such as `a` or `a.b`; undefined for other expressions. */
export function variableUse(expression: Expression): VariableUse | undefined {
  const members: string[] = [];
  let node = expression;
  while (node.kind === "attribute" && node.call === undefined) {
    if (node.name.kind === "text") members.unshift(node.name.value);
    else members.length = 0;
    node = node.target;
  }
  return node.kind === "variable" ? { root: node.name, members, position: node.position } : undefined;
}

export function templateUses(template: Template): TemplateUses {
  const own = new Set(ownNames(template.nodes));
  const variables: VariableUse[] = [];
  const filters: NamedUse[] = [];
  const tests: NamedUse[] = [];
  const functions: NamedUse[] = [];
  const seen = new Set<Expression>();
  visitExpressions(template, (expression) => {
    if (expression.kind === "filter") filters.push({ name: expression.name, position: expression.position });
    if (expression.kind === "test") tests.push({ name: expression.name, position: expression.position });
    if (expression.kind === "call") functions.push({ name: expression.name, position: expression.position });
    if (seen.has(expression) || (expression.kind !== "variable" && expression.kind !== "attribute")) return;
    const use = variableUse(expression);
    if (use === undefined) return;
    // The targets inside this chain belong to the same use.
    for (let node: Expression = expression; ; node = node.target) {
      seen.add(node);
      if (node.kind !== "attribute") break;
    }
    if (!own.has(use.root)) variables.push(use);
  });
  return { variables, filters, tests, functions };
}
