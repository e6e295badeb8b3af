import type { Rule } from "../../rule";
import { RESULTS_RULES } from "./results";
import { SECRETS_RULES } from "./secrets";
import { TARGETS_RULES } from "./targets";

export const REQUEST_RULES: readonly Rule[] = [...TARGETS_RULES, ...RESULTS_RULES, ...SECRETS_RULES];
