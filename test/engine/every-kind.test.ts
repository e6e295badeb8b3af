import { writeFileSync } from "node:fs";
import { join } from "node:path";
import "../../providers/salesforce";
import "../../providers/webex";
import { allKinds } from "../../providers/core/resource/registry";
import type { Values } from "../../providers/core/resource/types";
import { SALESFORCE_CASES } from "../contract/salesforce-cases";
import { REQUEST_CASES } from "../contract/webex-cases";
import { Project } from "../support/engine";
import { Org } from "../support/org";
import { type Entity, Tenant } from "../support/tenant";

/** Every kind of the registry on the real engine: created, left alone by a second run with a refresh, and destroyed. */

jest.setTimeout(240_000);

const PROGRAM = `
const clouds = { webex, salesforce };
for (const { kind, inputs } of JSON.parse(require("fs").readFileSync("resources.json", "utf8"))) {
  const [cloud, noun] = kind.split(".");
  new clouds[cloud][noun](kind, inputs);
}
`;

/** What the cases make for their objects to refer to never takes the name of what another case creates. */
class Prepared extends Tenant {
  private count = 0;

  override make(noun: string, body: Values): Promise<Entity> {
    this.count += 1;
    const name = typeof body["name"] === "string" ? `${body["name"]}_${this.count}` : undefined;
    return super.make(noun, { ...body, ...(name !== undefined && { name }) });
  }
}

let project: Project;
let org: Org;

/** The fullest inputs of each kind, with what they refer to in the tenant. */
async function resources(): Promise<readonly { readonly kind: string; readonly inputs: Values | undefined }[]> {
  const tenant = new Prepared(project.dir, project.sandbox);
  // This one takes the first flow of the tenant for its own.
  const first = REQUEST_CASES.filter(({ kind }) => kind === "webex.FlowPublication");
  const all = [];
  for (const { kind, variants } of [...first, ...REQUEST_CASES.filter((one) => !first.includes(one))])
    all.push({ kind, inputs: (await variants(tenant))[0] });
  for (const { kind, program } of SALESFORCE_CASES) all.push({ kind, inputs: await program(org) });
  return all;
}

beforeAll(async () => {
  project = await Project.open({ program: PROGRAM });
  org = await Org.of(project.dir, project.sandbox);
  project.sandbox.salesforce.settings({ deployQueueMs: 0, deployRunMs: 0 });
  writeFileSync(join(project.dir, "resources.json"), JSON.stringify(await resources()));
});
afterAll(() => org.close());

/** Kinds in the state, sorted. */
async function kinds(): Promise<readonly string[]> {
  const found = [...(await project.state()).matchAll(/"type": "pulumi-nodejs:dynamic\/(\w+):(\w+)"/g)];
  return found.map(([, cloud, noun]) => `${cloud}.${noun}`).sort();
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
});

it("changes none of them the second time, whatever the clouds answer", async () => {
  const { code, text } = await project.up("--refresh", "--expect-no-changes");
  if (code !== 0) throw new Error(text);
});

it("destroys every kind", async () => {
  const { code, text } = await project.pulumi("destroy", "--yes", "--skip-preview");
  if (code !== 0) throw new Error(text);
  expect(await kinds()).toEqual([]);
});
