import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "../../sandbox";
import { ensureEngine } from "../../tools/engine/ensure";
import { type Ran, ROOT, run } from "../support/engine";

/** The checkout's own dev stack, with its default flow and with Cisco's template, given by config as README says. */

jest.setTimeout(180_000);

const TEMPLATE = join(ROOT, "..", "shared", "samples", "flows", "salesforce_http_connector_flow.json");

let dir: string;
let env: NodeJS.ProcessEnv;
let sandbox: Sandbox;

beforeAll(async () => {
  const engine = await ensureEngine();
  dir = mkdtempSync(join(tmpdir(), "datadip-dev-"));
  mkdirSync(join(dir, "state"));
  env = {
    ...process.env,
    ...engine.env(),
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_BACKEND_URL: `file://${join(dir, "state")}`,
  };
  sandbox = await startSandbox({ dir: join(dir, "sandbox") });
  configure("");
  expect((await run("pulumi", ["stack", "init", "dev", "--non-interactive"], ROOT, env)).code).toBe(0);
});
afterAll(async () => {
  await sandbox.close();
  rmSync(dir, { recursive: true, force: true });
});

/** The committed config with a tenant of this test's own, and `more` below `config:`. */
function configure(more: string): void {
  const committed = readFileSync(join(ROOT, "Pulumi.dev.yaml"), "utf8");
  const own = `config:\n  datadip:sandboxDir: ${join(dir, "sandbox")}\n${more}`;
  writeFileSync(join(dir, "config.yaml"), committed.replace("config:\n", own));
}

async function pulumi(...args: readonly string[]): Promise<Ran> {
  const common = ["--stack", "dev", "--config-file", join(dir, "config.yaml"), "--non-interactive", "--color=never"];
  const ran = await run("pulumi", [...args, ...common], ROOT, env);
  if (ran.code !== 0) throw new Error(ran.text);
  return ran;
}

it("goes up with nothing but the committed settings, and leaves the checkout as it was", async () => {
  const before = readFileSync(join(ROOT, "Pulumi.dev.yaml"), "utf8");
  expect((await pulumi("up", "--yes", "--skip-preview")).text).toContain("+ 9 created");
  expect(readFileSync(join(ROOT, "Pulumi.dev.yaml"), "utf8")).toBe(before);
});

(existsSync(TEMPLATE) ? it : it.skip)(
  "takes Cisco's template by config, in place of the flow that answers",
  async () => {
    const connected = await fetch(`${sandbox.url}/sandbox/connect`, { method: "POST", body: '{"name":"Salesforce"}' });
    expect(connected.ok).toBe(true);
    configure(
      [
        `  datadip:flowFile: ${TEMPLATE}`,
        "  datadip:flowLint: 'off'",
        "  datadip:flowBindings:",
        "    QueueContact.destination: queue",
        "    9b04cc45-e715-45e4-a568-4635a88494f9: connector:Salesforce",
        "",
      ].join("\n"),
    );
    expect((await pulumi("up", "--yes", "--skip-preview")).text).toContain("~ 1 updated");
  },
);

it("goes down to nothing", async () => {
  expect((await pulumi("destroy", "--yes", "--skip-preview")).text).toContain("- 9 deleted");
});
