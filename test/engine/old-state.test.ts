import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import "../../providers/salesforce";
import "../../providers/webex";
import { allKinds } from "../../providers/core/resource/registry";
import { Project } from "../support/engine";
import { writeWav } from "../support/wav";

/**
 * State that commit 5334092 wrote on the real engine 3.259.0, with what its sandbox held then: every kind that there was, secrets, the
 * component with its parts, and a flow that was imported and not published. All of it is used, so that a change to how state is read
 * shows here.
 */

jest.setTimeout(240_000);

const fixture = z
  .object({
    state: z.object({ deployment: z.looseObject({ resources: z.array(z.looseObject({ type: z.string() })) }) }).loose(),
    /** A snapshot of the sandbox. */
    tenant: z.json(),
    /** What its program read. */
    program: z.looseObject({
      resources: z.array(z.object({ kind: z.string(), inputs: z.record(z.string(), z.json()) })),
    }),
  })
  .parse(JSON.parse(gunzipSync(readFileSync(join(__dirname, "fixtures", "old-state.json.gz"))).toString()));

const PROGRAM = readFileSync(join(__dirname, "fixtures", "old-state-program.js"), "utf8");

let project: Project;

beforeAll(async () => {
  project = await Project.open({ program: PROGRAM });
  await project.restore(fixture.tenant);
  project.sandbox.salesforce.settings({ allowConnectedApps: true });
  declare(fixture.program.resources);
  writeWav(join(project.dir, "welcome.wav"));
  writeFileSync(join(project.dir, "old.json"), JSON.stringify(fixture.state));
  const { code, text } = await project.pulumi("stack", "import", "--file", "old.json");
  if (code !== 0) throw new Error(text);
});
afterAll(() => project.close());

type Resources = typeof fixture.program.resources;

function declare(resources: Resources): void {
  writeFileSync(join(project.dir, "resources.json"), JSON.stringify({ ...fixture.program, resources }));
}

const COUNT = fixture.state.deployment.resources.filter(({ type }) => !type.startsWith("pulumi:providers:")).length;

it("has every kind that there was, and no kind has gone since", () => {
  const registered = allKinds().map(({ kind }) => `pulumi-nodejs:dynamic/${kind.replace(".", ":")}`);
  const types = new Set(fixture.state.deployment.resources.map(({ type }) => type));
  const kinds = [...types].filter((type) => type.startsWith("pulumi-nodejs:dynamic/"));
  expect(kinds).toHaveLength(48);
  expect(kinds.filter((type) => !registered.includes(type))).toEqual([]);
});

/** What the first run changes: the flow that is to be finished, and what the component itself makes otherwise since then. */
const CHANGED = [
  "webex:ConnectorHandover::Acme Support", // the form has the org's own address
  "webex:Flow::Acme_Support", // activities are called as in the brief, and ends are one activity
  "webex:Flow::Half",
];

it("is left alone by the first run, but for a flow to finish and what the component makes otherwise", async () => {
  const { code, text } = await project.up("--diff");
  if (code !== 0) throw new Error(text);
  const changes = [...text.matchAll(/: \((update|replace|create|delete)\)\s+(?:\[id=.*\]\s+)?\[urn=.*\/(\S.*)\]/g)];
  expect(changes.map(([, , resource]) => resource).sort()).toEqual(CHANGED);
  expect(text).toMatch(new RegExp(`~ ${CHANGED.length} updated\\s+${COUNT - CHANGED.length} unchanged`));
});

it("is refreshed without a change", async () => {
  const { code, text } = await project.up("--refresh", "--expect-no-changes");
  if (code !== 0) throw new Error(text);
});

it("is changed in place and destroyed", async () => {
  const hasDescription = fixture.program.resources.filter(({ inputs }) => "description" in inputs);
  declare(
    fixture.program.resources.map(({ kind, inputs }) => ({
      kind,
      inputs: { ...inputs, ...("description" in inputs && { description: "Changed" }) },
    })),
  );
  const changed = await project.up();
  if (changed.code !== 0) throw new Error(changed.text);
  expect(changed.text).toMatch(new RegExp(`~ ${hasDescription.length + 1} updated`));
  const { code, text } = await project.pulumi("destroy", "--yes", "--skip-preview");
  if (code !== 0) throw new Error(text);
  expect(text).toContain(`- ${COUNT} deleted`);
});
