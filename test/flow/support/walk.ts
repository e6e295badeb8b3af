import {
  assignmentsOf,
  casesOf,
  edgesFrom,
  mainProcess,
  parseTemplate,
  PebbleError,
  renderTemplate,
  type Flow,
  type FlowNode,
} from "../../../flow";

/** The text that `template` renders to; a failure of the expression fails the test. */
export function render(template: string, context: Parameters<typeof renderTemplate>[1]): string {
  const parsed = parseTemplate(template);
  if (parsed instanceof PebbleError) throw new Error(`${template}: ${parsed.message}`);
  const rendered = renderTemplate(parsed, context);
  if (!rendered.ok) throw new Error(`${template}: ${rendered.error.message}`);
  return rendered.text;
}

/** Follows `flow` from its start through variables, conditions and cases to the node `until`; gives variables and the way. */
export function walk(
  flow: Flow,
  ani: string,
  until: string,
): { readonly variables: Readonly<Record<string, string>>; readonly way: readonly string[] } {
  const main = mainProcess(flow);
  const values: Record<string, string> = Object.fromEntries(
    flow.variables.map(({ name, value }) => [name, value ?? ""]),
  );
  const context = () => ({ ...values, NewPhoneContact: { ANI: ani, InteractionId: "call-1" } });
  const way: string[] = [];
  let node = main.nodes.find(({ kind }) => kind === "start");
  for (let steps = 0; node !== undefined && node.name !== until && steps < 100; steps += 1) {
    way.push(node.name);
    for (const { variable, expr } of assignmentsOf(node)) values[variable] = render(expr, context());
    const port = portOf(node, context());
    const edge = edgesFrom(main, node).find((candidate) => candidate.port === port);
    node = main.nodes.find(({ id }) => id === edge?.toId);
  }
  if (node?.name !== until) throw new Error(`The way ${way.join(" > ")} does not reach ${until}.`);
  return { variables: values, way };
}

function portOf(node: FlowNode, context: Parameters<typeof renderTemplate>[1]): string {
  const written = node.properties.expression;
  const expression = typeof written === "string" ? written : "";
  if (node.kind === "condition-activity") return render(expression, context);
  if (node.kind !== "case-statement") return "out";
  const value = render(expression, context);
  return casesOf(node).find((row) => render(row.value, context) === value)?.port ?? "default";
}
