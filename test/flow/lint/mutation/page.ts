import type { Mutant } from "./run";
import { OPERATORS } from "./run";

/** A broken flow that no intended rule notices. */
export type Survivor = Pick<Mutant, "flow" | "place"> & { readonly operator: string };

/** Why nothing is said, by operator and place. */
const REASONS: readonly (readonly [operators: RegExp, places: RegExp, reason: string])[] = [
  [
    /^drop-link$/,
    / -error-> /,
    "An error port may be left unlinked: the OnGlobalError handler, which this flow has, then takes the call over.",
  ],
  [
    /^(?:swap-ports|drop-condition|wrong-guard)$/,
    /^HasAccount\b/,
    "Only decides whether one more value is read out of an answer that is there; without an account the value stays as it was.",
  ],
  [
    /^swap-ports$/,
    /^(?:NoteSaved|CaseTagged)\b/,
    "Either way is an end: the call, and what Salesforce holds, are the same, and only the trace differs.",
  ],
  [
    /^swap-ports$/,
    /^StillWaiting\b/,
    "What a variable's value means is the flow's own agreement; the scenarios of this flow notice.",
  ],
];

export const reasonOf = ({ operator, place }: Survivor): string | undefined =>
  REASONS.find(([operators, places]) => operators.test(operator) && places.test(place))?.[2];

const BULLET = /^- (\S+), (.+): `(.+)`$/;

/** The survivors that a page lists. */
export const survivorsIn = (page: string): readonly Survivor[] =>
  page.split("\n").flatMap((line) => {
    const [, operator, flow, place] = BULLET.exec(line) ?? [];
    return operator === undefined || flow === undefined || place === undefined ? [] : [{ operator, flow, place }];
  });

export const shareCaught = (mutants: number, survivors: number): number => (100 * (mutants - survivors)) / mutants;

/** The page, from every mutant and those that survive. */
export function pageOf(mutants: readonly Mutant[], survivors: readonly Survivor[]): string {
  const byOperator = OPERATORS.map(({ id, what, rules }) => {
    const all = mutants.filter(({ operator }) => operator.id === id).length;
    const caught = all - survivors.filter(({ operator }) => operator === id).length;
    return `- \`${id}\`, ${caught} of ${all}: ${what}. ${rules.map((rule) => `\`${rule}\``).join(", ")}`;
  });
  const reasons = [...new Set(survivors.map((survivor) => reasonOf(survivor) ?? "Not explained."))];
  const groups = reasons.map((reason) => {
    const those = survivors.filter((survivor) => (reasonOf(survivor) ?? "Not explained.") === reason);
    return `${reason}\n\n${those.map(({ operator, flow, place }) => `- ${operator}, ${flow}: \`${place}\``).join("\n")}`;
  });
  return `${[
    "# What the lint rules catch",
    "Written by `DATADIP_MUTANTS=write npx jest test/flow/lint/mutation.test.ts`; not to be edited.",
    `${OPERATORS.length} ways to break a flow were applied at every place of the shipped flows where they mean something. Of ${mutants.length} broken flows one of the intended rules names ${mutants.length - survivors.length}, ${shareCaught(mutants.length, survivors.length).toFixed(1)} %.`,
    "## Ways to break a flow",
    "Each with how many were caught, and the rules that are meant to.",
    byOperator.join("\n"),
    "## Broken flows that nobody notices",
    ...groups,
  ].join("\n\n")}\n`;
}
