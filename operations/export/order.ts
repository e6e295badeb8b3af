import { type Draft, refsIn } from "./draft";
import type { Left } from "./read";

/** The drafts, each after those that it needs, and the references that were removed for this. */
export interface Ordered {
  readonly drafts: readonly Draft[];
  readonly cut: readonly Left[];
}

/**
 * Only flows have circular references: one hands a call over to another flow, or to that flow's entry point. Such a binding is left out,
 * and the id stays in the flow's file.
 * @param giver the draft that gives an id; undefined where none does.
 */
export function ordered(drafts: readonly Draft[], giver: (id: string) => Draft | undefined): Ordered {
  const cut: Left[] = [];
  const needs = new Map<Draft, Set<Draft>>();
  for (const draft of drafts) {
    const givers = refsIn(draft.args).flatMap((id) => giver(id) ?? []);
    needs.set(draft, new Set(givers.filter((one) => one !== draft)));
  }
  const open = drafts.map((draft) => {
    if (draft.args.bindings === undefined) return draft;
    const circular = [...(needs.get(draft) ?? [])].filter((target) => reaches(target, draft, needs));
    for (const target of circular) {
      needs.get(draft)?.delete(target);
      cut.push(circle(draft, target));
    }
    return circular.length === 0 ? draft : withoutBindings(draft, (id) => circular.some((one) => one === giver(id)));
  });
  return { drafts: sorted(drafts, needs).map((draft) => open[drafts.indexOf(draft)] ?? draft), cut };
}

function circle({ taken }: Draft, target: Draft): Left {
  const reason = `it hands over to ${target.taken.name}, which needs it: that id is in the flow's file, and the binding must be added by hand for another organisation`;
  return { kind: taken.kind, id: taken.id, name: taken.name, reason };
}

function reaches(from: Draft, to: Draft, needs: ReadonlyMap<Draft, ReadonlySet<Draft>>): boolean {
  const seen = new Set<Draft>();
  const open = [from];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one === to) return true;
    if (seen.has(one)) continue;
    seen.add(one);
    open.push(...(needs.get(one) ?? []));
  }
  return false;
}

function withoutBindings(draft: Draft, isCut: (id: string) => boolean): Draft {
  const { bindings, ...args } = draft.args;
  const kept = Object.entries((bindings ?? {}) as Readonly<Record<string, unknown>>).filter(
    ([, value]) => !refsIn(value).some(isCut),
  );
  return { ...draft, args: kept.length === 0 ? args : { ...args, bindings: Object.fromEntries(kept) } };
}

/** Depth first, so that related drafts are next to each other. */
function sorted(drafts: readonly Draft[], needs: ReadonlyMap<Draft, ReadonlySet<Draft>>): readonly Draft[] {
  const done = new Set<Draft>();
  const visit = (draft: Draft, path: readonly Draft[]): void => {
    if (done.has(draft)) return;
    if (path.includes(draft)) {
      const names = [...path.slice(path.indexOf(draft)), draft].map(({ taken }) => `${taken.kind} ${taken.name}`);
      throw new Error(`These objects need each other, which no program can say: ${names.join(" -> ")}.`);
    }
    for (const other of needs.get(draft) ?? []) visit(other, [...path, draft]);
    done.add(draft);
  };
  for (const draft of drafts) visit(draft, []);
  return [...done];
}
