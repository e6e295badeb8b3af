import { z } from "zod";
import type { Checks, Rule } from "../rule";
import { FAILURE_CHECKS } from "./expression/failures";
import { GRAMMAR_CHECKS } from "./expression/grammar";
import { JSON_BODY_CHECKS } from "./expression/json-body";
import { MEANING_CHECKS } from "./expression/meaning";
import { NAMES_CHECKS } from "./expression/names";
import { USAGE_CHECKS } from "./expression/usage";
import { AGENTS_CHECKS } from "./practice/agents";
import { CALLERS_CHECKS } from "./practice/callers";
import { EVENTS_CHECKS } from "./practice/events";
import { IDS_CHECKS } from "./practice/ids";
import { LIMITS_CHECKS } from "./practice/limits";
import { RECORDS_CHECKS } from "./practice/records";
import { RESULTS_CHECKS } from "./requests/results";
import { SECRETS_CHECKS } from "./requests/secrets";
import { TARGETS_CHECKS } from "./requests/targets";
import { ROWS_CHECKS } from "./soql/rows";
import { VALUES_CHECKS } from "./soql/values";
import { DEFINITION_CHECKS } from "./structure/definitions";
import { FILE_CHECKS } from "./structure/file";
import { PATHS_CHECKS } from "./structure/paths";
import { PORTS_CHECKS } from "./structure/ports";
import { SUBFLOWS_CHECKS } from "./structure/subflows";
import { REQUIRED_FIELD_CHECKS } from "./structure/required-fields";
import ruleTexts from "./rule-texts.json";

const CHECKS: Checks = {
  ...REQUIRED_FIELD_CHECKS,
  ...FAILURE_CHECKS,
  ...GRAMMAR_CHECKS,
  ...JSON_BODY_CHECKS,
  ...MEANING_CHECKS,
  ...NAMES_CHECKS,
  ...USAGE_CHECKS,
  ...AGENTS_CHECKS,
  ...CALLERS_CHECKS,
  ...EVENTS_CHECKS,
  ...IDS_CHECKS,
  ...LIMITS_CHECKS,
  ...RECORDS_CHECKS,
  ...RESULTS_CHECKS,
  ...SECRETS_CHECKS,
  ...TARGETS_CHECKS,
  ...ROWS_CHECKS,
  ...VALUES_CHECKS,
  ...DEFINITION_CHECKS,
  ...FILE_CHECKS,
  ...PATHS_CHECKS,
  ...PORTS_CHECKS,
  ...SUBFLOWS_CHECKS,
};

const texts = z.record(
  z.custom<Rule["id"]>(
    (id) => typeof id === "string" && /^(?:structure|expression|http|soql|practice)\/[\w-]+$/.test(id),
  ),
  z.object({ severity: z.enum(["error", "warning", "info"]), title: z.string(), why: z.string(), fix: z.string() }),
);

function checkOf(id: string): Rule["check"] {
  const check = CHECKS[id];
  if (check === undefined) throw new Error(`rule-texts.json describes ${id}, which nothing checks.`);
  return check;
}

/** Every rule by family: its texts from rule-texts.json and its check. */
export const RULES: readonly Rule[] = Object.entries(texts.parse(ruleTexts)).map(([id, text]) => ({
  // Object.entries types the keys as string; the schema has checked them.
  id: id as Rule["id"],
  ...text,
  check: checkOf(id),
}));
