import {
  audioFile,
  buildQueue,
  entryPointBody,
  first,
  flowDocument,
  flowFile,
  queueBody,
  REGION,
  teamBody,
} from "../support/bodies";
import { reason, sharedTenant } from "../support/shared";
import { list, member, text, type Data, type Reply } from "../support/tenant";

const tenant = sharedTenant();
const api = (method: string, path: string, body?: unknown): Promise<Reply> => tenant().api(method, path, body);
const verdict = ({ status, data }: Reply): readonly [number, string] => [status, reason(data)];
const without = (body: Data, ...fields: readonly string[]): Data =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !fields.includes(key)));

describe("a team", () => {
  it("without its status is a 409, not a 400", async () => {
    const body = teamBody(text(await first(tenant(), "v2/site"), "id"));
    expect((await api("POST", "team", without(body, "teamStatus"))).status).toBe(409);
  });

  it("shows its members, whom it cannot set", async () => {
    const site = text(await first(tenant(), "v2/site"), "id");
    const ana = (await api("GET", "v2/user?filter=email==ana.agent@example.com")).rows[0];
    const { data } = await api("POST", "team", { ...teamBody(site), userIds: [ana?.id] });
    expect(data.userIds).toEqual([]);
    await api("PATCH", `user/${text(ana, "id")}`, { teamIds: [data.id] });
    expect((await api("GET", `team/${text(data, "id")}`)).data.userIds).toEqual([ana?.id]);
    expect((await api("DELETE", `team/${text(data, "id")}`)).status).toBe(412);
  });
});

describe("a queue", () => {
  let body: Data;
  beforeEach(async () => {
    const site = text(await first(tenant(), "v2/site"), "id");
    const music = text(await first(tenant(), "v2/audio-file"), "id");
    const { data } = await api("POST", "team", teamBody(site));
    body = queueBody(text(data, "id"), music);
  });

  it.each([
    ["the five permissions and music", ["monitoringPermitted", "defaultMusicInQueueMediaFileId"], {}],
    ["groups for a team-based queue", ["callDistributionGroups"], {}],
    ["a kind of skill routing", ["skillBasedRoutingType"], { routingType: "SKILLS_BASED" }],
    [
      "requirements instead of groups",
      ["queueSkillRequirements", "callDistributionGroups"],
      { queueRoutingType: "SKILL_BASED" },
    ],
    ["agents", ["agents"], { queueRoutingType: "AGENT_BASED" }],
    ["a telephone when it dials out", ["channelType"], { queueType: "OUTBOUND", channelType: "CHAT" }],
    ["a social channel's type", ["socialChannelType"], { channelType: "SOCIAL_CHANNEL" }],
  ])("needs %s", async (_what, fields, more) => {
    const missing = Object.keys(more).length === 0 ? without(body, ...fields) : { ...body, ...more };
    const [status, why] = verdict(await api("POST", "contact-service-queue", missing));
    expect([status, ...fields.map((field) => why.includes(`${field}: invalid value`))]).toEqual([
      400,
      ...fields.map(() => true),
    ]);
  });

  it("goes to teams when it does not say to whom, as Cisco's collection of requests makes one", async () => {
    const { status, data } = await api("POST", "contact-service-queue", without(body, "queueRoutingType"));
    expect([status, data.queueRoutingType]).toEqual([201, "TEAM_BASED"]);
  });

  it("gets its defaults from the server and keeps the inclusions that a PUT leaves out", async () => {
    const made = (await api("POST", "contact-service-queue", { ...body, queueLevelAutoCsatInclusion: "INCLUDED" }))
      .data;
    expect(made).toMatchObject({ checkAgentAvailability: false, queueLevelSummariesInclusion: "EXCLUDED" });
    expect(made).toHaveProperty("controlFlowScriptUrl");
    const put = await api("PUT", `contact-service-queue/${text(made, "id")}`, { ...body, id: made.id });
    expect(put.data).toMatchObject({ queueLevelAutoCsatInclusion: "INCLUDED" });
  });

  it("refuses what its feature flags hide", async () => {
    const refused = await api("POST", "contact-service-queue", { ...body, manuallyAssignable: true });
    expect(verdict(refused)).toEqual([400, "manuallyAssignable is not allowed when feature flag is disabled"]);
  });

  it("may have any agents, skills and teams that exist", async () => {
    const ana = await first(tenant(), "v2/user");
    const skill = (
      await api("POST", "skill", { name: "S", active: true, serviceLevelThreshold: 1, skillType: "BOOLEAN" })
    ).data;
    const bare = without(body, "callDistributionGroups");
    const agents = { ...bare, name: "Agents", queueRoutingType: "AGENT_BASED", agents: [{ id: ana.id }] };
    expect((await api("POST", "contact-service-queue", agents)).status).toBe(201);
    const skills = {
      ...bare,
      name: "Skills",
      queueRoutingType: "SKILL_BASED",
      routingType: "SKILLS_BASED",
      skillBasedRoutingType: "BEST_AVAILABLE_AGENT",
      queueSkillRequirements: [{ skillId: skill.id, condition: "IS", skillValue: "true" }],
    };
    expect((await api("POST", "contact-service-queue", skills)).status).toBe(201);
    expect((await api("DELETE", `skill/${text(skill, "id")}`)).status).toBe(412);
    const nobody = { ...agents, name: "Nobody", agents: [{ id: "nobody" }] };
    expect(verdict(await api("POST", "contact-service-queue", nobody))).toEqual([400, "agents.id: invalid value"]);
  });
});

