import { parseArgs } from "node:util";

/** The seeds of a command line: `--seeds 1-500`. @throws Error for anything else. */
export function seedRange(args: readonly string[], fallback: string): readonly number[] {
  const { seeds } = parseArgs({ args: [...args], options: { seeds: { type: "string", default: fallback } } }).values;
  const [, first, last] = /^(\d+)-(\d+)$/.exec(seeds) ?? [];
  if (first === undefined || last === undefined) throw new Error(`Give the seeds as --seeds ${fallback}.`);
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => Number(first) + i);
}
