import { type Finding, readReport, type Report, shown, verifyAgainst } from "../../operations/verify";
import { verifySalesforce } from "../../operations/verify/salesforce";
import { Pace } from "../../operations/verify/ask";
import { differences, shapeOf } from "../../operations/verify/shape";
import type { FaultRule } from "../../sandbox";
import { SkippingClock } from "../support/manual-clock";
import type { Values } from "../../providers/core/resource/types";
import { Org } from "../support/org";
import { type Entity, Tenant } from "../support/tenant";
import { Command } from "../support/command";
import { flowExport } from "../support/flow";
import { furnished, verified } from "./support/verify";

/** A tenant is asked everything, and each way in which it behaves otherwise is named, without a word of whose it is. */

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
  await furnished(tenant);
}, 120_000);
afterAll(() => tenant.close());

const CANARY = "kanarienvogel";

const told = (report: Report): readonly string[] =>
  report.findings
    .filter(({ weight }) => weight !== "note")
    .map(({ check, at, says }) => (at === "" ? `${check}: ${says}` : `${check}, ${at}: ${says}`));

it("finds nothing on the emulator, writes nothing, and asks no more than it may", async () => {
  const report = await verified(tenant);
  expect(told(report)).toEqual([]);
  expect(tenant.writes()).toEqual([]);
  expect(await verifyAgainst(report)).toEqual([]);
  expect(report.requests).toBeGreaterThan(100);
  expect(report.requests).toBeLessThanOrEqual(220);
}, 120_000);

it("finds nothing on the emulator, not even a note, where the objects were made by datadip", async () => {
  tenant.reset();
  const up = (kind: string, program: Values) => new Command(kind, () => tenant.connect()).up(program);
  const [profile] = await tenant.objects("multimedia-profile");
  const [music] = await tenant.objects("audio-file");
  const site = await up("webex.Site", { name: "Paris", multimediaProfileId: profile?.id });
  const team = await up("webex.Team", { name: "Tier 1", siteId: site.id });
  const musicId = music?.id;
  const queue = await up("webex.Queue", {
    name: "Support",
    defaultMusicInQueueMediaFileId: musicId,
    callDistributionGroups: [{ teamIds: [team.id] }],
  });
  const bindings = { "QueueContact.destination": queue.id };
  const flow = await up("webex.Flow", { name: "Main_Line", content: flowExport("foreign"), bindings });
  await up("webex.EntryPoint", { name: "Line", flowId: flow.id, flowTagId: "Live", musicOnHoldId: musicId });
  expect((await verified(tenant)).findings).toEqual([]);
  tenant.reset();
  await furnished(tenant);
}, 120_000);

const GATEWAY = { message: "no Route matched with those values" };
const meta = { page: 0, pageSize: 1, totalPages: 1, totalRecords: 1 };
const rows = (...names: readonly string[]) => names.map((name, i) => ({ id: `r${i}`, name }));

