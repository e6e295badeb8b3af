import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Project, type Ran } from "../support/engine";
import { TEN_KINDS, type Scenario } from "./ten-kinds";

/** Rows of the real-engine matrix, in order, on one stack of ten kinds: one `up` a row. */

jest.setTimeout(240_000);

const RESOURCES = 10;
/** Every resource and the stack itself. */
const ALL = RESOURCES + 1;

const CREATES = [
  "POST audio-file",
  "POST cad-variable",
  "POST dial-number",
  "POST entry-point",
  "POST flows/{id}:publish",
  "POST flows:import",
  "POST multimedia-profile",
  "POST outdial-ani",
  "POST site",
  "POST team",
  "POST v2/contact-service-queue",
];

type Args = NonNullable<Scenario["args"]>;

let project: Project;
let number: string;
/** What the program says so far: each row goes on from the one before. */
let said: Args = {};

function scenario(next: Scenario): void {
  writeFileSync(join(project.dir, "scenario.json"), JSON.stringify({ number, ...next }));
}

const beside = (more: Args): Args => ({
  ...said,
  ...Object.fromEntries(Object.entries(more).map(([name, args]) => [name, { ...said[name], ...args }])),
});

/** Changes the program. */
function say(more: Args): void {
  said = beside(more);
  scenario({ args: said });
}

/** Fails with the whole screen, which an exit code alone would hide. */
function succeeded({ code, text }: Ran): void {
  if (code !== 0) throw new Error(`exit code ${code}:\n${text}`);
}

async function object(
  kind: string,
  name: string,
): Promise<Readonly<Record<string, unknown>> & { readonly id: string }> {
  const found = (await project.stored(kind)).find((stored) => stored.name === name);
  if (typeof found?.id !== "string") throw new Error(`no ${kind} ${name} in the sandbox`);
  return { ...found, id: found.id };
}

beforeAll(async () => {
  project = await Project.open({ program: TEN_KINDS });
  number = await project.freeNumber();
  project.copyIn("audio/welcome.wav", "welcome.wav");
  project.copyIn("flows/welcome.json", "flow.json");
  scenario({});
});

afterAll(() => project.close());

it("previews with unknown values and writes nothing", async () => {
  const { code, text } = await project.pulumi("preview");
  expect(text).toContain(`+ ${ALL} to create`);
  expect(code).toBe(0);
  expect(project.writes()).toEqual([]);
});

it("creates each kind with one write, and one more to publish", async () => {
  const { code, text } = await project.up();
  expect(text).toContain(`+ ${ALL} created`);
  expect(code).toBe(0);
  expect(project.writes()).toEqual(CREATES);
});

it("writes nothing and publishes nothing the second time, even where the provider's text in state differs", async () => {
  const state = await project.state();
  // Also in what `check` makes of them: the flow's content and its document, which hold all that is bound.
  expect(state).not.toContain("canary-");
  // The stack's own resource is the SDK's; ours come without the 325 bytes of a stack trace.
  expect(state.split('"stackTrace"').length - 1).toBeLessThanOrEqual(1);
  const older = state.replaceAll('.of(\\"webex.', '/*older*/.of(\\"webex.');
  expect(older).toContain("/*older*/");
  writeFileSync(join(project.dir, "older.json"), older);
  succeeded(await project.pulumi("stack", "import", "--file", "older.json"));
  const { code, text } = await project.up("--refresh", "--expect-no-changes");
  expect(text).toContain(`${ALL} unchanged`);
  expect(code).toBe(0);
  expect(project.writes()).toEqual([]);
  expect(await project.state()).not.toContain("canary-");
});

it("updates each kind in place with one write", async () => {
  say({
    profile: { chat: 2 },
    site: { description: "changed" },
    team: { description: "changed" },
    queue: { serviceLevelSeconds: 30 },
    audio: { description: "changed" },
    variable: { defaultValue: "other" },
    ani: { entries: [{ name: "Main", number: "+13125550111", defaultANIEntry: true }] },
    flow: { description: "changed" },
    line: { serviceLevelSeconds: 45 },
    number: { extension: "1234" },
  });
  const { code, text } = await project.up("--diff");
  expect(text).toContain(`~ ${RESOURCES} updated`);
  expect(text).not.toContain("canary-");
  expect(code).toBe(0);
  expect(project.writes()).toEqual([
    "PATCH audio-file/{id}",
    "POST flows/{id}:lock",
    "POST flows/{id}:publish",
    "POST flows/{id}:unlock",
    "POST flows:import",
    "PUT cad-variable/{id}",
    "PUT dial-number/{id}",
    "PUT entry-point/{id}",
    "PUT multimedia-profile/{id}",
    "PUT outdial-ani/{id}",
    "PUT site/{id}",
    "PUT team/{id}",
    "PUT v2/contact-service-queue/{id}",
  ]);
});

