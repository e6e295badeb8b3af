import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import "../../providers/salesforce";
import "../../providers/webex";
import { isEncrypted, nameOf } from "../../providers/core/engine/holdings";
import { allKinds } from "../../providers/core/resource/registry";
import { textsIn } from "../../providers/core/resource/secret-paths";
import type { Values } from "../../providers/core/resource/types";
import { openStore } from "../../sandbox/core/store";
import { SALESFORCE_CASES } from "../contract/salesforce-cases";
import { REQUEST_CASES } from "../contract/webex-cases";
import { parrot } from "../support/canary";
import { relay, type Relay } from "../support/relay";
import { Project, type Ran } from "../support/engine";
import { Org } from "../support/org";
import { type Entity, Tenant } from "../support/tenant";

/**
 * Every kind of the registry on the real engine: created, left alone by a second run with a refresh, shown, and destroyed. Every text in
 * its inputs is a secret, at any depth, and is nowhere in clear.
 */

jest.setTimeout(240_000);

const PROGRAM = `
const clouds = { webex, salesforce };
const secret = (value) => {
  if (typeof value === "string") return pulumi.secret(value);
  if (Array.isArray(value)) return value.map(secret);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, secret(item)]));
};
for (const { kind, inputs } of JSON.parse(require("fs").readFileSync("resources.json", "utf8"))) {
  const [cloud, noun] = kind.split(".");
  new clouds[cloud][noun](kind, secret(inputs));
}
`;

/** What the cases make for their objects to refer to never takes the name of what another case creates. */
class Prepared extends Tenant {
  private count = 0;

  override make(noun: string, body: Values): Promise<Entity> {
    this.count += 1;
    const name = typeof body.name === "string" ? `${body.name}_${this.count}` : undefined;
    return super.make(noun, { ...body, ...(name !== undefined && { name }) });
  }
}

/** Inputs that take any text: it is one that can be found anywhere. */
const FREE = /^(description|inlineHelpText|shortDescription|label|displayName|textValue)$/;
const CANARY = /canary-\d+/;

interface Given {
  readonly kind: string;
  readonly inputs: Values;
}

let given: readonly Given[];
let project: Project;
let between: Relay;
let org: Org;

/** The fullest inputs of each kind, with what they refer to in the tenant. */
async function resources(): Promise<readonly Given[]> {
  const tenant = new Prepared(project.dir, project.sandbox);
  // This one takes the first flow of the tenant for its own.
  const first = REQUEST_CASES.filter(({ kind }) => kind === "webex.FlowPublication");
  const all: { kind: string; inputs: Values | undefined }[] = [];
  for (const { kind, variants } of [...first, ...REQUEST_CASES.filter((one) => !first.includes(one))])
    all.push({ kind, inputs: (await variants(tenant))[0] });
  for (const { kind, program } of SALESFORCE_CASES) all.push({ kind, inputs: await program(org) });
  let count = 0;
  const marked = (key: string, value: unknown): unknown =>
    typeof value === "string" && FREE.test(key) ? `canary-${(count += 1)}` : value;
  return JSON.parse(JSON.stringify(all, marked)) as Given[];
}

/** Puts these into the program. */
function write(all: readonly Given[]): void {
  given = all;
  writeFileSync(join(project.dir, "resources.json"), JSON.stringify(all));
}

beforeAll(async () => {
  project = await Project.open({ program: PROGRAM });
  org = await Org.of(project.dir, project.sandbox);
  project.sandbox.salesforce.settings({ deployQueueMs: 0, deployRunMs: 0 });
  write(await resources());
});
afterAll(async () => {
  await between.close();
  await org.close();
});

/** Kinds in the state, sorted. */
async function kinds(): Promise<readonly string[]> {
  const found = [...(await project.state()).matchAll(/"type": "pulumi-nodejs:dynamic\/(\w+):(\w+)"/g)];
  return found.map(([, cloud, noun]) => `${cloud}.${noun}`).sort();
}

/** Values of a state that are in clear, each with its place. Our own texts, the engine's and the ids are no inputs. */
function clear(value: unknown, path: string): readonly (readonly [path: string, text: string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null || isEncrypted(value)) return [];
  const shown = Object.entries(value).filter(([key]) => key !== "__provider" && key !== "__tenant");
  return shown.flatMap(([key, item]) => clear(item, `${path}.${key}`));
}

