import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { webexEntity } from "../stores/entity-store";
import { baseWire, keepIds } from "../stores/entity";
import { descriptionField, idField, nameField } from "../fields/common";
import { MAX_PROFICIENCY, MAX_TEXT_SKILL_CHARS } from "../limits";
import { lookUpOf } from "../client/find-by-name";

const ActiveSkill = z.strictObject({
  /** The skill, of any type but `ENUM`. */
  skillId: idField("a skill"),
  /** Whether the agent has a `BOOLEAN` skill. */
  booleanValue: z.boolean().default(false),
  /** How good the agent is at a `PROFICIENCY` skill: 0 to 10. */
  proficiencyValue: z
    .number()
    .int("must be a whole number")
    .min(0, "must be at least 0")
    .max(MAX_PROFICIENCY, `may be at most ${MAX_PROFICIENCY}`)
    .optional(),
  /** The value of a `TEXT` skill; at most 100 characters. */
  textValue: z.string().max(MAX_TEXT_SKILL_CHARS, `may have at most ${MAX_TEXT_SKILL_CHARS} characters`).optional(),
});

const ActiveEnumSkill = z.strictObject({
  /** The id of the value, from `enumSkillValueIds` of an `ENUM` skill. */
  enumSkillValueId: idField("a value of an ENUM skill"),
});

const inputs = z.strictObject({
  /** Unique in the organisation; at most 80 letters, digits, spaces, `,`, `@`, `.`, `-` and `_`. */
  name: nameField(/^[a-zA-Z0-9,@_.\-\s]*$/, 80, "letters, digits, spaces, comma, @, ., - and _"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Skills and how good the agents are at them. At least one here or in `activeEnumSkills`. */
  activeSkills: z.array(ActiveSkill).default([]),
  /** Which values of `ENUM` skills the agents have. */
  activeEnumSkills: z.array(ActiveEnumSkill).default([]),
});

const wire = baseWire.extend({
  name: z.string(),
  activeSkills: z.array(z.looseObject({ id: z.string().optional(), skillId: z.string() })).optional(),
  activeEnumSkills: z.array(z.looseObject({ id: z.string().optional(), enumSkillValueId: z.string() })).optional(),
});

type Inputs = z.output<typeof inputs>;

function rules(profile: Partial<Inputs>, isKnown: (key: keyof Inputs) => boolean): readonly Problem[] {
  const { activeSkills: skills = [], activeEnumSkills: values = [] } = profile;
  const known = isKnown("activeSkills") && isKnown("activeEnumSkills");
  if (known && skills.length + values.length === 0)
    return [{ property: "activeSkills", reason: "needs at least one skill, here or in activeEnumSkills" }];
  const ids = skills.map(({ skillId }) => skillId);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  return twice === undefined ? [] : [{ property: "activeSkills", reason: `has the skill ${twice} twice` }];
}

/**
 * A skill profile: the skills of an agent, or of every agent of a team. Set on users and on teams.
 *
 * @example
 * new webex.SkillProfile("French speakers", { activeSkills: [{ skillId: french.id, proficiencyValue: 7 }] });
 *
 * @limit At most 500 agents have one skill profile.
 */
export const SkillProfile = defineResource({
  kind: "webex.SkillProfile",
  noun: "skill profile",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/skill-profile",
  inputs,
  naturalKey: ["name"],
  sets: ["activeSkills", "activeEnumSkills"],
  rules,
  store: webexEntity({
    inputs,
    wire,
    path: "skill-profile",
    toWire: ({ activeSkills, activeEnumSkills, ...same }, live) => ({
      ...same,
      activeSkills: keepIds(activeSkills, live?.activeSkills, "skillId"),
      activeEnumSkills: keepIds(activeEnumSkills, live?.activeEnumSkills, "enumSkillValueId"),
    }),
    fromWire: ({ activeSkills = [], activeEnumSkills = [] }) => ({ activeSkills, activeEnumSkills }),
  }),
  permission: "skill-profile",
  lookUp: "getSkillProfile",
  export: {},
  trial: { inputs: { activeSkills: [{ skillId: "{webex.Skill}", booleanValue: true }] } },
  picture: { family: "other" },
});
export type SkillProfile = InstanceType<typeof SkillProfile>;

/** An existing skill profile by name. */
export const { plain: getSkillProfile, output: getSkillProfileOutput } = lookUpOf("webex.SkillProfile");
