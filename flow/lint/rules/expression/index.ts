import type { Rule } from "../../rule";
import { GRAMMAR_RULES } from "./grammar";
import { JSON_BODY_RULES } from "./json-body";
import { FAILURE_RULES } from "./failures";
import { MEANING_RULES } from "./meaning";
import { NAMES_RULES } from "./names";
import { USAGE_RULES } from "./usage";

export const EXPRESSION_RULES: readonly Rule[] = [
  ...GRAMMAR_RULES,
  ...NAMES_RULES,
  ...USAGE_RULES,
  ...MEANING_RULES,
  ...FAILURE_RULES,
  ...JSON_BODY_RULES,
];
