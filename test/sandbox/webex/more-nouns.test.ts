import { PERMISSIONS } from "../../../sandbox/webex/routes/user-profile";
import { RESOURCE_TYPES } from "../../../sandbox/webex/routes/resource-collection";
import { buildQueue, first, siteBody, teamBody } from "../support/bodies";
import { reason, sharedTenant } from "../support/shared";
import { list, member, text, type Data, type Reply } from "../support/tenant";

const tenant = sharedTenant();
const api = (method: string, path: string, body?: unknown): Promise<Reply> => tenant().api(method, path, body);
const verdict = ({ status, data }: Reply): readonly [number, string] => [status, reason(data)];

describe("a user", () => {
  const ana = async (): Promise<Data> => {
    const [row] = (await api("GET", "v2/user?filter=email==ana.agent@example.com")).rows;
    return row ?? {};
  };
  const makeTeam = async (siteId: string, more: Data = {}): Promise<string> =>
    text((await api("POST", "team", { ...teamBody(siteId), ...more })).data, "id");

  it("cannot be made, deleted or renamed here", async () => {
    const user = await ana();
    expect((await api("POST", "user", user)).status).toBe(405);
    expect((await api("DELETE", `user/${text(user, "id")}`)).status).toBe(405);
    expect(verdict(await api("PATCH", `user/${text(user, "id")}`, { email: "x@example.com" }))).toEqual([
      400,
      "This configuration cannot be changed. Original value is ana.agent@example.com",
    ]);
  });

  it("is patched by parts, cleared by null, and by a JSON Patch broken", async () => {
    const user = await ana();
    const path = `user/${text(user, "id")}`;
    const skill = { name: "S", active: true, serviceLevelThreshold: 1, skillType: "BOOLEAN" };
    const skillId = text((await api("POST", "skill", skill)).data, "id");
    const profile = (await api("POST", "skill-profile", { name: "P", activeSkills: [{ skillId }] })).data;
    const patched = await api("PATCH", path, { skillProfileId: profile.id });
    expect(patched.data).toMatchObject({ skillProfileId: profile.id, siteId: user.siteId });
    const cleared = await api("PATCH", path, { skillProfileId: null });
    expect(cleared.data).not.toHaveProperty("skillProfileId");
    expect((await api("PATCH", path, [{ op: "remove", path: "/teamIds" }])).status).toBe(500);
  });

  it("shares one site with its teams, which are teams of agents", async () => {
    const user = await ana();
    const path = `user/${text(user, "id")}`;
    const own = await makeTeam(text(user, "siteId"));
    const { data: site } = await api(
      "POST",
      "site",
      siteBody(text(await first(tenant(), "v2/site"), "multimediaProfileId")),
    );
    const away = await makeTeam(text(site, "id"));
    const capacity = await makeTeam(text(user, "siteId"), { name: "Mailbox", teamType: "CAPACITY" });
    expect((await api("PATCH", path, { teamIds: [own] })).status).toBe(200);
    for (const teamId of [away, capacity, "nobody"]) {
      expect(verdict(await api("PATCH", path, { teamIds: [own, teamId] }))).toEqual([400, "teamIds: invalid value"]);
    }
  });

  it("answers 200 and ignores two of the inclusions", async () => {
    const user = await ana();
    const sent = { userLevelAutoCSATInclusion: "INCLUDED", userLevelBurnoutInclusion: "INCLUDED" };
    const { status, data } = await api("PATCH", `user/${text(user, "id")}`, sent);
    expect(status).toBe(200);
    expect(data).toMatchObject({ userLevelBurnoutInclusion: "INCLUDED" });
    expect(data).not.toHaveProperty("userLevelAutoCSATInclusion");
  });

  it("can be found by its identity, and is for supervisors to reskill", async () => {
    const user = await ana();
    expect((await api("GET", `v2/user/by-ci-user-id/${text(user, "ciUserId")}`)).data.id).toBe(user.id);
    expect((await api("GET", "user/by-ci-user-id/nobody")).status).toBe(404);
    expect((await api("PATCH", `user/${text(user, "id")}/reskill`, {})).status).toBe(403);
  });
});

