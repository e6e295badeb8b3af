import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import "../../providers";
import { allKinds } from "../../providers/core/resource/registry";
import { engineEnv } from "../../operations/pulumi-cli";
import { ensureEngine } from "../../scripts/engine/ensure";
import { ROOT, run } from "../support/engine";
import { seenIn } from "../support/packed-types";

/** What `npm pack` gives, installed into a project of somebody else's, as README says. */

jest.setTimeout(300_000);

const PROGRAM = `
import { SalesforceDataDip, webex } from "datadip";
const office = new webex.BusinessHours("Office", {
  timezone: "America/Chicago",
  workingHours: [{ name: "Weekdays", days: ["MON", "FRI"], startTime: "08:00", endTime: "16:59" }],
});
const line = new SalesforceDataDip("Acme Support", {
  numbers: ["+15551230001"],
  country: "US",
  teams: [{ name: "Tier 1", members: ["ana.agent@example.com"] }],
  queues: [{ name: "Support" }, { name: "Urgent", upTo: 2 }],
  salesforce: { username: "webex@acme.example", contactEmail: "it@acme.example" },
});
export const hoursId = office.id;
export const entryPointId = line.entryPointId;
`;

let dir: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "datadip-package-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it("previews from a tarball installed into a user's own project", async () => {
  const engine = await ensureEngine();
  const env = { ...engineEnv(), ...engine.env(), PULUMI_CONFIG_PASSPHRASE: "", NO_COLOR: "1" };
  const packed = await run("npm", ["pack", "--ignore-scripts", "--pack-destination", dir], ROOT, env);
  if (packed.code !== 0) throw new Error(packed.text);
  const tarball = readdirSync(dir).find((name) => name.endsWith(".tgz"));
  const project = join(dir, "project");
  mkdirSync(join(project, "state"), { recursive: true });
  writeFileSync(join(project, "package.json"), '{"name":"theirs","private":true}');
  const runtime = "  name: nodejs\n  options: { typescript: false, nodeargs: --require @swc-node/register }\n";
  writeFileSync(
    join(project, "Pulumi.yaml"),
    `name: theirs\nmain: index.ts\nruntime:\n${runtime}backend: { url: file://./state }\n`,
  );
  writeFileSync(join(project, "Pulumi.dev.yaml"), "config:\n  datadip:target: sandbox\n");
  writeFileSync(join(project, "index.ts"), PROGRAM);
  writeFileSync(
    join(project, "tsconfig.json"),
    '{"compilerOptions":{"target":"ES2022","module":"node16","moduleResolution":"node16","strict":true}}',
  );

  // What the package brings along comes from its own manifest; what it leaves to the user is that of the checkout.
  const flags = ["--legacy-peer-deps", "--no-audit", "--no-fund", "--prefer-offline"];
  const installed = await run("npm", ["install", ...flags, `../${tarball ?? ""}`], project, env);
  if (installed.code !== 0) throw new Error(installed.text);
  for (const name of ["@pulumi", "@swc-node", "@swc", "typescript"])
    symlinkSync(join(ROOT, "node_modules", name), join(project, "node_modules", name));

  const stack = await run("pulumi", ["stack", "init", "dev", "--non-interactive"], project, env);
  if (stack.code !== 0) throw new Error(stack.text);
  const preview = await run("pulumi", ["preview", "--non-interactive", "--color=never"], project, env);
  expect(preview.text).toContain("pulumi-nodejs:dynamic/webex:Flow Acme_Support create");
  expect(preview.text).toContain("pulumi-nodejs:dynamic/webex:BusinessHours Office create");
  expect(preview.code).toBe(0);

  // The command is on their path, finds the engine and makes another project, which depends on the same tarball.
  const found = await run("npx", ["datadip", "engine", "--json"], project, env);
  expect(JSON.parse(found.stdout)).toMatchObject({ version: expect.stringMatching(/^3\./) as unknown });
  expect((await run("npx", ["datadip", "new", "../another"], project, env)).code).toBe(0);
  expect(readFileSync(join(dir, "another", "package.json"), "utf8")).toContain(`file:${join(dir, tarball ?? "")}`);
  // That one is a template for the next.
  mkdirSync(join(dir, "third"));
  const words = ["new", "../another", "--generate-only", "--yes", "--name", "third"];
  const third = await run("pulumi", [...words, "--non-interactive", "--color=never"], join(dir, "third"), env);
  if (third.code !== 0) throw new Error(third.text);
  expect(readFileSync(join(dir, "third", "Pulumi.yaml"), "utf8")).toMatch(/^name: third\n/);
  expect(readFileSync(join(dir, "third", "index.ts"), "utf8")).toContain("new SalesforceDataDip(");
  expect((await run("npx", ["datadip", "--version"], project, env)).stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
});

describe("the types of the package", () => {
  const TYPED = `
import { SalesforceDataDip, salesforce, webex } from "datadip";
import { defineFlow } from "datadip/flow";
import { startSandbox } from "datadip/sandbox";
export const all = [SalesforceDataDip, salesforce.User, webex.Queue, defineFlow, startSandbox];
`;
  // What `pulumi new typescript` writes, and what newer projects have. Neither skips the check of declarations.
  const PULUMI_NEW = { target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.CommonJS };
  const NODE_10 = { moduleResolution: ts.ModuleResolutionKind.Node10, ignoreDeprecations: "6.0" };
  const NEXT = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };

  it.each([
    ["pulumi new typescript", { ...PULUMI_NEW, ...NODE_10 }],
    ["nodenext", { target: ts.ScriptTarget.ES2022, ...NEXT }],
  ])("reach a compiler with the settings of %s, with the meaning of every input", (_name, options) => {
    const file = join(dir, "project", "typed.ts");
    writeFileSync(file, TYPED);
    const { faults, inputs, longNames } = seenIn(file, options);
    expect(faults).toEqual([]);
    expect([...inputs].filter(([, meaning]) => meaning === "").map(([name]) => name)).toEqual([]);
    const kinds = new Set([...inputs.keys()].map((name) => name.split(".").slice(0, 2).join(".")));
    expect([...kinds].sort()).toEqual(
      allKinds()
        .map(({ kind }) => kind)
        .sort(),
    );
    expect(longNames).toEqual([]);
  });
});
