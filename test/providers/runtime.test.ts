import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Values } from "../../providers/core/resource/types";
import { flowExport } from "../support/flow";
import { detailsOf, ProviderProcess } from "../support/provider-process";
import { Tenant } from "../support/tenant";
import { writeWav } from "../support/wav";
import { UNKNOWN } from "./core/toy";
import { providerText } from "../../providers/core/resource/type-token";

const ROOT = join(__dirname, "..", "..");

/** A user's project: the package in node_modules, the program in a folder below. */
let project: string;
let tenant: Tenant;
let host: ProviderProcess;
let siteId: string;

const team = (more: Values = {}): Values => ({
  name: "Tier 1",
  siteId,
  ...more,
  __provider: providerText("webex.Team"),
});
const config = (): Values => ({ "datadip:target": "sandbox", "datadip:sandboxUrl": tenant.sandbox.url });
const env = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, HOME: project, PULUMI_NODEJS_PROJECT: "tried" });

beforeAll(async () => {
  if (!existsSync(join(ROOT, "dist", "providers", "runtime.js"))) throw new Error("npm run build first");
  project = mkdtempSync(join(tmpdir(), "datadip-project-"));
  mkdirSync(join(project, "node_modules"));
  mkdirSync(join(project, "bin", "stacks"), { recursive: true });
  symlinkSync(ROOT, join(project, "node_modules", "datadip"));
  writeFileSync(join(project, "Pulumi.yaml"), "name: tried\nmain: bin/stacks\nruntime: nodejs\n");
  tenant = await Tenant.start();
});
afterAll(async () => {
  await tenant.close();
  rmSync(project, { recursive: true, force: true });
});
beforeEach(async () => {
  tenant.reset();
  ({ id: siteId } = await tenant.named("site", "Site-1"));
});

const inProgram = (): Promise<ProviderProcess> => ProviderProcess.start(join(project, "bin", "stacks"), env());

async function failing(work: Promise<unknown>): Promise<Error> {
  const thrown: unknown = await work.catch((error: unknown) => error);
  if (thrown instanceof Error) return thrown;
  throw new Error("the call did not fail");
}

