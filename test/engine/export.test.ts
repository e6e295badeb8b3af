import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Session } from "../../providers/core/engine/kind-engine";
import { Settings } from "../../providers/core/settings/settings";
import { WebexApi } from "../../providers/webex/client/api";
import { webexSettings } from "../../providers/webex/client/settings";
import { type Ran, Project, ROOT } from "../support/engine";
import { environment } from "../support/environment";
import { flowExport } from "../support/flow";
import { SkippingClock } from "../support/manual-clock";
import { made, Stack } from "../support/stack";
import { writeWav } from "../support/wav";

/** A tenant of 200 objects that somebody made by hand comes under management without a change, and goes in one destroy. */

jest.setTimeout(300_000);

let project: Project;

async function open(): Promise<Session<WebexApi>> {
  const settings = webexSettings(new Settings({ config: () => undefined, env: {} }), {
    ...project.sandbox.credentials,
    url: project.sandbox.url,
  });
  const env = { XDG_STATE_HOME: join(project.dir, "somebody") };
  const clock = new SkippingClock();
  const api = new WebexApi(settings, clock, env, () => undefined);
  return { api, tenant: await api.guard(), serverNow: () => api.serverNow(), clock };
}

const datadipExport = (...args: readonly string[]): Promise<Ran> => project.datadip("export", ...args);

function succeeded({ code, text }: Ran): string {
  if (code !== 0) throw new Error(`exit code ${code}:\n${text}`);
  return text;
}

beforeAll(async () => {
  project = await Project.open({ program: "" });
  const all = await made(open, environment(11, 200));
  const idOf = (name: string) => all.find(({ planned }) => planned.name === name)?.resource.id ?? "";
  const stack = new Stack(open);
  const content = flowExport("99999999-8888-4777-8666-555555555555");
  const bindings = { "QueueContact.destination": idOf("Queue 2") };
  const flow = await stack.of("webex.Flow").up({ name: "Main_Line", content, bindings });
  const music = (await project.stored("audio-file"))[0]?.id;
  const line = { name: "Support line", flowId: flow.id, flowTagId: "Live", musicOnHoldId: music };
  const { id: entryPointId } = await stack.of("webex.EntryPoint").up(line);
  await stack.of("webex.DialNumber").up({ dialledNumber: await project.freeNumber(), entryPointId });
  // Anybody who is adopted stays at the site, as nobody knows the one before; so it is that of every tenant.
  const siteId = (await project.stored("site")).find(({ systemDefault }) => systemDefault === true)?.id;
  const { id: teamId } = await stack.of("webex.Team").up({ name: "Front desk", siteId });
  await stack.of("webex.UserAssignment").up({ email: "ana.agent@example.com", siteId, teamIds: [teamId] });
  await stack.of("webex.AudioFile").up({ name: "welcome.wav", file: writeWav(join(project.dir, "elsewhere.wav")) });
  project.writes();
});
afterAll(() => project.close());

it("exports the tenant, and refuses what it cannot do in a sentence", async () => {
  const report = succeeded(await datadipExport("-o", "."));
  expect(report).toMatch(/^2\d\d resources in \.:$/m);
  expect(report).toContain("made by Webex, which lets nobody change or delete it");
  expect(project.writes()).toEqual([]);
  const again = await datadipExport("--out", ".");
  expect(again).toMatchObject({ code: 2 });
  expect(again.text).toContain("import.json exists already: give another folder with --output, or --force");
  const wrong = await datadipExport("--kinds", "webex.Quue", "-o", "other");
  expect(wrong.text).toContain("There is no kind webex.Quue to export; did you mean webex.Queue?");
  const none = await datadipExport("--only", "No such thing*", "-o", "other");
  expect(none.text).toContain("There is nothing to export: no object matches --kinds, --only and --exclude.");
  expect(none.code).toBe(2);
});

it("is a program that TypeScript takes", () => {
  const program = ts.createProgram([join(project.dir, "index.ts")], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    typeRoots: [join(ROOT, "node_modules", "@types")],
    types: ["node"],
  });
  const wrong = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  expect(wrong).toEqual([]);
});

it("is imported, and then nothing differs", async () => {
  const source = readFileSync(join(project.dir, "index.ts"), "utf8");
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  writeFileSync(join(project.dir, "index.js"), outputText);
  succeeded(
    await project.pulumi("import", "--file", "import.json", "--generate-code=false", "--protect=false", "--yes"),
  );
  expect(project.writes()).toEqual([]);
  succeeded(await project.pulumi("preview", "--expect-no-changes"));
  expect(project.writes()).toEqual([]);
});

it("is managed from then on, and destroyed in the first attempt", async () => {
  const up = succeeded(await project.up("--refresh", "--expect-no-changes"));
  expect(up).toMatch(/2\d\d unchanged/);
  expect(project.writes()).toEqual([]);
  succeeded(await project.pulumi("destroy", "--yes", "--skip-preview"));
  for (const kind of ["team", "contact-service-queue", "flow", "agent-profile", "skill", "address-book"]) {
    const left = (await project.stored(kind)).filter(({ systemDefault }) => systemDefault !== true);
    expect(left).toEqual([]);
  }
});
