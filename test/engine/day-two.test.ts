import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Project, type Ran, ROOT } from "../support/engine";

/** What an administrator does on other days than the first, on one stack of both clouds: plan, drift, doctor, teardown. */

jest.setTimeout(240_000);

const PROGRAM = `
const { readFileSync } = require("fs");
const { IntegrationUser, WebexConnectorApp } = require("datadip");
const { seconds = 20, email = "it@acme.example", description = "first" } = JSON.parse(readFileSync("scenario.json", "utf8"));
const music = webex.getAudioFileOutput("defaultmusic_on_hold.wav");
const profile = new webex.MultimediaProfile("Voice", { telephony: 1 });
const site = new webex.Site("Paris", { multimediaProfileId: profile.id });
const team = new webex.Team("Tier 1", { siteId: site.id });
const queue = new webex.Queue("support", {
  name: "Support",
  serviceLevelSeconds: seconds,
  defaultMusicInQueueMediaFileId: music.id,
  callDistributionGroups: [{ teamIds: [team.id] }],
});
new webex.GlobalVariable("Tier", { defaultValue: pulumi.secret("canary-default-value") });
const flow = new webex.Flow("Main_Line", {
  content: webex.readFlowFile("flow.json"),
  bindings: { "QueueContact.destination": queue.id },
  description,
});
const line = new webex.EntryPoint("Line", { flowId: flow.id, flowTagId: "Live", musicOnHoldId: music.id });
new webex.DialNumber("Number", { dialledNumber: readFileSync("number", "utf8"), entryPointId: line.id });
const field = new salesforce.CustomField("Case.WebexInteractionId__c", { label: "Webex interaction", type: "Text", length: 64 });
const user = new IntegrationUser("Data_Dip", {
  username: "webex@acme.example",
  email: "it@acme.example",
  fieldPermissions: [{ field: field.id, editable: true }],
});
new WebexConnectorApp("WxccDataDip", {
  username: user.username,
  permissionSets: [user.permissionSetName],
  contactEmail: email,
});
`;

const counts = z.object({ webex: z.number(), salesforce: z.number() });
const plan = z.object({
  ok: z.boolean(),
  calls: counts,
  seconds: z.number(),
  flows: z.array(z.object({ name: z.string(), findings: z.array(z.unknown()) })).optional(),
});
const drift = z.object({
  findings: z.array(
    z.looseObject({
      kind: z.string(),
      standing: z.string(),
      by: z.string().optional(),
      at: z.string().optional(),
      fields: z.array(z.looseObject({ path: z.string() })),
    }),
  ),
  unmanaged: z.array(z.object({ kind: z.string(), name: z.string(), id: z.string() })),
  calls: counts,
});
let project: Project;
/** Every command of ours that these tests run, as a guide would write it. */
const typed = new Set<string>();

beforeAll(async () => {
  project = await Project.open({ program: PROGRAM });
  const settings = readFileSync(join(project.dir, "Pulumi.yaml"), "utf8");
  writeFileSync(join(project.dir, "Pulumi.yaml"), `${settings}options: { refresh: always }\n`);
  writeFileSync(join(project.dir, "number"), await project.freeNumber());
  project.copyIn("flows/welcome.json", "flow.json");
  scenario({});
});
afterAll(() => project.close());

function scenario(next: Readonly<Record<string, unknown>>): void {
  writeFileSync(join(project.dir, "scenario.json"), JSON.stringify(next));
}

function datadip(...args: readonly string[]): Promise<Ran> {
  typed.add(["npx datadip", ...args].join(" "));
  return project.datadip(...args);
}

/** Writes to the tenants; SOAP, where reads are POSTs too, and Webex's dry run apart. */
const written = (): readonly string[] => project.writes().filter((write) => !/oauth2|Soap|:validate$/.test(write));

function told<T>(schema: z.ZodType<T>, { stdout, text }: Ran): T {
  try {
    return schema.parse(JSON.parse(stdout));
  } catch (error) {
    throw new Error(`${String(error)}\n${text}`, { cause: error });
  }
}

async function idOf(kind: string, name: string): Promise<string> {
  const found = (await project.stored(kind)).find((one) => one.name === name);
  if (typeof found?.id !== "string") throw new Error(`no ${kind} ${name} in the sandbox`);
  return found.id;
}

async function admin(method: string, path: string, body: unknown): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`${project.sandbox.url}${path}`, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}

/** The calls that a plan says, as one number. */
function plannedCalls(planned: Ran): number {
  if (planned.code !== 0) throw new Error(planned.text);
  const said = / will make (\d+) calls/.exec(planned.stdout)?.[1];
  if (said !== undefined) return Number(said);
  const { webex, salesforce } = told(plan, planned).calls;
  return webex + salesforce;
}

/** What a run says of its calls must be what both clouds saw, and what the plan before it said, give or take a tenth. */
async function keepsItsPlan(planned: Ran, run: () => Promise<Ran>): Promise<void> {
  const estimated = plannedCalls(planned);
  project.sandbox.clearRequests();
  const { code, text } = await run();
  if (code !== 0) throw new Error(text);
  const seen = project.sandbox.requests().length;
  const counted = Number(/datadip: (\d+) calls? \(.*\) in this run\./.exec(text)?.[1]);
  expect(counted).toBe(seen);
  if (Math.abs(estimated - seen) > seen / 10) throw new Error(`planned ${estimated} calls, made ${seen}:\n${text}`);
}

