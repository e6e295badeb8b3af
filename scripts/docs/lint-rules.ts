import { type Family, type LintRule, RULES } from "../../flow";
import { z } from "zod";
import ruleTexts from "../../flow/lint/rules/rule-texts.json";

/** The page of the lint rules, generated from the rules. */

const FAMILIES: Readonly<Record<Family, string>> = {
  structure: "Structure",
  expression: "Expressions",
  http: "HTTP",
  soql: "SOQL inside requests",
  practice: "Contact centre practice",
};

const INTRODUCTION = [
  "# Lint rules",
  "Written by `npm run docs` from the rules; not to be edited.",
  "`datadip lint FILE...` exits 0 with nothing or only info, 1 with warnings or errors, 2 where an input cannot be used. An error will fail or harm, a warning is likely wrong, info is style or worth knowing. [lint-mutations.md](lint-mutations.md) measures how many faults these rules find.",
];

/** An example of each rule, in one line of Markdown. */
const EXAMPLES = z.record(z.string(), z.object({ example: z.string() })).parse(ruleTexts);

const familyOf = ({ id }: LintRule): string => id.split("/")[0] ?? id;

function entry({ id, severity, title, why, fix }: LintRule): string {
  return `### \`${id}\`\n\n${title}: ${severity}.\n\n- Why: ${escaped(why)}\n- What to do: ${escaped(fix)}\n- Example: ${EXAMPLES[id]?.example ?? ""}`;
}

/** Escapes braces and asterisks of expressions for Markdown. */
const escaped = (text: string): string => text.replace(/[*_]/g, "\\$&");

export function lintRulesPage(): string {
  const sections = Object.entries(FAMILIES).map(([family, title]) => {
    const rules = RULES.filter((rule) => familyOf(rule) === family);
    return [`## ${title}`, ...rules.map(entry)].join("\n\n");
  });
  return `${[...INTRODUCTION, ...sections].join("\n\n")}\n`;
}
