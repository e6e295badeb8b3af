import { NOT_EMULATED } from "../../sandbox/webex/coverage";
import { ROUTES } from "../../sandbox/webex/nouns";
import {
  audioFile,
  buildQueue,
  entryPointBody,
  first,
  flowDocument,
  flowFile,
  queueBody,
} from "../sandbox/support/bodies";
import {
  call,
  list,
  member,
  openTenant,
  PROJECT,
  text,
  type Data,
  type Reply,
  type Tenant,
} from "../sandbox/support/tenant";
import { describeShared } from "../support/shared";
import { NOUN_CASES, type Known, type NounCase } from "./noun-bodies";
import { loadDescription, unusedCorrections, type Description, type Operation, SPECS } from "./openapi";

/** Every answer of the sandbox is held against the official description, by one walk over all operations. */
const keyOf = (operation: Operation): string => `${operation.method} ${operation.template}`;

describeShared(SPECS, "answers of the Webex sandbox against the official descriptions", () => {
  let tenant: Tenant;
  let config: Description;
  let flowStore: Description;
  /** Operations that answered with success, by their key. */
  const met = new Set<string>();
  const faults: string[] = [];

  const judge = (method: string, path: string, reply: Reply, expected: readonly number[]): void => {
    const bare = path.split("?")[0] ?? path;
    const body: unknown = reply.text === "" ? undefined : JSON.parse(reply.text);
    const under = `${method} ${bare} -> ${reply.status}`;
    if (!expected.includes(reply.status)) {
      faults.push(`expected ${expected.join(" or ")}: ${under} ${reply.text.slice(0, 300)}`);
    }
    const found = [config, flowStore].map((description, position) => {
      const local = position === 0 ? bare : bare.replace(/^\/flow-store/, "");
      return { description, operation: description.find(method, local) };
    });
    for (const { description, operation } of found) {
      if (operation === undefined) continue;
      if (reply.status < 300) met.add(keyOf(operation));
      faults.push(...description.faults(operation, reply.status, body).map((fault) => `${fault}: ${under}`));
    }
  };

  const go = async (method: string, path: string, body: unknown, ...expected: readonly number[]): Promise<Reply> => {
    const reply = await call(`${tenant.sandbox.url}/webex${path}`, method, body, { token: tenant.token });
    judge(method, path, reply, expected.length > 0 ? expected : [200]);
    return reply;
  };
  const org = (path: string): string => `/organization/${tenant.orgId}/${path}`;
  const project = (path: string): string => `/flow-store/${tenant.orgId}/project/${PROJECT}/${path}`;

  beforeAll(async () => {
    config = loadDescription("wxcc-config.openapi.json", true);
    flowStore = loadDescription("flow-store.openapi.json", false);
    tenant = await openTenant();
  });
  afterAll(() => tenant.close());

  const buildKnown = async (): Promise<Known> => {
    const { site, music, team, queue } = await buildQueue(tenant);
    const made = async (path: string, body: Data): Promise<string> =>
      text((await tenant.api("POST", path, body)).data, "id");
    const number = (await tenant.raw("GET", "/webex/v1/telephony/config/numbers?available=true")).data;
    const [free] = list(number, "phoneNumbers");
    const location =
      Buffer.from(text(member(free, "location"), "id"), "base64url")
        .toString()
        .split("/")
        .at(-1) ?? "";
    const partial = {
      siteId: text(site, "id"),
      multimediaProfileId: text(site, "multimediaProfileId"),
      musicId: text(music, "id"),
      teamId: text(team, "id"),
      queueId: text(queue, "id"),
      locationId: location,
      number: text(free, "phoneNumber"),
      idleWorkTypeId: text(await first(tenant, "v2/work-type?filter=workTypeCode==IDLE_CODE"), "id"),
      outboundQueueId: await made("contact-service-queue", {
        ...queueBody(text(team, "id"), text(music, "id"), "Outdial"),
        queueType: "OUTBOUND",
      }),
      entryPointId: await made("entry-point", entryPointBody("Known")),
      skillId: "",
      holidaysId: "",
      overridesId: "",
    };
    return {
      ...partial,
      skillId: await made("skill", { name: "Depth", active: true, serviceLevelThreshold: 1, skillType: "PROFICIENCY" }),
      holidaysId: await made("holiday-list", caseOf("holiday-list").body(partial, "KnownHolidays")),
      overridesId: await made("overrides", caseOf("overrides").body(partial, "KnownOverrides")),
    };
  };

  const walk = async (known: Known, noun: NounCase): Promise<void> => {
    const item = noun.item ?? "";
    const base = org(`${item}${noun.kind}`);
    const created = await go("POST", base, noun.body(known, "One"), 200, 201);
    const id = text(created.data, "id");
    const read = await go("GET", `${base}/${id}`, undefined);
    const { workItem: _flag, manuallyAssignable: shown, ...echo } = read.data;
    const sent =
      shown === undefined ? echo : { ...echo, manuallyAssignable: { telephony: 0, chat: 0, email: 0, social: 0 } };
    await go("PUT", `${base}/${id}`, { ...sent, ...noun.change }, 200);
    for (const prefix of noun.lists ?? ["v2/"]) await go("GET", org(`${prefix}${noun.kind}`), undefined);
    const references = noun.kind === "contact-number" ? [400] : [200];
    await go("GET", org(`${noun.kind}/${id}/incoming-references`), undefined, ...references);
    await go("POST", base, noun.body(known, "One"), 409);
    await go("POST", base, {}, 400, 409, 500);
    if (noun.bulk !== undefined) await bulk(known, noun);
    await go("DELETE", `${base}/${id}`, undefined, 200, 204);
    await go("GET", `${base}/${id}`, undefined, 404);
  };

  const bulk = async (known: Known, noun: NounCase): Promise<void> => {
    const path = org(`${noun.bulk ?? ""}/bulk`);
    const done = await go(
      "POST",
      path,
      {
        items: [
          { itemIdentifier: 1, item: noun.body(known, "Bulk two"), requestAction: "SAVE" },
          { itemIdentifier: 2, item: {}, requestAction: "SAVE" },
        ],
      },
      207,
    );
    const [made] = list(done.data, "items");
    const id = text(made, "href").split("/").at(-1) ?? "";
    await go("POST", path, { items: [{ itemIdentifier: 3, item: { id }, requestAction: "DELETE" }] }, 207);
  };

  it("answers every standard operation of every noun as described", async () => {
    const known = await buildKnown();
    for (const noun of NOUN_CASES) await walk(known, noun);
    expect(faults).toEqual([]);
  }, 120_000);

  it("answers the operations that single nouns have as described", async () => {
    faults.length = 0;
    const known = await buildKnownAgain();
    await queues(known);
    await users(known);
    await audio();
    await entries();
    await rest(known);
    expect(faults).toEqual([]);
  }, 120_000);

  const buildKnownAgain = async (): Promise<Known> => {
    tenant.sandbox.reset();
    tenant.sandbox.settings({ quotaPerMinute: 0 });
    return buildKnown();
  };

  const queues = async (known: Known): Promise<void> => {
    const created = await go(
      "POST",
      org("v2/contact-service-queue"),
      queueBody(known.teamId, known.musicId, "V2"),
      201,
    );
    const id = text(created.data, "id");
    await go("GET", org(`v2/contact-service-queue/${id}`), undefined);
    await go("PUT", org(`v2/contact-service-queue/${id}`), created.data);
    const item = { itemIdentifier: 1, item: { id, serviceLevelThreshold: 5 }, requestAction: "SAVE" };
    await go("PATCH", org("contact-service-queue/bulk"), { items: [item] }, 207);
    const fresh = { itemIdentifier: 1, item: queueBody(known.teamId, known.musicId, "V2b"), requestAction: "SAVE" };
    await go("POST", org("contact-service-queue/v2/bulk"), { items: [fresh] }, 207);
    await go("DELETE", org(`contact-service-queue/${id}`), undefined, 204);
    await go("DELETE", org(`team/${known.teamId}`), undefined, 412);
    await go("GET", org(`team/${known.teamId}/incoming-references`), undefined);
  };

  const users = async (known: Known): Promise<void> => {
    const [ana] = (await go("GET", org("v2/user?filter=email==ana.agent@example.com"), undefined)).rows;
    const id = text(ana, "id");
    const read = await go("GET", org(`user/${id}`), undefined);
    await go("GET", org("user"), undefined);
    await go("PUT", org(`user/${id}`), { ...read.data, teamIds: [known.teamId] });
    await go("PATCH", org(`user/${id}`), { teamIds: [] });
    await go("PATCH", org(`user/${id}`), [{ op: "replace", path: "/teamIds", value: [] }], 500);
    await go("PATCH", org("user/bulk"), { items: [{ itemIdentifier: 1, item: { id, teamIds: [known.teamId] } }] }, 207);
    await go("GET", org(`user/by-ci-user-id/${text(ana, "ciUserId")}`), undefined);
    await go("GET", org(`v2/user/by-ci-user-id/${text(ana, "ciUserId")}`), undefined);
    await go("GET", org("user/with-user-profile"), undefined);
    await go("GET", org(`user/with-user-profile/${id}`), undefined);
    await go("GET", org(`user/${id}/incoming-references`), undefined);
    await go("PATCH", org(`user/${id}/reskill`), {}, 403);
  };

  const audio = async (): Promise<void> => {
    const info = { name: "Welcome.wav", contentType: "AUDIO_WAV", description: "d" };
    const created = await go("POST", org("audio-file"), audioFile(info));
    const id = text(created.data, "id");
    const replaced = audioFile({ ...info, id, blobId: text(created.data, "blobId") }, "other");
    await go("PUT", org(`audio-file/${id}`), replaced);
    await go("PATCH", org(`audio-file/${id}`), { description: "x" });
    await go("GET", org(`audio-file/${id}`), undefined);
    await go("GET", org(`audio-file/${id}/incoming-references`), undefined);
    await go("GET", org("v2/audio-file"), undefined);
    await go("DELETE", org(`audio-file/${id}`), undefined);
  };

  const entries = async (): Promise<void> => {
    const books = [
      ["address-book", await tenant.api("POST", "v3/address-book", { name: "AB", parentType: "ORGANIZATION" })],
      [
        "outdial-ani",
        await tenant.api("POST", "outdial-ani", { name: "A", outdialANIEntries: [{ name: "M", number: "1" }] }),
      ],
    ] as const;
    for (const [kind, book] of books) {
      const base = `${kind}/${text(book.data, "id")}/entry`;
      const created = await go("POST", org(base), { name: "Desk", number: "+13125550101" }, 200, 201);
      const more = { itemIdentifier: 1, item: { name: "Door", number: "+13125550103" }, requestAction: "SAVE" };
      await go("POST", org(`${base}/bulk`), { items: [more] }, 207);
      const id = text(created.data, "id");
      await go("GET", org(`${base}/${id}`), undefined);
      await go("PUT", org(`${base}/${id}`), { ...created.data, number: "+13125550102" });
      await go("GET", org(`v2/${base}`), undefined);
      await go("DELETE", org(`${base}/${id}`), undefined);
      await go("GET", org(`${base}/${id}`), undefined, 404);
    }
    await go("GET", org("outdial-ani/entry"), undefined);
  };

  const rest = async (known: Known): Promise<void> => {
    await go("GET", org("dial-number/numbers-only"), undefined);
    await go("DELETE", org("dial-number"), undefined);
    await go("GET", org("cad-variable/reportable-count"), undefined);
    await go("GET", org("contact-number/all-numbers"), undefined);
    const profile = text(await first(tenant, "v3/user-profile"), "id");
    await go("GET", org(`v3/user-profile/${profile}/acl`), undefined);
    const made = await go("POST", org("resource-collection"), caseOf("resource-collection").body(known, "Bulk"), 201);
    const item = { itemIdentifier: 1, item: made.data, requestAction: "SAVE" };
    await go("PATCH", org("resource-collection/bulk"), { items: [item] }, 207);
    const code = (await tenant.api("POST", "auxiliary-code", caseOf("auxiliary-code").body(known, "Tea"))).data;
    await go(
      "PATCH",
      org("auxiliary-code/bulk"),
      { items: [{ itemIdentifier: 1, item: { id: code.id, description: "x" } }] },
      207,
    );
    await go("POST", org("team/purge-inactive-entities"), undefined, 403);
  };

  const caseOf = (kind: string): NounCase => {
    const found = NOUN_CASES.find((noun) => noun.kind === kind);
    if (found === undefined) throw new Error(`no case for ${kind}`);
    return found;
  };

  it("answers the operations of flows as described", async () => {
    faults.length = 0;
    const { queue } = await buildQueue(tenant).catch(async () => ({
      queue: await first(tenant, "v2/contact-service-queue"),
    }));
    const form = () => flowFile(flowDocument(text(queue, "id")));
    const made = await go("POST", project("flows:import?overwrite=no&flowType=FLOW"), form(), 201);
    const id = text(made.data, "id");
    await go("POST", project(`flows/${id}:publish?flowType=FLOW`), { comment: "first", tagIds: ["Live"] });
    await go("GET", project("flows"), undefined);
    await go("GET", project("flows:search?query=Wel"), undefined);
    await go("GET", project(`flows:check?flowId=${id}`), undefined);
    await go("POST", project("flows:unique-name?flowName=Welcome"), undefined);
    const paths = [
      "",
      "/draft",
      "/versions",
      "/versions/latest",
      "/versions/draft",
      "/tags",
      "/tagHistories",
      ":export",
    ];
    for (const path of paths) await go("GET", project(`flows/${id}${path}`), undefined);
    const latest = await go("GET", project(`flows/${id}:export?version=latest`), undefined);
    await go("GET", project(`flows/${id}/versions/${text(latest.data, "id")}`), undefined);
    await go("POST", project(`flows/${id}/draft`), latest.data);
    await go("POST", project(`flows/${id}:lock`), undefined);
    await go("POST", project(`flows/${id}:unlock`), undefined);
    const modern = {
      name: "Modern",
      nodes: [{ name: "Start", activityType: "start", properties: { activityName: "start" } }],
      edges: [],
    };
    await go("POST", project("v2/flows:validate"), modern);
    const kept = await go("POST", project("v2/flows:import"), modern, 201);
    const modernId = text(member(kept.data, "flow"), "id");
    await go("GET", project(`v2/flows/${modernId}`), undefined);
    await go("GET", project(`v2/flows/${modernId}:export?version=draft`), undefined);
    await go("GET", project(`v2/flows/${modernId}:validate`), undefined);
    await go("GET", project("v2/activities"), undefined);
    await go("GET", project("v2/activities/http-request"), undefined);
    await go("GET", project("v2/activities/http-request/inputs/connectorId/choices"), undefined);
    await go("DELETE", project(`flows/${id}`), undefined);
    for (const path of ["userPreferences", "project", `project/${PROJECT}`]) {
      await go("GET", `/flow-store/${tenant.orgId}/${path}`, undefined);
    }
    await go("GET", "/flow-store/auth/user", undefined);
    expect(faults).toEqual([]);
  });

  /** Answered with an error whatever is sent, as the live service does, or with text instead of JSON. */
  const NEVER_SUCCEEDS = [/purge-inactive-entities$/, /\/reskill$/, /\/connector/, /\/health$/];

  it("finds every schema of the corrected descriptions fit for a validator", () => {
    expect([...config.uncompilable(), ...flowStore.uncompilable()]).toEqual([]);
  }, 120_000);

  it("has walked every operation that is emulated and described", () => {
    const braces = (template: string): string => template.replaceAll(/\{[^}]+\}/g, "{}");
    const emulated = new Set(ROUTES.map((route) => `${route.method} ${braces(route.path).replace("/flow-store", "")}`));
    const walked = new Set([...met].map((key) => braces(key).replace("/flow-store", "")));
    const described = [...config.operations, ...flowStore.operations]
      .map((operation) => ({ operation, key: braces(keyOf(operation)).replace("/flow-store", "") }))
      .filter(({ key }) => emulated.has(key));
    const missed = described
      .filter(({ key }) => !walked.has(key))
      .filter(({ operation }) => !NEVER_SUCCEEDS.some((pattern) => pattern.test(operation.template)))
      .map(({ key }) => key);
    expect([...new Set(missed)]).toEqual([]);
  });

  it("says of every described operation whether it is emulated", () => {
    const braces = (template: string): string => template.replaceAll(/\{[^}]+\}/g, "{}").replace("/flow-store", "");
    const emulated = new Set(ROUTES.map((route) => `${route.method} ${braces(route.path)}`));
    const family = (path: string): RegExp =>
      new RegExp(`^${braces(path).replaceAll(/[{}.]/g, "\\$&").replaceAll("*", "[^/]*")}(/|:|$)`);
    const families = NOT_EMULATED.map((one) => ({ ...one, pattern: family(one.path) }));
    const missing = [...config.operations, ...flowStore.operations].filter(
      (operation) => !emulated.has(`${operation.method} ${braces(operation.template)}`),
    );
    const unsaid = missing.filter(({ template }) => !families.some(({ pattern }) => pattern.test(braces(template))));
    const idle = families.filter(({ pattern }) => !missing.some(({ template }) => pattern.test(braces(template))));
    expect(unsaid.map(keyOf)).toEqual([]);
    expect(idle.filter(({ isElsewhere }) => !isElsewhere).map(({ path }) => path)).toEqual([]);
  });

  it("needs every correction in the list of known errors", () => {
    expect(unusedCorrections()).toEqual([]);
  });
});
