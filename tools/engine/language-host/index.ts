/**
 * `pulumi-language-nodejs`, a stand-in for Pulumi's own Node language host, for machines that reach package registries only.
 * It runs programs (`up`, `preview`, `refresh`, `destroy`, the Automation API's local programs); it does not install dependencies, generate
 * code, run policy packs or attach a debugger: those calls are answered with "unimplemented".
 */

import { LanguageHost } from "./host";

async function main(): Promise<void> {
  // The address of the engine comes last, after whatever logging flags the engine adds.
  const host = new LanguageHost(process.argv.slice(2).at(-1) ?? "");
  const leave = (): void => {
    void host.stop().then(() => process.exit(0));
  };
  process.once("SIGINT", leave);
  process.once("SIGTERM", leave);
  // The engine holds our input open for as long as it lives, so that even a killed engine leaves nothing running.
  process.stdin.once("end", leave).resume();
  process.stdout.write(`${String(await host.listen())}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`pulumi-language-nodejs: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
