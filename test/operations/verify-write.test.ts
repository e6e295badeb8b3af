import { spawn } from "node:child_process";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { typed } from "../../cli/shared/confirm";
import { verifyVerb } from "../../cli/commands/verify";
import { cleanRun, findingsOf, reportOf, verifyByWriting } from "../../operations/verify/write";
import type { SettingsSource } from "../../providers/core/settings/settings";
import type { FaultRule } from "../../sandbox";
import { leapingClock } from "../support/manual-clock";
import { Random } from "../support/random";
import { Tenant } from "../support/tenant";
import { runVerb } from "../cli/run-verb";

/** Everything that `verify --write` makes is tried and taken away again, whatever happens on the way. */

const ROOT = join(__dirname, "..", "..");

let tenant: Tenant;
beforeAll(async () => {
  tenant = await Tenant.start();
}, 120_000);
afterAll(() => tenant.close());
beforeEach(() => {
  tenant.reset();
  tenant.sandbox.salesforce.settings({ deployQueueMs: 0, deployRunMs: 0 });
});

const config = (more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  "datadip:target": "sandbox",
  "datadip:sandboxUrl": tenant.sandbox.url,
  "datadip:verifyWrite": tenant.orgId,
  ...more,
});
function source(more: Readonly<Record<string, string>> = {}): SettingsSource {
  const values = config(more);
  return { config: (key) => values[key], env: { XDG_STATE_HOME: tenant.dir }, clock: leapingClock() };
}
const OPTIONS = { isStopped: () => false, progress: () => undefined };
const named = { typed: () => Promise.resolve("Datadip Sandbox") };
const written = (more = {}, options = {}) => verifyByWriting(source(more), named, { ...OPTIONS, ...options });

