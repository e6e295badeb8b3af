import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { filesLeft, isUseless } from "../../../operations/recover/files";
import { mendedState } from "../../../operations/recover/mend";
import { deleteObject, findOrphans, noteChanges, outputsNow } from "../../../operations/recover/objects";
import { findUnended } from "../../../operations/recover";
import { fileText, recoverText } from "../../../operations/recover/text";
import type { Apis, Cloud, Sessions } from "../../../providers/clouds";
import { parseHoldings, SECRET, SIGNATURE } from "../../../providers/core/engine/holdings";
import { Journal, type JournalRecord, keyHash, recordsOf } from "../../../providers/core/engine/journal";
import type { Session } from "../../../providers/core/engine/kind-engine";
import type { Values } from "../../../providers/core/resource/types";
import { Command } from "../../support/command";
import { Org } from "../../support/org";
import { Tenant } from "../../support/tenant";

/** What a state with creates that were begun and not ended says of each, held against the tenant. */

const TYPE = "pulumi-nodejs:dynamic/webex:Team";
const urn = (name: string): string => `urn:pulumi:dev::tried::${TYPE}::${name}`;

let tenant: Tenant;
let siteId: string;

beforeAll(async () => {
  tenant = await Tenant.start();
  ({ id: siteId } = await tenant.named("site", "Site-1"));
});
afterAll(() => tenant.close());

const sessions: Pick<Sessions, "of"> = {
  // The only cloud that is asked for here.
  of: <C extends Cloud>() => tenant.connect() as Promise<Session<Apis[C]>>,
};
const rest = { teamType: "AGENT", teamStatus: "IN_SERVICE", active: true };
const inputs = (name: string): Values => ({ name, siteId, ...rest });
const make = (name: string): Promise<{ id: string }> =>
  new Command("webex.Team", () => tenant.connect()).up(inputs(name));

it("says what was made, what was not, what is another's and what only a person can know", async () => {
  const { id: noted } = await make("Noted");
  const { id: young } = await make("Young");
  const { id: old } = await tenant.make("team", { ...inputs("Old"), createdTime: Date.now() - 3_600_000 });
  const { id: differs } = await make("Differs");
  await tenant.edit("team", differs, { description: "changed by hand" });
  const names = ["Noted", "Young", "Old", "Differs", "Absent", "Held"];
  const exported = JSON.stringify({
    deployment: {
      manifest: { time: new Date().toISOString() },
      resources: [{ urn: urn("Held"), type: TYPE, id: "x", inputs: inputs("Held") }],
      pending_operations: names.map((name) => ({
        type: "creating",
        resource: {
          urn: urn(name),
          type: TYPE,
          inputs: { ...inputs(name), ...(name === "Differs" ? { description: "First line" } : {}), __provider: "text" },
        },
      })),
    },
  });
  const note: JournalRecord = {
    v: 1,
    ...{ kind: "webex.Team", key: keyHash(JSON.stringify([siteId, "Noted"])), label: "Noted", id: noted },
    ...{ tenant: tenant.orgId, stack: "dev::tried", backend: "", since: 0, last: 0 },
  };
  const found = await findUnended(parseHoldings(exported), [note], sessions);
  expect(found.map(({ urn: full, standing, id, why }) => [full.split("::").at(-1), standing, id, why])).toEqual([
    ["Noted", "made", noted, undefined],
    ["Young", "made", young, undefined],
    ["Old", "not ours", old, undefined],
    ["Differs", "perhaps", differs, "it differs in description"],
    ["Absent", "not made", undefined, undefined],
    ["Held", "in state", undefined, undefined],
  ]);
  const text = recoverText(found);
  expect(text).toContain("npx datadip recover --yes puts it into the state");
  expect(text).toContain(`npx datadip adopt webex.Team Differs ${differs} > import.json`);
  expect(text).not.toContain(`adopt webex.Team Old`);
  expect(tenant.writes().filter((write) => !write.startsWith("POST team"))).toEqual([]);
});

it("has nothing to say of a state without any", () => {
  expect(recoverText([])).toBe("The state holds no create that was begun and not ended.");
});

it("makes the state as if the creates had ended in time, with what was secret secret", async () => {
  const secret = { [SIGNATURE]: SECRET, plaintext: JSON.stringify("First line") };
  const asked = { ...inputs("Taken"), description: secret, __provider: "text" };
  const pending = (name: string, type = "creating"): Values => ({
    type,
    resource: { urn: urn(name), type: TYPE, custom: true, parent: "urn of the stack", inputs: asked },
  });
  const exported = JSON.stringify({
    version: 3,
    deployment: {
      resources: [{ urn: urn("Before"), type: TYPE, id: "x" }],
      pending_operations: [pending("Taken"), pending("Settled"), pending("Unclear"), pending("Taken", "updating")],
    },
  });
  const { id } = await new Command("webex.Team", () => tenant.connect()).up({
    ...inputs("Taken"),
    description: "First line",
  });
  const outputs = await outputsNow("webex.Team", id, { ...inputs("Taken"), description: "First line" }, sessions);
  const taken = { kind: "webex.Team", urn: urn("Taken"), id, inputs: {}, outputs };
  const { version, deployment } = stateSchema.parse(JSON.parse(mendedState(exported, [taken], [urn("Settled")])));
  expect(version).toBe(3);
  expect(deployment.pending_operations.map(({ type, resource }) => [type, resource.urn])).toEqual([
    ["creating", urn("Unclear")],
    ["updating", urn("Taken")],
  ]);
  expect(deployment.resources[1]).toMatchObject({
    ...{ urn: urn("Taken"), id, parent: "urn of the stack", inputs: asked },
    outputs: { name: "Taken", description: secret, __tenant: tenant.orgId, __v: 2, __managed: Object.keys(inputs("")).concat("description").sort() },
  }); // prettier-ignore
});

