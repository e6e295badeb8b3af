import { printableLines } from "../../operations/printable";
import type { FlowChange, FlowFacts } from "../../flow";

/** Facts as text for a terminal. */
export function factsText(facts: FlowFacts): string {
  const processes = Object.entries(facts.processes).flatMap(([key, process]) => processText(key, process));
  const variables = facts.variables.map(
    ({ name, type, value, isCAD, isAgentEditable, source }) =>
      `  ${[name, type, `= ${short(value)}`, isCAD && "agent sees it", isAgentEditable && "agent edits it", source].filter(Boolean).join("  ")}`,
  );
  const bindings = facts.bindings.map(
    ({ key, kind, value, label }) => `  ${key} (${kind}) = ${short(value)}${label === undefined ? "" : ` "${label}"`}`,
  );
  return printableLines(
    [
      `${facts.name}, version ${facts.version ?? "none"}, ${facts.flowType}`,
      ...processes,
      ...section("Variables", variables),
      ...section("Values to bind", bindings),
      ...section(
        "Problems",
        facts.problems.map(({ process, path, message }) => `  ${process} ${path}: ${message}`),
      ),
    ].join("\n"),
  );
}

function processText(key: string, { activities, edges }: FlowFacts["processes"][string]): readonly string[] {
  const leaving = new Map<string, string[]>();
  for (const [from, port, to] of edges) {
    const lines = leaving.get(from) ?? [];
    lines.push(`    ${port || "(no condition)"} -> ${to}`);
    leaving.set(from, lines);
  }
  return [
    "",
    `${key}: ${Object.keys(activities).length} activities, ${edges.length} links`,
    ...Object.entries(activities).flatMap(([name, type]) => [`  ${name} (${type})`, ...(leaving.get(name) ?? [])]),
  ];
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `${title}:`, ...lines];

/** Changes as text for a terminal, the most important first. */
export function changesText(changes: readonly FlowChange[]): string {
  if (changes.length === 0) return "The flows mean the same.";
  const order = ["routing", "caller-facing", "data", "desktop", "cosmetic"] as const;
  const lines = order.flatMap((category) =>
    section(category, changes.filter((change) => change.class === category).map(line)),
  );
  return printableLines(lines.slice(1).join("\n"));
}

function line({ kind, process, name, field, before, after }: FlowChange): string {
  const where = `${process} ${name}${field === undefined ? "" : ` ${field}`}`;
  if (field === undefined) return `  ${kind === "added" ? "+" : "-"} ${where} (${kind})`;
  return `  ${kind === "added" ? "+" : kind === "removed" ? "-" : "~"} ${where}: ${short(before)} => ${short(after)}`;
}

const MAX_VALUE_CHARS = 120;

function short(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > MAX_VALUE_CHARS ? `${text.slice(0, MAX_VALUE_CHARS)}...` : text;
}
