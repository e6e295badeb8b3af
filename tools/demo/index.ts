import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSandbox } from "../../sandbox";
import { ensureEngine } from "../engine/ensure";
import { Narrator } from "./narrator";
import { packageRoot } from "../engine/paths";

/**
 * `npm run demo`: the real Pulumi CLI creates a contact centre on the sandbox, changes it, finds what somebody changed by hand, and
 * takes it down. State and tenant lie in .datadip/demo and are made anew each time; the dev stack is not touched.
 */
async function main(): Promise<void> {
  const root = packageRoot();
  const folder = join(root, ".datadip", "demo");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "state"), { recursive: true });
  const config = join(folder, "config.yaml");
  copyFileSync(join(root, "Pulumi.demo.yaml"), config);

  process.stdout.write("datadip demo: a contact centre from nothing to nothing, on the built-in sandbox.\n");
  const engine = await ensureEngine();
  process.stdout.write(`Engine: pulumi ${engine.version}, ${engine.bin} (${engine.reason}).\n`);

  const sandbox = await startSandbox({ dir: join(folder, "sandbox"), unref: true });
  const env = {
    ...process.env,
    ...engine.env(),
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
  };
  const narrator = new Narrator(root, env, sandbox);
  const withConfig = (...args: readonly string[]): readonly string[] => [...args, "--config-file", config];

  await narrator.quietly("stack", "init", "demo");
  await narrator.step(
    "1. Create: site, team, queue, prompt, flow, entry point, number, caller id",
    withConfig("up", "--yes", "--skip-preview"),
  );
  await narrator.step(
    "2. The same again: nothing may be written",
    withConfig("up", "--yes", "--skip-preview", "--expect-no-changes"),
  );

  writeFileSync(
    config,
    readFileSync(config, "utf8").replace("config:\n", "config:\n  datadip:serviceLevelSeconds: 45\n"),
  );
  await narrator.step(
    "3. Change one setting of the program: the queue's service level",
    withConfig("up", "--yes", "--skip-preview"),
  );

  await narrator.editByHand();
  await narrator.step(
    "5. Preview: it shows exactly what was changed by hand",
    withConfig("preview", "--refresh", "--diff"),
  );
  await narrator.step("6. Up: it puts it back", withConfig("up", "--yes", "--skip-preview", "--refresh"));
  await narrator.step("7. Destroy", withConfig("destroy", "--yes", "--skip-preview"));
  await narrator.showEmptyTenant();
  await sandbox.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
