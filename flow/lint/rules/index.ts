import type { Rule } from "../rule";
import { EXPRESSION_RULES } from "./expression";
import { REQUEST_RULES } from "./requests";
import { PRACTICE_RULES } from "./practice";
import { SOQL_RULES } from "./soql";
import { STRUCTURE_RULES } from "./structure";

/** Every rule, family by family. */
export const RULES: readonly Rule[] = [
  ...STRUCTURE_RULES,
  ...EXPRESSION_RULES,
  ...REQUEST_RULES,
  ...SOQL_RULES,
  ...PRACTICE_RULES,
];
