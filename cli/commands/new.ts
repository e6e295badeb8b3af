import { join } from "node:path";
import { newProject, originOf } from "../../operations/new-project";
import { writing } from "../shared/output";
import { print, printStatus } from "../shared/print";
import type { Verb } from "../shared/verb";
import { shellWord } from "../../operations/printable";

/** The package's folder, seen from the compiled file. */
const ROOT = join(__dirname, "..", "..", "..");

/** `datadip new DIR`: makes a project that runs on the sandbox at once. */
export const newVerb: Verb = (program) => {
  program
    .command("new")
    .description("make a project of your own that runs on the sandbox: program, flow, scenario, stack and CI workflow")
    .argument("[dir]", "folder to make", "contact-centre")
    .option("--example <name>", "the program of this folder of examples/ instead of the whole data dip")
    .action((dir: string, { example }: { readonly example?: string }) => {
      const files = writing(dir, () => newProject(ROOT, dir, example));
      printStatus(`Made in ${dir}:\n${files.map((file) => `  ${file}\n`).join("")}`);
      if (originOf(ROOT).startsWith("file:"))
        printStatus(
          "Before CI can run: datadip is in no registry yet, and package.json names a place on this computer. Commit a tarball of it (npm pack makes one), and name that in package.json, such as file:./datadip-0.1.0.tgz.\n",
        );
      printStatus("Next:");
      print(
        [
          `cd ${shellWord(dir)} && npm install`,
          'eval "$(npx datadip engine --env)" && export PULUMI_CONFIG_PASSPHRASE= && pulumi stack init dev',
          example === undefined
            ? "npx datadip up   # pulumi up; it waits once for the connector: in another terminal, npx datadip sandbox connect plays the person who makes it"
            : "npx datadip up",
          "",
        ].join("\n"),
      );
    });
};
