import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { engineEnv } from "../../operations/pulumi-cli";
import { startSandbox } from "../../sandbox";
import { ensureEngine } from "../engine/ensure";
import { packageRoot } from "../engine/paths";
import { Narrator } from "./narrator";
import { asError } from "../../providers/http/http-errors";

/** Files of the demo's project. The package itself is found in the folders above. */
const PROJECT = ["Pulumi.yaml", "Pulumi.demo.yaml", "stacks", "flows", "audio", "tsconfig.json"];

/** A customer of the sandbox's Salesforce org, and the number that the stack maps by default. */
const [CALLER, NUMBER] = ["+15207739050", "+15551230001"];

/** Another customer, without an open case. */
const CASELESS = "+15125550142";

/**
 * `npm run demo`: the real Pulumi CLI builds the whole data dip on the sandbox. Somebody calls, changes an object by hand, and the demo
 * restores it and destroys everything. Project, state and tenant are in .datadip/demo and are new each time; the dev stack is not touched.
 */
async function main(): Promise<void> {
  const root = packageRoot();
  const folder = join(root, ".datadip", "demo");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, ".pulumi-state"), { recursive: true });
  for (const name of PROJECT) cpSync(join(root, name), join(folder, name), { recursive: true });

  process.stdout.write("datadip demo: a contact centre from nothing to nothing, on the built-in sandbox.\n");
  const engine = await ensureEngine();
  process.stdout.write(`Engine: pulumi ${engine.version}, ${engine.bin} (${engine.reason}).\n`);

  const sandbox = await startSandbox({ dir: join(folder, ".datadip", "sandbox"), unref: true });
  const env = { ...engineEnv(), ...engine.env(), PULUMI_CONFIG_PASSPHRASE: "" };
  const narrator = new Narrator(folder, join(root, "dist", "cli", "index.js"), env, sandbox);
  await runDemo(narrator);
  await sandbox.close();
}

async function runDemo(narrator: Narrator): Promise<void> {
  const up = ["up", "--yes", "--skip-preview"];
  await narrator.quietly("stack", "init", "demo");
  await narrator.pulumi(
    "1. Create: site, team, agents, queues, the Salesforce user and app. It stops at the connector, which only a person can make",
    up,
    "is not there yet",
  );
  await narrator.datadip("2. What that person must type into Control Hub; here the sandbox plays that person", [
    ["connector"],
    ["sandbox", "connect"],
  ]);
  await narrator.pulumi("3. The next up continues: flow, entry point, number", up);
  await narrator.pulumi("4. The same again: nothing may be written", [...up, "--expect-no-changes"]);
  await narrator.datadip(
    "5. Two customers call, before anybody has dialled in; the second has no open case, and gets one",
    [
      ["call", NUMBER, "--from", CALLER],
      ["call", NUMBER, "--from", CASELESS],
    ],
  );
  await narrator.editByHand();
  await narrator.datadip("7. Who changed what since the last up", [["drift"]], 3);
  await narrator.pulumi("8. Preview: it shows exactly that", ["preview", "--refresh", "--diff"]);
  await narrator.pulumi("9. Up: it puts it back", [...up, "--refresh"]);
  await narrator.pulumi("10. Destroy", ["destroy", "--yes", "--skip-preview"]);
  await narrator.showEmptyTenant();
}

main().catch((error: unknown) => {
  process.stderr.write(`${asError(error).message}\n`);
  process.exitCode = 1;
});
