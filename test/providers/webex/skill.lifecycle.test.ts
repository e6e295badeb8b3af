import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.Skill", "skill", (tenant) => {
  const withId = (value: object): unknown => ({ ...value, id: expect.any(String) as unknown });
  return Promise.resolve({
    inputs: {
      name: "Language",
      description: "Spoken",
      skillType: "ENUM",
      enumSkillValues: [{ name: "French", description: "fr" }, { name: "German" }],
    },
    wire: {
      name: "Language",
      description: "Spoken",
      active: true,
      serviceLevelThreshold: 30,
      skillType: "enum",
      enumSkillValues: [{ name: "French", description: "fr" }, { name: "German" }].map(withId),
    },
    update: {
      inputs: { serviceLevelSeconds: 60, enumSkillValues: [{ name: "German" }, { name: "Italian" }] },
      wire: { serviceLevelThreshold: 60, enumSkillValues: [{ name: "German" }, { name: "Italian" }].map(withId) },
    },
    removal: { input: "description", wire: { description: null } },
    drift: { by: (id) => tenant.edit("skill", id, { active: false }), input: "active", shown: false },
    replacements: {
      name: { name: "Tongue" },
      skillType: { skillType: "PROFICIENCY", enumSkillValues: undefined },
    },
    rename: { name: "Language 2" },
    references: [],
    refused: [
      [{ name: "French & German" }, "name", "may hold only letters, digits, spaces, comma, @, ., - and _"],
      [{ name: "" }, "name", "must not be empty"],
      [{ name: "x".repeat(81) }, "name", "may have at most 80 characters"],
      [{ description: "x".repeat(256) }, "description", "may have at most 255 characters"],
      [{ skillType: undefined }, "skillType", /PROFICIENCY/],
      [{ skillType: "Number" }, "skillType", /PROFICIENCY/],
      [{ serviceLevelSeconds: -1 }, "serviceLevelSeconds", "must be at least 0 s"],
      [{ serviceLevelSeconds: 0.5 }, "serviceLevelSeconds", "must be whole seconds"],
      [{ enumSkillValues: undefined }, "enumSkillValues", "is required for an ENUM skill"],
      [{ enumSkillValues: [] }, "enumSkillValues", "needs at least one value"],
      [{ enumSkillValues: [{ name: "A" }, { name: "A" }] }, "enumSkillValues", "has A twice"],
      [{ enumSkillValues: [{ name: "A/B" }] }, "enumSkillValues[0].name", /^may hold only letters/],
      [{ skillType: "BOOLEAN" }, "enumSkillValues", "does not belong to a BOOLEAN skill"],
    ],
    requests: {
      create: ["POST skill"],
      update: ["GET skill/:id", "PUT skill/:id"],
      delete: ["DELETE skill/:id"],
      gone: ["DELETE skill/:id"],
    },
  });
});
