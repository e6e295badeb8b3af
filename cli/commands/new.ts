import { join } from "node:path";
import { newProject } from "../../operations/new-project";
import { writing } from "../shared/save";
import { say, tell } from "../shared/say";
import type { Verb } from "../shared/verb";

/** The package's own folder, from the compiled file. */
const ROOT = join(__dirname, "..", "..", "..");

/** `datadip new DIR`: a project of one's own that runs on the sandbox at once. */
export const newVerb: Verb = (program) => {
  program
    .command("new")
    .description("make a project of your own that runs on the sandbox: program, flow, scenario, stack and CI workflow")
    .argument("[dir]", "folder to make", "contact-centre")
    .action((dir: string) => {
      const files = writing(dir, () => newProject(ROOT, dir));
      tell(`Made in ${dir}:\n${files.map((file) => `  ${file}\n`).join("")}Next:`);
      say(
        [
          `cd ${dir} && npm install`,
          'eval "$(npx datadip engine --env)" && export PULUMI_CONFIG_PASSPHRASE= && pulumi stack init dev',
          "pulumi up   # stops once for the connector: npx datadip sandbox connect plays that person, then again",
          "",
        ].join("\n"),
      );
    });
};
