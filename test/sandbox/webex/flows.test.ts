import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describeShared } from "../../support/shared";
import { buildQueue, entryPointBody, first, flowDocument, flowFile } from "../support/bodies";
import { sharedTenant } from "../support/shared";
import { list, member, mint, PROJECT, text, type Data, type Reply } from "../support/tenant";

const tenant = sharedTenant();
const flow = (method: string, path: string, body?: unknown): Promise<Reply> => tenant().flow(method, path, body);

const QUEUE = "147a5615-baf0-4325-8a26-d8c96c2ee7b3";
const importFlow = (document: unknown, query = ""): Promise<Reply> =>
  flow("POST", `flows:import${query}`, flowFile(document));
const imported = async (name = "Welcome"): Promise<string> =>
  text((await importFlow(flowDocument(QUEUE, name))).data, "id");

describe("an import", () => {
  it("answers 201 with a draft, and resolves nothing", async () => {
    const { status, data } = await importFlow(flowDocument("9b04cc45-0000-4000-8000-000000000000"));
    expect([status, data]).toMatchObject([201, { name: "Welcome", status: "Draft", version: 0, tags: [] }]);
    expect(text(data, "id")).toMatch(/^[0-9a-f]{24}$/);
  });

  it("refuses a taken name unless told to overwrite, which keeps the id", async () => {
    const id = await imported();
    expect((await importFlow(flowDocument(QUEUE))).status).toBe(409);
    expect((await importFlow(flowDocument(QUEUE), "?overwrite=no")).status).toBe(409);
    const changed = { ...flowDocument(QUEUE), description: "second" };
    const again = await importFlow(changed, "?overwrite=yes");
    expect([again.status, again.data.id, again.data.description]).toEqual([201, id, "second"]);
  });

  it("keeps flows and subflows of one name apart, by either spelling of the query", async () => {
    await imported();
    expect((await importFlow(flowDocument(QUEUE), "?flowType=SUBFLOW")).data.flowType).toBe("SUBFLOW");
    expect((await importFlow(flowDocument(QUEUE), "?Flow%20Type=SUBFLOW")).status).toBe(409);
    expect((await importFlow(flowDocument(QUEUE), "?flowType=SIDEFLOW")).status).toBe(400);
  });

  it.each([
    ["what is not JSON", "{", "Error while parsing the file"],
    ["what is not an object", "[]", "Error while parsing the file"],
    ["a flow without a name", { ...flowDocument(QUEUE), name: " " }, "Flow name is empty"],
    ["a wrapped flow", { data: flowDocument(QUEUE) }, "Flow name is empty"],
    ["something with a name", { name: "Song" }, "Invalid flow"],
    [
      "the end of a subflow in a flow",
      { name: "F", process: { links: [], activities: { e: { properties: { activityName: "end-subflow" } } } } },
      "ACTIVITY_NOT_FOUND",
    ],
  ])("refuses %s", async (_what, document, message) => {
    const { status, data } = await importFlow(document);
    expect([status, data.message]).toEqual([400, expect.stringContaining(message)]);
  });

  it("breaks on raw JSON and misses its part", async () => {
    const raw = await flow("POST", "flows:import", flowDocument(QUEUE));
    expect([raw.status, raw.text]).toEqual([500, expect.stringContaining("Something broke")]);
    const form = new FormData();
    form.append("flow", new Blob(["{}"]), "flow.json");
    expect((await flow("POST", "flows:import", form)).status).toBe(400);
  });
});

