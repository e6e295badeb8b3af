export { checkFlow, lintFlow, type LintResult } from "./lint";
export type { LintOptions, Suppression } from "./options";
export { SEVERITIES, type Family, type Finding, type Report, type Rule, type Severity } from "./rule";
export { RULES } from "./rules";