/** What a tenant may do otherwise, and what is said of it. */
const DEVIATIONS: readonly (readonly [rule: FaultRule, said: string])[] = [
  [{ path: "/v2/team", status: 404, body: GATEWAY }, "webex.Team list: answers 404 instead of 200"],
  [{ path: "/site/*", times: 1, rename: { name: "title" } }, "webex.Site item: cannot be read: name invalid_type"],
  [
    { path: "/contact-service-queue/*", times: 1, rename: { serviceLevelThreshold: "sla" } },
    "webex.Queue item: cannot be read: serviceLevelThreshold invalid_type",
  ],
  [{ path: "/skill/*", times: 1, omit: ["createdTime"] }, "webex.Skill item, createdTime: lacks it (number)"],
  [
    { path: "/v2/cad-variable", times: 1, status: 200, body: { meta, data: rows("a", "b") } },
    "webex.GlobalVariable list: ignores a page size of 1: 2 rows",
  ],
  [
    { path: "/v3/user-profile", times: 1, rename: { meta: "paging" } },
    "webex.UserProfile list: cannot be read: meta invalid_type",
  ],
  [
    { path: "/v2/multimedia-profile", times: 1, rename: { data: "items" } },
    "webex.MultimediaProfile list: cannot be read: data invalid_type",
  ],
  [
    { path: "/v2/holiday-list", times: 1, rename: { totalPages: "pages" } },
    "webex.HolidayList list, meta.totalPages: lacks it (number)",
  ],
  [{ path: "/overrides/*", times: 1, status: 403 }, "webex.Overrides item: answers 403 instead of 200"],
  [
    { path: "/business-hours/*", times: 1, status: 429, retryAfter: 60 },
    "webex.BusinessHours item: answers 429 instead of 200",
  ],
  [{ path: "/v3/address-book", times: 1, status: 500 }, "webex.AddressBook list: answers 500 instead of 200"],
  [{ path: "/outdial-ani/*", times: 1, reset: true }, "webex.OutdialAni item: gives no answer"],
  [{ path: "/desktop-layout/*", times: 1, withoutHeaders: ["Date"] }, "webex.DesktopLayout item: has no header date"],
  [
    { path: "/resource-collection/*", times: 1, withoutHeaders: ["TrackingId"] },
    "webex.ResourceCollection item: has no header trackingid",
  ],
  [
    { path: "/v2/skill-profile", skip: 1, times: 1, status: 200, body: { meta, data: rows("Other") } },
    "webex.SkillProfile filter: pays no heed to the filter",
  ],
  [
    { path: "/v2/entry-point", skip: 1, times: 1, status: 200, body: { meta, data: [] } },
    "webex.EntryPoint filter: finds nothing by a name that is there",
  ],
  [
    { path: "/contact-number/*", times: 1, omit: ["systemDefault"] },
    "webex.ContactNumber item, systemDefault: lacks it (boolean)",
  ],
  [
    { path: "/dial-number/*", times: 1, replace: { version: "v1" } },
    "webex.DialNumber item: cannot be read: version invalid_type",
  ],
  [
    { path: "/agent-profile/*", times: 1, status: 200, body: "<html>Sign in</html>" },
    "webex.DesktopProfile item: cannot be read:  invalid_type",
  ],
  [{ path: "/v2/audio-file", skip: 1, times: 1, status: 503 }, "webex.AudioFile next page: answers 503 instead of 200"],
  [
    { path: "/auxiliary-code/*", times: 1, omit: ["organizationId"] },
    "webex.AuxiliaryCode item, organizationId: lacks it (text)",
  ],
  [
    { path: "/site/*/incoming-references", times: 1, status: 404, body: GATEWAY },
    "webex.Site references: answers 404 instead of 200",
  ],
  [
    { path: "/contact-service-queue/*/incoming-references", times: 1, rename: { referencedEntities: "types" } },
    "webex.Queue references, meta.referencedEntities: lacks it (list)",
  ],
  [
    { path: "/choices", times: 2, status: 404, body: GATEWAY },
    "flow choices without /flow-store: answers 404 instead of 200",
  ],
  [
    { path: "/flows/*:export", times: 1, rename: { process: "graph" } },
    "flow export under /flow-store, process: lacks it (object)",
  ],
  [
    { path: "/v2/flows/*", times: 2, status: 404, body: GATEWAY },
    "flow draft without /flow-store: answers 404 instead of 200",
  ],
  [{ path: "/v2/user", times: 1, status: 403 }, "users: answers 403 instead of 200"],
  [
    { path: "/telephony-region", times: 2, status: 404, body: GATEWAY },
    "telephony regions: answers 404 instead of 200",
  ],
  [{ path: "/blob/*", times: 1, status: 200, body: { no: "sound" } }, "content of a prompt: is not a WAV file"],
  [{ path: "/telephony/config/numbers", times: 1, status: 403 }, "Calling numbers: answers 403 instead of 200"],
  [
    { path: "/telephony/config/locations", times: 1, rename: { locations: "items" } },
    "Calling locations, locations: lacks it (list)",
  ],
  [{ path: "/v1/organizations/*", times: 1, status: 403 }, "organisation by webexapis.com: answers 403 instead of 200"],
  [{ path: "/organization/*", times: 1, status: 429 }, "organisation by Contact Center: answers 429 instead of 200"],
  [
    { path: "/site/*", times: 1, status: 404, body: GATEWAY },
    "an object that is not there: looks like a route that is not there",
  ],
];

describe("a tenant that does each of these otherwise", () => {
  let report: Report;
  beforeAll(async () => {
    // The first rule that fits a call is counted alone, so what shares a path is in the order of the calls.
    for (const [rule] of DEVIATIONS) tenant.fail({ method: "GET", vendor: "webex", ...rule });
    for (const noun of ["site", "team", "skill"])
      for (const { id } of await tenant.objects(noun))
        await tenant.edit(noun, id, { description: `${CANARY} ${noun}` });
    report = await verified(tenant);
  }, 120_000);

  it.each(DEVIATIONS.map(([rule, said]) => [said, JSON.stringify(rule)]))("is told: %s", (said) => {
    expect(told(report)).toContain(said);
  });

  it("is not told anything else", () => {
    const expected = DEVIATIONS.map(([, said]) => said);
    // One cause may be told of a member and of the whole, or under both names of a route.
    const others = told(report).filter((line) => !expected.includes(line));
    expect(
      others.filter((line) => !expected.some((one) => line.split(/[:,]/)[0]?.slice(0, 10) === one.slice(0, 10))),
    ).toEqual([]);
  });

  it("leaves nothing of its own in the report", async () => {
    const text = JSON.stringify(report);
    const objects = (await Promise.all(["site", "team", "flow", "user"].map((noun) => tenant.objects(noun)))).flat();
    const names = objects.flatMap(({ name, email }) => [name, email]).filter((one) => typeof one === "string");
    const secrets = [
      CANARY,
      tenant.orgId,
      tenant.sandbox.credentials.clientId,
      ...objects.map(({ id }) => id),
      ...names,
    ];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).toContain("/organization/id-1/site/id-");
  });

  it("is reproduced from its report alone", async () => {
    const again = await verifyAgainst(readReport(JSON.stringify(report)));
    const lines = again.map(({ check, says }) => `${check}: ${says}`);
    for (const line of [
      "webex.Team list: answers 404 instead of 200",
      "webex.Overrides item: answers 403 instead of 200",
      "webex.OutdialAni item: gives no answer",
      "webex.Queue item: cannot be read: serviceLevelThreshold invalid_type",
      "webex.ResourceCollection item: has no header trackingid",
      "users: answers 403 instead of 200",
    ])
      expect(lines).toContain(line);
  }, 120_000);
});