describe("an export", () => {
  it("gives the draft back with what the server knows better, nulls and order kept", async () => {
    const document: Data = { ...flowDocument(QUEUE), orgId: "elsewhere", flowId: "old", extra: null };
    const id = text((await importFlow(document)).data, "id");
    const draft = await flow("GET", `flows/${id}:export?version=draft`);
    expect(draft.data).toMatchObject({ name: "Welcome", orgId: tenant().orgId, flowId: id, version: 0, extra: null });
    expect(draft.data.process).toEqual(document.process);
  });

  it("of latest is missing until the flow was published", async () => {
    const id = await imported();
    const missing = await flow("GET", `flows/${id}:export`);
    expect([missing.status, missing.data.code]).toEqual([404, "404"]);
    await flow("POST", `flows/${id}:publish`, {});
    const latest = await flow("GET", `flows/${id}:export`);
    expect(latest.data).toMatchObject({ version: 1, flowId: id });
    const byId = await flow("GET", `flows/${id}:export?version=${text(latest.data, "id")}`);
    expect(byId.data).toEqual(latest.data);
    expect((await flow("GET", `flows/${id}:export?version=000000000000000000000000`)).status).toBe(404);
  });

  it("survives a round through the import", async () => {
    const id = await imported();
    const before = (await flow("GET", `flows/${id}:export?version=draft`)).data;
    await importFlow(before, "?overwrite=yes");
    const after = (await flow("GET", `flows/${id}:export?version=draft`)).data;
    const bare = ({ lastModifiedDate: _date, ...rest }: Data): Data => rest;
    expect(bare(after)).toEqual(bare(before));
  });
});

describe("publishing", () => {
  it("moves Latest and the given tags and leaves the others where they are", async () => {
    const id = await imported();
    await flow("POST", `flows/${id}:publish`, { comment: "first", tagIds: ["Live", "Test"] });
    await importFlow({ ...flowDocument(QUEUE), description: "second" }, "?overwrite=yes");
    const published = await flow("POST", `flows/${id}:publish`, { comment: "second", tagIds: ["Live"] });
    expect(published.status).toBe(200);
    expect(published.data).not.toHaveProperty("name");
    expect(published.data).toMatchObject({ status: "Published", version: 2, projectId: PROJECT });
    expect(published.data.flowVersions).toHaveLength(2);
    const tags = (await flow("GET", `flows/${id}/tags`)).rows;
    expect(Object.fromEntries(tags.map((tag) => [tag.id, tag.versionNumber]))).toEqual({
      Latest: 2,
      Live: 2,
      Test: 1,
    });
    const histories = (await flow("GET", `flows/${id}/tagHistories`)).data;
    expect(list(histories, "Live")).toHaveLength(2);
    const versions = (await flow("GET", `flows/${id}/versions`)).rows;
    expect(versions.map(({ version, comment }) => [version, comment])).toEqual([
      [2, "second"],
      [1, "first"],
    ]);
  });

  it("makes a version every time, needs a body and knows its tags", async () => {
    const id = await imported();
    for (const expected of [1, 2]) {
      expect((await flow("POST", `flows/${id}:publish`, {})).data.version).toBe(expected);
    }
    expect((await flow("POST", `flows/${id}:publish`)).status).toBe(400);
    expect((await flow("POST", `flows/${id}:publish`, { tagIds: ["Prod"] })).status).toBe(400);
  });

  it("looks at the structure unless told not to", async () => {
    const broken = { name: "B", process: { activities: {}, links: [{ id: "l", sourceActivityId: "a" }] } };
    const id = text((await importFlow(broken)).data, "id");
    const refused = await flow("POST", `flows/${id}:publish`, {});
    expect([refused.status, refused.data.message]).toEqual([400, expect.stringContaining("start")]);
    expect((await flow("POST", `flows/${id}:publish?skipValidation=true`, {})).status).toBe(200);
  });
});

describe("the list of flows", () => {
  it("has ten rows unless told otherwise, and says nothing of the rest", async () => {
    for (let n = 0; n < 12; n += 1) await imported(`Flow_${n}`);
    expect((await flow("GET", "flows")).rows).toHaveLength(10);
    expect((await flow("GET", "flows?page=1")).rows).toHaveLength(2);
    expect((await flow("GET", "flows?size=100")).rows).toHaveLength(12);
    const paged = await flow("GET", "flows?includePagination=true");
    expect(paged.data).toMatchObject({ currentPage: 0, totalRecords: 12, pageSize: 10, totalPages: 2 });
    expect((await flow("GET", "v2/flows?size=5")).rows).toHaveLength(5);
  });

  it("finds parts of names in any case, ids, and one type at a time", async () => {
    const id = await imported("Welcome_FR");
    await imported("Other");
    await importFlow(flowDocument(QUEUE, "Sub"), "?flowType=SUBFLOW");
    const names = async (query: string) => (await flow("GET", `flows?${query}`)).rows.map(({ name }) => name);
    expect(await names("partialNameSearch=come_fr")).toEqual(["Welcome_FR"]);
    expect(await names(`ids=${id}`)).toEqual(["Welcome_FR"]);
    expect(await names("flowType=SUBFLOW")).toEqual(["Sub"]);
    expect((await flow("GET", "flows:search?query=come_fr")).rows).toEqual([]);
    expect((await flow("GET", "flows:search?query=come_FR")).rows).toMatchObject([{ id }]);
  });

  it("of a wrong project is empty, everything else there is missing", async () => {
    const id = await imported();
    const wrong = `/webex/flow-store/${tenant().orgId}/project/000000000000000000000000`;
    const empty = await tenant().raw("GET", `${wrong}/flows`);
    expect([empty.status, empty.text]).toEqual([200, "[]"]);
    expect((await tenant().raw("GET", `${wrong}/flows/${id}`)).status).toBe(404);
  });

  it("answers without the prefix, with a JSON content type and no body", async () => {
    await imported();
    const path = `/webex/${tenant().orgId}/project/${PROJECT}/flows`;
    const headers = { "Content-Type": "application/json" };
    expect((await tenant().raw("GET", path, undefined, { headers })).rows).toHaveLength(1);
  });
});

