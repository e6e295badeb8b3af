import { planRollback } from "../../operations/promote";
import { type MoveOptions, moveTag } from "../shared/move-tag";
import type { Verb } from "../shared/verb";

interface Options extends MoveOptions {
  readonly tag: string;
  readonly to?: string;
}

/** `datadip rollback FLOW`: gives callers the previous version again. */
export const rollbackVerb: Verb = (program) => {
  program
    .command("rollback")
    .description("move a tag of a flow back to the version that it pointed to before; asks first")
    .argument("<flow>", "flow, by name")
    .option("--tag <tag>", "tag that moves", "Live")
    .option("--to <version>", "this version instead, by its number in Flow Designer or its id")
    .option("--discard-draft", "discard a draft that somebody saved and did not publish")
    .option("--yes", "do not ask")
    .option("--json", "print the result as one JSON object")
    .option("--stack <stack>", "stack whose config says which tenant; the selected one by default")
    .action((flow: string, options: Options) =>
      moveTag(options, (api) =>
        planRollback(api, { flow, tag: options.tag, to: options.to, discardDraft: options.discardDraft === true }),
      ),
    );
};