describe("a user profile", () => {
  const body = {
    name: "Night shift",
    active: true,
    profileType: "SUPERVISOR",
    permissionAccessLevel: "ALL",
    resourceAccessLevel: "ALL",
  };

  it("lives at v3 alone", async () => {
    expect((await api("POST", "v3/user-profile", body)).status).toBe(201);
    for (const path of ["user-profile", "v2/user-profile"]) {
      expect(verdict(await api("POST", path, body))).toEqual([400, expect.stringContaining("decommissioned")]);
    }
  });

  it("needs every permission when they are specific", async () => {
    const specific = { ...body, permissionAccessLevel: "SPECIFIC" };
    expect(verdict(await api("POST", "v3/user-profile", specific))).toEqual([
      400,
      "userProfilePermissions: invalid value",
    ]);
    const permissions = PERMISSIONS.map((name) => ({ name, access: "VIEW" }));
    expect((await api("POST", "v3/user-profile", { ...specific, permissions })).status).toBe(201);
    const agent = { ...body, name: "A", profileType: "STANDARD_AGENT" };
    expect(verdict(await api("POST", "v3/user-profile", agent))).toEqual([400, "permissionAccessLevel: invalid value"]);
  });
});

describe("a desktop profile", () => {
  const body = {
    name: "Desk (1)",
    active: true,
    parentType: "ORGANIZATION",
    accessWrapUpCode: "ALL",
    accessIdleCode: "ALL",
    accessQueue: "ALL",
    accessEntryPoint: "ALL",
    accessBuddyTeam: "ALL",
    agentDNValidation: "NONE",
    viewableStatistics: { accessQueueStats: "ALL", accessTeamStats: "ALL" },
  };

  it.each([
    ["siteId", { parentType: "SITE" }],
    ["autoWrapAfterSeconds", { autoWrapAfterSeconds: 5 }],
    ["timeoutDesktopInactivityMins", { timeoutDesktopInactivityMins: 5 }],
  ])("looks at %s together with what it hangs on", async (field, more) => {
    expect(verdict(await api("POST", "agent-profile", { ...body, ...more }))).toEqual([400, `${field}: invalid value`]);
  });

  it("gives its statistics an id that a clone must not carry", async () => {
    const made = (await api("POST", "agent-profile", body)).data;
    expect(text(member(made, "viewableStatistics"), "id")).not.toBe("");
    const cloned: Data = { ...made, name: "Clone" };
    const { id: _id, ...clone } = cloned;
    expect((await api("POST", "agent-profile", clone)).status).toBe(409);
    expect((await api("PUT", `agent-profile/${text(made, "id")}`, made)).status).toBe(200);
  });

  it("holds the queues and teams it names", async () => {
    const { queue, team } = await buildQueue(tenant());
    const named = {
      accessQueue: "SPECIFIC",
      queues: [queue.id],
      accessBuddyTeam: "SPECIFIC",
      buddyTeams: [team.id],
    };
    await api("POST", "agent-profile", { ...body, ...named });
    const refused = await api("DELETE", `contact-service-queue/${text(queue, "id")}`);
    expect(member(refused.data, "error").referencedEntities).toEqual(["agent-profile"]);
  });
});