describe("an entry point", () => {
  const publishFlow = async (tags: readonly string[]): Promise<string> => {
    const { queue } = await buildQueue(tenant());
    const made = await tenant().flow("POST", "flows:import", flowFile(flowDocument(text(queue, "id"))));
    await tenant().flow("POST", `flows/${text(made.data, "id")}:publish`, { tagIds: tags });
    return text(made.data, "id");
  };

  it("takes a flow only under a tag that was published, with music", async () => {
    const flowId = await publishFlow(["Test"]);
    const musicOnHoldId = text(await first(tenant(), "v2/audio-file"), "id");
    const bound = { ...entryPointBody(), flowId, flowTagId: "Live", musicOnHoldId };
    expect(verdict(await api("POST", "entry-point", bound))).toEqual([400, "flowTagId: invalid value"]);
    const tagless = without({ ...bound, flowTagId: "Test" }, "musicOnHoldId");
    expect(verdict(await api("POST", "entry-point", tagless))).toEqual([400, "musicOnHoldId: invalid value"]);
    const made = await api("POST", "entry-point", { ...bound, flowTagId: "Test" });
    expect([made.status, made.data.flowId, made.data.dnEpMappingCount]).toEqual([201, flowId, 0]);
    const unbound = without(made.data, "flowId", "flowTagId", "links");
    const put = await api("PUT", `entry-point/${text(made.data, "id")}`, unbound);
    expect(put.data).not.toHaveProperty("flowId");
  });

  it("can be made to fail with a flow on create, as some organisations do", async () => {
    const flowId = await publishFlow(["Live"]);
    const musicOnHoldId = text(await first(tenant(), "v2/audio-file"), "id");
    tenant().sandbox.fail({ method: "POST", path: "/entry-point", status: 500 });
    const body = { ...entryPointBody(), flowId, flowTagId: "Live", musicOnHoldId };
    expect((await api("POST", "entry-point", body)).status).toBe(500);
    const plain = (await api("POST", "entry-point", entryPointBody())).data;
    expect((await api("PUT", `entry-point/${text(plain, "id")}`, { ...body, id: plain.id })).status).toBe(200);
  });

  it.each([
    ["a threshold above 0", { serviceLevelThreshold: 0 }, "serviceLevelThreshold"],
    ["a queue to dial out", { entryPointType: "OUTBOUND" }, "outdialQueueId"],
    ["an asset for digital channels", { channelType: "EMAIL" }, "assetId"],
    ["a flow with its tag", { flowTagId: "Live" }, "flowTagId"],
  ])("needs %s", async (_what, more, field) => {
    const [status, why] = verdict(await api("POST", "entry-point", { ...entryPointBody(), ...more }));
    expect([status, why]).toEqual([400, expect.stringContaining(`${field}: invalid value`)]);
  });

  it("dials out only through an outdial queue", async () => {
    const { queue, team, music } = await buildQueue(tenant());
    const outbound = { ...entryPointBody(), entryPointType: "OUTBOUND" };
    expect((await api("POST", "entry-point", { ...outbound, outdialQueueId: queue.id })).status).toBe(400);
    const dialled = { ...queueBody(text(team, "id"), text(music, "id"), "Out"), queueType: "OUTBOUND" };
    const out = (await api("POST", "contact-service-queue", dialled)).data;
    expect((await api("POST", "entry-point", { ...outbound, outdialQueueId: out.id })).status).toBe(201);
    expect((await api("DELETE", `contact-service-queue/${text(out, "id")}`)).status).toBe(412);
  });
});

