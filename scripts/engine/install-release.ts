/** Runs the Automation API's installer, which takes no signal, in a process that can be stopped. Arguments: directory, version. */

import { PulumiCommand } from "@pulumi/pulumi/automation";
import { SemVer } from "./semver";
import { reasonOf } from "./messages";

async function main(): Promise<void> {
  const [root, version] = process.argv.slice(2);
  if (root === undefined || version === undefined) throw new Error("usage: install-release <directory> <version>");
  await PulumiCommand.install({ root, version: new SemVer(version) });
}

main().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 1;
});
