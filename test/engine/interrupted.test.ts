import { Project } from "../support/engine";

/** Ctrl-C in the middle of an up, then up again. */

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

async function ours(): Promise<readonly string[]> {
  return (await project.stored("site")).map(({ name }) => String(name)).filter((name) => /^Site \d+$/.test(name));
}

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