describe("a delete", () => {
  it("takes a flow from under an entry point unless told to check", async () => {
    const { queue } = await buildQueue(tenant());
    const id = text((await importFlow(flowDocument(text(queue, "id")))).data, "id");
    await flow("POST", `flows/${id}:publish`, { tagIds: ["Live"] });
    const musicOnHoldId = text(await first(tenant(), "v2/audio-file"), "id");
    const bound = { ...entryPointBody(), flowId: id, flowTagId: "Live", musicOnHoldId };
    const entry = (await tenant().api("POST", "entry-point", bound)).data;
    const checked = await flow("DELETE", `flows/${id}?skipRsEPCheck=false&force=no`);
    expect([checked.status, checked.data.message]).toEqual([400, expect.stringContaining(text(entry, "id"))]);
    const gone = await flow("DELETE", `flows/${id}`);
    expect([gone.status, gone.text]).toEqual([200, '"OK"']);
    expect((await flow("GET", `flows/${id}`)).status).toBe(404);
  });

  it("keeps a subflow that another flow uses, unless forced", async () => {
    const sub = text((await importFlow(flowDocument(QUEUE, "Sub"), "?flowType=SUBFLOW")).data, "id");
    await importFlow(flowDocument(sub, "Main"));
    expect((await flow("DELETE", `flows/${sub}?flowType=SUBFLOW`)).status).toBe(400);
    expect((await flow("DELETE", `flows/${sub}?flowType=SUBFLOW&force=yes`)).status).toBe(200);
  });

  it("frees the queue that the flow held", async () => {
    const { queue } = await buildQueue(tenant());
    const path = `contact-service-queue/${text(queue, "id")}`;
    const id = text((await importFlow(flowDocument(text(queue, "id")))).data, "id");
    const refused = await tenant().api("DELETE", path);
    expect(member(refused.data, "error").referencedEntities).toEqual(["flow"]);
    expect((await tenant().api("GET", `${path}/incoming-references?type=flow`)).rows).toMatchObject([{ id }]);
    const used = `flows:check?globalVar=${text(queue, "id")}`;
    expect((await flow("GET", used)).rows).toMatchObject([{ id }]);
    expect((await flow("GET", `${used}&search=nothing`)).rows).toEqual([]);
    expect((await flow("GET", "flows:check?search=ELCO")).rows).toMatchObject([{ id }]);
    expect((await flow("GET", "flows:check")).data).toMatchObject({ message: "No search parameter provided" });
    await flow("DELETE", `flows/${id}`);
    expect((await tenant().api("DELETE", path)).status).toBe(204);
  });

  it("of a queue is free once no draft and no tagged version holds it", async () => {
    const { queue } = await buildQueue(tenant());
    const path = `contact-service-queue/${text(queue, "id")}`;
    const id = text((await importFlow(flowDocument(text(queue, "id")))).data, "id");
    await flow("POST", `flows/${id}:publish`, { tagIds: ["Live"] });
    await importFlow(flowDocument(QUEUE), "?overwrite=yes");
    expect((await tenant().api("DELETE", path)).status).toBe(412);
    await flow("POST", `flows/${id}:publish`, { tagIds: ["Live"] });
    expect((await tenant().api("DELETE", path)).status).toBe(204);
  });
});

