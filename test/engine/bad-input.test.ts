import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Project, type Ran } from "../support/engine";

/** What a person gets wrong on the first day, as the CLI shows it; more of it in test/providers/rules and {core,webex}/settings. Each ends with one sentence that says what, where and what to do, and nothing written. */

jest.setTimeout(120_000);

const SITE = 'new webex.Site("Paris", { multimediaProfileId: "00000000-0000-4000-8000-000000000000" });';
const OTHER_ORG = "11111111-2222-4333-8444-555555555555";

let project: Project;

beforeAll(async () => {
  project = await Project.open({ program: SITE });
});
afterAll(() => project.close());

async function refused(options: {
  program?: string;
  config?: Record<string, string>;
  env?: Record<string, string>;
}): Promise<string> {
  project.program(options.program ?? SITE);
  project.settings(options.config ?? { "datadip:target": "sandbox" });
  const ran: Ran = await project.pulumiWith(options.env ?? {}, "preview");
  expect(ran.code).not.toBe(0);
  expect(project.writes()).toEqual([]);
  // Administrators need the sentence; where in our code it was made helps nobody.
  expect(ran.text).not.toMatch(/^\s+at .*\.[jt]s:\d+/m);
  return ran.text.replace(/\s+/g, " ");
}

/** A look-up and forty resources that wait for it, through each other. */
const MANY = `
const profile = webex.getMultimediaProfileOutput("No Such Profile");
const sites = Array.from({ length: 10 }, (_, i) => new webex.Site("S" + i, { multimediaProfileId: profile.id }));
for (let i = 0; i < 30; i += 1) new webex.Team("T" + i, { siteId: sites[i % 10].id, multimediaProfileId: profile.id });`;

/** Said once below "Diagnostics", and not wrapped in the names of the properties that wait for it. */
function expectOnce(text: string, sentence: string): void {
  expect(text.split("Diagnostics:")[1]?.split(sentence)).toHaveLength(2);
  expect(text).not.toContain("error serializing");
}

it("a wrong token", async () => {
  const text = await refused({ env: { WEBEX_ACCESS_TOKEN: "NotARealToken_123456" } });
  expect(text).toMatch(/answered 401 \(tracking id .+\).*renew the credentials/);
  expect(text).not.toContain("NotARealToken_123456");
});

it("a wrong organisation id", async () => {
  const text = await refused({ config: { "datadip:target": "sandbox", "webex:orgId": OTHER_ORG } });
  expect(text).toContain(`Wrong organisation: the stack config expects ${OTHER_ORG}`);
  expect(text).toContain("Nothing was changed. Check webex:orgId and webex:expectedOrgName");
});

it("an organisation id given in the environment instead of the config", async () => {
  const text = await refused({ program: MANY, config: { "webex:region": "us1" }, env: { WEBEX_ORG_ID: OTHER_ORG } });
  expectOnce(text, "WEBEX_ORG_ID is set in the environment, but addresses are read from the config alone");
  expect(text).toContain("pulumi config set webex:orgId");
});

it("a look-up that finds nothing, where much waits for it", async () => {
  // A rejection that all of these wait for would keep Node.js busy for minutes, see end-program.ts.
  const text = await refused({ program: MANY });
  expectOnce(text, "There is no multimedia profile called No Such Profile");
});

describe("flow files, of which one program reads three", () => {
  let text: string;
  beforeAll(async () => {
    writeFileSync(join(project.dir, "cut-off.json"), '{ "name": "x", ');
    writeFileSync(join(project.dir, "left-pad.json"), '{ "name": "left-pad", "version": "1.0.0", "dependencies": {} }');
    text = await refused({
      program: `
        const flow = (file) => new webex.Flow(file, { content: webex.readFlowFile(file) });
        for (const file of ["nowhere.json", "left-pad.json"]) void Promise.resolve(file).then(flow);
        flow("cut-off.json");`,
    });
  });

  it("a flow file that is not JSON", () => {
    expect(text).toMatch(/cut-off\.json: .*(line|ends|JSON)/);
  });

  it("a flow file that is not there", () => {
    expect(text).toMatch(/no such file.*nowhere\.json/);
  });

  it("JSON that is not a flow", () => {
    expect(text).toContain("left-pad.json: This is not a flow");
  });
});

it("a flow that names a queue the organisation does not have", async () => {
  const queue = "99999999-8888-4777-8666-555555555555";
  const bindings = JSON.stringify({ "QueueContact.destination": queue });
  project.copyIn("flows/welcome.json", "flow.json");
  const text = await refused({
    program: `new webex.Flow("F", { content: webex.readFlowFile("flow.json"), bindings: ${bindings} });`,
  });
  expect(text).toContain(
    `the flow names the queue ${queue} at QueueContact.destination, which this organisation does not have`,
  );
});

it("a name over the limit", async () => {
  const text = await refused({ program: `new webex.Site("${"x".repeat(81)}", { multimediaProfileId: "x" });` });
  expect(text).toMatch(/property name .* has a problem: may have at most 80 characters/);
});

it("two resources with one name", async () => {
  const text = await refused({
    program: `${SITE}\nnew webex.Site("again", { name: "Paris", multimediaProfileId: "x" });`,
  });
  expect(text).toContain(
    "The resources Paris and again declare the same site: name must be unique. Rename one of them.",
  );
});

it("a state file from another tenant", async () => {
  project.program(
    "webex.getMultimediaProfile('Default_Multimedia_Profile').then((p) => new webex.Site('Paris', { multimediaProfileId: p.id }));",
  );
  project.settings({ "datadip:target": "sandbox" });
  expect((await project.up()).code).toBe(0);
  project.writes();
  const mine = project.sandbox.credentials.orgId;
  writeFileSync(join(project.dir, "foreign.json"), (await project.state()).replaceAll(mine, OTHER_ORG));
  expect((await project.pulumi("stack", "import", "--file", "foreign.json")).code).toBe(0);
  for (const command of [
    ["refresh", "--yes"],
    ["destroy", "--yes", "--skip-preview"],
  ]) {
    const { code, text } = await project.pulumi(...command);
    expect(code).not.toBe(0);
    expect(text.replace(/\s+/g, " ")).toContain(
      `belongs to organisation ${OTHER_ORG} by the state, but the stack config says ${mine}`,
    );
  }
  expect(project.writes()).toEqual([]);
});