describe("auxiliary codes", () => {
  it("belong to a work type of their own kind, and one of each kind is the default", async () => {
    const idle = text(await first(tenant(), "v2/work-type?filter=workTypeCode==IDLE_CODE"), "id");
    const wrap = text(await first(tenant(), "v2/work-type?filter=workTypeCode==WRAP_UP_CODE"), "id");
    const lunch = { name: "Lunch", active: true, defaultCode: true, workTypeCode: "IDLE_CODE" };
    const wrong = await api("POST", "auxiliary-code", { ...lunch, workTypeId: wrap });
    expect(verdict(wrong)).toEqual([400, "workTypeId: invalid value"]);
    expect((await api("POST", "auxiliary-code", { ...lunch, workTypeId: idle })).status).toBe(201);
    const defaults = await api("GET", "v2/auxiliary-code?filter=defaultCode==true;workTypeCode==IDLE_CODE");
    expect(defaults.rows.map(({ name }) => name)).toEqual(["Lunch"]);
  });
});

describe("a desktop layout", () => {
  const body = {
    name: "CRM",
    editedBy: "datadip",
    jsonFileName: "crm.json",
    jsonFileContent: "not even JSON",
    global: false,
    status: true,
    defaultJsonModified: true,
  };

  it("is stored unread, cannot be global, and holds its teams", async () => {
    const site = text(await first(tenant(), "v2/site"), "id");
    const team = (await api("POST", "team", teamBody(site))).data;
    const made = await api("POST", "desktop-layout", { ...body, teamIds: [team.id] });
    expect([made.status, made.data.jsonFileContent, typeof made.data.modifiedTime]).toEqual([
      200,
      "not even JSON",
      "number",
    ]);
    expect((await api("DELETE", `team/${text(team, "id")}`)).status).toBe(412);
    expect((await api("POST", "desktop-layout", { ...body, name: "G", global: true })).status).toBe(400);
  });
});

describe("hours", () => {
  const hours = {
    name: "BH",
    timezone: "Europe/Paris",
    workingHours: [{ name: "Weekdays", days: ["MON"], startTime: "08:00", endTime: "16:59" }],
  };
  const holiday = (more: Data) => ({ name: "US", holidays: [{ name: "Christmas", startDate: "2026-12-25", ...more }] });

  it("need entries of the right form", async () => {
    expect((await api("POST", "business-hours", hours)).status).toBe(201);
    for (const workingHours of [[], [{ name: "W", days: "MON,TUE", startTime: "08:00", endTime: "16:59" }]]) {
      expect((await api("POST", "business-hours", { ...hours, name: "X", workingHours })).status).toBe(400);
    }
    expect((await api("POST", "business-hours", { ...hours, name: "two  spaces" })).status).toBe(400);
  });

  it.each([
    [{ frequency: "None" }, 400],
    [{ frequency: "Yearly", recurrence: { interval: 1 } }, 400],
    [{ frequency: "Yearly", recurrence: { interval: 1, specificMonth: "DEC", specificDayOfMonth: 25 } }, 201],
    [{ frequency: "Monthly", recurrence: { interval: 1 } }, 400],
    [{ frequency: "Weekly", recurrence: { interval: 1, daysOfWeek: ["MON"] } }, 201],
    [{ frequency: "Weekly", recurrence: { interval: 0, daysOfWeek: ["MON"] } }, 400],
    [{}, 201],
  ])("of a holiday %j", async (more, status) => {
    expect((await api("POST", "holiday-list", holiday(more))).status).toBe(status);
  });

  it("hold their holidays and overrides, and count when asked", async () => {
    const list = (await api("POST", "holiday-list", holiday({}))).data;
    const made = (await api("POST", "business-hours", { ...hours, holidaysId: list.id })).data;
    expect((await api("DELETE", `holiday-list/${text(list, "id")}`)).status).toBe(412);
    const counted = await api("GET", "v2/business-hours?includeCount=true");
    expect(counted.rows[0]).toMatchObject({ workingHoursCount: 1 });
    expect((await api("DELETE", `business-hours/${text(made, "id")}`)).status).toBe(204);
  });

  it("are listed in a chosen order", async () => {
    for (const [name, timezone, clockOffsetMs] of [
      ["A", "Europe/Paris", 0],
      ["B", "America/Chicago", 1000],
    ] as const) {
      tenant().sandbox.settings({ clockOffsetMs });
      await api("POST", "business-hours", { ...hours, name, timezone });
    }
    const order = async (query: string) => (await api("GET", `v2/business-hours${query}`)).rows.map(({ name }) => name);
    expect(await order("")).toEqual(["B", "A"]);
    expect(await order("?sort=name")).toEqual(["A", "B"]);
    expect(await order("?sort=createdTime,desc")).toEqual(["B", "A"]);
    expect((await api("GET", "v2/business-hours?sort=colour")).status).toBe(400);
  });

  it("answer a bad name of 80 characters at once", async () => {
    const name = `${"a".repeat(79)}!`;
    expect((await api("POST", "overrides", { name, timezone: "Europe/Paris", overrides: [] })).status).toBe(400);
  });
});

