import { CASE_RULES, COMMENT_RULES, ACCOUNT_RULES, CONTACT_RULES, GROUP_RULES, TASK_RULES } from "./rules";
import objects from "./objects.json";
import { ASSIGNMENT_RULES, LICENSE_ASSIGNMENT_RULES } from "./permission-set";
import { defineSObject, definitions, type Rules, type SObject } from "./sobject";
import { USER_RULES } from "./user";

/** Rules of objects beyond their fields. */
const RULES: Readonly<Record<string, Rules>> = {
  Account: ACCOUNT_RULES,
  Case: CASE_RULES,
  CaseComment: COMMENT_RULES,
  Contact: CONTACT_RULES,
  Group: GROUP_RULES,
  PermissionSetAssignment: ASSIGNMENT_RULES,
  PermissionSetLicenseAssign: LICENSE_ASSIGNMENT_RULES,
  Task: TASK_RULES,
  User: USER_RULES,
};

/** Every standard object that the org has. Each has a page in https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference */
export const SOBJECTS: readonly SObject[] = Object.entries(definitions.parse(objects)).map(([name, definition]) =>
  defineSObject(name, definition, RULES[name] ?? {}),
);
