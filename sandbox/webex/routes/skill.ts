import { rowsIn, textOf } from "../../core/json";
import { configError, invalidFields, Refused } from "../webex-errors";
import { nounOf } from "../read-nouns";

/** Something that an agent can do. */
export const skill = nounOf("skill", {
  check: (body) => {
    if (body.skillType === "enum" && rowsIn(body.enumSkillValues).length === 0)
      throw invalidFields(["enumSkillValues"]);
  },
  // Skill profiles refer to the values of an enumeration by id.
  handles: (entity) => rowsIn(entity.enumSkillValues).map((value) => textOf(value.id)),
});

/** The skills of an agent, or of every agent of a team, with their levels. */
export const skillProfile = nounOf("skill-profile", {
  early: (body) => {
    if (rowsIn(body.activeEnumSkills).some((entry) => entry.skillId !== undefined)) {
      throw new Refused(500, (trackingId) => ({ trackingId, error: "An Unexpected Error Occurred" }));
    }
  },
  check: (body, { entities }) => {
    const named = rowsIn(body.activeEnumSkills);
    if (named.length + rowsIn(body.activeSkills).length === 0) throw configError(400, "Atleast one skill is mandatory");
    const known = new Set(entities.list("skill").flatMap((entity) => skill.handles?.(entity) ?? []));
    if (named.some((entry) => !known.has(textOf(entry.enumSkillValueId)))) {
      throw invalidFields(["activeEnumSkills.enumSkillValueId"]);
    }
  },
});
