import type { Rule } from "../../rule";
import { ROWS_RULES } from "./rows";
import { VALUES_RULES } from "./values";

export const SOQL_RULES: readonly Rule[] = [...ROWS_RULES, ...VALUES_RULES];
