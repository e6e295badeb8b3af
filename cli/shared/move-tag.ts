import { openCloud } from "../../providers/clouds";
import { systemClock } from "../../providers/http/clock";
import type { WebexApi } from "../../providers/webex/client/api";
import { readState } from "../../operations/stack-state";
import {
  carryOut,
  doneWords,
  factsOf,
  type Move,
  moveWords,
  nothingWords,
  type Planned,
} from "../../operations/promote";
import { confirmed } from "./confirm";
import { changesText } from "./flow-text";
import { print, printJson, printStatus } from "./print";
import { stackConfig } from "./stack-config";

export interface MoveOptions {
  readonly stack?: string;
  readonly discardDraft?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const DECLINED = 1;

/** Plans, shows, asks, moves and verifies. With `--json` only the result goes to standard output. */
export async function moveTag(options: MoveOptions, plan: (api: WebexApi) => Promise<Planned>): Promise<void> {
  const { stack, yes = false, json = false } = options;
  const { api } = await openCloud("webex", stackConfig(stack));
  const planned = await plan(api);
  const result = (text: string, facts: object): void => (json ? printJson(facts) : print(text));
  if ("nothing" in planned) return result(nothingWords(planned.nothing), factsOf(planned.nothing));
  const { move } = planned;
  const shown = [moveWords(move, changesText(move.changes ?? [])), ...keeperWords(move, stack)].join("\n");
  (json ? printStatus : print)(shown);
  if (!yes && !(await confirmed(`Move ${move.tag} of ${move.row.name}?`))) {
    printStatus("Nothing was changed.");
    process.exitCode = DECLINED;
    return;
  }
  const published = await carryOut(api, move, systemClock);
  result(doneWords(move, published), factsOf(move, published));
}

/** Warns of programs that set this tag themselves: they would undo the move. */
function keeperWords({ row, tag }: Move, stack: string | undefined): readonly string[] {
  const keepers = readState(stack, false).resources.filter(
    ({ kind, id, outputs }) =>
      kind === "webex.Flow" && id === row.id && Array.isArray(outputs.tags) && outputs.tags.includes(tag),
  );
  return keepers.map(
    ({ name }) =>
      `This stack sets ${tag} itself, by tags of the resource ${name}: its next \`pulumi up\` shows this as a change and undoes it, unless its tags no longer contain ${tag}.`,
  );
}
