import type { Rule } from "../../rule";
import { AGENTS_RULES } from "./agents";
import { CALLERS_RULES } from "./callers";
import { EVENTS_RULES } from "./events";
import { IDS_RULES } from "./ids";
import { LIMITS_RULES } from "./limits";
import { RECORDS_RULES } from "./records";

export const PRACTICE_RULES: readonly Rule[] = [
  ...IDS_RULES,
  ...CALLERS_RULES,
  ...EVENTS_RULES,
  ...RECORDS_RULES,
  ...AGENTS_RULES,
  ...LIMITS_RULES,
];
