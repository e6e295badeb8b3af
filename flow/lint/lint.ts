import type { Flow } from "../model";
import { withinSeconds } from "../time-limit";
import { Context } from "./context";
import type { LintOptions, Suppression } from "./options";
import { SEVERITIES, type Finding, type Rule } from "./rule";
import { RULES } from "./rules";

/** Findings, with the accepted ones in a separate list. */
export interface LintResult {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly reason: string }[];
  /** Suppressions that match no finding any more. */
  readonly unused: readonly Suppression[];
}

const fits = (flow: Flow, finding: Finding, suppression: Suppression): boolean =>
  suppression.rule === finding.rule &&
  (suppression.flow === undefined || suppression.flow === flow.name) &&
  (suppression.process === undefined || suppression.process === finding.process) &&
  (suppression.activity === undefined || suppression.activity === finding.activity) &&
  (suppression.path === undefined || suppression.path === finding.path);

function findingsOf(rule: Rule, context: Context): readonly Finding[] {
  const setting = context.options.rules?.[rule.id];
  if (setting === "off") return [];
  const severity = setting ?? rule.severity;
  return rule.check(context).map(({ process, activity, path, message, fix }) => ({
    rule: rule.id,
    severity,
    process,
    activity,
    path,
    message,
    fix: fix ?? rule.fix,
  }));
}

/** Errors first; within a severity in the order of the processes and their activities. */
function inOrder(flow: Flow, findings: readonly Finding[]): readonly Finding[] {
  const positions = new Map(
    flow.processes.flatMap(({ key, nodes }, process) =>
      nodes.map(({ name }, node) => [`${key}/${name}`, process * 100_000 + node + 1] as const),
    ),
  );
  const position = ({ process, activity }: Finding): number => positions.get(`${process}/${activity}`) ?? 0;
  return [...findings].sort(
    (left, right) =>
      SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) || position(left) - position(right),
  );
}

/** Checks a flow and lists suppressed findings separately. The same flow and options give the same result. @throws TimeLimitError */
export const checkFlow = (flow: Flow, options: LintOptions = {}): LintResult =>
  withinSeconds(MAX_SECONDS, () => checked(flow, options));

/** A flow of 10,000 activities takes a few seconds. */
const MAX_SECONDS = 120;

function checked(flow: Flow, options: LintOptions): LintResult {
  const context = new Context(flow, options);
  const all = inOrder(
    flow,
    RULES.flatMap((rule) => findingsOf(rule, context)),
  );
  const suppressions = options.suppressions ?? [];
  const matched = all.map((finding) => ({
    finding,
    by: suppressions.find((suppression) => fits(flow, finding, suppression)),
  }));
  return {
    findings: matched.filter(({ by }) => by === undefined).map(({ finding }) => finding),
    suppressed: matched.flatMap(({ finding, by }) => (by === undefined ? [] : [{ finding, reason: by.reason }])),
    unused: suppressions.filter(
      (suppression) =>
        (suppression.flow === undefined || suppression.flow === flow.name) &&
        !matched.some(({ by }) => by === suppression),
    ),
  };
}

/** The findings of all rules, errors first. */
export const lintFlow = (flow: Flow, options: LintOptions = {}): readonly Finding[] =>
  checkFlow(flow, options).findings;