it("shows an out-of-band edit in a preview, and keeps it under ignoreChanges", async () => {
  const queue = await object("contact-service-queue", "Support");
  const line = await object("entry-point", "Line");
  await project.edit("contact-service-queue", queue.id, { serviceLevelThreshold: 99 });
  // The program says nothing of this field, so it is nobody's drift, here and in the row below.
  await project.edit("entry-point", line.id, { description: "by hand" });
  project.writes();

  const shown = await project.pulumi("preview", "--refresh", "--diff");
  expect(shown.text).toMatch(/serviceLevelSeconds\s*: 30 => 99|serviceLevelSeconds\s*: 99 => 30/);

  scenario({ args: said, options: { queue: { ignoreChanges: ["serviceLevelSeconds"] } } });
  succeeded(await project.up("--refresh"));
  expect(await object("contact-service-queue", "Support")).toMatchObject({ serviceLevelThreshold: 99 });
  expect(project.writes()).toEqual([]);
});

it("reverts an out-of-band edit, makes anew what was deleted by hand, and nothing else", async () => {
  const ani = await object("outdial-ani", "Outdial");
  await project.remove("outdial-ani", ani.id);
  say({});
  succeeded(await project.up("--refresh"));
  expect(project.writes()).toEqual(["POST outdial-ani", "PUT v2/contact-service-queue/{id}"]);
  expect(await object("contact-service-queue", "Support")).toMatchObject({ serviceLevelThreshold: 30 });
  expect((await object("outdial-ani", "Outdial")).id).not.toBe(ani.id);
});

it("replaces under a new name by creating first, and a mapping under its number by deleting first", async () => {
  say({
    queue: { name: "Support 2", queueType: "INBOUND", routingType: "CIRCULAR" },
    number: { regionId: "00000000-0000-4000-8000-000000000001" },
  });
  succeeded(await project.up());
  const order = project.sandbox.requests().map(({ method, path }) => `${method} ${path}`);
  const created = (path: string): number => order.findIndex((line) => line.startsWith("POST") && line.endsWith(path));
  const deleted = (path: string): number =>
    order.findIndex((line) => line.startsWith("DELETE") && line.includes(`${path}/`));
  expect(created("/contact-service-queue")).toBeGreaterThanOrEqual(0);
  expect(deleted("/contact-service-queue")).toBeGreaterThan(created("/contact-service-queue"));
  expect(deleted("/dial-number")).toBeGreaterThanOrEqual(0);
  expect(created("/dial-number")).toBeGreaterThan(deleted("/dial-number"));
  expect(project.writes().filter((write) => write.includes("dial-number"))).toEqual([
    "DELETE dial-number/{id}",
    "POST dial-number",
  ]);
});

it("refuses at preview a replacement under an unchanged name, and says what to do", async () => {
  scenario({ args: beside({ queue: { routingType: "LONGEST_AVAILABLE_AGENT" } }) });
  const { code, text } = await project.pulumi("preview");
  expect(code).not.toBe(0);
  expect(text).toContain("Rename it too");
  expect(project.writes()).toEqual([]);
});

it("keeps a half-made object in state and finishes it with the next up", async () => {
  project.sandbox.fail({ method: "POST", path: "/flows/*:publish", status: 400, times: 1 });
  say({ flow: { name: "Second_Line" } });
  const broken = await project.up();
  expect(broken.code).not.toBe(0);
  expect(broken.text).toContain("was imported, but not published");
  project.writes();
  succeeded(await project.up());
  expect(project.writes()).toEqual([
    "DELETE flows/{id}",
    "POST flows/{id}:lock",
    "POST flows/{id}:publish",
    "POST flows/{id}:unlock",
    "PUT entry-point/{id}",
  ]);
});

it("comes through a storm of 429 and 5xx without repeating a create", async () => {
  // The lists that a refresh asks for together. 503s are fewer than the tries of one request, as all may meet the same one.
  // Few 429s, as each that follows another doubles the pause between requests.
  project.sandbox.fail({ method: "GET", path: "/v2/*", status: 429, times: 2, retryAfter: 0 });
  project.sandbox.fail({ method: "GET", status: 503, times: 4, retryAfter: 0 });
  project.sandbox.fail({ method: "POST", path: "/cad-variable", status: 429, times: 2, retryAfter: 0 });
  say({ site: { description: "stormy" }, profile: { chat: 4 }, variable: { name: "Tier2" } });
  succeeded(await project.up("--refresh"));
  const variables = (await project.stored("cad-variable")).filter(({ name }) => name === "Tier2");
  expect(variables).toHaveLength(1);
  expect(project.writes().filter((write) => write === "POST cad-variable")).toHaveLength(3);
});

it("refreshes and destroys with rotated credentials and a program that does not compile, though some of it is gone already", async () => {
  project.program("this is not a JavaScript");
  const { credentials } = project.sandbox;
  Object.assign(project.env, {
    WEBEX_CLIENT_ID: credentials.clientId,
    WEBEX_CLIENT_SECRET: credentials.clientSecret,
    WEBEX_REFRESH_TOKEN: credentials.refreshToken,
  });
  const ani = await object("outdial-ani", "Outdial");
  succeeded(await project.pulumi("refresh", "--yes"));
  await project.remove("outdial-ani", ani.id);
  const { code, text } = await project.pulumi("destroy", "--yes", "--skip-preview");
  expect(text).toContain(`- ${ALL} deleted`);
  expect(code).toBe(0);
  for (const kind of ["team", "contact-service-queue", "entry-point", "dial-number", "outdial-ani", "flow"]) {
    expect(await project.stored(kind)).toEqual([]);
  }
});