describe("a token that may not read", () => {
  const withToken = async (body: object): Promise<Report> => {
    const headers = { "Content-Type": "application/json" };
    const asked = { method: "POST", headers, body: JSON.stringify(body) };
    const answer = (await (await fetch(`${tenant.sandbox.url}/sandbox/tokens`, asked)).json()) as Entity;
    tenant.requests();
    return verified(tenant, { "webex:accessToken": String(answer.access_token) });
  };
  const sentences = ({ findings }: Report) => findings.map(({ check, says, means }) => `${check}: ${says}; ${means}`);

  it("is told in one sentence where it is of another organisation, and nothing is asked", async () => {
    const report = await withToken({ orgId: "00000000-0000-4000-8000-0000000000aa" });
    expect(sentences(report)).toEqual(["access token: is of another organisation than webex:orgId; nothing was asked"]);
    expect(tenant.requests()).toEqual([]);
    expect(await verifyAgainst(report)).toEqual(report.findings);
  }, 120_000);

  it("is told with the scope and the kinds where it has none", async () => {
    const report = await withToken({ scopes: [] });
    const lines = sentences(report);
    expect(lines[0]).toMatch(
      /^access token: lacks the scope cjp:config_read, or its user a role; flows and .* be read: AddressBook, .*, WorkType$/,
    );
    expect(lines.slice(1).filter((line) => !/^(organisation|Calling) /.test(line))).toEqual([]);
    expect((await verifyAgainst(report)).map(({ code, check }) => [code, check])).toEqual(
      report.findings.map(({ code, check }) => [code, check]),
    );
  }, 120_000);
});

