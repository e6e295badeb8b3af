import { startSandbox } from "../sandbox";

/** A sandbox in a separate process: its work is not counted as the provider's. Arguments: directory, latency in ms, requests a minute (0: no quota). */
async function main(): Promise<void> {
  const [dir = "", latencyMs = "0", quotaPerMinute = "0"] = process.argv.slice(2);
  const sandbox = await startSandbox({ dir, latencyMs: Number(latencyMs) });
  sandbox.settings({ quotaPerMinute: Number(quotaPerMinute) });
  process.send?.(sandbox.url);
  process.on("disconnect", () => process.exit(0));
}

void main();
