import { type Assignment, assignmentsOf, casesOf } from "../../activities";
import { ofFrozen } from "../../remembered";
import { textAt } from "../../json";
import { type ContextValue, templateUses, PebbleError } from "../../expression";
import { SystemError } from "../simulation-errors";
import { readReference, render, renderJson, type Scope } from "../expressions";
import { mapped } from "../mapping";
import { mainPort, type At, type Outcome } from "../outcome";
import { coerce, readJson, textOf } from "../values";

/** Runs the rows in order; a later row uses the values of earlier ones. */
export function setVariable(at: At): Outcome {
  const { node, scope } = at;
  const assign: Record<string, ContextValue> = {};
  const rows = assignmentsOf(node);
  const context = readsEarlier(rows)
    ? (Object.assign({ __proto__: null }, scope.context) as Record<string, ContextValue>)
    : undefined;
  const { program, render: renderOptions, options, note } = scope;
  const inner: Scope = context === undefined ? scope : { program, render: renderOptions, options, note, context };
  for (const { variable, type, expr, setTo } of rows) {
    const declared = program.types.get(variable) ?? (type || "STRING");
    const source = setTo === "set-to-variable" && expr !== "" && !expr.includes("{{") ? `{{ ${expr} }}` : expr;
    const text = declared === "JSON" ? renderJson(inner, source) : render(inner, source);
    const value = coerce(variable, declared, text, options.onNull);
    assign[variable] = value;
    // Only the following rows use this copy.
    if (context !== undefined) context[variable] = value;
  }
  return { kind: "leave", port: mainPort(at), assign };
}

/** Whether a row may name a variable that an earlier row sets, in any spelling. */
const readsEarlier = ofFrozen((rows: readonly Assignment[]) =>
  rows.some(({ expr }, at) => {
    const source = expr.toLowerCase();
    return rows.slice(0, at).some(({ variable }) => source.includes(variable.toLowerCase()));
  }),
);

/** @throws SystemError when the input is not JSON. */
export function parse({ node, scope, ...at }: At): Outcome {
  const input = readReference(scope, textAt(node.properties, "inputVariable") ?? "");
  if (readJson(input) === undefined)
    throw new SystemError(`The input "${input.slice(0, 80)}" is not JSON, so no value can be read from it.`);
  return { kind: "leave", port: mainPort({ node, scope, ...at }), assign: mapped(scope, node, input) };
}

/** True for the text "true", without regard to case. */
export const condition = ({ node, scope }: At): Outcome => ({
  kind: "leave",
  port:
    render(scope, textAt(node.properties, "expression") ?? "")
      .trim()
      .toLowerCase() === "true"
      ? "true"
      : "false",
});

/** Takes the first case with the same text. */
export function caseStatement({ node, scope }: At): Outcome {
  const value = render(scope, textAt(node.properties, "expression") ?? "");
  const hit = casesOf(node).find((row) => render(scope, row.value) === value);
  return { kind: "leave", port: hit?.port ?? "default" };
}

export function screenPop(at: At): Outcome {
  const { node, scope } = at;
  const source = textAt(node.properties, "screenPopUrl") ?? "";
  const query = queryText(scope, node.properties.queryParameters);
  const url = render(scope, source);
  return {
    kind: "leave",
    port: mainPort(at),
    effects: [
      {
        kind: "screen-pop",
        node: node.name,
        url: query === "" ? url : `${url}${url.includes("?") ? "&" : "?"}${query}`,
        label: render(scope, textAt(node.properties, "screenPopDesktopLabel") ?? ""),
        target: textAt(node.properties, "target") ?? "newBrowserTab",
        from: variablesIn(scope, source),
      },
    ],
  };
}

/** The query string. Values are rendered, then percent-encoded. */
export const queryText = (scope: Scope, parameters: unknown): string =>
  typeof parameters !== "object" || parameters === null
    ? ""
    : Object.entries(parameters)
        .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(render(scope, String(value ?? "")))}`)
        .join("&");

function variablesIn(scope: Scope, source: string): Readonly<Record<string, string>> {
  const { template } = scope.program.parse(source);
  if (template instanceof PebbleError) return {};
  const roots = templateUses(template).variables.filter(({ members }) => members.length === 0);
  return Object.fromEntries(roots.map(({ root }) => [root, textOf(scope.context[root])]));
}
