import { printableLines, plural } from "../../operations/printable";
import { SEVERITIES, type Finding, type Flow, type LintResult } from "../../flow";

/** A file with its findings, or the reason why it cannot be read. */
export type Linted =
  | { readonly file: string; readonly flow: Flow; readonly result: LintResult }
  | { readonly file: string; readonly error: string };

const placeOf = ({ process, activity }: Finding): string =>
  activity === "" ? "The flow itself" : process === "main" ? activity : `${activity}  (${process})`;

const findingLines = ({ rule, severity, path, message, fix }: Finding): readonly string[] => [
  `    ${severity.padEnd(9)}${rule}${path === "" ? "" : `  at ${path}`}`,
  `             ${message}`,
  `             Fix: ${fix}`,
];

/** Findings grouped by activity; activities with errors first, otherwise in the order of the findings. */
function groupLines(findings: readonly Finding[]): readonly string[] {
  const places = [...new Set(findings.map(placeOf))];
  return places.flatMap((place) => [
    "",
    `  ${place}`,
    ...findings.filter((finding) => placeOf(finding) === place).flatMap(findingLines),
  ]);
}

const totals = (findings: readonly Finding[]): string =>
  SEVERITIES.map((severity) =>
    plural(findings.filter((finding) => finding.severity === severity).length, severity === "info" ? "note" : severity),
  ).join(", ");

const noteLines = ({ suppressed, unused }: LintResult): readonly string[] => [
  ...(suppressed.length === 0 ? [] : ["", `  ${plural(suppressed.length, "finding")} suppressed:`]),
  ...suppressed.map(({ finding, reason }) => `    ${finding.rule} at ${placeOf(finding)}: ${reason}`),
  ...unused.map(
    ({ rule, reason }) => `  The suppression of ${rule} ("${reason}") matches nothing any more; remove it.`,
  ),
];

function fileLines(entry: Linted): readonly string[] {
  if ("error" in entry) return [`${entry.file}: not checked`];
  const { findings } = entry.result;
  return [
    `${entry.file}: ${entry.flow.name}, ${findings.length === 0 ? "no findings" : totals(findings)}`,
    ...groupLines(findings),
    ...noteLines(entry.result),
    "",
  ];
}

function summaryLines(findings: readonly Finding[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  if (counts.size === 0) return [];
  const width = Math.max(...[...counts.keys()].map((rule) => rule.length));
  return [
    "Findings by rule:",
    ...[...counts].map(([rule, count]) => `  ${rule.padEnd(width)}  ${count}`),
    totals(findings),
  ];
}

/** The findings of several files as text for a terminal: by activity, then counted by rule. */
export function lintText(all: readonly Linted[]): string {
  const findings = all.flatMap((entry) => ("error" in entry ? [] : entry.result.findings));
  return printableLines(`${[...all.flatMap(fileLines), ...summaryLines(findings)].join("\n").trimEnd()}\n`);
}