describe("a lock", () => {
  it("keeps others out for 15 minutes and shows who holds it", async () => {
    const id = await imported();
    const person = await mint(tenant().sandbox.url, { clientId: "ada" });
    const asAda = (verb: string) => tenant().flow("POST", `flows/${id}${verb}`, undefined, { token: person });
    expect((await asAda(":lock")).text).toBe('"OK"');
    expect((await flow("GET", `flows/${id}?view=basic`)).data.lockedBy).toMatch(/^ada@/);
    expect((await importFlow(flowDocument(QUEUE), "?overwrite=yes")).status).toBe(409);
    expect((await flow("POST", `flows/${id}:publish`, {})).status).toBe(409);
    expect((await flow("POST", `flows/${id}:unlock`)).status).toBe(409);
    tenant().sandbox.settings({ clockOffsetMs: 15 * 60_000 });
    expect((await flow("GET", `flows/${id}`)).data).not.toHaveProperty("lockedBy");
    expect((await importFlow(flowDocument(QUEUE), "?overwrite=yes")).status).toBe(201);
  });

  it("is let go by its holder", async () => {
    const id = await imported();
    await flow("POST", `flows/${id}:lock`);
    await flow("POST", `flows/${id}:unlock`);
    expect((await flow("GET", `flows/${id}`)).data).not.toHaveProperty("lockedBy");
  });
});

describe("somebody else's edit", () => {
  it("shows who and when, and moves no tag", async () => {
    const id = await imported();
    await flow("POST", `flows/${id}:publish`, { tagIds: ["Live"] });
    const person = await mint(tenant().sandbox.url, { clientId: "ada" });
    const edited = { ...flowDocument(QUEUE), description: "by hand" };
    await tenant().flow("POST", `flows/${id}/draft`, edited, { token: person });
    const after = (await flow("GET", `flows/${id}`)).data;
    expect(after.lastModifiedBy).toMatch(/^ada@/);
    expect(member(after, "draftVersion").description).toBe("by hand");
    expect(member(after, "latestVersion").description).toBe("");
    expect(after.version).toBe(1);
  });
});

describe("flows in the newer format", () => {
  const node = (name: string, activityName: string, more: Data = {}): Data => ({
    name,
    activityType: activityName === "start" ? "start" : "action",
    properties: { activityName, ...more },
  });
  const modern = (more: Data = {}): Data => ({
    name: "Modern",
    flowType: "FLOW",
    variables: [],
    nodes: [node("Start", "start"), node("Hello", "play-message"), node("Bye", "disconnect-contact")],
    edges: [
      { from: "Start", to: "Hello", condition: "NewPhoneContact" },
      { from: "Hello", to: "Bye", condition: "default" },
    ],
    ...more,
  });
  const codes = async (document: Data): Promise<readonly unknown[]> => {
    const { status, data } = await flow("POST", "v2/flows:validate", document);
    expect(status).toBe(200);
    return [...list(data, "errors"), ...list(data, "warnings")].map(({ code }) => code);
  };

  it("are judged by a dry run that answers 200 whatever it finds", async () => {
    expect((await flow("POST", "v2/flows:validate", modern())).data).toMatchObject({ valid: true, errors: [] });
    expect(await codes(modern({ nodes: [node("Hello", "play-message")], edges: [] }))).toEqual(["FC1002", "FC1004"]);
    expect(await codes(modern({ nodes: [node("Start", "start"), node("Start", "menu")], edges: [] }))).toContain(
      "FC1022",
    );
    const silent = { from: "Start", to: "Hello" };
    const lost = { from: "Start", to: "Nowhere", condition: "out" };
    const findings = await flow("POST", "v2/flows:validate", modern({ edges: [silent, lost] }));
    expect(list(findings.data, "errors").map(({ message }) => message)).toEqual([
      "Edge Start->Hello has no condition",
      "Edge to='Nowhere' does not match any node name",
    ]);
    const http = node("Get", "http-request-v2", { authenticated: false });
    expect(await codes(modern({ nodes: [node("Start", "start"), http], edges: [] }))).toContain("FC1015");
    const events = {
      GLOBAL_EVENTS: { nodes: [node("Ended", "event")], edges: [{ from: "Ended", to: "Bye", condition: "x" }] },
    };
    expect(await codes(modern({ eventFlows: events }))).toContain("FC1012");
    expect(await codes(modern({ nodes: [node("Start", "start"), node("E", "end-subflow")], edges: [] }))).toContain(
      "FC0000",
    );
  });

  it("are what a draft reads back as, by the names of its nodes", async () => {
    const { queue } = await buildQueue(tenant());
    const id = text((await importFlow(flowDocument(text(queue, "id")))).data, "id");
    const draft = (await flow("GET", `flows/${id}:export?version=draft`)).data;
    const back = (await flow("GET", `v2/flows/${id}`)).data;
    const names = Object.values(member(member(draft, "process"), "activities")).map((one) => text(one as Data, "name"));
    expect(list(back, "nodes").map(({ name }) => name)).toEqual(names);
    expect(list(back, "edges").map(({ condition }) => condition)).toEqual(
      list(member(draft, "process"), "links").map(({ conditionExpr }) => conditionExpr),
    );
    expect(
      list(back, "edges").every(({ from, to }) => names.includes(String(from)) && names.includes(String(to))),
    ).toBe(true);
  });
});