describe("a number mapping", () => {
  interface Place {
    readonly entryPointId: string;
    readonly location: string;
    readonly numbers: readonly Data[];
  }
  const place = async (): Promise<Place> => {
    const numbers = list((await tenant().raw("GET", "/webex/v1/telephony/config/numbers")).data, "phoneNumbers");
    const location = Buffer.from(text(member(numbers[0], "location"), "id"), "base64url")
      .toString()
      .split("/")
      .at(-1);
    const entryPointId = text((await api("POST", "entry-point", entryPointBody())).data, "id");
    return { entryPointId, location: location ?? "", numbers };
  };
  const mapping = ({ entryPointId, location, numbers }: Place, position = 0): Data => ({
    dialledNumber: text(numbers[position], "phoneNumber"),
    entryPointId,
    entryPointName: "Main line",
    location,
    regionId: REGION,
  });

  it("is checked for location, region and number in that order", async () => {
    const there = await place();
    const body = { ...mapping(there), dialledNumber: "+19998887777" };
    expect(verdict(await api("POST", "dial-number", without(body, "location", "regionId")))).toEqual([
      400,
      "location: invalid value",
    ]);
    expect(verdict(await api("POST", "dial-number", without(body, "regionId")))).toEqual([
      400,
      "regionId: invalid value",
    ]);
    expect(verdict(await api("POST", "dial-number", body))).toEqual([404, "Dialed number does not exist"]);
  });

  it("takes a number once, only at its own location, and only a free one", async () => {
    const there = await place();
    expect((await api("POST", "dial-number", mapping(there))).status).toBe(200);
    expect((await api("POST", "dial-number", mapping(there))).status).toBe(409);
    const elsewhere = there.numbers.findIndex(
      (number) => text(member(number, "location"), "name") !== text(member(there.numbers[0], "location"), "name"),
    );
    expect(verdict(await api("POST", "dial-number", mapping(there, elsewhere)))).toEqual([
      400,
      "location: invalid value",
    ]);
    const owned = there.numbers.findIndex((number) => number.owner !== undefined);
    expect((await api("POST", "dial-number", mapping(there, owned))).status).toBe(400);
    expect((await api("POST", "dial-number", { ...mapping(there, 1), entryPointId: "nowhere" })).status).toBe(400);
  });

  it("makes the first one the default caller id, and one alone", async () => {
    const there = await place();
    const one = (await api("POST", "dial-number", mapping(there))).data;
    const two = (await api("POST", "dial-number", mapping(there, 1))).data;
    expect([one.defaultAni, two.defaultAni]).toEqual([true, false]);
    await api("PUT", `dial-number/${text(two, "id")}`, { ...two, defaultAni: true });
    expect((await api("GET", `dial-number/${text(one, "id")}`)).data.defaultAni).toBe(false);
  });

  it("can be pointed elsewhere, counts at its entry point and holds it", async () => {
    const there = await place();
    const made = (await api("POST", "dial-number", mapping(there))).data;
    expect(made.entryPointName).toBe("Main line");
    const count = async (id: string) => (await api("GET", `entry-point/${id}`)).data.dnEpMappingCount;
    expect(await count(there.entryPointId)).toBe(1);
    expect((await api("DELETE", `entry-point/${there.entryPointId}`)).status).toBe(412);
    const other = text((await api("POST", "entry-point", entryPointBody("Other"))).data, "id");
    const path = `dial-number/${text(made, "id")}`;
    expect((await api("PUT", path, { ...made, entryPointId: other })).data.entryPointName).toBe("Other");
    expect([await count(there.entryPointId), await count(other)]).toEqual([0, 1]);
    const counted = async (query: string) => (await api("GET", `v2/entry-point${query}`)).rows.at(-1);
    expect(await counted("")).not.toHaveProperty("dnEpMappingCount");
    expect(await counted("?includeCount=true")).toMatchObject({ dnEpMappingCount: 1 });
    expect((await api("PUT", path, { ...made, dialledNumber: "+15551230002" })).status).toBe(400);
  });

  it("shows its entry point's name in lists only when asked", async () => {
    await api("POST", "dial-number", mapping(await place()));
    expect((await api("GET", "v2/dial-number")).rows[0]).not.toHaveProperty("entryPointName");
    const asked = await api("GET", "v2/dial-number?includeEntryPointName=true");
    expect(asked.rows[0]).toMatchObject({ entryPointName: "Main line" });
  });

  it("frees its number when deleted, which stays in Calling", async () => {
    const there = await place();
    const made = (await api("POST", "dial-number", mapping(there))).data;
    const free = async (): Promise<boolean> => {
      const query = `available=true&phoneNumber=${encodeURIComponent(text(made, "dialledNumber"))}`;
      const { data } = await tenant().raw("GET", `/webex/v1/telephony/config/numbers?${query}`);
      return list(data, "phoneNumbers").length === 1;
    };
    expect(await free()).toBe(false);
    expect((await api("DELETE", `dial-number/${text(made, "id")}`)).status).toBe(200);
    expect(await free()).toBe(true);
  });

  it("goes with all others when the DELETE carries no id", async () => {
    const there = await place();
    await api("POST", "dial-number", mapping(there));
    await api("POST", "dial-number", mapping(there, 1));
    expect((await api("DELETE", "dial-number")).status).toBe(200);
    expect((await api("GET", "v2/dial-number")).rows).toEqual([]);
  });
});

