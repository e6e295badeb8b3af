import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { examplesOf, newProject } from "../../operations/new-project";
import { engineEnv } from "../../operations/pulumi-cli";
import { ensureEngine } from "../../scripts/engine/ensure";
import { ROOT, run } from "../support/engine";

/** Each program of `examples/`, as a newcomer gets it: `datadip new DIR --example NAME`, then one `up` on the sandbox. */

jest.setTimeout(120_000);

/** What the `up` of each one makes last. */
const MADE: Readonly<Record<string, string>> = {
  "flow-as-code": "webex:DialNumber Chicago Number created",
  lists: "webex:UserAssignments Paris Agents created",
  salesforce: "salesforce:PermissionSetAssignment Webex_Calls created",
};

it.each(examplesOf(ROOT))("%s runs", async (example) => {
  const dir = mkdtempSync(join(tmpdir(), "datadip-example-"));
  const project = join(dir, "mine");
  newProject(ROOT, project, example);
  mkdirSync(join(project, "node_modules"));
  symlinkSync(ROOT, join(project, "node_modules", "datadip"));
  for (const name of ["@pulumi", "@swc-node", "@swc", "typescript"])
    symlinkSync(join(ROOT, "node_modules", name), join(project, "node_modules", name));
  const engine = await ensureEngine();
  const own = { PULUMI_CONFIG_PASSPHRASE: "", NO_COLOR: "1", XDG_STATE_HOME: join(dir, ".state") };
  const env = { ...engineEnv(), ...engine.env(), ...own };
  const flags = ["--non-interactive", "--color=never"];
  await run("pulumi", ["stack", "init", "dev", ...flags], project, env);
  const up = await run("pulumi", ["up", "--yes", "--skip-preview", ...flags], project, env);
  expect(up).toMatchObject({ code: 0, text: expect.stringMatching(/\+ \d+ created/) as unknown });
  expect(up.text).toContain(MADE[example] ?? "an example that this test does not know");
  if (example === "flow-as-code") {
    const words = ["call", "+15551230001", "--from", "+15207739050", "--at", "2026-11-29T12:00:00-06:00"];
    const call = await run(process.execPath, [join(ROOT, "dist/cli/index.js"), ...words], project, env);
    expect(call.text).toContain("We are open on weekdays from eight to five.");
  }
  rmSync(dir, { recursive: true });
});