describe("importing the newer format", () => {
  const modern = (more: Data = {}): Data => ({
    name: "Modern",
    nodes: [
      { name: "Start", activityType: "start", properties: { activityName: "start" } },
      { name: "Bye", activityType: "end", properties: { activityName: "disconnect-contact" } },
    ],
    edges: [{ from: "Start", to: "Bye", condition: "NewPhoneContact" }],
    ...more,
  });
  const sent = async (document: Data, query = "") => (await flow("POST", `v2/flows:import${query}`, document)).status;

  it("refuses findings, no name and a taken one, and takes the type from the query alone", async () => {
    const made = await flow("POST", "v2/flows:import", modern());
    expect([made.status, made.data.preflightWarningsCount]).toEqual([201, 0]);
    const id = text(member(made.data, "flow"), "id");
    expect(list((await flow("GET", `v2/flows/${id}:export?version=draft`)).data, "edges")).toMatchObject([
      { from: "Start", to: "Bye", condition: "out" },
    ]);
    expect((await flow("GET", `v2/flows/${id}:export`)).status).toBe(404);
    expect((await flow("GET", `v2/flows/${id}:validate`)).data).toMatchObject({ valid: true, errors: [] });
    expect(await sent(modern())).toBe(409);
    expect(await sent(modern(), "?overwrite=true")).toBe(201);
    expect(await sent(modern({ name: "" }))).toBe(400);
    expect(await sent(modern({ nodes: [], edges: [] }))).toBe(422);
    const back = { name: "End", activityType: "end", properties: { activityName: "end-subflow" } };
    const sub = modern({ name: "Sub", nodes: [...list(modern(), "nodes"), back], flowType: "SUBFLOW" });
    expect(await sent(sub)).toBe(422);
    expect(await sent(sub, "?flowType=SUBFLOW")).toBe(201);
  });

  it("takes an older flow, event activities included, as it was exported", async () => {
    const older = flowDocument(text((await buildQueue(tenant())).queue, "id"));
    const ended = { id: "e", name: "OnEnd", group: "event", properties: { name: "OnEnd" } };
    const process = { activities: { e: ended }, links: [] };
    const eventFlows = { eventsMap: { GLOBAL_EVENTS: { id: "GLOBAL_EVENTS", process } } };
    const id = text((await importFlow({ ...older, eventFlows, name: "Older" })).data, "id");
    const { data } = await flow("GET", `v2/flows/${id}:export?version=draft`);
    const event = { name: "Ended", activityType: "event", group: "event", properties: { activityName: "Event" } };
    expect(await sent({ ...data, name: "Newer", nodes: [...list(data, "nodes"), event] })).toBe(201);
  });

  it("names the activities of each type of flow", async () => {
    const names = async (query: string) =>
      (await flow("GET", `v2/activities${query}`)).rows.map(({ activityName }) => activityName);
    expect(await names("")).toContain("queue-contact");
    expect(await names("")).not.toContain("end-subflow");
    expect(await names("?flowType=SUBFLOW")).toContain("end-subflow");
    expect((await flow("GET", "v2/activities/queue-contact")).data).toMatchObject({ activityName: "queue-contact" });
    expect((await flow("GET", "v2/activities/nonsense")).status).toBe(404);
  });
});