it("plans a first run, and the run makes as many calls as the plan said and as it says itself", async () => {
  const planned = await datadip("plan", "--stack", "dev");
  expect(planned.stdout).toContain("+ 19 to create");
  expect(written()).toEqual([]);
  await keepsItsPlan(planned, () => project.up());
});

it("says what somebody changed, field by field, who and when, and nothing of what the program would change", async () => {
  scenario({ seconds: 30 });
  await project.edit("contact-service-queue", await idOf("contact-service-queue", "Support"), {
    serviceLevelThreshold: 99,
  });
  await project.edit("cad-variable", await idOf("cad-variable", "Tier"), { defaultValue: "canary-changed-value" });
  await project.remove("dial-number", String((await project.stored("dial-number"))[0]?.id));
  await project.create("site", { name: "Somebody's site" });
  const field = "/sandbox/state/salesforce/metadata.CustomField/Case.WebexInteractionId__c";
  const body = { externalId: "false", label: "Renamed", length: "64", required: "false", type: "Text" };
  await admin("PATCH", field, { body });
  project.sandbox.clearRequests();

  const ran = await datadip("drift", "--unmanaged", "--json");
  expect(ran.code).toBe(3);
  const { findings, unmanaged, calls } = told(drift, ran);
  const byKind = Object.fromEntries(findings.map((one) => [one.kind, one]));
  expect(Object.keys(byKind).sort()).toEqual([
    "salesforce.CustomField",
    "webex.DialNumber",
    "webex.GlobalVariable",
    "webex.Queue",
  ]);
  expect(byKind["webex.Queue"]).toMatchObject({
    standing: "changed",
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
    fields: [{ path: "serviceLevelSeconds", state: 20, tenant: 99 }],
  });
  expect(byKind["webex.GlobalVariable"]?.fields).toEqual([{ path: "defaultValue", isSecret: true }]);
  expect(byKind["webex.DialNumber"]).toMatchObject({ standing: "gone" });
  expect(byKind["salesforce.CustomField"]).toMatchObject({
    by: "Deployment Robot",
    fields: [{ path: "label", state: "Webex interaction", tenant: "Renamed" }],
  });
  expect(unmanaged).toMatchObject([{ kind: "webex.Site", name: "Somebody's site" }]);
  expect(ran.text).not.toContain("canary");
  expect(calls.webex + calls.salesforce).toBe(project.sandbox.requests().length);
  expect(written()).toEqual([]);
});

it("plans a change, with what the clouds say of it, and the run keeps to it", async () => {
  scenario({ seconds: 30, email: "other@acme.example", description: "second" });
  const planned = await datadip("plan", "--json");
  expect(planned.text).toContain("Dry run: Salesforce would accept the ExternalClientApp WxccDataDip_a.");
  expect(told(plan, planned).flows).toEqual([{ name: "Main_Line", findings: [] }]);
  await keepsItsPlan(planned, () => project.up());
});

it("plans a run that has nothing to do, where nothing drifted", async () => {
  const found = await datadip("drift", "--stack", "dev");
  expect(found.stdout).toMatch(/^No drift: \d+ resources as state has them\.\n$/);
  expect(found.code).toBe(0);
  await keepsItsPlan(await datadip("plan", "--stack", "dev"), () => project.up("--expect-no-changes"));
});

it("finds a well stack well, and warns before a certificate runs out", async () => {
  const { code, stdout } = await datadip("doctor", "--stack", "dev", "--certificate-days", "800");
  const lines = stdout.trim().split("\n");
  expect(lines.filter((line) => !/^(ok|skipped) /.test(line))).toEqual([
    expect.stringMatching(
      /^warning {2}Certificate of salesforce\.SigningKey WxccDataDip_a +it runs out on \d{4}-\d\d-\d\d, in \d+ days -> add a generation/,
    ),
  ]);
  for (const name of [
    "State backend",
    "Webex organisation",
    "Webex refresh token",
    "Salesforce org",
    "Salesforce quota",
  ])
    expect(stdout).toMatch(new RegExp(`^ok +${name} `, "m"));
  expect(code).toBe(0);
  expect(written()).toEqual([]);
});

it("names what of others blocks a teardown, before anything is deleted", async () => {
  await project.create("team", { name: "Somebody's team", siteId: await idOf("site", "Paris") });
  project.sandbox.clearRequests();
  const ran = await datadip("plan", "--destroy", "--stack", "dev");
  expect(ran.code).toBe(1);
  const team = await idOf("team", "Somebody's team");
  expect(ran.stdout).toContain(
    `  webex.Site Paris (${await idOf("site", "Paris")}): still referred to by what this stack does not own; remove or re-point it first:\n` +
      `    team Somebody's team (${team})\n`,
  );
  expect(written()).toEqual([]);
  await project.remove("team", team);
});

it("plans a teardown, and the destroy keeps to it", async () => {
  const planned = await datadip("plan", "--destroy", "--json");
  await keepsItsPlan(planned, () => project.pulumi("destroy", "--yes", "--skip-preview"));
});

it.each(["ci", "drift"])("has run every command of the guide %s", (guide) => {
  const text = readFileSync(join(ROOT, "docs", "guides", `${guide}.md`), "utf8");
  const written = [...text.matchAll(/npx datadip (?:plan|drift|doctor)[^\n`>|]*/g)].map(([command]) => command.trim());
  expect(written.length).toBeGreaterThan(0);
  const asTyped = written.map((command) =>
    command.replace(/--stack \w+/, "--stack dev").replace(/-days \d+/, "-days 800"),
  );
  expect(asTyped.filter((command) => !typed.has(command))).toEqual([]);
});
