import type { ContextValue } from "../../../expression";
import { JavaNumber } from "../../../expression";

/**
 * A possible content of a variable. `shapes` are example values: one for a text of the flow itself, several for a value from outside.
 */
export interface Alternative {
  readonly shapes: readonly ContextValue[];
  /** It comes from outside and is assumed to be valid: only an expression that fails for every shape counts as a failure. */
  readonly isExternal: boolean;
  /** Its origin, in words for messages: `its default`, `"Lookup" finds nothing`. */
  readonly origin: string;
  /** The outcomes of calls and decisions that lead to it, as bits by activity. An activity that is left out may have any outcome. */
  readonly conditions: ReadonlyMap<string, number>;
  /** Equal for two alternatives with the same content, whatever their `conditions`. */
  readonly key: string;
}

const UNCONDITIONAL: ReadonlyMap<string, number> = new Map();

export const constant = (value: ContextValue, origin: string, conditions = UNCONDITIONAL): Alternative => ({
  shapes: [value],
  isExternal: false,
  origin,
  conditions,
  key: `e${keyOfValue(value)}`,
});

export const external = (shapes: readonly ContextValue[], origin: string, conditions = UNCONDITIONAL): Alternative => ({
  shapes,
  isExternal: true,
  origin,
  conditions,
  key: `g${shapes.map(keyOfValue).join("\u0000")}`,
});

function keyOfValue(value: ContextValue): string {
  if (value === null || value === undefined) return "n";
  if (typeof value === "string") return `s${value}`;
  if (value instanceof JavaNumber) return `${value.kind}${value.toString()}`;
  return typeof value === "object" ? `j${JSON.stringify(value)}` : `${typeof value}${String(value)}`;
}

/** The outcomes that lead to either of the two. */
function either(left: Alternative["conditions"], right: Alternative["conditions"]): Alternative["conditions"] {
  if (left === right) return left;
  const both = new Map<string, number>();
  let isSame = true;
  for (const [source, mask] of left) {
    const other = right.get(source);
    if (other === undefined || (other | mask) !== mask) isSame = false;
    if (other !== undefined) both.set(source, mask | other);
  }
  return isSame ? left : both;
}

/** The outcomes that lead to both; undefined where there are none. */
export function together(
  left: Alternative["conditions"],
  right: Alternative["conditions"],
): Alternative["conditions"] | undefined {
  if (right.size === 0) return left;
  if (left.size === 0) return right;
  const all = new Map(left);
  for (const [source, mask] of right) {
    const met = (all.get(source) ?? mask) & mask;
    if (met === 0) return undefined;
    all.set(source, met);
  }
  return all;
}

/** Up to this size a linear search is faster than building a map. */
const FEW = 16;

export type Alternatives = readonly Alternative[];

/** `left` with the additions of `right`; `left` itself where there are none. */
export function union(left: Alternatives, right: Alternatives): Alternatives {
  if (left === right) return left;
  // Most paths bring known alternatives, which are found without a map.
  const has = (each: Alternative, index: number): boolean => {
    const known = left[index]?.key === each.key ? left[index] : left.find(({ key }) => key === each.key);
    return (
      known !== undefined &&
      (known.conditions === each.conditions || either(known.conditions, each.conditions) === known.conditions)
    );
  };
  if (right.length <= FEW && right.every(has)) return left;
  const byKey = new Map(left.map((each) => [each.key, each]));
  let isSame = true;
  for (const each of right) {
    const known = byKey.get(each.key);
    const conditions = known === undefined ? each.conditions : either(known.conditions, each.conditions);
    if (known?.conditions === conditions) continue;
    isSame = false;
    byKey.set(each.key, { ...(known ?? each), conditions });
  }
  return isSame ? left : [...byKey.values()];
}

/** The alternatives that agree with the outcomes still possible. */
export function possible(alternatives: Alternatives, outcomes: ReadonlyMap<string, number>): Alternatives {
  const isPossible = ({ conditions }: Alternative): boolean => {
    for (const [source, mask] of conditions) if ((mask & (outcomes.get(source) ?? mask)) === 0) return false;
    return true;
  };
  return alternatives.every(isPossible) ? alternatives : alternatives.filter(isPossible);
}

/** Whether `is empty` of an expression is true for a value. */
export const isBlank = (value: ContextValue): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && value.length === 0);

/** A value as a text that is sent or compared: JSON for structures. */
export const plainText = (value: ContextValue): string =>
  value === null || value === undefined
    ? ""
    : typeof value === "object" && !(value instanceof JavaNumber)
      ? JSON.stringify(value)
      : String(value);

/** Removes repeated values. */
export const distinct = (values: readonly ContextValue[]): readonly ContextValue[] => [
  ...new Map(values.map((value) => [keyOfValue(value), value])).values(),
];
