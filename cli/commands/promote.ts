import { planPromotion } from "../../operations/promote";
import { type MoveOptions, moveTag } from "../shared/move-tag";
import type { Verb } from "../shared/verb";

interface Options extends MoveOptions {
  readonly from: string;
  readonly to: string;
}

/** `datadip promote FLOW`: makes the tested version of a flow the one that callers get. */
export const promoteVerb: Verb = (program) => {
  program
    .command("promote")
    .description("move one tag of a flow to exactly the version that is under another; asks first")
    .argument("<flow>", "flow, by name")
    .option("--from <tag>", "tag of the version that was tested", "Test")
    .option("--to <tag>", "tag that moves", "Live")
    .option("--discard-draft", "discard a draft that somebody saved and did not publish")
    .option("--yes", "do not ask")
    .option("--json", "print the result as one JSON object")
    .option("--stack <stack>", "stack whose config says which tenant; the selected one by default")
    .action((flow: string, options: Options) =>
      moveTag(options, (api) =>
        planPromotion(api, { flow, from: options.from, to: options.to, discardDraft: options.discardDraft === true }),
      ),
    );
};