describe("skills", () => {
  const skill = (skillType: string, more: Data = {}) => ({
    name: `Skill ${skillType}`,
    active: true,
    serviceLevelThreshold: 30,
    skillType,
    ...more,
  });

  it("take their type in every spelling and keep it and their name", async () => {
    const made = (await api("POST", "skill", skill("PROFICIENCY"))).data;
    expect(made.skillType).toBe("Proficiency");
    expect((await api("POST", "skill", skill("boolean"))).data.skillType).toBe("Boolean");
    expect((await api("POST", "skill", skill("Colour"))).status).toBe(400);
    expect((await api("PUT", `skill/${text(made, "id")}`, { ...made, name: "Other" })).status).toBe(400);
    expect((await api("PUT", `skill/${text(made, "id")}`, { ...made, description: "x" })).status).toBe(200);
  });

  it("of an enumeration need values, which profiles name by their ids alone", async () => {
    expect((await api("POST", "skill", skill("ENUM"))).status).toBe(400);
    const made = (await api("POST", "skill", skill("ENUM", { enumSkillValues: [{ name: "French" }] }))).data;
    const [value] = list(made, "enumSkillValues");
    const entry = { enumSkillValueId: value?.id };
    const profile = { name: "P", activeSkills: [], activeEnumSkills: [entry] };
    const twisted = { ...profile, activeEnumSkills: [{ ...entry, skillId: made.id }] };
    expect((await api("POST", "skill-profile", twisted)).status).toBe(500);
    expect((await api("POST", "skill-profile", profile)).status).toBe(201);
    expect((await api("DELETE", `skill/${text(made, "id")}`)).status).toBe(412);
    const unknown = { ...profile, name: "Q", activeEnumSkills: [{ enumSkillValueId: "x" }] };
    expect((await api("POST", "skill-profile", unknown)).status).toBe(400);
  });

  it("are mandatory in a profile, and kept ones need their ids", async () => {
    const empty = await api("POST", "skill-profile", { name: "P", activeSkills: [] });
    expect(verdict(empty)).toEqual([400, "Atleast one skill is mandatory"]);
    const skillId = text((await api("POST", "skill", skill("PROFICIENCY"))).data, "id");
    const body = { name: "P", activeSkills: [{ skillId, proficiencyValue: 7 }] };
    const made = (await api("POST", "skill-profile", body)).data;
    const path = `skill-profile/${text(made, "id")}`;
    expect((await api("PUT", path, { ...body, id: made.id })).status).toBe(409);
    const [kept] = list(made, "activeSkills");
    const changed = { ...made, activeSkills: [{ ...kept, proficiencyValue: 8 }] };
    expect(list((await api("PUT", path, changed)).data, "activeSkills")).toMatchObject([{ proficiencyValue: 8 }]);
  });
});