/** What both clouds hold, without what every request changes and what lies in the recycle bin. */
const world = (): readonly (readonly [string, unknown])[] =>
  tenant.sandbox
    .snapshot()
    .entries.filter(([[space]]) => !/^(counter|fault|quota|sf-cli|sf-deploy|sf-usage|.+-revision)$/.test(space))
    .filter(([, value]) => (value as { value?: { IsDeleted?: unknown } } | null)?.value?.IsDeleted !== true)
    .map(([key, value]) => [JSON.stringify(key), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

describe("on the emulator", () => {
  it("holds, within the requests allowed, and leaves everything as it was", async () => {
    const before = world();
    const run = await written();
    expect(findingsOf(run)).toEqual([]);
    expect(run.requests).toBeLessThanOrEqual(300);
    expect(run.remaining).toEqual([]);
    expect(world()).toEqual(before);
    expect(run.left.map(({ kind }) => kind)).toEqual([
      "webex.AddressBookEntries",
      "webex.Asset",
      "webex.Channel",
      "webex.ConnectorHandover",
      "webex.DialNumber",
      "webex.DialNumbers",
      "webex.UserAssignment",
      "webex.UserAssignments",
      "webex.WebhookSubscription",
      "salesforce.CallCenterUser",
      "salesforce.ConnectedApp",
      "salesforce.ExternalClientApp",
      "salesforce.OrgSettings",
      "salesforce.PermissionSetAssignment",
      "salesforce.PermissionSetLicenseAssignment",
      "salesforce.User",
    ]);
    expect(new Set(run.steps.map(({ step }) => step))).toEqual(
      new Set(["make", "change", "find", "read", "keep", "delete"]),
    );
    // What strangers see of it.
    const text = JSON.stringify(reportOf(run));
    expect([run.prefix, tenant.orgId].filter((secret) => text.includes(secret))).toEqual([]);
  }, 120_000);

  it("maps a number and makes an app where it is told to", async () => {
    const before = world();
    const run = await written({}, { number: "+13125550102", app: true });
    expect(findingsOf(run)).toEqual([]);
    expect(run.requests).toBeLessThanOrEqual(300);
    const made = run.steps.filter(({ step }) => step === "make").map(({ kind }) => kind);
    expect(made).toEqual(expect.arrayContaining(["webex.DialNumber", "salesforce.ExternalClientApp"]));
    // A consumer key is used up permanently.
    expect(world().filter(([key]) => !/sf-world-key.+ddv/.test(key))).toEqual(before);
  }, 120_000);
});

/** What a tenant may do otherwise with what is written, and what is said of it. */
const DEVIATIONS: readonly (readonly [rule: FaultRule, said: string])[] = [
  [
    { method: "POST", path: "/work-type", status: 400, body: { error: { message: [{ description: "no" }] } } },
    "webex.WorkType make: POST is answered 400",
  ],
  [
    { method: "PUT", path: "/contact-service-queue/*", replace: { serviceLevelThreshold: 60 } },
    "webex.Queue change: is accepted without serviceLevelSeconds",
  ],
  [
    {
      method: "GET",
      path: "/v2/skill",
      times: 9,
      status: 200,
      body: { meta: { page: 0, pageSize: 1, totalPages: 1, totalRecords: 0 }, data: [] },
    },
    "webex.Skill find: finds nothing by its natural key",
  ],
  [
    { method: "GET", path: "/resource-collection/*", skip: 1, replace: { description: "other" } },
    "webex.ResourceCollection find: reads back otherwise: description",
  ],
  [
    { method: "DELETE", path: "/holiday-list/*", status: 204 },
    "webex.HolidayList keep: is deleted although webex.BusinessHours refers to it",
  ],
  [{ method: "POST", path: "/flows/*:publish", status: 403 }, "webex.Flow make: is made but not finished"],
  [{ method: "POST", path: "/metadata/deployRequest", status: 403 }, "salesforce.Queue make: POST is answered 403"],
];

it("names what is otherwise, and takes away what was made all the same", async () => {
  const before = world();
  for (const [rule] of DEVIATIONS) tenant.fail(rule);
  const run = await written();
  const told = findingsOf(run).map(({ check, says }) => `${check}: ${says}`);
  for (const [, said] of DEVIATIONS) expect(told).toContain(said);
  expect(run.remaining).toEqual([]);
  expect(world()).toEqual(before);
}, 120_000);

describe("after a crash", () => {
  /** Runs it in a process that dies with the answer to a request. @returns the prefix. */
  const crashed = (requests: number): Promise<string> => {
    const script = `
      const { verifyByWriting } = require("./dist/operations/verify/write");
      const { onCall } = require("./dist/providers/core/telemetry/request-metrics");
      const config = JSON.parse(process.argv[1]);
      let left = Number(process.argv[2]);
      const source = { config: (key) => config[key], env: process.env };
      const progress = (words) => {
        const prefix = /ddv_[0-9a-f]{8}$/.exec(words);
        if (prefix === null) return;
        process.stdout.write(prefix[0] + "\\n");
        onCall(() => { if ((left -= 1) <= 0) process.kill(process.pid, "SIGKILL"); });
      };
      verifyByWriting(source, { typed: async () => "Datadip Sandbox" }, { isStopped: () => false, progress });`;
    const args = ["-e", script, JSON.stringify(config()), String(requests)];
    const env = { ...process.env, XDG_STATE_HOME: tenant.dir };
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    return new Promise((resolve) => child.once("exit", () => resolve(out.trim())));
  };

  const seed = Date.now() % 1_000_000;
  const random = new Random(seed);
  it.each([0, 1].map(() => random.int(10, 230)))(
    `nothing of the prefix is left by --clean, and nothing else is touched: at request %i (seed ${seed})`,
    async (requests) => {
      const before = world();
      const prefix = await crashed(requests);
      expect(JSON.stringify(world())).toContain(prefix);
      const questions: string[] = [];
      const agrees = (question: string) => Promise.resolve(questions.push(question) > 0);
      const { kept } = await cleanRun(() => source(), prefix, undefined, { ...named, agrees });
      expect(kept).toEqual([]);
      expect(world()).toEqual(before);
      // Asked is only about the one whose answer was not written down any more, or about those of one deploy.
      expect(questions.length).toBeLessThanOrEqual(requests < 12 ? 9 : 1);
      expect(await cleanRun(() => source(), prefix, undefined, { ...named, agrees })).toEqual({
        deleted: [],
        kept: [],
      });
    },
    120_000,
  );

  it("what only has the name is kept where nobody says yes, and where it is older than the run", async () => {
    const prefix = "ddv_00000001";
    await tenant.make("work-type", { name: `${prefix}_WorkType`, workTypeCode: "IDLE_CODE", active: true });
    const before = world();
    const asked: string[] = [];
    const agrees = (question: string) => Promise.resolve(asked.push(question) < 0);
    const { deleted, kept } = await cleanRun(() => source(), prefix, undefined, { ...named, agrees });
    expect(deleted).toEqual([]);
    expect(kept).toEqual([
      { what: expect.stringMatching(/^work type /) as unknown, why: "nobody confirmed the deletion" },
    ]);
    expect(asked).toEqual([expect.stringMatching(/^Only its name says that the run made the work type /)]);
    expect(world()).toEqual(before);
  }, 120_000);
});

describe("is refused", () => {
  const OTHER = "00000000-0000-4000-8000-000000000001";
  it.each([
    ["where the setting is missing", { "datadip:verifyWrite": "" }, /pulumi config set datadip:verifyWrite/],
    [
      "where the setting names another organisation",
      { "datadip:verifyWrite": OTHER },
      /^datadip:verifyWrite is 0{8}-\S+, but webex:orgId is /,
    ],
    [
      "where the token is of another organisation",
      { "datadip:verifyWrite": OTHER, "webex:orgId": OTHER },
      /^datadip:verifyWrite is 0{8}-\S+, but the access token is of /,
    ],
  ])("%s", async (_name, more, sentence) => {
    await expect(written(more)).rejects.toThrow(sentence);
    expect(tenant.writes().filter((request) => !/access_token/.test(request))).toEqual([]);
  });

  it("where Salesforce is a production org, whatever else is allowed", async () => {
    tenant.sandbox.salesforce.settings({ orgKind: "production" });
    await expect(written({ "datadip:allowProduction": "true" })).rejects.toThrow(
      /needs a sandbox or a Developer Edition/,
    );
  });

  it("where another name is typed", async () => {
    const typing = { typed: () => Promise.resolve("Datadip") };
    await expect(verifyByWriting(source(), typing, OPTIONS)).rejects.toThrow(
      /^"Datadip" is not the name of the organisation .* Nothing was changed\.$/,
    );
  });

  it("where there is no terminal to type it at", async () => {
    const input = Object.assign(Readable.from([]), { isTTY: false });
    await expect(typed("Name:", "there is no terminal.", { input, output: new PassThrough() })).rejects.toThrow(
      "Nothing was changed: there is no terminal.",
    );
  });

  it.each(["Sa", "ddv_", "ddv_1234567", "ddv_1234567G", "ddv_12345678x"])(
    "with a prefix such as %s, before anything is asked",
    async (prefix) => {
      const { exitCode, stderr } = await runVerb(verifyVerb, "verify", "--clean", prefix);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/is not the prefix of a run, and nothing was changed/);
    },
  );
});
