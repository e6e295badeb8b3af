import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { Project } from "../support/engine";

/** Ctrl-C in the middle of an up, and the end of the CLI without a word; then up again. */

jest.setTimeout(120_000);

let project: Project;

const PROGRAM = `
const profile = webex.getMultimediaProfileOutput("Default_Multimedia_Profile");
for (let i = 1; i <= 40; i += 1) new webex.Site("Site " + i, { multimediaProfileId: profile.id });
`;

beforeAll(async () => {
  project = await Project.open({ program: PROGRAM });
});
afterAll(() => project.close());

/** Resolves once the sandbox stores at least this many sites of ours. */
async function sitesReach(count: number): Promise<void> {
  for (;;) {
    if ((await ours()).length >= count) return;
    await new Promise((next) => setImmediate(next));
  }
}

const ours = async (): Promise<readonly string[]> =>
  (await project.stored("site")).map(({ name }) => String(name)).filter((name) => /^Site \d+$/.test(name));

it("leaves no duplicate and no orphan", async () => {
  // Slow enough that the interruption meets creates under way.
  project.sandbox.settings({ latencyMs: 250 });
  const child = project.start("up", "--yes", "--skip-preview");
  const ended = new Promise<number | null>((done) => child.on("close", done));
  await sitesReach(8);
  child.kill("SIGINT");
  expect(await ended).not.toBe(0);
  const made = (await ours()).length;
  expect(made).toBeGreaterThanOrEqual(8);
  expect(made).toBeLessThan(40);

  project.sandbox.settings({ latencyMs: 0 });
  project.writes();
  const again = await project.up();
  if (again.code !== 0) throw new Error(again.text);
  expect(again.text).toContain(`+ ${40 - made} created`);
  expect(new Set(await ours()).size).toBe(40);
  expect(await ours()).toHaveLength(40);
  expect(project.writes()).toHaveLength(40 - made);

  expect((await project.pulumi("destroy", "--yes", "--skip-preview")).code).toBe(0);
  expect(await ours()).toEqual([]);
});

/** Providers of this project that run. Linux alone tells where a process works. */
const providers = (): readonly string[] =>
  readdirSync("/proc").filter((pid) => {
    try {
      const isOurs = readlinkSync(`/proc/${pid}/cwd`) === project.dir;
      return isOurs && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("dynamic-provider");
    } catch {
      return false;
    }
  });

(process.platform === "linux" ? it : it.skip)(
  "writes down what was on its way when the CLI was killed, then ends",
  async () => {
    project.env.XDG_STATE_HOME = join(project.dir, "user");
    project.sandbox.settings({ latencyMs: 1_000 });
    const child = project.start("up", "--yes", "--skip-preview");
    const ended = new Promise((done) => child.on("close", done));
    await sitesReach(1);
    child.kill("SIGKILL");
    expect(providers().length).toBeGreaterThan(0);
    while (providers().length > 0) await new Promise((next) => setImmediate(next));
    await ended;
    const made = (await ours()).length;
    // At most those that were on their way together have come to an end since.
    expect(made).toBeLessThan(20);
    const notes = readdirSync(join(project.dir, "user"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".json"))
      .map((name) => JSON.parse(readFileSync(join(project.dir, "user", name), "utf8")) as { id?: string });
    expect(notes.filter(({ id }) => id !== undefined).length).toBe(made);
    const { deployment } = JSON.parse(await project.state()) as { deployment: { resources: { type: string }[] } };
    expect(deployment.resources.filter(({ type }) => type.endsWith("webex:Site")).length).toBeLessThan(made);

    project.sandbox.settings({ latencyMs: 0 });
    expect((await project.pulumi("cancel", "--yes")).code).toBe(0);
    project.writes();
    const again = await project.up();
    if (again.code !== 0) throw new Error(again.text);
    expect(new Set(await ours()).size).toBe(40);
    expect(await ours()).toHaveLength(40);
    expect(project.writes()).toHaveLength(40 - made);
  },
);

it("puts back what a user had, though the run was killed that first set it there and another machine goes on", async () => {
  const email = "ana.agent@example.com";
  const ana = async (): Promise<unknown> =>
    (await project.stored("user")).find((user) => user.email === email)?.agentProfileId;
  const was = await ana();
  await project.create("agent-profile", { name: "Service", parentType: "ORGANIZATION", active: true });
  const [asked] = (await project.stored("agent-profile")).filter(({ name }) => name === "Service");
  const program = (more: Readonly<Record<string, unknown>>): void =>
    project.program(
      `new webex.UserAssignment("ana", ${JSON.stringify({ email, defaultDialledNumber: "5501", ...more })});`,
    );
  program({});
  const first = await project.up();
  if (first.code !== 0) throw new Error(first.text);
  program({ desktopProfileId: asked?.id });
  project.sandbox.settings({ latencyMs: 1_000 });
  const child = project.start("up", "--yes", "--skip-preview");
  const ended = new Promise((done) => child.on("close", done));
  while ((await ana()) !== asked?.id) await new Promise((next) => setImmediate(next));
  child.kill("SIGKILL");
  while (providers().length > 0) await new Promise((next) => setImmediate(next));
  await ended;

  project.sandbox.settings({ latencyMs: 0 });
  project.env.XDG_STATE_HOME = join(project.dir, "another");
  expect((await project.pulumi("cancel", "--yes")).code).toBe(0);
  const again = await project.up("--refresh");
  if (again.code !== 0) throw new Error(again.text);
  expect((await project.pulumi("destroy", "--yes", "--skip-preview")).code).toBe(0);
  expect(await ana()).toBe(was);
}, 300_000);
