import { lifecycle } from "../../support/lifecycle";

lifecycle("webex.SkillProfile", "skill-profile", async (tenant) => {
  const skill = (name: string, skillType: string, more = {}) =>
    tenant.make("skill", { name, active: true, skillType, serviceLevelThreshold: 30, ...more });
  const french = await skill("French", "Proficiency");
  const vip = await skill("VIP", "Boolean");
  const city = await skill("City", "enum", { enumSkillValues: [{ id: "value-paris", name: "Paris" }] });
  expect(city).toHaveProperty("enumSkillValues");
  const withId = (entry: object): unknown => ({ ...entry, id: expect.any(String) as unknown });
  const frenchEntry = { skillId: french.id, booleanValue: false, proficiencyValue: 7 };
  return {
    inputs: {
      name: "Paris desk",
      description: "Speaks French",
      activeSkills: [
        { skillId: french.id, proficiencyValue: 7 },
        { skillId: vip.id, booleanValue: true },
      ],
      activeEnumSkills: [{ enumSkillValueId: "value-paris" }],
    },
    wire: {
      name: "Paris desk",
      description: "Speaks French",
      activeSkills: [withId(frenchEntry), withId({ skillId: vip.id, booleanValue: true })],
      activeEnumSkills: [withId({ enumSkillValueId: "value-paris" })],
    },
    update: {
      inputs: { activeSkills: [{ skillId: french.id, proficiencyValue: 9 }] },
      wire: { activeSkills: [withId({ ...frenchEntry, proficiencyValue: 9 })] },
    },
    removal: { input: "description", wire: { description: null } },
    drift: {
      by: (id) => tenant.edit("skill-profile", id, { activeEnumSkills: [] }),
      input: "activeEnumSkills",
      shown: [],
    },
    rename: { name: "Paris desk 2" },
    references: ["activeSkills", "activeEnumSkills"],
    refused: [
      [{ name: "Paris/Lyon" }, "name", /^may hold only letters/],
      [
        { activeSkills: [], activeEnumSkills: [] },
        "activeSkills",
        "needs at least one skill, here or in activeEnumSkills",
      ],
      [{ activeSkills: [{ skillId: "a" }, { skillId: "a" }] }, "activeSkills", "has the skill a twice"],
      [
        { activeSkills: [{ skillId: "a", proficiencyValue: 11 }] },
        "activeSkills[0].proficiencyValue",
        "may be at most 10",
      ],
      [
        { activeSkills: [{ skillId: "a", proficiencyValue: -1 }] },
        "activeSkills[0].proficiencyValue",
        "must be at least 0",
      ],
      [
        { activeSkills: [{ skillId: "a", textValue: "x".repeat(101) }] },
        "activeSkills[0].textValue",
        "may have at most 100 characters",
      ],
      [{ activeSkills: [{ skillId: "" }] }, "activeSkills[0].skillId", "must be the id of a skill"],
      // The service answers 500 to a skill id here.
      [
        { activeEnumSkills: [{ enumSkillValueId: "value-paris", skillId: "a" }] },
        "activeEnumSkills[0]",
        "has unknown fields: skillId",
      ],
    ],
    requests: {
      create: ["POST skill-profile"],
      update: ["GET skill-profile/:id", "PUT skill-profile/:id"],
      delete: ["DELETE skill-profile/:id"],
      gone: ["DELETE skill-profile/:id"],
    },
  };
});
