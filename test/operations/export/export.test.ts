import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { checkInputs } from "../../../providers/core/resource/check-inputs";
import { difference } from "../../../providers/core/engine/diff";
import { descriptorOf } from "../../../providers/core/resource/registry";
import { type Exported, exportTenant } from "../../../operations/export";
import type { Wanted } from "../../../operations/export/read";
import { environment } from "../../support/environment";
import { flowExport } from "../../support/flow";
import { made, Stack } from "../../support/stack";
import { Tenant } from "../../support/tenant";
import { writeWav } from "../../support/wav";

jest.setTimeout(120_000);

const EVERYTHING: Wanted = { kind: () => true, name: () => true };
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\b[0-9a-f]{24}\b/;

let tenant: Tenant;
let exported: Exported;

const open = () => tenant.connect();
const take = async (wanted: Wanted = EVERYTHING): Promise<Exported> =>
  exportTenant(await open(), wanted, () => undefined);
const file = ({ files }: Exported, path: string): string =>
  String(files.find((one) => one.path === path)?.content ?? "");
const resources = (one: Exported) =>
  (JSON.parse(file(one, "import.json")) as { resources: readonly ImportedResource[] }).resources;

interface ImportedResource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

beforeAll(async () => {
  tenant = await Tenant.start();
  const all = await made(open, environment(7, 120));
  const id = (name: string): string => all.find(({ planned }) => planned.name === name)?.resource.id ?? "";
  const stack = new Stack(open);
  const city = await stack.of("webex.Skill").up({
    name: "City",
    skillType: "ENUM",
    enumSkillValues: [{ name: "Paris" }, { name: "Lyon" }],
  });
  const values = city.outputs.enumSkillValueIds as Record<string, string>;
  await stack.of("webex.SkillProfile").up({
    name: "Parisians",
    activeEnumSkills: [{ enumSkillValueId: values.Paris }],
  });
  const content = flowExport("99999999-8888-4777-8666-555555555555");
  const bindings = { "QueueContact.destination": id("Queue 2") };
  const flow = await stack.of("webex.Flow").up({ name: "Main_Line", content, bindings, tags: ["Live", "Test"] });
  const music = await tenant.named("audio-file", "defaultmusic_on_hold.wav");
  const line = await stack.of("webex.EntryPoint").up({
    name: "Support line",
    flowId: flow.id,
    flowTagId: "Live",
    musicOnHoldId: music.id,
  });
  await stack.of("webex.DialNumber").up({ dialledNumber: "+13125550100", entryPointId: line.id });
  const siteId = (await tenant.object("team", id("Team 1")))?.siteId;
  await stack.of("webex.UserAssignment").up({ email: "ana.agent@example.com", siteId, teamIds: [id("Team 1")] });
  await stack.of("webex.AudioFile").up({ name: "welcome.wav", file: writeWav(join(tenant.dir, "welcome.wav")) });
  tenant.sandbox.connect({ name: "Salesforce" });
  exported = await take();
});
afterAll(() => tenant.close());

