import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { webexEntity } from "../stores/entity-store";
import { baseWire, keepIds } from "../stores/entity";
import { descriptionField, duplicateNames, nameField, secondsField } from "../fields/common";
import { lookUpOf } from "../client/find-by-name";

const EnumValue = z.strictObject({
  /** Unique in the skill; at most 80 letters, digits, spaces, `.`, `-` and `_`. */
  name: nameField(/^[a-zA-Z0-9._\-\s]*$/, 80, "letters, digits, spaces, ., - and _"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
});

const inputs = z.strictObject({
  /** Unique in the organisation; at most 80 letters, digits, spaces, `,`, `@`, `.`, `-` and `_`. Fixed at creation. */
  name: nameField(/^[a-zA-Z0-9,@_.\-\s]*$/, 80, "letters, digits, spaces, comma, @, ., - and _"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Whether skill profiles and queues can use it. */
  active: z.boolean().default(true),
  /** `PROFICIENCY`: 0 to 10; `BOOLEAN`: has it or not; `TEXT`: free text; `ENUM`: one of `enumSkillValues`. Fixed at creation. */
  skillType: z.enum(["PROFICIENCY", "BOOLEAN", "TEXT", "ENUM"]),
  /** Service-level target of contacts that need this skill, in seconds. */
  serviceLevelSeconds: secondsField(0).default(30),
  /** The values of an `ENUM` skill; at least one. */
  enumSkillValues: z.array(EnumValue).min(1, "needs at least one value").optional(),
  /** Whether supervisors may give it to agents during the day. Needs the feature in the organisation. */
  dynamicSkill: z.boolean().optional(),
});

const outputs = z.object({
  /** Ids of the values by name, for the `activeEnumSkills` of a skill profile. */
  enumSkillValueIds: z.record(z.string(), z.string()),
});

const wire = baseWire.extend({
  name: z.string(),
  skillType: z.string(),
  serviceLevelThreshold: z.number(),
  enumSkillValues: z.array(z.looseObject({ id: z.string().optional(), name: z.string() })).optional(),
});

type Inputs = z.output<typeof inputs>;

function rules(skill: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  const { skillType, enumSkillValues: values } = skill;
  if (skillType === undefined || !isKnown("enumSkillValues")) return [];
  const problem = (reason: string): readonly Problem[] => [{ property: "enumSkillValues", reason }];
  if (skillType !== "ENUM") return values === undefined ? [] : problem(`does not belong to a ${skillType} skill`);
  if (values === undefined) return problem("is required for an ENUM skill");
  return duplicateNames("enumSkillValues", values);
}

/**
 * A skill of agents. Queues require skills, skill profiles give them to agents.
 *
 * @example
 * const french = new webex.Skill("French", { skillType: "PROFICIENCY" });
 */
export const Skill = defineResource({
  kind: "webex.Skill",
  noun: "skill",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/skill",
  inputs,
  outputs,
  naturalKey: ["name"],
  replaceOnChanges: ["name", "skillType"],
  sets: ["enumSkillValues"],
  rules,
  store: webexEntity({
    inputs,
    outputs,
    wire,
    path: "skill",
    toWire: ({ serviceLevelSeconds, enumSkillValues, ...same }, live) => ({
      ...same,
      serviceLevelThreshold: serviceLevelSeconds,
      enumSkillValues:
        enumSkillValues === undefined ? undefined : keepIds(enumSkillValues, live?.enumSkillValues, "name"),
    }),
    fromWire: ({ skillType, serviceLevelThreshold, enumSkillValues = [] }) => ({
      // Published as Proficiency, Boolean, Text and enum; accepted in capitals.
      skillType: skillType.toUpperCase(),
      serviceLevelSeconds: serviceLevelThreshold,
      enumSkillValueIds: Object.fromEntries(enumSkillValues.map(({ id, name }) => [name, id])),
    }),
  }),
  permission: "skill-definition",
  lookUp: "getSkill",
  export: {
    // Skill profiles hold the ids of an ENUM skill's values.
    innerIds: ({ enumSkillValueIds = {} }) =>
      Object.entries(z.record(z.string(), z.string()).parse(enumSkillValueIds)).map(([name, id]) => ({
        id,
        code: `.enumSkillValueIds.apply((ids) => ids[${JSON.stringify(name)}] ?? "")`,
      })),
  },
  trial: { inputs: { skillType: "BOOLEAN" } },
  picture: { family: "other" },
});
export type Skill = InstanceType<typeof Skill>;

/** An existing skill by name. */
export const { plain: getSkill, output: getSkillOutput } = lookUpOf("webex.Skill");
