export { checkFlow, lintFlow, type LintResult } from "./lint";
export type { LintOptions, Suppression } from "./options";
export {
  SEVERITIES,
  type Family,
  type Finding,
  type Report as LintReport,
  type Rule as LintRule,
  type Severity,
} from "./rule";
export { RULES } from "./rules";
