import { JavaNumber, type ContextValue } from "../../../expression";
import { SystemError } from "../../../simulate/simulation-errors";
import { coerce } from "../../../simulate/values";
import type { Text } from "../texts";
import { type Alternatives, constant, distinct, external, union } from "./alternatives";
import { combinations, contextOf, outcomeOf, type Choice, type Combination } from "./evaluate";

const MAX_SHAPES = 6;

/** A combination of values tried with a text; with `reason` where the text fails, or where the variable cannot hold its value. */
export interface Try {
  readonly text: Text;
  readonly combination: Combination;
  readonly reason?: string;
}

/** The possible values of a text, in the type of the variable that is set. */
export function valuesOfText(
  text: Text,
  choices: readonly Choice[],
  variable: string,
  type: string,
): { readonly values: Alternatives; readonly tries: readonly Try[] } {
  const tries: Try[] = [];
  const groups = new Map<string, { readonly shapes: ContextValue[]; readonly combination: Combination }>();
  for (const combination of combinations(choices, [])) {
    const value = valueOf(text, combination, variable, type);
    if ("failure" in value) {
      tries.push({ text, combination, reason: value.failure });
      continue;
    }
    tries.push({ text, combination });
    // Shapes of a value from outside stay together: they are examples of the same value.
    const key = combination.chosen.map(({ alternative }) => alternative.key).join("\u0001");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { shapes: [value.value], combination });
    else group.shapes.push(value.value);
  }
  const values = [...groups.values()].map(({ shapes, combination }) => {
    const all = distinct(shapes).slice(0, MAX_SHAPES);
    const isExternal = all.length > 1 && combination.chosen.some(({ alternative }) => alternative.isExternal);
    return isExternal
      ? external(all, originOf(combination), combination.conditions)
      : constant(all[0], originOf(combination), combination.conditions);
  });
  return { values: union([], values), tries };
}

function valueOf(
  text: Text,
  combination: Combination,
  variable: string,
  type: string,
): { readonly value: ContextValue } | { readonly failure: string } {
  const whole = type === "JSON" ? wholeValue(text, combination) : undefined;
  if (whole !== undefined) return { value: whole };
  const outcome = outcomeOf(text, combination);
  if ("failure" in outcome) return outcome;
  try {
    return { value: coerce(variable, type, outcome.text, "empty") };
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return { failure: error.message };
  }
}

/** The value of a text that is a single variable: a JSON variable takes it unchanged. */
function wholeValue(text: Text, combination: Combination): ContextValue | undefined {
  const [only, more] = text.segments.filter((segment) => "hole" in segment || segment.text.trim() !== "");
  if (only === undefined || more !== undefined || !("hole" in only) || only.hole.expression?.kind !== "variable")
    return undefined;
  const value = contextOf(combination)[only.hole.expression.name];
  return typeof value === "object" && value !== null && !(value instanceof JavaNumber) ? value : undefined;
}

/** The origin of a variable's new value: that of the first value it is made of, or the text itself. */
function originOf({ chosen }: Combination): string {
  const exact = chosen.filter(({ alternative }) => !alternative.isExternal);
  const [first] = exact.length > 0 ? exact : chosen;
  return first === undefined ? "the text itself" : first.alternative.origin;
}
