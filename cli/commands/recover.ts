import { answer } from "../../operations/pulumi-cli";
import { findUnended, writtenAt } from "../../operations/recover";
import { recoverText } from "../../operations/recover/text";
import { opened, stackOption } from "../../operations/stack-state";
import { Sessions } from "../../providers/clouds";
import { type Holdings, parseHoldings } from "../../providers/core/engine/holdings";
import { journalFolder, recordsOf } from "../../providers/core/engine/journal";
import { backendOf, projectRoot } from "../../providers/core/settings/project";
import type { Values } from "../../providers/core/resource/types";
import { stackConfig } from "../shared/stack-config";
import type { Verb } from "../shared/verb";

/** Something is to be settled. */
const FINDINGS = 1;

/** `datadip recover`: what an interrupted run left behind, and how it is mended. Changes nothing. */
export const recoverVerb: Verb = (program) => {
  program
    .command("recover")
    .description(
      "show what an interrupted run left behind, and how each is mended; exit 1 when something is to be settled",
    )
    .option("--stack <stack>", "the stack; the selected one by default")
    .action(async ({ stack }: { stack?: string }) => {
      const source = stackConfig(stack);
      const args = ["stack", "export", "--show-secrets", ...stackOption(stack)];
      const exported = answer("The stack's state cannot be read", args);
      const state = inClear(parseHoldings(exported));
      const [name = ""] = state.stacks;
      const backend = backendOf(process.env, projectRoot());
      const notes = await recordsOf(journalFolder(process.env), { stack: name, backend });
      const unended = await findUnended(state, notes, writtenAt(exported), new Sessions(() => source));
      process.stdout.write(`${recoverText(unended)}\n`);
      if (unended.length > 0) process.exitCode = FINDINGS;
    });
};

/** A create's inputs are looked for in the cloud, so secret ones are needed too. None is printed. */
function inClear({ creating, ...rest }: Holdings): Holdings {
  return { ...rest, creating: creating.map((one) => ({ ...one, inputs: opened(one.inputs) as Values })) };
}
