import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { confirmed } from "../../cli/shared/confirm";
import { promoteVerb } from "../../cli/commands/promote";
import { rollbackVerb } from "../../cli/commands/rollback";
import { Command, type Resource } from "../support/command";
import { flowExport } from "../support/flow";
import { Tenant } from "../support/tenant";
import { runVerb } from "./run-verb";

let tenant: Tenant;
let folder: string;
let flow: Resource;
const { PATH } = process.env;

beforeAll(async () => {
  tenant = await Tenant.start();
  folder = mkdtempSync(join(tmpdir(), "datadip-promote-"));
  process.env.PATH = `${folder}:${PATH}`;
  const queue = await tenant.make("contact-service-queue", { name: "Support", active: true });
  const program = { name: "Main_Line", bindings: { "QueueContact.destination": queue.id }, tags: ["Test"] };
  const command = new Command("webex.Flow", () => tenant.connect());
  flow = await command.up({ ...program, content: flowExport("foreign", "Hello") });
  stack(["Test"]);
  await promote("--yes");
  // A greeting that would drive the terminal of anybody who reads it.
  flow = await command.up({ ...program, content: flowExport("foreign", "Bye \u001b[2J\u202e") }, flow);
  tenant.requests();
});
afterAll(async () => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
  await tenant.close();
});

/** A stack whose state has the flow with these tags, as the CLI prints config and state. */
function stack(tags: readonly string[]): void {
  const config = { "datadip:target": { value: "sandbox" }, "datadip:sandboxUrl": { value: tenant.sandbox.url } };
  const urn = "urn:pulumi:test::datadip::pulumi-nodejs:dynamic/webex:Flow::Main_Line";
  const resource = { urn, type: "pulumi-nodejs:dynamic/webex:Flow", id: flow.id, outputs: { tags } };
  const said = { config, stack: { deployment: { resources: [resource] } } };
  const source = `process.stdout.write(JSON.stringify(${JSON.stringify(said)}[process.argv[2]]));`;
  writeFileSync(join(folder, "pulumi"), `#!${process.execPath}\n${source}\n`);
  chmodSync(join(folder, "pulumi"), 0o755);
}

const promote = (...words: readonly string[]) => runVerb(promoteVerb, "promote", "Main_Line", ...words);
const rollback = (...words: readonly string[]) => runVerb(rollbackVerb, "rollback", "Main_Line", ...words);

it("shows what would change and changes nothing where nobody can be asked", async () => {
  // Anybody who runs the tests may sit at a terminal.
  process.stdin.isTTY = false;
  expect(await promote()).toMatchObject({
    exitCode: 2,
    stderr: "Nothing was changed: there is no terminal to ask for a yes. Give --yes to go on without one.\n",
  });
  expect(tenant.writes()).toEqual([]);
});

it("moves, and takes back, with the changes by who should look at them", async () => {
  const { stdout, exitCode } = await promote("--yes");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^Main_Line: Live moves from version 2 to what is version 3 under Test\.\n/);
  expect(stdout).toContain("caller-facing:\n  ~ main Greeting");
  expect(stdout).not.toContain("\u202e");
  expect(stdout).not.toContain("\u001b");
  expect(stdout).toContain("No entry point is bound to Live of this flow, so nobody hears it yet.");
  expect(stdout).not.toContain("This stack sets Live itself");
  expect(await promote("--yes")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/: nothing to do\.\n$/) as string,
  });
  stack(["Live", "Test"]);
  expect((await rollback("--yes")).stdout).toContain(
    "This stack sets Live itself, by tags of the resource Main_Line: its next `pulumi up` shows this as a change and undoes it, unless its tags no longer contain Live.",
  );
});

it("gives one JSON object, and the rest to anybody who watches", async () => {
  const { stdout, stderr } = await rollback("--to", "3", "--yes", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    flow: "Main_Line",
    tag: "Live",
    moved: true,
    before: { number: 5 },
    wanted: { number: 3 },
    after: { number: 6 },
    changes: [{ class: "caller-facing", name: "Greeting" }],
    hears: [],
  });
  expect(stderr).toContain("Live moves from version 5 to what is version 3.");
});

describe("a question", () => {
  const asked = async (typed: string | undefined): Promise<boolean> => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const output = new PassThrough();
    const answer = confirmed("Move Live?", { input, output });
    if (typed === undefined) input.end();
    else input.write(typed);
    const yes = await answer;
    expect(String(output.read())).toContain("Move Live? [y/N] ");
    return yes;
  };

  it("takes y and yes alone for a yes", async () => {
    const answers = ["y\n", "YES\n", " y \n", "\n", "n\n", "yess\n", "no\n", undefined];
    expect(await Promise.all(answers.map(asked))).toEqual([true, true, true, false, false, false, false, false]);
  });
});