describe("address books", () => {
  it("show their entries in the older versions only and keep them over a v3 PUT", async () => {
    const body = { name: "AB", parentType: "ORGANIZATION", addressBookEntries: [{ name: "Desk", number: "+1312" }] };
    const old = await api("POST", "address-book", body);
    expect(list(old.data, "addressBookEntries")).toHaveLength(1);
    const id = text(old.data, "id");
    const book = (await api("GET", `v3/address-book/${id}`)).data;
    expect(book).not.toHaveProperty("addressBookEntries");
    await api("PUT", `v3/address-book/${id}`, { ...book, description: "x" });
    expect((await api("GET", `v2/address-book/${id}/entry`)).rows).toMatchObject([{ name: "Desk" }]);
    expect((await api("PUT", `address-book/${id}`, { ...body, id })).status).toBe(409);
    expect((await api("DELETE", `address-book/${id}`)).status).toBe(204);
  });

  it("of a site need the site, and cannot change sides", async () => {
    expect((await api("POST", "v3/address-book", { name: "AB", parentType: "SITE" })).status).toBe(400);
    const made = (await api("POST", "v3/address-book", { name: "AB", parentType: "ORGANIZATION" })).data;
    const site = text(await first(tenant(), "v2/site"), "id");
    const moved = { ...made, parentType: "SITE", siteId: site };
    expect((await api("PUT", `v3/address-book/${text(made, "id")}`, moved)).status).toBe(400);
    expect((await api("POST", `address-book/${text(made, "id")}/entry`, { name: "X", number: "call me" })).status).toBe(
      400,
    );
  });
});

describe("a resource collection", () => {
  it("speaks of all types, and cannot leave the indispensable ones out", async () => {
    const resources = RESOURCE_TYPES.map((name) => ({ name, accessLevel: "ALL" }));
    expect((await api("POST", "resource-collection", { name: "RC" })).status).toBe(500);
    const blind = resources.map((row) => (row.name === "team" ? { ...row, accessLevel: "NONE" } : row));
    expect((await api("POST", "resource-collection", { name: "RC", resources: blind })).status).toBe(400);
    const made = await api("POST", "resource-collection", { name: "RC", resources });
    expect([made.status, made.data.resourceCount]).toEqual([201, 20]);
    expect((await api("GET", "v2/resource-collection")).rows[0]).not.toHaveProperty("resources");
  });
});

describe("a contact number", () => {
  it("has at most nine digits, and its references are broken", async () => {
    expect(verdict(await api("POST", "contact-number", { number: "1234567890" }))).toEqual([
      400,
      "number should not be more than 9 characters",
    ]);
    const made = (await api("POST", "contact-number", { number: "12345" })).data;
    expect(JSON.parse((await api("GET", "contact-number/all-numbers")).text)).toEqual(["12345"]);
    expect(verdict(await api("GET", `contact-number/${text(made, "id")}/incoming-references`))).toEqual([
      400,
      "specify a valid external entity type",
    ]);
  });
});

describe("a custom function", () => {
  it("is made again from the file of an export, unless its name is taken", async () => {
    const base = `/webex/v1/${tenant().orgId}/functions`;
    const form = (file: unknown): FormData => {
      const made = new FormData();
      made.append("file", new Blob([typeof file === "string" ? file : JSON.stringify(file)]), "function.json");
      return made;
    };
    const inputs = [{ name: "tier", dataType: "string", value: "1" }];
    const body = { name: "Rate", language: "py", selectedRuntime: "python3.12", sourceCode: "pass", inputs };
    const made = await tenant().raw("POST", base, body);
    const id = text(member(made.data, "fnMetadata"), "id");
    const { data } = await tenant().raw("POST", `${base}/${id}:export`);
    const again = await tenant().raw("POST", `${base}:import`, form({ ...data, name: "Rate 2" }));
    expect([again.status, member(again.data, "fnMetadata")]).toMatchObject([
      201,
      { name: "Rate 2", language: "py", selectedRuntime: "python3.12", status: "Draft" },
    ]);
    expect((await tenant().raw("POST", `${base}:import`, form(data))).status).toBe(409);
    expect((await tenant().raw("POST", `${base}:import`, form("no JSON"))).status).toBe(400);
    expect((await tenant().raw("POST", `${base}:import`, body)).status).toBe(400);
  });
});