describe("a global variable", () => {
  const body = {
    name: "Global_Tier",
    variableType: "STRING",
    defaultValue: "none",
    active: true,
    agentViewable: true,
    agentEditable: false,
    reportable: true,
    desktopLabel: "Tier",
  };

  it("is stored with its type in title case, whichever was sent", async () => {
    expect((await api("POST", "cad-variable", body)).data.variableType).toBe("String");
    const dated = { ...body, name: "D", variableType: "DATE_TIME", defaultValue: "2026-01-01T00:00:00Z" };
    expect((await api("POST", "cad-variable", dated)).data.variableType).toBe("DateTime");
  });

  it.each([
    ["Integer", "many"],
    ["Boolean", "yes"],
    ["Decimal", "1,5"],
    ["DateTime", "soon"],
  ])("of type %s refuses the default %s", async (variableType, defaultValue) => {
    const refused = await api("POST", "cad-variable", { ...body, variableType, defaultValue });
    expect(verdict(refused)).toEqual([400, "validDefaultValueForVariabelType: invalid value"]);
  });

  it("needs a label when agents see it, and keeps its type", async () => {
    expect((await api("POST", "cad-variable", without(body, "desktopLabel"))).status).toBe(400);
    const made = (await api("POST", "cad-variable", body)).data;
    const changed = { ...made, variableType: "Integer", defaultValue: "1" };
    expect((await api("PUT", `cad-variable/${text(made, "id")}`, changed)).status).toBe(400);
    expect((await api("GET", "cad-variable/reportable-count")).data).toEqual({ reportableCount: 1 });
  });

  it("cannot be deleted while a flow holds its id", async () => {
    const { queue } = await buildQueue(tenant());
    const variable = (await api("POST", "cad-variable", body)).data;
    const document = flowDocument(text(queue, "id"));
    const variables = [{ name: "Global_Tier", type: "STRING", source: "GLOBAL_TM", id: variable.id }];
    const flow = await tenant().flow("POST", "flows:import", flowFile({ ...document, variables }));
    const refused = await api("DELETE", `cad-variable/${text(variable, "id")}`);
    expect(member(refused.data, "error").referencedEntities).toEqual(["flow"]);
    await tenant().flow("DELETE", `flows/${text(flow.data, "id")}`);
    expect((await api("DELETE", `cad-variable/${text(variable, "id")}`)).status).toBe(200);
  });
});

