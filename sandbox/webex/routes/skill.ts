import { rowsIn, textOf } from "../../core/json";
import { configError, invalidFields, Refused } from "../webex-errors";
import { nounOf } from "../read-nouns";

/** Something an agent is good at. */
export const skill = nounOf("skill", {
  check: (body) => {
    if (body["skillType"] === "enum" && rowsIn(body["enumSkillValues"]).length === 0)
      throw invalidFields(["enumSkillValues"]);
  },
  // Skill profiles speak of the values of an enumeration by their own ids.
  handles: (entity) => rowsIn(entity["enumSkillValues"]).map((value) => textOf(value["id"])),
});

/** What an agent, or every agent of a team, is good at and how much. */
export const skillProfile = nounOf("skill-profile", {
  early: (body) => {
    if (rowsIn(body["activeEnumSkills"]).some((entry) => entry["skillId"] !== undefined)) {
      throw new Refused(500, (trackingId) => ({ trackingId, error: "An Unexpected Error Occurred" }));
    }
  },
  check: (body, { entities }) => {
    const named = rowsIn(body["activeEnumSkills"]);
    if (named.length + rowsIn(body["activeSkills"]).length === 0)
      throw configError(400, "Atleast one skill is mandatory");
    const known = new Set(entities.list("skill").flatMap((entity) => skill.handles?.(entity) ?? []));
    if (named.some((entry) => !known.has(textOf(entry["enumSkillValueId"])))) {
      throw invalidFields(["activeEnumSkills.enumSkillValueId"]);
    }
  },
});
