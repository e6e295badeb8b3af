import { type Alternatives, possible, union } from "./alternatives";
import { CALLER } from "./world";

/** Most differing decisions that are remembered where two paths join. */
const MAX_REASONS = 6;

/** Most outcomes that are remembered. Without the older ones the result is still correct, but less exact. */
const MAX_OUTCOMES = 40;

/** The possible values of variables and outputs at one place, and the outcomes of calls and decisions that lead there. */
export interface Environment {
  readonly values: ReadonlyMap<string, Alternatives>;
  /** Bits by activity. */
  readonly outcomes: ReadonlyMap<string, number>;
}

export const NOWHERE: Environment = { values: new Map(), outcomes: new Map() };

/** The environment with other values. */
export function withValues(
  { values, outcomes }: Environment,
  changes: Iterable<readonly [name: string, alternatives: Alternatives]>,
): Environment {
  const all = new Map(values);
  for (const [name, alternatives] of changes) all.set(name, alternatives);
  return { values: all, outcomes };
}

/** Removes the outcomes of earlier runs of an activity, before it runs again. */
export function forget({ values, outcomes }: Environment, source: string): Environment {
  if (!outcomes.has(source)) return { values, outcomes };
  const left = new Map(outcomes);
  left.delete(source);
  const without = ([name, alternatives]: readonly [string, Alternatives]): readonly [string, Alternatives] => [
    name,
    alternatives.some(({ conditions }) => conditions.has(source))
      ? alternatives.map((each) => {
          if (!each.conditions.has(source)) return each;
          const conditions = new Map(each.conditions);
          conditions.delete(source);
          return { ...each, conditions };
        })
      : alternatives,
  ];
  return { values: new Map([...values].map(without)), outcomes: left };
}

/** The environment restricted to known outcomes. */
export function withOutcomes({ values, outcomes }: Environment, known: ReadonlyMap<string, number>): Environment {
  const all = new Map(outcomes);
  let isNew = false;
  for (const [source, mask] of known) {
    const before = all.get(source);
    if (before !== undefined && (before & mask) === before) continue;
    isNew = true;
    all.set(source, before === undefined ? mask : before & mask);
  }
  if (!isNew) return { values, outcomes };
  for (const source of all.keys()) {
    if (all.size <= MAX_OUTCOMES) break;
    if (source !== CALLER) all.delete(source);
  }
  let left: Map<string, Alternatives> | undefined;
  for (const [name, each] of values) {
    const admitted = possible(each, all);
    if (admitted !== each) left = (left ?? new Map(values)).set(name, admitted);
  }
  return { values: left ?? values, outcomes: all };
}

/** Outcomes that exclude each other on the two paths. They show which path a value came from. */
function reasons(left: Environment, right: Environment): readonly string[] {
  const found: string[] = [];
  for (const [source, mask] of left.outcomes)
    if (((right.outcomes.get(source) ?? mask) & mask) === 0) found.push(source);
  return found.slice(-MAX_REASONS);
}

const because = (alternatives: Alternatives, { outcomes }: Environment, sources: readonly string[]): Alternatives =>
  sources.length === 0
    ? alternatives
    : alternatives.map((each) => ({
        ...each,
        conditions: new Map(
          [...sources.map((source) => [source, outcomes.get(source) ?? 0] as const), ...each.conditions].slice(
            0,
            MAX_OUTCOMES,
          ),
        ),
      }));

/** The environment where two paths join; `left` itself where `right` adds nothing. @param isRough keeps no reasons, so that loops end. */
export function joined(left: Environment, right: Environment, isRough: boolean): Environment {
  const sources = isRough ? [] : reasons(left, right);
  let values: Map<string, Alternatives> | undefined;
  for (const [name, theirs] of right.values) {
    const ours = left.values.get(name);
    if (ours === theirs || (ours !== undefined && union(ours, theirs) === ours)) continue;
    const both = ours === undefined ? theirs : union(because(ours, left, sources), because(theirs, right, sources));
    values = (values ?? new Map(left.values)).set(name, both);
  }
  let outcomes: Map<string, number> | undefined;
  for (const [source, mask] of left.outcomes) {
    const other = right.outcomes.get(source);
    if (other !== undefined && (other | mask) === mask) continue;
    outcomes ??= new Map(left.outcomes);
    if (other === undefined) outcomes.delete(source);
    else outcomes.set(source, mask | other);
  }
  return values === undefined && outcomes === undefined
    ? left
    : { values: values ?? left.values, outcomes: outcomes ?? left.outcomes };
}