describe("an audio file", () => {
  const info = { name: "Welcome.wav", contentType: "AUDIO_WAV" };

  it("is made of two parts, and the content is never shown", async () => {
    const made = await api("POST", "audio-file", audioFile(info, "RIFF"));
    expect(made.status).toBe(200);
    expect(text(made.data, "blobId")).not.toBe("");
    for (const member of ["url", "_content", "audioFile"]) expect(made.data).not.toHaveProperty(member);
    const stored = (await tenant().admin("GET", `state/webex/audio-file/${text(made.data, "id")}`)).data;
    expect(member(stored, "_content")).toMatchObject({ bytes: 4, filename: "Welcome.wav", contentType: "audio/wav" });
  });

  it("refuses JSON, a part without its type, and a missing part", async () => {
    expect((await api("POST", "audio-file", info)).status).toBe(500);
    expect((await api("POST", "audio-file", audioFile(info, "RIFF", "text/plain"))).status).toBe(415);
    const half = new FormData();
    half.append("audioFileInfo", new Blob([JSON.stringify(info)], { type: "application/json" }));
    expect((await api("POST", "audio-file", half)).status).toBe(400);
    const text = new FormData();
    text.append("audioFileInfo", JSON.stringify(info));
    text.append("audioFile", new Blob(["RIFF"]), "Welcome.wav");
    expect((await api("POST", "audio-file", text)).status).toBe(415);
  });

  it("takes a body written by hand, with and without file names on the parts", async () => {
    const boundary = "cut";
    const part = (header: string, body: string): string => `--${boundary}\r\n${header}\r\n\r\n${body}\r\n`;
    const body =
      part(
        'Content-Disposition: form-data; name="audioFileInfo"\r\nContent-Type: application/json',
        JSON.stringify(info),
      ) +
      part('Content-Disposition: form-data; name="audioFile"; filename="W.wav"\r\nContent-Type: audio/wav', "RIFF") +
      `--${boundary}--\r\n`;
    const answer = await fetch(`${tenant().sandbox.url}/webex/organization/${tenant().orgId}/audio-file`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${tenant().token}`,
        "Content-Type": `multipart/form-data; boundary=${boundary}`,
      },
      body,
    });
    expect(answer.status).toBe(200);
  });

  it("is replaced only with its blobId, which stays", async () => {
    const made = (await api("POST", "audio-file", audioFile(info))).data;
    const path = `audio-file/${text(made, "id")}`;
    const wrong = await api("PUT", path, audioFile({ ...info, id: made.id, blobId: "x" }));
    expect(verdict(wrong)).toEqual([400, "blobId: invalid value"]);
    const right = await api("PUT", path, audioFile({ ...info, id: made.id, blobId: made.blobId }, "other"));
    expect(right.data).toMatchObject({ blobId: made.blobId, version: 1 });
  });

  it("is patched by JSON, with its content kept", async () => {
    const made = (await api("POST", "audio-file", audioFile(info))).data;
    const path = `audio-file/${text(made, "id")}`;
    expect((await api("PATCH", path, { description: "x", name: "Hello.wav" })).data).toMatchObject({
      description: "x",
      name: "Hello.wav",
      version: 1,
    });
    expect((await tenant().admin("GET", `state/webex/${path}`)).data).toHaveProperty("_content.bytes", 4);
    expect((await api("PATCH", path, { name: "defaultmusic_on_hold.wav" })).status).toBe(409);
  });

  it("cannot be deleted while a queue or, by its name, a flow uses it", async () => {
    const made = (await api("POST", "audio-file", audioFile(info))).data;
    const path = `audio-file/${text(made, "id")}`;
    const { queue } = await buildQueue(tenant());
    const flow = await tenant().flow("POST", "flows:import", flowFile(flowDocument(text(queue, "id"))));
    const refused = await api("DELETE", path);
    expect(member(refused.data, "error").referencedEntities).toEqual(["flow"]);
    await tenant().flow("DELETE", `flows/${text(flow.data, "id")}`);
    const held = { ...queue, defaultMusicInQueueMediaFileId: made.id };
    await api("PUT", `contact-service-queue/${text(queue, "id")}`, held);
    expect((await api("DELETE", path)).status).toBe(412);
  });
});

describe("caller ids for outdial", () => {
  const body = { name: "ANI", outdialANIEntries: [{ name: "Main", number: "+13125550100", defaultANIEntry: true }] };

  it("need an entry, and kept entries need their ids", async () => {
    expect((await api("POST", "outdial-ani", { name: "ANI" })).status).toBe(400);
    const made = (await api("POST", "outdial-ani", body)).data;
    const path = `outdial-ani/${text(made, "id")}`;
    expect((await api("PUT", path, { ...body, id: made.id })).status).toBe(409);
    const foreign = [{ id: "foreign", name: "Other", number: "1" }];
    expect((await api("PUT", path, { ...made, outdialANIEntries: foreign })).status).toBe(409);
    const more = [...list(made, "outdialANIEntries"), { name: "Second", number: "2" }];
    const kept = await api("PUT", path, { ...made, outdialANIEntries: more });
    expect(list(kept.data, "outdialANIEntries").map((entry) => entry.name)).toEqual(["Main", "Second"]);
    const last = list(kept.data, "outdialANIEntries").slice(1);
    const cut = await api("PUT", path, { ...made, outdialANIEntries: last });
    expect(list(cut.data, "outdialANIEntries").map((entry) => entry.name)).toEqual(["Second"]);
  });

  it("have entries with routes of their own", async () => {
    const made = (await api("POST", "outdial-ani", body)).data;
    const base = `outdial-ani/${text(made, "id")}/entry`;
    const entry = await api("POST", base, { name: "Second", number: "2" });
    expect([entry.status, entry.data.version]).toEqual([201, 0]);
    expect((await api("POST", base, { name: "Second", number: "3" })).status).toBe(409);
    expect((await api("PUT", `${base}/${text(entry.data, "id")}`, { name: "X", number: "3" })).status).toBe(400);
    const changed = await api("PUT", `${base}/${text(entry.data, "id")}`, { ...entry.data, number: "4" });
    expect(changed.data).toMatchObject({ number: "4", version: 1 });
    expect((await api("GET", `v2/${base}`)).rows).toHaveLength(2);
    expect((await api("GET", "outdial-ani/entry")).rows).toHaveLength(2);
    expect((await api("GET", `outdial-ani/${text(made, "id")}`)).data).toMatchObject({ version: 2 });
    expect((await api("DELETE", `${base}/${text(entry.data, "id")}`)).status).toBe(200);
    expect((await api("GET", `${base}/${text(entry.data, "id")}`)).status).toBe(404);
    expect((await api("GET", "v2/outdial-ani/nobody/entry")).status).toBe(404);
  });
});
