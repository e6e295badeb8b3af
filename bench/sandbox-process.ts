import { startSandbox } from "../sandbox";

/** A sandbox in a process of its own, so that its work does not count as the provider's. Arguments: directory, latency in ms. */
async function main(): Promise<void> {
  const [dir = "", latencyMs = "0"] = process.argv.slice(2);
  const sandbox = await startSandbox({ dir, latencyMs: Number(latencyMs) });
  sandbox.settings({ quotaPerMinute: 0 });
  process.send?.(sandbox.url);
  process.on("disconnect", () => process.exit(0));
}

void main();
