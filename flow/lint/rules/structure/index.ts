import type { Rule } from "../../rule";
import { DEFINITION_RULES } from "./definitions";
import { FILE_RULES } from "./file";
import { PATHS_RULES } from "./paths";
import { PORTS_RULES } from "./ports";
import { REQUIRED_FIELDS } from "./required-fields";
import { SUBFLOWS_RULES } from "./subflows";

export const STRUCTURE_RULES: readonly Rule[] = [
  ...PATHS_RULES,
  ...PORTS_RULES,
  REQUIRED_FIELDS,
  ...FILE_RULES,
  ...SUBFLOWS_RULES,
  ...DEFINITION_RULES,
];