/** Texts of a resource's inputs that are in its part of the state in clear. */
async function leaked(): Promise<readonly string[]> {
  const { resources: all } = (JSON.parse(await project.state()) as { deployment: { resources: readonly Stored[] } })
    .deployment;
  return all.flatMap(({ urn, inputs, outputs }) => {
    const kind = nameOf(urn);
    const secrets = textsIn(given.find((one) => one.kind === kind)?.inputs).filter((text) => text.length >= 6);
    const shown = [...clear(inputs, `${kind} inputs`), ...clear(outputs, `${kind} outputs`)];
    return shown.filter(([, text]) => secrets.some((secret) => text.includes(secret))).map(([path]) => path);
  });
}

/** The texts of all files below a folder. */
function filesIn(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((file) => readFileSync(join(file.parentPath, file.name), "utf8"));
}

interface Stored {
  readonly urn: string;
  readonly inputs?: unknown;
  readonly outputs?: unknown;
}

it("creates every kind, one of them only after a person did their part", async () => {
  const [stopped, ...others] = REQUEST_CASES.filter(({ stopsForAPerson }) => stopsForAPerson === true);
  expect(others).toEqual([]);
  const first = await project.up();
  expect(first.code).not.toBe(0);
  expect(first.text.match(/^ *error: /gm)).toHaveLength(2);
  expect(first.text).toContain(stopped?.kind.replace("webex.", "webex:"));
  const second = await project.up();
  if (second.code !== 0) throw new Error(second.text);
  const registered = allKinds().map(({ kind }) => kind);
  expect(await kinds()).toEqual(registered.sort());
  expect(`${first.text}\n${second.text}`).not.toMatch(CANARY);
  expect(await leaked()).toEqual([]);
});

it("changes none of them the second time, whatever the clouds answer", async () => {
  const { code, text } = await project.up("--refresh", "--expect-no-changes");
  if (code !== 0) throw new Error(text);
  expect(await leaked()).toEqual([]);
});

it("shows no text of an input, whatever shows the stack, and where a service repeats what it refuses", async () => {
  write(JSON.parse(JSON.stringify(given).replaceAll(/canary-\d+/g, "$&0")) as Given[]);
  const shown: string[] = [];
  const show = async (running: Promise<Ran>): Promise<void> => void shown.push((await running).text);
  await show(project.pulumi("preview", "--diff"));
  await show(project.datadip("plan"));
  // The state has the address too, so the relay stays until the end.
  between = await relay(project.sandbox.url);
  between.always(
    /(PUT|PATCH) /,
    parrot(400, "application/json", (message) => JSON.stringify({ message })),
  );
  project.settings({ "datadip:target": "sandbox", "datadip:sandboxUrl": between.url });
  await show(project.up("--diff"));
  expect(shown.at(-1)).toContain("you sent");
  between.always(/(PUT|PATCH) /, (answer) => answer);
  for (const verb of [["drift"], ["graph", "-o", "-", "--format", "mermaid"], ["recover"], ["export"]])
    await show(project.datadip(...verb));
  for (const folder of [".state", "export"]) shown.push(...filesIn(join(project.dir, folder)));
  shown.push(JSON.stringify(project.sandbox.requests()));
  expect(shown.length).toBeGreaterThan(9);
  expect(shown.flatMap((text) => text.match(/.{0,60}canary-\d.{0,60}/g) ?? [])).toEqual([]);
  expect(await leaked()).toEqual([]);
});

it("is kept by the sandbox where the two services would keep it alone", async () => {
  const store = openStore(join(project.dir, ".datadip", "sandbox"));
  const holding = store.entries([], z.unknown()).filter((entry) => CANARY.test(JSON.stringify(entry)));
  const spaces = new Set(holding.map(({ key: [space] }) => space));
  await store.close();
  expect([...spaces].sort()).toEqual(["sf-component", "sf-record", "webex"]);
});

it("destroys every kind", async () => {
  const { code, text } = await project.pulumi("destroy", "--yes", "--skip-preview");
  if (code !== 0) throw new Error(text);
  expect(await kinds()).toEqual([]);
});