describe("Salesforce", () => {
  const KEY = "K1".repeat(32);
  let org: Org;
  let jwt: Readonly<Record<string, string>>;
  beforeAll(async () => {
    org = await Org.start();
    const up = (kind: string, inputs: Values) => new Command(kind, () => org.connect()).up(inputs);
    const { outputs } = await up("salesforce.SigningKey", { commonName: "verify" });
    const set = { fullName: "Dip", label: "Dip", userPermissions: ["ApiEnabled"] };
    await up("salesforce.PermissionSet", set);
    const app = {
      fullName: "Dip",
      label: "Dip",
      contactEmail: "it@acme.example",
      consumerKey: KEY,
      permissionSets: ["Dip"],
    };
    await up("salesforce.ExternalClientApp", { ...app, certificate: outputs.certificatePem });
    const { username } = org.sandbox.salesforce.credentials;
    const [user] = await org.api().query(`SELECT Id FROM User WHERE Username = '${username}'`);
    await up("salesforce.PermissionSetAssignment", { assigneeId: user?.Id, permissionSetName: "Dip" });
    jwt = {
      "salesforce:clientId": KEY,
      "salesforce:username": username,
      "salesforce:privateKey": String(outputs.privateKeyPem),
    };
  }, 120_000);
  afterAll(() => org.close());

  const asked = (more: Readonly<Record<string, string>> = {}): Promise<readonly Finding[]> => {
    const own: Readonly<Record<string, string>> = {
      "datadip:target": "sandbox",
      "datadip:sandboxUrl": org.sandbox.url,
      ...more,
    };
    return verifySalesforce({ config: (key) => own[key], env: { XDG_STATE_HOME: tenant.dir } });
  };
  const line = ({ check, at, says, detail }: Finding): string =>
    `${check}${at === "" ? "" : `, ${at}`}: ${says}${detail === undefined ? "" : ` (${detail})`}`;
  const findings = async (more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> =>
    (await asked(more)).map(line);

  it("holds, signed in as the form will do it, and is not written to", async () => {
    org.requests();
    expect(await findings(jwt)).toEqual([]);
    expect(org.writes()).toEqual([]);
    expect(await findings()).toEqual([
      "Salesforce sign-in as the connector's form: is not tried: datadip signs in by client-credentials, the form by JWT",
    ]);
  });

  it("is told apart where the form's address is refused, an object is hidden, records are private, or a type cannot be read", async () => {
    const generic = { ...jwt, "salesforce:loginUrl": "https://login.salesforce.com" };
    expect(await findings(generic)).toEqual([expect.stringMatching(/^Salesforce sign-in: fails .*app_not_found/)]);
    const [{ id }] = (await org.objects("Organization")) as [Entity];
    await org.edit("Organization", id, { DefaultCaseAccess: "None" });
    const rule = { times: 1 } as const;
    org.fail({ ...rule, path: "/sobjects/Contact/describe", status: 403 });
    org.fail({ ...rule, path: "/sobjects/Case/describe", replace: { updateable: false } });
    org.fail({ ...rule, path: "/services/Soap/m/66.0", status: 404, skip: 3 });
    const found = await asked(jwt);
    expect(found.map(line)).toEqual([
      expect.stringMatching(/^Contact described: answers 403/),
      "Case described: cannot be changed",
      expect.stringMatching(/^salesforce\.\w+ list: answers 404/),
      "sharing of Case: is private",
    ]);
    const [shownAs] = (await asked(generic)).map(shown);
    expect(JSON.stringify(shownAs)).toMatch(/fails \(text of \d+ characters\)/);
    expect(JSON.stringify(shownAs)).not.toContain("app_not_found");
    const report = {
      ...(await verified(tenant)),
      // Texts are for people: no rule depends on them.
      salesforce: [...found, ...(await asked())]
        .map(shown)
        .concat(shownAs ?? [])
        .map((one) => ({ ...one, check: `${one.check}!`, says: "anders", means: "anders" })),
    };
    const again = await verifyAgainst(readReport(JSON.stringify(report)));
    expect(again.filter(({ weight }) => weight !== "note").map(line)).toEqual([
      expect.stringMatching(/^Contact described: answers 403/),
      "Case described: cannot be changed",
      "sharing of Case: is private",
    ]);
    expect(again.filter(({ weight }) => weight === "note").map(line)).toEqual([
      expect.stringMatching(/^salesforce\.\w+ list!: is told by the report, and the emulator cannot/),
      expect.stringMatching(/^Salesforce sign-in!: is told by the report, and the emulator cannot/),
    ]);
  }, 120_000);

  it("is told of every kind of metadata that cannot be read", async () => {
    org.fail({ path: "/services/Soap/m/66.0", status: 403, skip: 1, times: 99 });
    const told = (await asked(jwt)).map(({ check }) => check);
    for (const kind of ["ExternalClientApp", "PermissionSet", "Queue", "RemoteSiteSetting"])
      expect(told).toContain(`salesforce.${kind} list`);
  }, 60_000);
});

it.each([
  ["{", "The report is not JSON: give the verify-report.json as datadip verify wrote it."],
  ["{}", "This is not a report of datadip verify."],
  [
    '{"format":"datadip-verify","version":1}',
    "The report has version 1; this datadip reads version 2. Make it again by this datadip.",
  ],
  [
    '{"format":"datadip-verify","version":3}',
    "The report has version 3; this datadip reads version 2. Update this datadip.",
  ],
  ['{"format":"datadip-verify","version":2,"answers":[]}', /^The report is damaged at requests: /],
])("refuses a report that is none: %s", (text, sentence) => {
  expect(() => readReport(text)).toThrow(sentence);
});

it("refuses a finding with a code that it does not know", async () => {
  const report = { ...(await verified(tenant)), salesforce: [{ weight: "breaks", check: "a", at: "", code: "odd" }] };
  expect(() => readReport(JSON.stringify(report))).toThrow(/^The report is damaged at salesforce\.0\.code: /);
});

it("keeps below a number of requests in any minute", async () => {
  const clock = new SkippingClock();
  const pace = new Pace(clock, 3);
  const times: number[] = [];
  for (let i = 0; i < 7; i += 1) {
    await pace.turn();
    times.push(clock.now());
  }
  const [first = 0] = times;
  expect(times.map((at) => (at - first) / 60_000)).toEqual([0, 0, 0, 1, 1, 1, 2]);
});

it("takes null for unset, and what somebody named for nothing", () => {
  expect(differences(shapeOf({ a: 1, b: null }), shapeOf({ a: null, b: "x" }))).toEqual([]);
  expect(shapeOf({ "3f2504e0-4f89-11d3": 1, "My activity": 2, name: "n" })).toEqual({
    members: { "*": "number", name: "text" },
  });
});
