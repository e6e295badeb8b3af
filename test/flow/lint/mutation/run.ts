import { lintFlow, readV1, type Finding, type Flow, type LintOptions } from "../../../../flow";
import { Draft } from "./draft";
import { EXPRESSION_OPERATORS } from "./expression";
import type { Operator } from "./operator";
import { PRACTICE_OPERATORS } from "./practice";
import { QUERY_OPERATORS, REQUEST_OPERATORS } from "./requests";
import { STRUCTURE_OPERATORS } from "./structure";

export const OPERATORS: readonly Operator[] = [
  ...STRUCTURE_OPERATORS,
  ...EXPRESSION_OPERATORS,
  ...REQUEST_OPERATORS,
  ...QUERY_OPERATORS,
  ...PRACTICE_OPERATORS,
];

/** One way to break one flow. */
export interface Mutant {
  readonly operator: Operator;
  readonly flow: string;
  /** In words; unique for operator and flow. */
  readonly place: string;
  /** Whether one of the rules that the operator is meant for speaks, where it did not speak about the unbroken flow. */
  readonly isCaught: () => boolean;
}

const keyOf = ({ rule, process, activity }: Finding): string => `${rule} ${process} ${activity}`;

function counts(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const finding of findings) found.set(keyOf(finding), (found.get(keyOf(finding)) ?? 0) + 1);
  return found;
}

const lintDraft = (draft: Draft, options: LintOptions): readonly Finding[] => lintFlow(readV1(draft.document), options);

/** Places in words; where an operator breaks one text in several ways, they are numbered. */
function numbered(places: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return places.map((place) => {
    const count = (seen.get(place) ?? 0) + 1;
    seen.set(place, count);
    return count === 1 ? place : `${place}, ${count}`;
  });
}

/** Every operator at every place of the flow where it means something. */
export function mutantsOf(name: string, flow: Flow, options: LintOptions): readonly Mutant[] {
  const before = counts(lintDraft(Draft.of(flow), options));
  return OPERATORS.flatMap((operator) => {
    const sites = operator.sites(Draft.of(flow));
    const places = numbered(sites.map(({ place }) => place));
    return sites.map(({ apply }, index): Mutant => {
      const isCaught = (): boolean => {
        const draft = Draft.of(flow);
        apply(draft);
        const findings = lintDraft(draft, options);
        const after = counts(findings);
        return findings.some(
          (finding) =>
            operator.rules.includes(finding.rule) &&
            (after.get(keyOf(finding)) ?? 0) > (before.get(keyOf(finding)) ?? 0),
        );
      };
      return { operator, flow: name, place: places[index] ?? "", isCaught };
    });
  });
}
