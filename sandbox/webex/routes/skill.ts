import { z } from "zod";
import { isJsonObject, textOf, type JsonObject } from "../../core/json";
import { configError, invalidFields, Refused } from "../webex-errors";
import { description, DOTTED_NAME, flag, id, int, nameOf, seconds, SKILL_NAME } from "../fields";
import type { Noun } from "../noun";

/** Every spelling the live service takes, by the one of the official description. */
const TYPES: Readonly<Record<string, string>> = {
  PROFICIENCY: "Proficiency",
  BOOLEAN: "Boolean",
  TEXT: "Text",
  ENUM: "enum",
  "0": "Text",
  "1": "Proficiency",
  "2": "Boolean",
  "3": "enum",
};

const rows = (body: JsonObject, field: string): readonly JsonObject[] => {
  const value = body[field];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
};

/** Something an agent is good at. */
export const skill: Noun = {
  kind: "skill",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/skill",
  schema: z.object({
    name: nameOf(SKILL_NAME),
    description,
    active: flag,
    serviceLevelThreshold: seconds,
    dynamicSkill: flag.default(false),
    skillType: z
      .string()
      .refine((type) => type.toUpperCase() in TYPES)
      .transform((type) => TYPES[type.toUpperCase()] ?? type),
    enumSkillValues: z.array(z.object({ id: id.optional(), name: nameOf(DOTTED_NAME), description })).optional(),
  }),
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  created: 201,
  deleted: 204,
  unique: ["name"],
  immutable: ["name", "skillType"],
  nested: [{ field: "enumSkillValues", key: "name" }],
  listOmits: ["enumSkillValues"],
  check: (body) => {
    if (body["skillType"] === "enum" && rows(body, "enumSkillValues").length === 0)
      throw invalidFields(["enumSkillValues"]);
  },
  // Skill profiles speak of the values of an enumeration by their own ids.
  handles: (entity) => rows(entity, "enumSkillValues").map((value) => textOf(value["id"])),
  bulk: "create",
};

const MAX_TEXT = 100;
const MAX_PROFICIENCY = 10;

/** What an agent, or every agent of a team, is good at and how much. */
export const skillProfile: Noun = {
  kind: "skill-profile",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/skill-profile",
  schema: z.object({
    name: nameOf(SKILL_NAME),
    description,
    activeSkills: z
      .array(
        z.object({
          id: id.optional(),
          skillId: id,
          // Required by the official description only.
          booleanValue: flag.default(false),
          proficiencyValue: int.min(0).max(MAX_PROFICIENCY).optional(),
          textValue: z.string().max(MAX_TEXT).optional(),
        }),
      )
      .default([]),
    activeEnumSkills: z.array(z.object({ id: id.optional(), enumSkillValueId: id })).default([]),
  }),
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  created: 201,
  deleted: 204,
  unique: ["name"],
  references: { "activeSkills.skillId": "skill", "activeEnumSkills.enumSkillValueId": "" },
  nested: [
    { field: "activeSkills", key: "skillId" },
    { field: "activeEnumSkills", key: "enumSkillValueId" },
  ],
  listOmits: ["activeSkills", "activeEnumSkills"],
  early: (body) => {
    if (rows(body, "activeEnumSkills").some((entry) => entry["skillId"] !== undefined)) {
      throw new Refused(500, (trackingId) => ({ trackingId, error: "An Unexpected Error Occurred" }));
    }
  },
  check: (body, { entities }) => {
    const named = rows(body, "activeEnumSkills");
    if (named.length + rows(body, "activeSkills").length === 0)
      throw configError(400, "Atleast one skill is mandatory");
    const known = new Set(entities.list("skill").flatMap((entity) => skill.handles?.(entity) ?? []));
    if (named.some((entry) => !known.has(textOf(entry["enumSkillValueId"])))) {
      throw invalidFields(["activeEnumSkills.enumSkillValueId"]);
    }
  },
  bulk: "create",
};
