import type { z } from "zod";
import type { Descriptor } from "./descriptor";
import { isRecord, type Problem, type Values, type Checked } from "./types";
import { hasUnknown, isUnknown } from "./unknown";

/** Validates inputs and fills in defaults; values that are not known yet are left as they are. Pure. */
export function checkInputs(descriptor: Descriptor, news: Values): Checked {
  const { shape } = descriptor.inputs;
  const problems: Problem[] = [];
  const inputs: Record<string, unknown> = {};
  for (const key of Object.keys(news)) {
    if (key in shape || key.startsWith("__")) continue;
    problems.push({
      property: key,
      reason: `${key} is not a field of ${descriptor.kind}${suggestion(key, Object.keys(shape))}`,
    });
  }
  for (const [key, schema] of Object.entries(shape)) {
    const value = news[key];
    const parsed = (schema as z.ZodType).safeParse(value);
    if (parsed.success) {
      // Defaults inside a partly known value are filled in by the final check, which has the whole value.
      const final = hasUnknown(value) ? value : parsed.data;
      if (final !== undefined) inputs[key] = final;
      continue;
    }
    if (value !== undefined) inputs[key] = value;
    const real = parsed.error.issues.filter((issue) => !touchesUnknown(value, issue.path));
    problems.push(...real.map((issue) => problemOf(key, value, issue)));
  }
  return { inputs, problems: problems.length > 0 ? problems : crossFieldProblems(descriptor, inputs) };
}

function crossFieldProblems(descriptor: Descriptor, inputs: Values): readonly Problem[] {
  const isKnown = (key: string): boolean => !hasUnknown(inputs[key]);
  const known = Object.fromEntries(Object.entries(inputs).filter(([key]) => isKnown(key)));
  return descriptor.rules?.(known, isKnown) ?? [];
}

/** Whether the value of an issue, or a value that contains it, is not known yet. */
function touchesUnknown(root: unknown, path: readonly PropertyKey[]): boolean {
  const above = path.some((_, depth) => isUnknown(valueAt(root, path.slice(0, depth))));
  return above || hasUnknown(valueAt(root, path));
}

function problemOf(key: string, value: unknown, issue: z.core.$ZodIssue): Problem {
  const property = pathText(key, issue.path);
  if (issue.code === "invalid_type" && valueAt(value, issue.path) === undefined)
    return { property, reason: "is required" };
  if (issue.code === "unrecognized_keys") return { property, reason: `has unknown fields: ${issue.keys.join(", ")}` };
  return { property, reason: issue.message };
}

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((value, step) => {
    if (Array.isArray(value)) return value[Number(step)] as unknown;
    return isRecord(value) ? value[String(step)] : undefined;
  }, root);

const pathText = (key: string, path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, step) => (typeof step === "number" ? `${text}[${step}]` : `${text}.${String(step)}`), key);

/** "; did you mean x?" for the nearest name within this distance; empty without one. */
export function suggestion(
  word: string,
  candidates: readonly string[],
  most: number = Math.max(2, word.length / 3),
): string {
  const ranked = candidates.map((name) => ({ name, distance: distance(word.toLowerCase(), name.toLowerCase()) }));
  const best = ranked.sort((a, b) => a.distance - b.distance)[0];
  return best !== undefined && best.distance <= most ? `; did you mean ${best.name}?` : "";
}

/** Levenshtein distance. Names are short, so the plain table is fast enough. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
