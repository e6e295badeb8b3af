import { Sessions } from "../providers/core/clouds";
import { CallCount, onCall } from "../providers/core/traffic";
import { type Estimate, estimate } from "../tools/day-two/plan/estimate";
import { preview } from "../tools/day-two/plan/preview";
import { type Blocker, blockers } from "../tools/day-two/plan/teardown";
import { blockersText, estimateText } from "../tools/day-two/plan/text";
import { readState } from "../tools/day-two/state";
import { stackConfig } from "./stack-config";
import type { Verb } from "./verb";

interface Options {
  readonly stack?: string;
  readonly json?: true;
  readonly destroy: boolean;
}

/** `datadip plan`: a preview, dry runs of both clouds, and what the run will need. Changes nothing. */
export const planVerb: Verb = (program) => {
  program
    .command("plan")
    .description(
      "preview a run with the clouds' own checks, and count the calls and seconds it needs; exit 1 when it would fail",
    )
    .option("--stack <stack>", "the stack; the selected one by default")
    .option("--destroy", "plan taking the stack down: what of others refers to what would be deleted", false)
    .option("--json", "print one JSON object; the preview goes to standard error")
    .action(async ({ stack, json, destroy }: Options) => {
      const calls = new CallCount();
      onCall((call) => calls.add(call));
      const found = destroy ? await teardown(stack) : undefined;
      const to = json === true ? "stderr" : "stdout";
      const seen = await preview({ stack, destroy, to, env: process.env, now: () => Date.now() });
      const needed = estimate(seen);
      const isBlocked = found !== undefined && found.length > 0;
      if (json === true) process.stdout.write(`${asJson(needed, seen.code, found)}\n`);
      else process.stdout.write(asText(needed, seen.code, found));
      if (calls.total > 0) process.stderr.write(`${calls.toString()} to look for referrers\n`);
      process.exitCode = seen.code !== 0 || isBlocked ? 1 : 0;
    });
};

async function teardown(stack: string | undefined): Promise<readonly Blocker[]> {
  const source = stackConfig(stack);
  return blockers(readState(stack, false).resources, new Sessions(() => source));
}

function asText(needed: Estimate, code: number, found: readonly Blocker[] | undefined): string {
  const blocked = found === undefined ? [] : [blockersText(found)];
  const command = found === undefined ? "pulumi up" : "pulumi destroy";
  // A preview that failed has not seen the whole.
  const told = code === 0 ? [estimateText(needed, command)] : [`The preview failed, so ${command} would, too.`];
  return `${[...blocked, ...told].join("\n")}\n`;
}

function asJson(needed: Estimate, code: number, found: readonly Blocker[] | undefined): string {
  const { reads, writes, ...times } = needed;
  const whole = { webex: reads.Webex + writes.Webex, salesforce: reads.Salesforce + writes.Salesforce };
  const report = {
    ok: code === 0 && (found ?? []).length === 0,
    ...(code === 0 ? { calls: whole, reads: lower(reads), writes: lower(writes), ...times } : {}),
    ...(found === undefined ? {} : { blockers: found }),
  };
  return JSON.stringify(report, null, 2);
}

function lower({ Webex, Salesforce }: Estimate["reads"]): { webex: number; salesforce: number } {
  return { webex: Webex, salesforce: Salesforce };
}