it("takes every object that can be taken, and says why of each that cannot", () => {
  expect(resources(exported).length).toBeGreaterThan(120);
  const reasons = exported.left.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`);
  expect(reasons).toContain(
    "webex.AudioFile defaultmusic_on_hold.wav: made by Webex, which lets nobody change or delete it; the program refers to it by name",
  );
  expect(reasons).toContain(
    "webex.ConnectorHandover Salesforce: connectors have no public route: make it in Control Hub, Contact Center, Integrations, Connectors",
  );
  const system = "made by Webex, which lets nobody change or delete it; the program refers to it by name";
  const other = exported.left.filter(({ reason }) => reason !== system);
  expect(other.map(({ kind }) => kind)).toEqual(["webex.ConnectorHandover"]);
});

it("writes the bytes of a prompt beside the program", () => {
  const { content } = exported.files.find(({ path }) => path === "audio/welcome.wav") ?? {};
  expect(content).toEqual(readFileSync(join(tenant.dir, "welcome.wav")));
  expect(file(exported, "index.ts")).toMatch(
    /new webex\.AudioFile\("welcome\.wav", \{\s*file: join\(__dirname, "audio\/welcome\.wav"\),?\s*\}\)/,
  );
  const imported = resources(exported).find(({ name }) => name === "welcome.wav");
  expect(imported?.inputs).toMatchObject({ file: "audio/welcome.wav", sha256: imported?.outputs.sha256 });
});

it("names everything and holds no id of the tenant", () => {
  const program = file(exported, "index.ts");
  expect(program.split("\n").filter((line) => ID.test(line))).toEqual([]);
  expect(program).toMatch(/new webex\.EntryPoint\("Support line", \{[^;]* flowId: mainLine\.id,/);
  expect(program).toContain('.enumSkillValueIds.apply((ids) => ids["Paris"] ?? "")');
  expect(program).toContain('const defaultmusicOnHoldWav = webex.getAudioFileOutput("defaultmusic_on_hold.wav");');
  expect(program).toMatch(/bindings: \{ "QueueContact\.destination": queue2\.id \}/);
});

it("is a program without an error of syntax, whose names are declared before they are used", () => {
  const source = ts.createSourceFile("index.ts", file(exported, "index.ts"), ts.ScriptTarget.ES2022, true);
  const { diagnostics } = ts.transpileModule(source.text, { reportDiagnostics: true });
  expect(diagnostics).toEqual([]);
  const declared = new Set<string>();
  for (const statement of source.statements) {
    const used = new Set<string>();
    const look = (node: ts.Node): void => {
      if (ts.isPropertyAccessExpression(node) && node.name.text === "id" && ts.isIdentifier(node.expression))
        used.add(node.expression.text);
      node.forEachChild(look);
    };
    look(statement);
    expect([...used].filter((name) => !declared.has(name))).toEqual([]);
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) declared.add(name.getText());
  }
});

it("gives state that no preview would change", () => {
  const changed = resources(exported).flatMap(({ type, name, inputs, outputs }) => {
    const descriptor = descriptorOf(type.replace("pulumi-nodejs:dynamic/", "").replace(":", "."));
    const { __provider: _text, ...given } = inputs;
    const { inputs: checked, problems } = checkInputs(descriptor, given);
    const { changes } = difference(descriptor, outputs, checked);
    return changes || problems.length > 0 ? [`${type} ${name}`] : [];
  });
  expect(changed).toEqual([]);
});

it("writes nothing to the tenant and is the same every time", async () => {
  tenant.requests();
  const again = await take();
  expect(tenant.writes()).toEqual([]);
  expect(again.files).toEqual(exported.files);
});

it("refers by name to what it was told to leave out", async () => {
  const queues = await take({ kind: (kind) => kind === "webex.Queue", name: (name) => name === "Queue 2" });
  expect(resources(queues).map(({ name }) => name)).toEqual(["Queue 2"]);
  const program = file(queues, "index.ts");
  expect(program).toMatch(/const team\d+ = webex\.getTeamOutput\("Team \d+"\);/);
  expect(program).not.toMatch(ID);
});

it("leaves out what this version could not manage, and what refers to it looks it up", async () => {
  const { id } = await tenant.named("multimedia-profile", "Media 1");
  await tenant.edit("multimedia-profile", id, { name: "Media & more", blendingMode: "NEW_MODE" });
  const odd = await take();
  await tenant.edit("multimedia-profile", id, { name: "Media 1", blendingMode: "BLENDED" });
  expect(odd.left.find((one) => one.id === id)?.reason).toMatch(
    /^this version cannot manage it as it is: name may hold only letters.+; blendingMode .*BLENDED/,
  );
  expect(file(odd, "index.ts")).toContain('= webex.getMultimediaProfileOutput("Media & more");');
});
