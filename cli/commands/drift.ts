import { CallCount, onCall } from "../../providers/core/telemetry/request-metrics";
import { type Drift, findDrift } from "../../operations/drift";
import { driftText } from "../../operations/drift/text";
import { bringBackCommand } from "../../operations/project";
import { findUnmanaged, ownedIds, type Unmanaged } from "../../operations/drift/unmanaged";
import { readState } from "../../operations/stack-state";
import { print, printJson, printStatus } from "../shared/print";
import { sessionsOf } from "../shared/stack-config";
import { type Verb, UNUSABLE } from "../shared/verb";

const DRIFTED = 3;

interface Options {
  readonly stack?: string;
  readonly json?: true;
  readonly unmanaged?: true;
}

/** `datadip drift`: shows what somebody changed in the tenant since the last run. Changes nothing. */
export const driftVerb: Verb = (program) => {
  program
    .command("drift")
    .description("compare a stack's state with its tenant; exit 3 when something drifted, 2 when that is not known")
    .option("--stack <stack>", "the stack; the selected one by default")
    .option("--unmanaged", "also list objects of Webex that no stack of this project owns")
    .option("--json", "print one JSON object")
    .action(async ({ stack, json, unmanaged }: Options) => {
      const calls = new CallCount();
      onCall((call) => calls.add(call));
      const sessions = sessionsOf(stack);
      const drift = await findDrift(readState(stack, true), sessions);
      const others = unmanaged === true ? await findUnmanaged(sessions, ownedIds()) : undefined;
      if (json === true) printJson(asData(drift, others, calls));
      else print(driftText(drift, others, bringBackCommand(process.cwd(), stack)));
      printStatus(calls.toString());
      process.exitCode = exitCode(drift);
    });
};

function asData(drift: Drift, unmanaged: readonly Unmanaged[] | undefined, calls: CallCount): object {
  const count = { webex: calls.of("Webex"), salesforce: calls.of("Salesforce") };
  return { ...drift, ...(unmanaged === undefined ? {} : { unmanaged }), calls: count };
}

/** An object that cannot be read may have drifted, so it is not a pass. Known drift decides the code first. */
function exitCode({ findings, pending }: Drift): number {
  const drifted = findings.some(({ standing }) => standing !== "unreadable") || pending.length > 0;
  if (drifted) return DRIFTED;
  return findings.length > 0 ? UNUSABLE : 0;
}
