import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { misspeltKeys } from "../../providers/core/settings/settings";
import { type Sandbox, startSandbox } from "../../sandbox";
import { OWN_KEYS } from "../../stacks/config";
import { engineEnv } from "../../operations/pulumi-cli";
import { ensureEngine } from "../../scripts/engine/ensure";
import { type Ran, ROOT, run } from "../support/engine";
import { describeShared } from "../support/shared";

/**
 * The checkout's own dev stack as README says, in a copy of the checkout: the whole data dip, with the person who makes the connector
 * in between, changed by hand, put back, and then a line with Cisco's template instead.
 */

jest.setTimeout(240_000);

const COPIED = ["Pulumi.yaml", "Pulumi.dev.yaml", "package.json", "tsconfig.json", "stacks", "flows", "audio"];
const TEMPLATE = "samples/flows/salesforce_http_connector_flow.json";

let dir: string;
let env: NodeJS.ProcessEnv;
let sandbox: Sandbox;

beforeAll(async () => {
  const engine = await ensureEngine();
  dir = mkdtempSync(join(tmpdir(), "datadip-dev-"));
  for (const name of COPIED) cpSync(join(ROOT, name), join(dir, name), { recursive: true });
  for (const name of ["node_modules", "dist"]) symlinkSync(join(ROOT, name), join(dir, name));
  mkdirSync(join(dir, ".pulumi-state"));
  env = { ...engineEnv(), ...engine.env(), PULUMI_CONFIG_PASSPHRASE: "", NO_COLOR: "1" };
  sandbox = await startSandbox({ dir: join(dir, ".datadip", "sandbox") });
  await pulumi("stack", "select", "dev", "--create");
});
afterAll(async () => {
  await sandbox.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Commands as a person types them, for the guides. */
const typed = new Set<string>(["npx datadip sandbox", "npm ci", 'eval "$(npm run -s engine -- --env)"']);

async function pulumi(...args: readonly string[]): Promise<Ran> {
  typed.add(["pulumi", ...args.filter((arg) => !["--yes", "--skip-preview"].includes(arg))].join(" "));
  const ran = await run("pulumi", [...args, "--non-interactive", "--color=never"], dir, env);
  if (ran.code !== 0) throw new Error(ran.text);
  return ran;
}

const up = (...args: readonly string[]): Promise<Ran> => pulumi("up", "--yes", "--skip-preview", ...args);

function datadip(...args: readonly string[]): Promise<Ran> {
  typed.add(["npx datadip", ...args.map((arg) => (arg.includes(" ") ? `"${arg}"` : arg))].join(" "));
  return run(process.execPath, [join(ROOT, "dist", "cli", "index.js"), ...args], dir, env);
}

/** The commands of a guide, without what is said beside them. */
function commandsOf(guide: string): readonly string[] {
  const text = readFileSync(join(ROOT, "docs", "guides", `${guide}.md`), "utf8");
  const blocks = [...text.matchAll(/```bash\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => block.trim().split("\n"));
  return blocks.map((line) => line.replace(/ {2,}#.*$/, "").trim());
}

const stored = async (kind: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  (await (await fetch(`${sandbox.url}/sandbox/state/webex/${kind}`)).json()) as Readonly<Record<string, unknown>>[];

/** Of Webex: Salesforce is also read by POST, and what the engine says of it is asserted beside. */
function writes(): readonly string[] {
  const changes = sandbox
    .requests()
    .filter(({ vendor, method, path }) => vendor === "webex" && method !== "GET" && !/token$/.test(path));
  sandbox.clearRequests();
  return changes.map(({ method, path }) => `${method} ${path}`);
}

it("stops for the person who makes the connector, with all the rest done, and shows no secret", async () => {
  const { code, text } = await datadip("up", "--yes", "--skip-preview");
  expect(code).not.toBe(0);
  expect(text).toContain("Now a person makes the connector; all the rest so far is done and kept.\n");
  expect(text).toMatch(
    /\nThe connector Data Dip a is still to be made\. Nothing is lost: npx datadip up continues from here\.\n$/,
  );
  expect(text).toContain("+ 19 created");
  expect(text).toContain("The connector Data Dip a is not there yet.");
  expect(text).toContain("  Salesforce Email ID: webex@datadip.example\n");
  expect(await stored("flow")).toEqual([]);

  const shown = await datadip("connector");
  expect(shown.text).toContain("URL: https://datadip-sandbox.my.salesforce.com\nPrivate Key: [secret]\n");
  expect((await datadip("connector", "--show-secrets")).text).toContain(
    "Private Key:\n-----BEGIN RSA PRIVATE KEY-----\n",
  );
  for (const screen of [text, shown.text]) expect(screen).not.toContain("BEGIN RSA");
  expect((await pulumi("stack", "export")).stdout).not.toContain("BEGIN RSA");
});

it("goes on once that person has made it, and leaves the checkout's settings as they were", async () => {
  expect(await datadip("sandbox", "connect")).toMatchObject({
    code: 0,
    text: "Connector Data Dip a signs in to Salesforce and is ready: pulumi up continues from here.\n",
  });
  const { text } = await up();
  expect(text).toContain("+ 3 created");
  expect(text).toContain('tryIt       : "npx datadip call +15551230001 --from +15207739050"');
  expect(await stored("entry-point")).toMatchObject([{ name: "Data Dip", flowTagId: "Live" }]);
  const call = await datadip("call", "+15551230001", "--from", "+15207739050");
  expect(call).toMatchObject({ code: 0, text: expect.stringContaining('"Hello Jack Rogers."') as unknown });
  expect(readFileSync(join(dir, "Pulumi.dev.yaml"), "utf8")).toBe(readFileSync(join(ROOT, "Pulumi.dev.yaml"), "utf8"));
});

it("writes nothing the second time, and puts back what somebody changed by hand", async () => {
  writes();
  await up("--expect-no-changes");
  expect(writes()).toEqual([]);
  expect(await datadip("sandbox", "change", "Data Dip Urgent", "serviceLevelThreshold=99")).toMatchObject({
    code: 0,
    text: "Data Dip Urgent: serviceLevelThreshold was 20, is 99\n",
  });
  const drift = await datadip("drift");
  expect(drift).toMatchObject({ code: 3, text: expect.stringMatching(/serviceLevelSeconds.*20.*99/) as unknown });
  expect(drift.text).toContain("\npulumi up restores the values of the program");
  expect((await up()).text).toContain("~ 1 updated");
  expect((await stored("contact-service-queue")).map(({ serviceLevelThreshold }) => serviceLevelThreshold)).toEqual([
    20, 20,
  ]);
});

describeShared(TEMPLATE, "with Cisco's template", (template) => {
  it("becomes a line by config, in one go", async () => {
    await datadip("sandbox", "connect", "Salesforce");
    const file = join(dir, "Pulumi.dev.yaml");
    const settings = [
      "config:",
      `  datadip:flowFile: ${template}`,
      "  datadip:flowLint: 'off'",
      "  datadip:number: '+15551230002'",
      "  datadip:flowBindings:",
      "    QueueContact.destination: queue",
      "    9b04cc45-e715-45e4-a568-4635a88494f9: connector:Salesforce",
      "",
    ];
    writeFileSync(file, readFileSync(file, "utf8").replace("config:\n", settings.join("\n")));
    const { text } = await up();
    expect(text).toContain("+ 8 created");
    expect(text).toContain("- 22 deleted");
  });
});

it("goes down to nothing", async () => {
  await pulumi("destroy", "--yes", "--skip-preview");
  for (const kind of ["team", "contact-service-queue", "entry-point", "dial-number", "flow", "outdial-ani"]) {
    expect(await stored(kind)).toEqual([]);
  }
});

/** Settings of the guides, each as it is there, on a stack that nothing else uses. What is secret comes from standard input. */
it("takes every setting that the guides set", async () => {
  const guides = ["first-live-tenant", "rotation", "teardown"];
  const settings = guides.flatMap(commandsOf).filter((line) => /^pulumi config /.test(line));
  const script = settings.map((line) => (line.includes("--secret") ? `echo canary | ${line}` : line));
  const all = ["set -e", "pulumi stack init guides", ...script, "pulumi config --json"].join("\n");
  const { code, text, stdout } = await run("bash", ["-c", all], dir, env);
  if (code !== 0) throw new Error(text);
  const keys = Object.keys(JSON.parse(stdout.slice(stdout.indexOf("{"))) as object);
  expect(keys).toEqual(expect.arrayContaining(["webex:clientSecret", "datadip:generations"]));
  expect(misspeltKeys(keys, OWN_KEYS)).toEqual([]);
  expect(stdout).not.toContain("canary");
});

it("has been asked every command of the guide of ten minutes", () => {
  const unasked = commandsOf("ten-minutes").filter((line) => !/^export /.test(line) && !typed.has(line));
  expect(unasked).toEqual([]);
});
