import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Project, type Ran } from "../support/engine";

/**
 * The component in somebody's own program, with most of what it can be told: it is thrown away afterwards, so its names have a suffix;
 * its connector is a custom one; and its key is changed while callers go on calling.
 */

jest.setTimeout(240_000);

const PROGRAM = `
const { SalesforceDataDip } = require("datadip");
const { generations, number } = JSON.parse(require("fs").readFileSync("scenario.json", "utf8"));
const always = { timezone: "Europe/Paris", workingHours: [
  { name: "Always", days: ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"], startTime: "00:00", endTime: "23:59" },
] };
const line = new SalesforceDataDip("Acme Support", {
  throwAway: true,
  numbers: [number],
  country: "US",
  site: { name: "Site-1", existing: true },
  teams: [
    { name: "Tier 1", members: ["ana.agent@example.com"] },
    { name: "Tier 2", members: ["ana.agent@example.com", "ben.agent@example.com"] },
  ],
  queues: [
    { name: "Support", teams: ["Tier 1"], later: [{ teams: ["Tier 2"], afterSeconds: 60 }] },
    { name: "Urgent", upTo: 3, hours: always },
  ],
  hours: always,
  greeting: "Welcome to Acme.",
  postCall: "task",
  fallbackQueue: "Urgent",
  outdial: [{ name: "Main", number: "+13125550100" }],
  salesforce: {
    username: "webex@acme.example", contactEmail: "it@acme.example", label: "Acme", connectorKind: "custom", generations,
  },
});
exports.flow = line.flowName;
exports.queues = line.queueIds;
`;

let project: Project;
let number: string;

beforeAll(async () => {
  project = await Project.open({ program: PROGRAM });
  // As strict as an org can be: a field that nobody granted is not there, and a question that names it fails.
  project.sandbox.salesforce.settings({ fieldLevelSecurity: "all" });
  number = await project.freeNumber();
  scenario("a");
});
afterAll(() => project.close());

function scenario(...generations: readonly string[]): void {
  writeFileSync(join(project.dir, "scenario.json"), JSON.stringify({ number, generations }));
}

function succeeded(ran: Ran): string {
  if (ran.code !== 0) throw new Error(`exit code ${ran.code}:\n${ran.text}`);
  return ran.text;
}

/** Goes up to the connector, plays the person, and goes on. */
async function upThroughTheHandover(name: string): Promise<string> {
  const stopped = await project.up();
  expect(stopped.text).toMatch(new RegExp(`The connector ${name} [a-z]+-[a-z]+ is not there yet`));
  expect(succeeded(await project.datadip("sandbox", "connect"))).toMatch(
    new RegExp(`Connector ${name} [a-z]+-[a-z]+ signs in to Salesforce`),
  );
  return succeeded(await project.up());
}

/** What a customer of the org experiences. */
const call = async (): Promise<string> => succeeded(await project.datadip("call", number, "--from", "+15207739050"));

it("is built in two runs, under names of its own, and answers", async () => {
  const text = await upThroughTheHandover("Acme a");
  expect(text).toMatch(/flow +: "Acme_Support_[a-z]+_[a-z]+"/);
  const named = await Promise.all(["contact-service-queue", "team", "entry-point", "business-hours"].map(names));
  expect(
    named
      .flat()
      .filter((name) => !/^(Support|Urgent|Tier [12]|Acme Support|Acme Support Outdial)( hours)? \w+-\w+$/.test(name)),
  ).toEqual([]);
  expect(await names("site")).toEqual(["Site-1"]);
  const [profile] = (await project.stored("agent-profile")).filter(({ systemDefault }) => systemDefault !== true);
  expect(profile).toMatchObject({ screenPopup: true, outdialEnabled: true });
  const agents = (await project.stored("user")).filter(({ agentProfileId }) => agentProfileId === profile?.id);
  expect(agents.map(({ email, teamIds }) => [email, (teamIds as readonly unknown[]).length])).toEqual([
    ["ana.agent@example.com", 2],
    ["ben.agent@example.com", 1],
  ]);
});

it("greets, finds the caller, asks the hours and writes a task", async () => {
  const heard = await call();
  expect(heard).toContain('"Welcome to Acme."');
  expect(heard).toContain('"Hello Jack Rogers."');
  expect(heard).toMatch(/New: Task[\s\S]*Description: Webex call /);
});

it("changes its key while customers call: before, between and after", async () => {
  scenario("a", "b");
  const stopped = await project.up();
  expect(stopped.text).toMatch(/The connector Acme b [a-z]+-[a-z]+ is not there yet/);
  expect(await call()).toContain('"Hello Jack Rogers."');
  succeeded(await project.datadip("sandbox", "connect"));
  expect(succeeded(await project.up())).toContain("~ 2 updated");
  expect(await call()).toContain('"Hello Jack Rogers."');
  scenario("b");
  expect(succeeded(await project.up("--refresh"))).toContain("- 4 deleted");
  expect(await call()).toContain('"Hello Jack Rogers."');
});

it("is taken down to what it found", async () => {
  succeeded(await project.pulumi("destroy", "--yes", "--skip-preview"));
  for (const kind of ["contact-service-queue", "team", "entry-point", "business-hours", "dial-number", "flow"])
    expect(await project.stored(kind)).toEqual([]);
});

async function names(kind: string): Promise<readonly string[]> {
  return (await project.stored(kind)).map(({ name }) => String(name));
}
