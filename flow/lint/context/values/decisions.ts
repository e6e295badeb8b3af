import { casesOf } from "../../../activities";
import type { ContextValue } from "../../../expression";
import type { FlowNode } from "../../../model";
import type { Text } from "../texts";
import { type Alternative, type Alternatives, distinct, external } from "./alternatives";
import { type Environment, withOutcomes, withValues } from "./environment";
import { type Choice, combinations, type Combination, literalsOf, outcomeOf } from "./evaluate";

/** The environment after a Condition or Case, by the port taken. */
export function afterDecision(
  node: FlowNode,
  environment: Environment,
  texts: readonly Text[],
  choicesOf: (texts: readonly Text[]) => readonly Choice[],
): (port: string) => Environment {
  const ways = new Map<string, Combination[]>();
  const choices = choicesOf(texts);
  for (const combination of combinations(choices, literalsOf(texts))) {
    const port = portOf(node, texts, combination);
    if (port === undefined) continue;
    const taken = ways.get(port);
    if (taken === undefined) ways.set(port, [combination]);
    else taken.push(combination);
  }
  const ports = [...ways.keys()];
  return (port) => {
    const taken = ways.get(port);
    // No example takes this port, so the values after it are unknown and nothing is reported about them.
    if (taken === undefined) {
      return port === "error"
        ? environment
        : withValues(
            environment,
            choices.map(({ name }) => [name, []] as const),
          );
    }
    return withOutcomes(narrowed(environment, choices, taken), outcomesOf(node, taken, ports.indexOf(port)));
  };
}

/** The port that a decision takes with these values; undefined where it fails. */
function portOf(node: FlowNode, texts: readonly Text[], combination: Combination): string | undefined {
  const tested = texts.find(({ path }) => path === "expression");
  const outcome = tested === undefined ? undefined : outcomeOf(tested, combination);
  if (outcome === undefined || "failure" in outcome) return undefined;
  if (node.kind === "condition-activity") return outcome.text.trim().toLowerCase() === "true" ? "true" : "false";
  const hit = casesOf(node).find((_row, index) => {
    const value = texts.find(({ path }) => path === `menuLinks:input[${index}]`);
    const row = value === undefined ? undefined : outcomeOf(value, combination);
    return row !== undefined && "text" in row && row.text === outcome.text;
  });
  return hit?.port ?? "default";
}

/** The environment with only the values of the tested names that lead to this port. */
function narrowed(environment: Environment, choices: readonly Choice[], taken: readonly Combination[]): Environment {
  const changes = choices.map(({ name, alternatives }): readonly [string, Alternatives] => {
    const shapes = new Map<Alternative, ContextValue[]>();
    for (const { chosen } of taken)
      for (const { choice, alternative, shape } of chosen) {
        if (choice.name !== name) continue;
        const known = shapes.get(alternative);
        if (known === undefined) shapes.set(alternative, [shape]);
        else known.push(shape);
      }
    if (alternatives.every((each) => shapes.has(each) && !each.isExternal)) return [name, alternatives];
    return [
      name,
      [...shapes].map(([alternative, all]) =>
        alternative.isExternal ? external(distinct(all), alternative.origin, alternative.conditions) : alternative,
      ),
    ];
  });
  return withValues(environment, changes);
}

/** The outcomes of calls and earlier decisions that lead to this port, and the port itself as an outcome. */
function outcomesOf(node: FlowNode, taken: readonly Combination[], way: number): ReadonlyMap<string, number> {
  const [first, ...rest] = taken;
  const all = new Map(first?.conditions);
  for (const { conditions } of rest)
    for (const [source, mask] of all) {
      const other = conditions.get(source);
      if (other === undefined) all.delete(source);
      else all.set(source, mask | other);
    }
  return all.set(node.name, 1 << (way % 30));
}