describe("a fresh provider in the engine's host", () => {
  beforeEach(async () => {
    host = await inProgram();
  });
  afterEach(() => host.close());

  it("answers sixteen reads that come at once as its very first calls", async () => {
    const made = await Promise.all(
      Array.from({ length: 16 }, (_, i) =>
        tenant.make("team", { name: `T${i}`, siteId, teamType: "AGENT", teamStatus: "IN_SERVICE", active: true }),
      ),
    );
    await host.configure(config());
    const answers = await Promise.all(
      made.map(({ id, name }) => host.read(id, team({ name, __managed: ["name", "siteId"], __tenant: tenant.orgId }))),
    );
    expect(answers.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    expect(answers.map(({ inputs }) => inputs.name)).toEqual(made.map(({ name }) => name));
    const tokens = tenant.sandbox.requests().filter(({ path }) => path === "/v1/access_token");
    expect(tokens).toHaveLength(1);
  });

  it("says in one sentence that a setting is wrong, and goes on to answer", async () => {
    await host.configure({ "datadip:target": "live", "webex:region": "us2", "webex:orgId": tenant.orgId });
    const { failures } = await host.check({}, team());
    expect(failures).toEqual([
      { property: "", reason: expect.stringMatching(/^webex:region is us2, which is not a data centre/) as unknown },
    ]);
    const error = await failing(host.read("t1", team({ __managed: [] })));
    expect(error.message).toContain("webex:region is us2");
    // The answer comes by another way than what is printed, and may be first.
    while (!host.output.stderr.includes("\n")) await new Promise((next) => setImmediate(next));
    expect(host.output.stderr).toMatch(
      /^SettingsError: webex:region is us2, [^\n]+: \(DATADIP_STACK_TRACES=1 shows where\)\n$/,
    );
  });

  it("keeps what is half-made: id, properties that can be read and deleted later, and the reason", async () => {
    await host.configure(config());
    const music = await tenant.named("audio-file", "defaultmusic_on_hold.wav");
    const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
    const text = providerText("webex.Flow");
    const flow = { name: "Main_Line", content: flowExport(queue.id), __provider: text };
    const { inputs } = await host.check({}, flow);
    tenant.fail({ method: "POST", path: "/flows/*:publish", status: 500 });
    const details = detailsOf(await failing(host.create(inputs)));
    if (details === undefined) throw new Error("nothing was kept");
    expect(details.reasons).toEqual([
      expect.stringMatching(/^The flow Main_Line \(\S+\) was imported, but not published: /),
    ]);
    expect(details.properties).toMatchObject({ __provider: text, __tenant: tenant.orgId, name: "Main_Line" });
    const finished = await host.update(details.id, details.properties, inputs);
    expect(finished).toMatchObject({ tags: ["Live"] });
    await host.delete(details.id, details.properties);
    expect(await tenant.objects("flow")).toEqual([]);
    expect(music.id).toBeDefined();
  });

  it("keeps a half-made flow however large it is", async () => {
    await host.configure(config());
    const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
    const large = flowExport(queue.id, "Please hold the line. ".repeat(20_000));
    const { inputs } = await host.check({}, { name: "Large", content: large, __provider: providerText("webex.Flow") });
    tenant.fail({ method: "POST", path: "/flows/*:publish", status: 500 });
    const details = detailsOf(await failing(host.create(inputs)));
    expect(details?.reasons).toEqual([
      expect.stringMatching(/^The flow Large \(\S+\) was imported, but not published: /),
    ]);
    const [flow] = await tenant.objects("flow");
    expect(details?.id).toBe(flow?.id);
    const finished = await host.update(details?.id ?? "", details?.properties ?? {}, inputs);
    expect(finished).toMatchObject({ content: inputs.content, tags: ["Live"] });
  });
});

describe("the provider in the engine's host", () => {
  beforeAll(async () => {
    host = await inProgram();
    await host.configure(config());
  });
  afterAll(() => host.close());

  it("takes a resource through its whole life", async () => {
    const { inputs, failures } = await host.check({}, team({ description: "First line" }));
    expect(failures).toEqual([]);
    const { id, outs } = await host.create(inputs);
    expect(outs).toMatchObject({
      name: "Tier 1",
      active: true,
      teamType: "AGENT",
      __provider: providerText("webex.Team"),
    });
    expect(outs).toMatchObject({ __v: 2 });
    expect(outs).not.toHaveProperty("__managed");
    expect(await host.diff(id, outs, inputs)).toMatchObject({ changes: 1, replacesList: [] });
    const news = { ...inputs, description: "Second line" };
    expect(await host.diff(id, outs, news)).toMatchObject({ changes: 2, replacesList: [] });
    const updated = await host.update(id, outs, news);
    expect(updated).toMatchObject({ description: "Second line", __provider: providerText("webex.Team") });
    const moved = { ...news, siteId: "elsewhere" };
    expect(await host.diff(id, updated, moved)).toMatchObject({ replacesList: ["siteId"], deletebeforereplace: false });
    expect(updated).not.toHaveProperty("__managed");
    const read = await host.read(id, updated);
    expect(read.props).toEqual(updated);
    expect(read.inputs).toMatchObject({ description: "Second line", __provider: providerText("webex.Team") });
    await host.delete(id, read.props);
    expect(await host.read(id, read.props)).toMatchObject({ id: "", inputs: {} });
    await host.delete(id, read.props);
    expect(host.output).toEqual({ stdout: "", stderr: "" });
  });

  it("leaves the state of an older version in its form until it is written", async () => {
    const { inputs } = await host.check({}, team({ name: "Old form", description: "First" }));
    const { id, outs } = await host.create(inputs);
    const __managed = ["active", "description", "name", "siteId", "teamStatus", "teamType"];
    const old = { ...outs, __v: 1, __managed };
    expect((await host.read(id, old)).props).toEqual(old);
    expect(await host.diff(id, old, inputs)).toMatchObject({ changes: 1 });
    const { description: _none, ...news } = inputs;
    expect(await host.diff(id, old, news)).toMatchObject({ changes: 2 });
    expect(await host.diff(id, outs, news)).toMatchObject({ changes: 2 });
    expect(await host.update(id, old, news)).not.toHaveProperty("__managed");
    await host.delete(id, old);
  });

  it("passes on what is not known yet, and what is wrong, by property", async () => {
    const preview = await host.check({}, team({ siteId: UNKNOWN }));
    expect(preview).toMatchObject({ failures: [], inputs: { siteId: UNKNOWN } });
    const wrong = await host.check({}, team({ siteID: siteId, capacity: 1 }));
    expect(wrong.failures).toContainEqual({
      property: "siteID",
      reason:
        "siteID is not a field of webex.Team; did you mean siteId? (see https://developer.webex.com/webex-contact-center/docs/api/v1/team)",
    });
    expect(wrong.inputs).toMatchObject({ __provider: providerText("webex.Team") });
    // The engine would print the value of a property, so that of a secret is not named to it.
    const secret = await host.check({}, team({ siteID: { client_secret: "0123456789abcdef" } }));
    const [told] = secret.failures.filter(({ property }: { property: string }) => property === "");
    expect(told?.reason).toMatch(/^siteID is not a field of webex\.Team/);
  });

  it("says even the longest error", async () => {
    const { inputs } = await host.check({}, team());
    const detail = "ü€".repeat(50_000);
    tenant.fail({ method: "POST", path: "/team", status: 400, body: { trackingId: detail, error: detail } });
    const error = await failing(host.create(inputs));
    expect(error.message).toMatch(/POST \S+\/team answered 400/);
    const kept = { ...inputs, __managed: [], __tenant: "x".repeat(100_000) };
    expect((await failing(host.read("t1", kept))).message).toMatch(
      /belongs to organisation x+\.\.\. \(and \d+ characters more\)$/,
    );
  });

  it("finds files below the project, though it runs in the program's folder", async () => {
    mkdirSync(join(project, "audio"), { recursive: true });
    writeWav(join(project, "audio", "welcome.wav"));
    const text = providerText("webex.AudioFile");
    const { inputs, failures } = await host.check(
      {},
      { name: "welcome.wav", file: "audio/welcome.wav", __provider: text },
    );
    expect(failures).toEqual([]);
    await host.create(inputs);
    expect(await tenant.named("audio-file", "welcome.wav")).toBeDefined();
  });

  it("says of state that another version wrote", async () => {
    const unknown = await failing(host.read("x", { __provider: providerText("webex.Fax") }));
    expect(unknown.message).toContain("This datadip has no resource kind webex.Fax");
    const newer = await failing(host.read("x", team({ __v: 9, __managed: [] })));
    expect(newer.message).toContain("was written by a newer datadip (state version 9, this one knows 2)");
  });

  it("says a person why it waits", async () => {
    await host.check({}, team());
    tenant.fail({ method: "POST", path: "/team", status: 429, retryAfter: 2 });
    await host.create((await host.check({}, team())).inputs);
    while (!/asks to wait.*\n/.test(host.output.stdout)) await new Promise((next) => setImmediate(next));
    const [last] = host.output.stdout.trimEnd().split("\n").slice(-1);
    expect(last).toBe("Webex asks to wait 2 s: the quota of this client id is used up. datadip continues by itself.");
  });
});

describe("the package's own checkout", () => {
  it("finds itself, without node_modules/datadip", async () => {
    host = await ProviderProcess.start(ROOT, env());
    await host.configure(config());
    const checked = host.check({}, team());
    await expect(checked).resolves.toMatchObject({ failures: [], inputs: { active: true } });
    await host.close();
  });
});