const stateSchema = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(z.unknown()),
    pending_operations: z.array(z.looseObject({ type: z.string(), resource: z.looseObject({ urn: z.string() }) })),
  }),
});

it("finds what this machine noted and no state holds, with an id and without", async () => {
  const { id: lost } = await make("Lost");
  const { id: nameless } = await make("Without id");
  const note = (name: string, id?: string): JournalRecord => ({
    v: 1,
    ...{ kind: "webex.Team", key: keyHash(JSON.stringify([siteId, name])), label: name, since: 0, last: 0 },
    ...{ tenant: tenant.orgId, stack: "dev::tried", backend: "", ...(id === undefined ? {} : { id }) },
  });
  const notes = [note("Lost", lost), note("Without id"), note("Gone", "b".repeat(36)), note("Never"), note("Held")];
  const resources = [{ urn: urn("Held"), type: TYPE, id: "x", inputs: inputs("Held") }];
  const state = parseHoldings(JSON.stringify({ deployment: { resources } }));
  const found = await findOrphans(state, notes, sessions);
  expect(found.map(({ note: { label }, standing, id }) => [label, standing, id])).toEqual([
    ["Lost", "there", lost],
    ["Without id", "perhaps", nameless],
    ["Gone", "gone", undefined],
    ["Never", "gone", undefined],
  ]);
  expect(recoverText([], found)).toContain(`npx datadip adopt webex.Team Lost ${lost} > import.json`);
  await deleteObject("webex.Team", lost, {}, sessions);
  expect(await tenant.object("team", lost)).toBeUndefined();
});

it("finds what it noted in Salesforce by its full name, and asks nothing of a record by its id alone", async () => {
  const org = await Org.start();
  const there = { fullName: "Greeting", value: "hello", shortDescription: "Greeting" };
  await new Command("salesforce.CustomLabel", () => org.connect()).up(there);
  const record = { v: 1, tenant: "", stack: "dev::tried", backend: "", since: 0, last: 0 } as const;
  const label = (name: string): JournalRecord => ({ ...record, kind: "salesforce.CustomLabel", label: name, key: keyHash(JSON.stringify([name])) }); // prettier-ignore
  const notes = [
    label("Greeting"),
    label("Farewell"),
    { ...record, kind: "salesforce.SObjectRecord", label: "", key: "", id: "003hoM00000000BABQ" },
  ];
  const asked = { of: <C extends Cloud>() => org.connect() as Promise<Session<Apis[C]>> };
  const found = await findOrphans(parseHoldings('{"deployment":{}}'), notes, asked);
  expect(found.map(({ standing, id }) => [standing, id])).toEqual([
    ["perhaps", "Greeting"],
    ["gone", undefined],
    ["unreadable", "003hoM00000000BABQ"],
  ]);
  expect(recoverText([], found)).toContain(
    "the record 003hoM00000000BABQ was made by a run of this stack; whether it is still there",
  );
  await org.close();
});

it("notes what the state says of a user before a change, as an import of the state removes it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "datadip-journal-"));
  const before = { desktopProfileId: { was: "earlier", asked: ["a hash"] } };
  const type = "pulumi-nodejs:dynamic/webex:UserAssignment";
  const resource = {
    urn: "urn:pulumi:dev::tried::x::ana",
    type,
    inputs: { email: "ana.agent@example.com", __before: before },
  };
  const state = parseHoldings(JSON.stringify({ deployment: { pending_operations: [{ type: "updating", resource }] } }));
  const place = { stack: "dev::tried", backend: "file:///nowhere" };
  await noteChanges(new Journal(folder, () => undefined), state, place, sessions);
  expect((await recordsOf(folder, place)).map((note) => note.before)).toEqual([before]);
  rmSync(folder, { recursive: true });
});

it("finds in a folder of states what a crash of the machine and a dead process left", () => {
  const folder = mkdtempSync(join(tmpdir(), "datadip-states-"));
  const put = (path: string, text: string): string => {
    const file = join(folder, ".pulumi", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const lock = (pid: number, host: string): string =>
    JSON.stringify({ pid, username: "ada", hostname: host, timestamp: "2026-01-01T00:00:00Z" });
  // Linux gives no process such a number.
  const DEAD = 2 ** 22 + 1;
  put("stacks/tried/dev.json", "{}");
  const empty = put("stacks/tried/dev.json.attrs", "");
  put("stacks/tried/prod.json.attrs", "{}");
  const half = put("stacks/tried/prod.json", '{"version":3,');
  put("stacks/tried/prod.json.bak", "{}");
  put("stacks/other/dev.json", "{");
  const dead = put("locks/organization/tried/dev/a.json", lock(DEAD, hostname()));
  put("locks/organization/tried/dev/b.json", lock(process.pid, hostname()));
  put("locks/organization/tried/dev/c.json", lock(DEAD, "another"));
  const found = filesLeft(`file://${folder}?no_tmp_dir=true`, "tried");
  rmSync(folder, { recursive: true });
  expect(found.filter(isUseless).map(({ file }) => file).sort()).toEqual([dead, empty].sort()); // prettier-ignore
  const texts = found.map(fileText).join("\n");
  expect(texts).toContain(`cp ${half}.bak ${half}`);
  expect(texts.match(/Where that run has ended for certain: pulumi cancel/g)).toHaveLength(2);
  expect(filesLeft("s3://bucket", "tried")).toEqual([]);
});
