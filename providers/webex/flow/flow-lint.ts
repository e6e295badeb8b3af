import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { type Flow, listBindings } from "../../../flow";
import { type Finding, lintFlow, type LintOptions, RULES } from "../../../flow/lint";
import { suggestion } from "../../core/resource/check-inputs";
import { isRecord, type Problem, type Values } from "../../core/resource/types";

/** Severities by rule id, or `off` for no lint. */
export const LintInput = z.union([z.literal("off"), z.record(z.string(), z.enum(["off", "info", "warning", "error"]))]);

/**
 * Errors that lint finds in the changed part of a flow. The rest is not checked: an old flow must not block an urgent `up` because a
 * rule became stricter. Pure.
 */
export function lintProblems(
  flow: Flow,
  given: Values,
  olds: Values,
  activities?: LintOptions["activities"],
): readonly Problem[] {
  const { data: rules } = LintInput.safeParse(given.lint);
  // Where a severity is not known yet, the check is made when the flow is written.
  if (rules === undefined || rules === "off") return [];
  const unknown = Object.keys(rules).find((id) => !RULES.some((rule) => rule.id === id));
  if (unknown !== undefined) {
    const ids = RULES.map(({ id }) => id);
    return [{ property: `lint["${unknown}"]`, reason: `is not a lint rule${suggestion(unknown, ids)}` }];
  }
  // The tenant is asked whether bound objects exist, so lint accepts every bound id.
  const knownIds = listBindings(flow).map(({ value }) => value);
  const errors = lintFlow(flow, { rules, knownIds, ...(activities && { activities }) }).filter(
    ({ severity }) => severity === "error",
  );
  return errors.filter((finding) => isTouched(finding, olds.content, given.content)).map(problemOf);
}

function problemOf({ rule, process, activity, message, fix }: Finding): Problem {
  const place = [process === "main" ? "" : process, activity].filter((part) => part !== "").join("/");
  const where = place === "" ? "" : `${place}: `;
  return {
    property: "content",
    reason: `${where}${message} ${fix} (${rule}; lint: { "${rule}": "off" } switches it off)`,
  };
}

/** Whether the activity or variable of a finding differs from the state; in a new flow every one does. */
function isTouched({ process, activity, path }: Finding, before: unknown, after: unknown): boolean {
  if (before === undefined) return true;
  const variable = /^variables\.(.+)$/.exec(path)?.[1];
  if (activity === "" && variable === undefined) return false;
  const place = variable === undefined ? ["processes", process, "activities", activity] : ["variables", variable];
  return !isDeepStrictEqual(at(before, place), at(after, place));
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