describe("a flow just published", () => {
  it("may not be seen by the service of entry points for a while", async () => {
    const { queue } = await buildQueue(tenant());
    const musicOnHoldId = text(await first(tenant(), "v2/audio-file"), "id");
    const id = text((await importFlow(flowDocument(text(queue, "id")))).data, "id");
    tenant().sandbox.settings({ readsAfterMs: 30_000 });
    await flow("POST", `flows/${id}:publish`, { tagIds: ["Live"] });
    const bound = { ...entryPointBody(), flowId: id, flowTagId: "Live", musicOnHoldId };
    expect((await tenant().api("POST", "entry-point", bound)).status).toBe(400);
    expect((await flow("GET", `flows/${id}`)).data.status).toBe("Published");
    tenant().sandbox.settings({ clockOffsetMs: 30_000 });
    expect((await tenant().api("POST", "entry-point", bound)).status).toBe(201);
  });
});

describe("connectors", () => {
  const choices = (activity: string, input: string, query = "") =>
    flow("GET", `v2/activities/${activity}/inputs/${input}/choices${query}`);

  it("are not there until somebody connects, then found by name", async () => {
    expect((await choices("http-request", "connectorId")).data).toEqual({ choices: [] });
    const made = await tenant().admin("POST", "connect", { name: "Salesforce", resourceDomain: "https://x.example" });
    const again = await tenant().admin("POST", "connect", { name: "Salesforce" });
    expect(again.data.id).toBe(made.data.id);
    const found = await choices("http-request-v2", "connectorId", "?search=sales");
    expect(found.data).toEqual({ choices: [{ name: "Salesforce", value: made.data.id }] });
    expect((await tenant().admin("POST", "connect", {})).status).toBe(400);
    for (let n = 1; n < 10; n += 1) await tenant().admin("POST", "connect", { name: `C${n}` });
    expect((await tenant().admin("POST", "connect", { name: "One too many" })).status).toBe(409);
  });

  it("for speech are part of every tenant", async () => {
    const found = list((await choices("play-message", "connector")).data, "choices");
    expect(found.map(({ name }) => name)).toEqual(["Cisco Cloud Text-to-Speech"]);
    expect((await choices("menu", "colour")).status).toBe(400);
  });

  it("have no route of their own that works", async () => {
    expect((await flow("GET", "connector")).status).toBe(404);
    expect((await flow("POST", "connector", { name: "X" })).status).toBe(404);
  });
});

describe("the rest of the flow store", () => {
  it("names the project, the caller and unique names", async () => {
    await imported();
    const base = `/webex/flow-store/${tenant().orgId}`;
    expect((await tenant().raw("GET", `${base}/userPreferences`)).data.projectId).toBe(PROJECT);
    expect((await tenant().raw("GET", `${base}/project`)).rows).toMatchObject([{ id: PROJECT }]);
    expect((await tenant().raw("GET", "/webex/flow-store/health")).text).toBe("OK");
    expect((await tenant().raw("GET", "/webex/auth/user")).text).toContain("@");
    expect((await flow("POST", "flows:unique-name?flowName=welcome")).data).toEqual({ isUnique: false });
    expect((await flow("POST", "flows:unique-name?flowName=Other")).data).toEqual({ isUnique: true });
  });
});

describeShared("samples/flows", "real flows", (samples) => {
  it.each(readdirSync(samples).filter((name) => name.endsWith(".json")))(
    "%s imports, publishes and exports unchanged",
    async (file) => {
      const source = readFileSync(join(samples, file), "utf8");
      const document = JSON.parse(source) as Data;
      const type = file.includes("subflow") ? "SUBFLOW" : "FLOW";
      const made = await flow("POST", `flows:import?flowType=${type}`, flowFile(source));
      expect(made.status).toBe(201);
      const id = text(made.data, "id");
      expect((await flow("POST", `flows/${id}:publish?flowType=${type}`, { tagIds: ["Live"] })).status).toBe(200);
      const exported = (await flow("GET", `flows/${id}:export`)).data;
      for (const part of ["process", "diagram", "eventFlows", "variables"])
        expect(exported[part]).toEqual(document[part]);
    },
  );
});
